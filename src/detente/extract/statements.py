"""Who said what to whom: political statements with speaker, addressee, kind, asks and conditions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.extract.asks import asks_in, conditions_in, deadline_in
from detente.extract.attributions import attributions_in, spans_of
from detente.extract.cue_words import is_belief, is_impersonal, is_light, is_neutral, is_never, kinds_by_cue, listed_cues, names_of
from detente.extract.parts import subtree
from detente.extract.speakers import addressee_token, may_speak, on_behalf_token, speaker_of
from detente.extract.statement_kinds import kinds_for, modality_of, polarity_of
from detente.extract.tree import Tree, tree_of
from detente.records import Statement, record_id

if TYPE_CHECKING:
    from detente.extract.attribution import Attribution
    from detente.extract.draft import Draft, Page
    from detente.records import Actor, Evidence, Quotation, Span

METHOD = "statements/1"
KEEP = -1.6  # log-odds below which nothing is looked at
FLOOR = 0.4  # attributions below are not shown
FLOOR_TELLING = 0.2  # the same where the cue is a political act in the lexicon
FLOOR_BELIEF = 0.35
_GOVERNED = frozenset({"of", "for", "on", "upon", "against", "about", "with", "to", "at", "over", "as"})


@dataclass(frozen=True, slots=True)
class Voice:
    """One attribution on its way to a statement: content words, speaker, addressee."""

    found: Attribution
    content: frozenset[int]
    speaker: Actor | None
    addressee: int | None
    names: tuple[str, ...]


def find_statements(draft: Draft) -> Draft:
    """Fill the draft's statements."""
    tree = tree_of(draft.page)
    prose = _prose(tree, draft.page)
    voices: list[Voice] = []
    last: Actor | None = None
    for found in attributions_in(tree, draft.page, KEEP, listed_cues()):
        voice = _voice(tree, draft, found, last)
        if voice.speaker is not None and not (voice.found.source_token is None and found.cue):
            last = voice.speaker
        if prose[min(voice.content, default=0)] and _political(tree, voice):
            voices.append(voice)
    voices = [voice for voice in voices if not _part_of_other(tree, voice, voices)]
    statements = tuple(_statement(tree, draft, voice) for voice in voices)
    return replace(draft, statements=tuple({one.id: one for one in statements}.values()))


def _part_of_other(tree: Tree, voice: Voice, voices: list[Voice]) -> bool:
    """Whether a noun cue is only the object of another cue: "expressed a desire for", "made an offer to"."""
    cue = voice.found.cue_token
    if cue is None or tree.pos[cue] not in ("NOUN", "ADJ"):
        return False
    return any(
        other is not voice
        and (cue in other.content or tree.head[cue] == other.found.cue_token)
        and len(other.content) >= len(voice.content)
        for other in voices
    )


def _prose(tree: Tree, page: Page) -> list[bool]:
    """Which tokens stand in running text."""
    inside = [False] * (len(tree) + 1)
    for sentence in page.sentences():
        inside[sentence.start : sentence.end] = [True] * (sentence.end - sentence.start)
    return inside


def _voice(tree: Tree, draft: Draft, found: Attribution, last: Actor | None) -> Voice:
    """Resolve an attribution, and part its content from the one spoken to and from governed prepositions."""
    content = {i for start, end in found.content for i in range(tree.at(start), min(tree.at(end - 1) + 1, len(tree))) if tree.word[i]}
    cue = found.cue_token
    if cue is None:
        return Voice(found, frozenset(content), speaker_of(tree, draft.cast, found.source_token) or last, None, ())
    speaker = speaker_of(tree, draft.cast, found.source_token)
    to = addressee_token(tree, cue, found.source_token, content)
    if to is not None and len(content - set(subtree(tree, to))) > 0:
        content -= {i for i in subtree(tree, to) if tree.quote[i] == tree.quote[cue]}
    names = names_of(tree, cue, content)
    first = min(content)
    if tree.lower[first] in _GOVERNED and tree.head[first] == cue and tree.dep[first] in ("prep", "dative", "agent") and len(content) > 1:
        content.discard(first)
    content = _said_clause(tree, cue, content)
    if "accusation" in kinds_by_cue(names[-1:]):
        content = _without_accused(tree, cue, content)
    return Voice(found, frozenset(content), speaker, to, tuple(names))


def _said_clause(tree: Tree, cue: int, content: set[int]) -> set[int]:
    """In "made it clear that X" and "gave notice that X" only X is said."""
    for kid in tree.kids[cue]:
        light = tree.pos[kid] == "ADJ" or (tree.dep[kid] == "dobj" and is_light(tree.lemma[cue]) and tree.pos[kid] == "NOUN")
        clause = (
            next((one for one in tree.kids[kid] if tree.dep[one] in ("ccomp", "acl") and _that(tree, one)), None)
            if light and kid in content
            else None
        )
        if clause is not None:
            return {i for i in subtree(tree, clause) if tree.word[i] and i in content} or content
    return content


def _that(tree: Tree, clause: int) -> bool:
    return any(tree.dep[kid] == "mark" and tree.lower[kid] == "that" for kid in tree.kids[clause])


def _without_accused(tree: Tree, cue: int, content: set[int]) -> set[int]:
    """In "accused X of Y" only Y is said; X is whom it is about."""
    charged = tree.kid(cue, "dobj")
    charge = next(
        (kid for kid in tree.kids[cue] if tree.dep[kid] == "prep" and tree.lower[kid] in ("of", "for", "with") and kid in content), None
    )
    if charged is None or charge is None or charge < charged:
        return content
    left = content - {i for i in subtree(tree, charged) if i < charge} - {charge}
    return left or content


def _political(tree: Tree, voice: Voice) -> bool:
    """Whether an attribution is a statement of public concern by somebody who can make one."""
    found, cue = voice.found, voice.found.cue_token
    if cue is None:
        return voice.speaker is not None and len(voice.content) >= 6
    quoted = any(tree.quote[i] >= 0 for i in voice.content)
    whole = all(tree.quote[i] >= 0 for i in voice.content) and len(voice.content) >= 4
    telling = bool(kinds_by_cue(list(voice.names)))
    if found.confidence < (FLOOR_TELLING if whole or telling else FLOOR) or tree.quote[cue] >= 0:
        return False
    if not _spoken(tree, cue):
        return False
    if found.source_token is None or (voice.speaker is None and tree.pos[found.source_token] == "PRON"):
        return False
    if not may_speak(tree, found.source_token, voice.speaker, personal=not is_impersonal(tree.lemma[cue])):
        return False
    lemma = tree.lemma[cue]
    denied = tree.lower[min(voice.content)] == "no"  # "sees no reason"
    if is_never(lemma) and not (quoted and whole) and not denied and not bool(kinds_by_cue(list(voice.names[:-1]))):
        return False
    neutral = any(is_neutral(name) for name in voice.names)
    if is_belief(lemma) and not neutral:
        return found.confidence >= FLOOR_BELIEF and len(voice.content) >= 3
    return (telling or neutral or whole) and (len(voice.content) >= 2 or quoted)


def _spoken(tree: Tree, cue: int) -> bool:
    """Whether the cue tells of words that fell: no bare infinitive, nothing that only may or will be said."""
    helpers = {tree.lower[kid] for kid in tree.kids[cue] if tree.dep[kid] == "aux"}
    if tree.kid(cue, "neg") is None and helpers & _UNSAID:
        return False
    return "to" not in helpers or tree.lemma[tree.head[cue]] in _GOING_ON


_UNSAID = frozenset({"will", "would", "could", "may", "might", "should", "must", "can", "'ll", "’ll"})
_GOING_ON = frozenset(
    {"go", "begin", "continue", "proceed", "come", "rush", "hasten", "appear", "seem", "be", "step", "take", "use", "turn"}
)


def _statement(tree: Tree, draft: Draft, voice: Voice) -> Statement:
    page, found, cue = draft.page, voice.found, voice.found.cue_token
    content = tuple(page.span(*chars) for chars in spans_of(tree, page, sorted(voice.content)))
    words = " ".join(span.quote for span in content)
    quotation = _quotation(tree, voice)
    conditions = conditions_in(tree, page, voice.content)
    negated = cue is not None and tree.kid(cue, "neg") is not None
    kinds = kinds_for(list(voice.names), words, imperative=_imperative(tree, voice), quoted=quotation == "direct", negated=negated)
    addressee = speaker_of(tree, draft.cast, voice.addressee)
    who = addressee.name if addressee else _phrase(tree, page, voice.addressee)
    behalf = on_behalf_token(tree, cue, voice.content) if cue is not None else None
    return Statement(
        id=record_id("st", page.document.id, *((span.start, span.end) for span in content), voice.found.cue),
        speaker=voice.speaker,
        addressee=addressee,
        kind=kinds[0],
        kinds=kinds,
        content=content,
        quotation=quotation,
        polarity=polarity_of(list(voice.names), words, negated=negated),
        modality=modality_of(words, conditional=bool(conditions), doubted="doubt" in voice.names),
        asks=asks_in(tree, page, voice.content, who, kinds),
        conditions=conditions,
        deadline=deadline_in(draft, content),
        when=None,
        on_behalf_of=draft.cast.actor_at(behalf) if behalf is not None else None,
        source=page.span(*found.source[0]) if found.source and not found.carried else None,
        cue=page.span(*found.cue[0]) if found.cue else None,
        evidence=_evidence(page, found, content),
    )


def _quotation(tree: Tree, voice: Voice) -> Quotation:
    inside = [tree.quote[i] >= 0 for i in voice.content]
    return "direct" if all(inside) else "mixed" if any(inside) else "indirect"


def _imperative(tree: Tree, voice: Voice) -> bool:
    """Whether the content opens with a bare verb without a subject."""
    if not voice.content:
        return False
    first = min(voice.content)
    return tree.tag[first] == "VB" and tree.kid(first, "nsubj", "nsubjpass") is None


def _phrase(tree: Tree, page: Page, token: int | None) -> str | None:
    if token is None:
        return None
    words = subtree(tree, token)
    return page.text[tree.start[words[0]] : tree.end[words[-1]]]


def _evidence(page: Page, found: Attribution, content: tuple[Span, ...]) -> tuple[Evidence, ...]:
    """Content first, then cue, then the speaker's mention."""
    method = f"{METHOD}-carried" if found.carried else METHOD
    spans = [(span.start, span.end) for span in content] + list(found.cue) + list(found.source)  # a carried speaker's mention too
    return tuple(page.evidence(start, end, method, found.confidence) for start, end in spans)
