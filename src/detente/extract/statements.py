"""Who said what to whom: political statements with speaker, addressee, kind, asks and conditions."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.extract.asks import asks_in, before_deadline, commands, deadline_in
from detente.extract.attributions import spans_of
from detente.extract.cue_words import is_belief, is_impersonal, is_light, is_neutral, is_never, kinds_by_cue, known, names_of
from detente.extract.fronted import speaking
from detente.extract.parts import subtree
from detente.extract.semicolons import parted_tree
from detente.extract.sources import source_tokens
from detente.extract.speakers import METHOD, addressee_token, described_speaker, may_speak, on_behalf_token, speaker_of
from detente.extract.statement_candidates import candidates_in
from detente.extract.statement_conditions import conditions_in
from detente.extract.statement_dates import said_on
from detente.extract.statement_kinds import kinds_for, modality_of, polarity_of
from detente.extract.tree import Tree
from detente.knowledge.tables import words
from detente.records import Statement, record_id

if TYPE_CHECKING:
    from detente.extract.attribution import Attribution
    from detente.extract.draft import Draft, Page
    from detente.records import Actor, Evidence, Quotation, Span

FLOOR = -0.4  # log-odds below which an attribution is no statement
FLOOR_TELLING = -1.4  # the same where the cue is a political act in the lexicon
FLOOR_BELIEF = -0.6
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
    tree = parted_tree(draft.page)
    prose = _prose(tree, draft.page)
    voices: list[Voice] = []
    last: Actor | None = None
    for found in candidates_in(tree, draft.page):
        voice = _voice(tree, draft, found, last)
        if voice.speaker is not None and not (voice.found.source_token is None and found.cue):
            last = voice.speaker
        if prose[min(voice.content, default=0)] and _political(tree, voice):
            voices.append(voice)
    voices = [voice for voice in voices if not _part_of_other(tree, voice, voices)]
    draft, voices = _with_described(tree, draft, _same_again(tree, voices))
    statements = tuple(_statement(tree, draft, voice) for voice in voices)
    return replace(draft, statements=tuple({one.id: one for one in statements}.values()))


def _same_again(tree: Tree, voices: list[Voice]) -> list[Voice]:
    """In one paragraph "the official" is the unnamed official, envoy or member who spoke before."""
    found: list[Voice] = []
    for voice in voices:
        before = found[-1] if found else None
        at, token = voice.found.source_token, before.found.source_token if before else None
        if before and at is not None and token is not None and tree.para[at] == tree.para[token] and _again(tree, at, voice.speaker):
            same = before.speaker is None or before.speaker.kind in ("person", "unknown")
            if same and tree.tag[token] in ("NN", "NNP", "PRP") and tree.pos[token] != "PRON":
                now = voice.found if before.speaker else replace(voice.found, source_token=token)
                voice = replace(voice, speaker=before.speaker, found=now)
        found.append(voice)
    return found


def _again(tree: Tree, source: int, speaker: Actor | None) -> bool:
    """Whether a source is no more than "the official": an article, a noun for one person, nobody known."""
    kids = [kid for kid in tree.kids[source] if tree.word[kid]]
    return (
        (speaker is None or (not speaker.resolved and speaker.role == "described, not named"))
        and [tree.lower[kid] for kid in kids] == ["the"]
        and tree.lemma[source] in words("statement_signs", "again", "detente.extract")
    )


def _with_described(tree: Tree, draft: Draft, voices: list[Voice]) -> tuple[Draft, list[Voice]]:
    """Speakers and addressees whom the cast does not know join it under the words of the text."""
    open_to = {one.found.source_token for one in voices if one.speaker is None}
    open_to |= {one.addressee for one in voices if speaker_of(tree, draft.cast, one.addressee) is None}
    tokens = sorted(token for token in open_to if token is not None)
    new = {token: made for token in tokens if (made := described_speaker(tree, draft.page, token))}
    cast = draft.cast.extended((actor for actor, _ in new.values()), (role for _, role in new.values()))
    named = [
        replace(one, speaker=new[one.found.source_token][0]) if one.speaker is None and one.found.source_token in new else one
        for one in voices
    ]
    return replace(draft, cast=cast), named


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
        return Voice(found, frozenset(content), speaker_of(tree, draft.cast, found.source_token) if found.source else last, None, ())
    found = _with_light_subject(tree, found, cue)
    speaker = speaker_of(tree, draft.cast, found.source_token)
    to = addressee_token(tree, cue, found.source_token, content)
    if to is not None and len(content - set(subtree(tree, to))) > 0:
        named = subtree(tree, to)
        act = next((kid for kid in tree.kids[to] if tree.dep[kid] in ("acl", "relcl") and _infinitive(tree, kid)), None)
        if act is not None and content & set(named):  # "admonished the colonel to free him": the act may hang on the one spoken to
            named = [i for i in named if i < min(subtree(tree, act))]
        content -= {i for i in named if tree.quote[i] == tree.quote[cue]}
    names = names_of(tree, cue, content)
    first = min(content)
    if tree.lower[first] in _GOVERNED and tree.head[first] == cue and tree.dep[first] in ("prep", "dative", "agent") and len(content) > 1:
        content.discard(first)
    content = _said_clause(tree, cue, content)
    if "accusation" in kinds_by_cue(names[-1:]):
        content = _without_accused(tree, cue, content)
    return Voice(found, frozenset(content), speaker, to, tuple(names))


def _infinitive(tree: Tree, act: int) -> bool:
    return any(tree.dep[kid] == "aux" and tree.lower[kid] == "to" for kid in tree.kids[act])


def _with_light_subject(tree: Tree, found: Attribution, cue: int) -> Attribution:
    """In "the commander gave a warning that X" the giver answers for the warning."""
    verb = tree.head[cue]
    if found.source_token is not None or tree.dep[cue] != "dobj" or not is_light(tree.lemma[verb]):
        return found
    giver = tree.kid(verb, "nsubj")
    if giver is None:
        return found
    return replace(found, source_token=giver, source=(tree.span(*source_tokens(tree, giver, {cue, verb, *subtree(tree, cue)})),))


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
    if charged is not None:  # the parser may hang "of Y" on X
        named = tree.lemma[cue] in words("statement_signs", "of_charge", "detente.extract")
        own = (kid for kid in tree.kids[charged] if tree.dep[kid] == "prep" and tree.lower[kid] == "of" and kid > charged)
        charge = next(own, charge) if named else charge
    if charged is None or charge is None or charge < charged:
        return content
    left = content - {i for i in subtree(tree, charged) if i < charge} - {charge}
    return left or content


def _political(tree: Tree, voice: Voice) -> bool:
    """Whether an attribution is a statement of public concern by somebody who can make one."""
    found, cue = voice.found, voice.found.cue_token
    if cue is None:
        return bool(voice.speaker or found.source) and len(voice.content) >= 4
    if not tree.word[cue]:  # a colon or a dash
        return len(voice.content) >= 4 and not _presents(tree, found)
    if _untold(tree, cue, voice.content):
        return False
    quoted = any(tree.quote[i] >= 0 for i in voice.content)
    whole = all(tree.quote[i] >= 0 for i in voice.content) and len(voice.content) >= 4
    telling = bool(kinds_by_cue(list(voice.names)))
    score = found.score or 0.0
    if score < (FLOOR_TELLING if whole or telling else FLOOR) or tree.quote[cue] >= 0:
        return False
    if not _spoken(tree, cue):
        return False
    if found.source_token is None or _is_nobody(tree, found.source_token):
        return False
    if voice.speaker is None and tree.pos[found.source_token] == "PRON":
        return False
    if not may_speak(tree, found.source_token, voice.speaker, personal=not is_impersonal(tree.lemma[cue])):
        return False
    lemma = tree.lemma[cue]
    if _empty(tree, cue, voice.content):
        return False
    denied = tree.lower[min(voice.content)] == "no"  # "sees no reason"
    if is_never(lemma) and not (quoted and whole) and not denied and not any(known(one) or is_neutral(one) for one in voice.names[:-1]):
        return False
    neutral = any(is_neutral(name) for name in voice.names)
    if is_belief(lemma) and not neutral:
        return score >= FLOOR_BELIEF and len(voice.content) >= (2 if telling else 3)
    bare = "demand" in kinds_by_cue(list(voice.names)) and tree.pos[min(voice.content)] == "NOUN"  # "calls for calm"
    return (telling or neutral or whole) and (len(voice.content) >= 2 or quoted or bare)


def _empty(tree: Tree, cue: int, content: frozenset[int]) -> bool:
    """Whether nothing is said in the end: "made no commitment", "wanted to know", "asked not to be named", "let them wait"."""
    lemma, first = tree.lemma[cue], min(content)
    if lemma == "let":
        return tree.lower[first] != "that"
    if is_light(lemma) and tree.lower[first] == "no":
        return tree.head[tree.head[first]] == cue and not any(tree.lower[i] == "that" for i in content)
    act = tree.kid(cue, "xcomp")
    asked = act is not None and lemma in ("want", "ask", "wish", "like", "decline")
    return asked and tree.lemma[act or 0] in words("cues", "unsaid", "detente.extract")


def _presents(tree: Tree, found: Attribution) -> bool:
    """Whether a turn is that of one who leads through a broadcast or an interview."""
    first, last = tree.at(found.source[0][0]), tree.at(found.source[0][1] - 1)
    return any(tree.lower[i] in words("cues", "presenters", "detente.extract") for i in range(first, last + 1))


def _untold(tree: Tree, cue: int, content: frozenset[int]) -> bool:
    """Whether only a question stands there that is left without its answer: "did not say whether X", "heard what"."""
    if tree.lower[min(content)] not in _ASKING or any(tree.quote[i] >= 0 for i in content):
        return False
    subject = tree.kid(cue, "nsubj")
    silent = tree.kid(cue, "neg") is not None or (subject is not None and any(tree.lower[i] in _NONE for i in subtree(tree, subject)))
    named = tree.lower[min(content)] == "what" and tree.head[min(content)] == cue  # "what he called a surrender"
    return len(content) == 1 or named or (silent and is_neutral(tree.lemma[cue]))


def _is_nobody(tree: Tree, source: int) -> bool:
    """ "No one believes …", "none of the ministers said …": nobody speaks."""
    no_one = tree.lower[source] == "one" and any(tree.lower[kid] == "no" for kid in tree.kids[source])
    return no_one or tree.lower[source] in _NONE - {"neither"}


_ASKING = frozenset({"what", "whom", "who", "whether", "which", "when", "where", "how", "why", "if"})
_NONE = frozenset({"neither", "no", "none", "nobody"})


def _spoken(tree: Tree, cue: int) -> bool:
    """Whether the cue tells of words that fell: no bare infinitive, nothing that only may or will be said."""
    helpers = {tree.lower[kid] for kid in tree.kids[cue] if tree.dep[kid] == "aux"}
    if any(tree.dep[kid] == "mark" and tree.lower[kid] in ("if", "unless", "until") for kid in tree.kids[cue]) or _undergone(tree, cue):
        return False
    if tree.kid(cue, "neg") is None and helpers & _UNSAID:
        return False
    return "to" not in helpers or tree.lemma[tree.head[cue]] in _GOING_ON or speaking(tree, cue)[0] != cue


def _undergone(tree: Tree, cue: int) -> bool:
    """Whether a participle tells what was done to its noun: "a delegate, asked for his view, …"."""
    if (
        tree.tag[cue] not in ("VBN", "VBD")
        or tree.dep[cue] not in ("acl", "advcl", "amod")
        or tree.kid(cue, "nsubj", "aux", "auxpass") is not None
    ):
        return False
    return tree.kid(cue, "agent", "dobj") is None


_UNSAID = frozenset({"will", "would", "could", "may", "might", "should", "must", "can", "'ll", "’ll"})
_GOING_ON = frozenset(
    {"go", "begin", "continue", "proceed", "come", "rush", "hasten", "appear", "seem", "be", "step", "take", "use", "turn"}
)


def _statement(tree: Tree, draft: Draft, voice: Voice) -> Statement:
    page, found, cue = draft.page, voice.found, voice.found.cue_token
    content = tuple(page.span(*chars) for chars in spans_of(tree, page, sorted(voice.content)))
    said = " ".join(span.quote for span in content)
    quotation = _quotation(tree, voice)
    conditions = conditions_in(tree, page, voice.content)
    negated = cue is not None and tree.kid(cue, "neg") is not None
    kinds = kinds_for(
        list(voice.names),
        said,
        imperative=_imperative(tree, voice),
        quoted=quotation == "direct",
        negated=negated,
        conditional=bool(conditions),
    )
    addressee = speaker_of(tree, draft.cast, voice.addressee)
    who = addressee.name if addressee else _phrase(tree, page, voice.addressee)
    deadline = deadline_in(draft, content)
    behalf = on_behalf_token(tree, cue, voice.content) if cue is not None else None
    return Statement(
        id=record_id("st", page.document.id, *((span.start, span.end) for span in content), voice.found.cue),
        speaker=voice.speaker,
        addressee=addressee,
        kind=kinds[0],
        kinds=kinds,
        content=content,
        quotation=quotation,
        polarity=polarity_of(list(voice.names), said, negated=negated),
        modality=modality_of(said, conditional=bool(conditions), doubted="doubt" in voice.names),
        asks=tuple(before_deadline(page, ask, deadline) for ask in asks_in(tree, page, voice.content, who, kinds)),
        conditions=conditions,
        deadline=deadline,
        when=said_on(tree, draft, cue, voice.content),
        on_behalf_of=draft.cast.actor_at(behalf) if behalf is not None else None,
        source=page.span(*found.source[0]) if found.source and not found.carried else None,
        cue=page.span(*found.cue[0]) if found.cue else None,
        evidence=_evidence(page, found, content),
    )


def _quotation(tree: Tree, voice: Voice) -> Quotation:
    inside = [tree.quote[i] >= 0 for i in voice.content]
    return "direct" if all(inside) else "mixed" if any(inside) else "indirect"


def _imperative(tree: Tree, voice: Voice) -> bool:
    """Whether the content opens with a bare verb without a subject, or asks for an act by its build."""
    if not voice.content:
        return False
    first = min(voice.content)
    return (tree.tag[first] == "VB" and tree.kid(first, "nsubj", "nsubjpass") is None) or commands(tree, voice.content)


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
