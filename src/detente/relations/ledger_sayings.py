"""What one document says of commitments: who offers, demands, threatens, promises or sets as a condition what to whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.knowledge.tables import patterns, toml_table
from detente.records import Actor, CommitmentKind, Span, Statement, TimeExpression, Wording
from detente.relations.ledger_acts import Act, act_of
from detente.relations.ledger_kinds import explicit_kind, implied_kind, names_kind, reports
from detente.relations.ledger_scene import Scene
from detente.relations.ledger_sides import faceless, political, same_side, speaks_for_state
from detente.relations.ledger_wording import Clause, ask_clause, clause_in, readable

_ROOM = "detente.relations"
_EVENTS = {
    "demand": ("REQUEST",),
    "condition": ("REQUEST", "AGREE"),
    "threat": ("THREATEN",),
    "offer": ("AGREE", "AID"),
    "promise": ("AGREE", "CONCEDE"),
}
_NESTED = re.compile(
    r"(?:that\s+)?(?P<who>[^,;.\"“”]{2,60}?)\s+(?:has|have|had)?\s*(?P<cue>promised|agreed|offered|pledged|threatened|vowed)\s+(?=to\s)",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\W*(?:that\s+)?(?:if|whether|unless|should|had|when|once)\b", re.IGNORECASE)
_DUTY = re.compile(r"(?P<who>.*?)\b(?P<modal>must|has\s+to|have\s+to|should|shall)\s+(?:\w+ly\s+)?", re.DOTALL | re.IGNORECASE)
# a verb without an ending, after the one who is to act
_BARE_VERB = re.compile(
    r"\s+(?:not\s+)?(?=(?!has\b|had\b|is\b|was\b|are\b|were\b|would\b|will\b|could\b|may\b|might\b|can\b)[a-z]+(?<!s)(?<!ed)(?<!ing)\s)"
)
# a verb alone, or with a pronoun: nobody can tell from it what is meant
_EMPTY = re.compile(r"^\S+$|\b(?:it|them|him|her|so|that|this|us|me|you)$", re.IGNORECASE)
_NOBODY = re.compile(r"[\W_]*(?:that\s+)?(?:we|you|i|it|this|nobody|no\s+one|everyone|everybody|who|what|neither)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Saying:
    """One commitment in one statement, before sayings of the same are put together."""

    kind: CommitmentKind
    speaker: Actor
    addressee: Actor | None
    wording: Wording
    act: Act
    doer: Actor | None  # who would do the act: the speaker, or whom a demand asks; None where the words do not tell
    scene: Scene
    start: int
    end: int


def sayings(scene: Scene) -> Iterator[Saying]:
    """The commitments of one document, in the order of its statements."""
    for statement in scene.situation.statements:
        confidence = max((one.confidence for one in statement.evidence), default=0.0)
        if confidence >= float(toml_table("ledger", _ROOM)["statement_threshold"]) and statement.modality not in (
            "hypothetical",
            "doubted",
        ):
            for reader in (_nested, _demanded, _done):
                found = list(reader(statement, scene))
                if found:
                    yield from found
                    break


def _nested(statement: Statement, scene: Scene) -> Iterator[Saying]:
    """A commitment that somebody reports of another: "Mandela announced that Libya has promised to …"."""
    for span in statement.content[:1]:
        match = _NESTED.match(span.quote)
        if not match or statement.polarity == "negative" or "denial" in statement.kinds or _OPENED.match(span.quote):
            continue
        who = scene.actors_in(span.start + match.start("who"), span.start + match.end("who"))
        kind = names_kind(match.group("cue"))
        rest = scene.span(span.start + match.end(), span.end)
        clause = clause_in(scene.text, rest, statement.conditions)
        if kind and clause and len({actor.id for actor in who}) == 1:
            yield from _saying(replace(statement, speaker=who[0], addressee=None), kind, clause, scene)


def _demanded(statement: Statement, scene: Scene) -> Iterator[Saying]:
    """What a demand asks for, one saying an ask."""
    explicit = explicit_kind(statement, scene.text)
    if explicit and "demand" not in statement.kinds and statement.cue and statement.cue.quote.lower().startswith("call"):
        return  # who calls a plan a fantasy calls for nothing
    if (explicit or (statement.kind if statement.polarity == "positive" else None)) != "demand":
        return
    for ask in statement.asks:
        asked = ask.who is None and statement.addressee is None and statement.cue and statement.cue.quote.lower().startswith("ask")
        if asked and re.match(r"to\s", statement.content[0].quote if statement.content else ""):
            continue  # who asks to be allowed demands nothing
        if statement.cue and re.search(r"[:;]", scene.text[statement.cue.end : ask.span.start]) and explicit:
            continue
        clause = ask_clause(scene.text, ask.span, statement.conditions)
        if clause and (explicit or _told(statement) or _commanding(statement, ask.span, scene)):
            doer = scene.named(ask.who)
            clause = _with_subject(clause, statement, scene)
            yield from _saying(statement, "demand", clause, scene, doer)
    if not statement.asks and explicit and statement.content:
        if found := _subjunctive(statement.content[0], statement.conditions, scene):
            yield from _saying(statement, "demand", found[0], scene, found[1])
            return
        clause = clause_in(scene.text, statement.content[0], statement.conditions)
        if clause and clause.form == "thing" and _thing("demand", clause, statement, scene):
            yield from _saying(statement, "demand", clause, scene)


def _subjunctive(content: Span, conditions: tuple[Span, ...], scene: Scene) -> tuple[Clause, Actor] | None:
    """The act and the doer of "that Qatar close the base", where the extraction has not cut it out."""
    for mention in scene.mentions_in(content.start, content.end):
        place, doer = mention.evidence, scene.actor(mention.actor_id)
        rest = _BARE_VERB.match(scene.text, place.end, content.end)
        if doer and rest and re.fullmatch(r"that\s+(?:the\s+)?", scene.text[content.start : place.start]):
            clause = ask_clause(scene.text, scene.span(rest.end(), content.end), conditions)
            return (clause, doer) if clause else None
    return None


def _with_subject(clause: Clause, statement: Statement, scene: Scene) -> Clause:
    """A passive ask with the words before it, which say who it is about: "the two men must not be questioned"."""
    content = next((span for span in statement.content if span.start < clause.start < span.end), None)
    if content is None or not re.match(r"(?:not\s+)?be\s", scene.text[clause.start : clause.end]):
        return clause
    ahead = scene.text[content.start : clause.start].removeprefix("that ")
    return replace(clause, start=clause.start - len(ahead)) if 4 < len(ahead) < 60 and not re.search(r"[,;:.\"“”]", ahead) else clause


def _told(statement: Statement) -> bool:
    """Whether somebody is told to do something: "cautioned Cuba to …"."""
    first = statement.content[0].quote if statement.content else ""
    return (
        statement.addressee is not None
        and statement.cue is not None
        and first.startswith(("to ", "not to "))
        and reports(statement.cue.quote)
    )


def _commanding(statement: Statement, ask: Span, scene: Scene) -> bool:
    """Whether what only "said" reports is put as a demand on somebody: "X must V", not "nobody should V"."""
    content = next((span for span in statement.content if span.start <= ask.start < span.end), None)
    if content is None:
        return False
    match = _DUTY.fullmatch(scene.text[content.start : ask.start])
    if match is None or _NOBODY.match(match.group("who")):
        return False
    who = scene.actors_in(content.start, content.start + match.end("who"))
    named = bool(who) and _addressable(who[-1])
    return named or (match.group("modal").lower() != "should" and bool(re.match(r"(?:that\s+)?the\s", match.group("who"))))


def _done(statement: Statement, scene: Scene) -> Iterator[Saying]:
    """What the speaker's own side would do: an offer, a promise, a threat, or what it makes depend on others."""
    text = scene.text
    explicit = explicit_kind(statement, text)
    if explicit and explicit not in statement.kinds and statement.kind not in (*_EVENTS, "warning"):
        explicit = None
    if explicit == "demand" or not statement.content or statement.speaker is None:
        return
    for span in statement.content[:1] if explicit else statement.content:
        clause = clause_in(text, span, statement.conditions)
        if clause is None or (clause.form == "thing" and not explicit):
            continue
        own = _own(clause, statement, scene)
        if explicit:
            if (clause.form == "thing" and not _thing(explicit, clause, statement, scene)) or not _meant(statement, explicit, scene):
                continue
            if clause.negated and clause.form == "clause":
                continue
            if clause.form == "clause" and not own:
                clause = replace(clause, start=clause.whole)
            yield from _saying(statement, explicit, clause, scene)
            return
        kind = implied_kind(statement, text, clause)
        if kind is None or not (own or (kind == "condition" and not _by_pronoun(clause, text))):
            continue
        if kind == "condition":
            clause = replace(clause, start=clause.whole, end=max(clause.end, _condition_end(statement, span)))
        yield from _saying(statement, kind, clause, scene)
        return


def _thing(kind: CommitmentKind, clause: Clause, statement: Statement, scene: Scene) -> bool:
    """Whether a thing can be offered, demanded or promised: help, a vote; not a person, not an opinion."""
    thing = scene.text[clause.start : clause.end].lower()
    first = scene.mentions_in(clause.start, clause.end)[:1]
    if first and first[0].evidence.start - clause.start <= 4 and first[0].form == "name":
        return False
    if patterns("ledger", "idle_things", _ROOM).search(thing):
        return False
    return kind != "offer" or statement.addressee is not None or bool(patterns("ledger", "giveable", _ROOM).search(thing))


def _meant(statement: Statement, kind: CommitmentKind, scene: Scene) -> bool:
    """Whether a proposal is an offer to somebody: a plan that is only proposed to the public is none."""
    cue = statement.cue.quote.lower() if statement.cue else ""
    speaker = statement.speaker
    public = kind == "offer" and cue.startswith("propos") and not statement.conditions and speaker is not None and speaker.kind == "person"
    return not public or _addressee(statement, kind, None, (), scene) is not None


def _own(clause: Clause, statement: Statement, scene: Scene) -> bool:
    """Whether the clause is about what the speaker's side itself does."""
    if clause.subject is None:
        return True
    start, end = clause.subject
    subject = scene.text[start:end].lower()
    speaker = statement.speaker
    if speaker is None:
        return False
    if subject in ("we", "i") or (subject in ("he", "she") and speaker.kind == "person"):
        return True
    found = scene.actors_in(start, end)
    if found:
        return same_side(speaker, found[-1]) or (scene.own(speaker, start, start + 3) and not speaks_for_state(found[-1]))
    return (subject == "it" and speaker.kind != "person") or (subject == "they" and speaker.kind in ("group", "organisation"))


def _by_pronoun(clause: Clause, text: str) -> bool:
    return clause.subject is not None and text[clause.subject[0] : clause.subject[1]].lower() in (
        "he",
        "she",
        "it",
        "they",
        "this",
        "that",
        "what",
        "who",
    )


def _condition_end(statement: Statement, span: Span) -> int:
    return max((one.end for one in statement.conditions if span.start <= one.start and one.end <= span.end), default=0)


def _saying(statement: Statement, kind: CommitmentKind, clause: Clause, scene: Scene, doer: Actor | None = None) -> Iterator[Saying]:
    """The saying as a record, where its parties and its words are good enough to be shown."""
    speaker = statement.speaker
    if speaker is None or not political(speaker) or not readable(scene.text, clause.start, clause.end):
        return
    if statement.addressee is not None and statement.addressee.id == speaker.id:
        return
    act = act_of(scene.text[clause.start : clause.end])
    if not act.things and (clause.form != "infinitive" or _EMPTY.search(scene.text[clause.start : clause.end])):
        return
    inside = tuple(one for one in statement.conditions if any(s.start <= one.start < s.end for s in statement.content))
    if kind == "condition":
        act = act_of(inside[0].quote) if inside else act
    addressee = _addressee(statement, kind, doer, inside, scene)
    if doer is not None and same_side(doer, speaker) and not _two_people(doer, speaker):
        return
    first, last = _reach(statement, clause)
    deadline = _deadline(statement, clause, inside)
    span = scene.span(clause.start, clause.end)
    confidence = max(one.confidence for one in statement.evidence)
    wording = Wording(
        statement.id, scene.day_at(first, last, statement.content), span, inside, deadline, scene.evidence(first, last, confidence)
    )
    who = doer or addressee if kind in ("demand", "condition") else speaker
    yield Saying(kind, speaker, addressee, wording, act, who, scene, first, last)


def _reach(statement: Statement, clause: Clause) -> tuple[int, int]:
    """From cue to act, conditions included: the words that must stand in the sentences shown."""
    spans = [one for one in (statement.cue, statement.source) if one and abs(one.start - clause.start) < 400]
    spans += [one for one in statement.conditions if abs(one.start - clause.end) < 200]
    return min([clause.start, *(one.start for one in spans)]), max([clause.end, *(one.end for one in spans)])


def _deadline(statement: Statement, clause: Clause, conditions: tuple[Span, ...]) -> TimeExpression | None:
    """The deadline of the statement where it belongs to the act or to its condition."""
    one = statement.deadline
    if one is None or one.when is None or one.when.end is None:
        return None
    place = one.evidence.start
    near = clause.start <= place <= clause.end + 30 or any(span.start <= place <= span.end for span in conditions)
    return one if near else None


def _addressee(statement: Statement, kind: CommitmentKind, doer: Actor | None, conditions: tuple[Span, ...], scene: Scene) -> Actor | None:
    """To whom it is made: who is asked, who is addressed, who must fulfil the condition, or the target of the event in that sentence."""
    speaker = statement.speaker
    candidates = [doer, statement.addressee]
    for span in conditions[:1]:
        candidates += [
            scene.actor(one.actor_id) for one in scene.mentions_in(span.start, span.end)[:1] if one.evidence.start - span.start <= 4
        ]
    candidates += _targets(statement, kind, scene)
    return next(
        (one for one in candidates if one and _addressable(one) and (not same_side(one, speaker) or _two_people(one, speaker))), None
    )


def _two_people(one: Actor, other: Actor | None) -> bool:
    """Whether two officials of one state are meant, who may well ask something of each other."""
    return other is not None and one.kind == other.kind == "person" and one.id != other.id and one.resolved and other.resolved


def _addressable(actor: Actor) -> bool:
    return political(actor) and not (faceless(actor) and actor.country is None)


def _targets(statement: Statement, kind: CommitmentKind, scene: Scene) -> list[Actor]:
    """The targets of an event that the same sentence reports of the same speaker."""
    cue = statement.cue
    if cue is None:
        return []
    for event in scene.situation.events:
        here = any(one.start <= cue.start < one.end for one in event.evidence)
        if (
            here
            and event.type in _EVENTS[kind]
            and any(same_side(one, statement.speaker) for one in event.source)
            and len(event.target) == 1
        ):
            target = event.target[0]
            if target.resolved and (
                target.kind in ("country", "government", "organisation") or (target.kind == "person" and target.sector)
            ):
                return [target]
    return []
