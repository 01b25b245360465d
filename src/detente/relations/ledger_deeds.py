"""What the documents say was done, refused or agreed about one act: sentences, with the records that stand there."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.knowledge.tables import toml_table
from detente.records import Actor, CommitmentKind, CommitmentStatus, Event, Statement
from detente.relations.ledger_acts import GIVEN, Act, Found, act_of, alike, deeds_told, done_in
from detente.relations.ledger_answers import agent_after, event_at, real, subject_before
from detente.relations.ledger_scene import Scene
from detente.relations.ledger_sides import same_side
from detente.relations.ledger_wording import Clause, clause_in

_ROOM = "detente.relations"
_REPORTED = re.compile(r"\b(?:said|says|announced|confirmed|reported|told)\b")
_HAD = re.compile(r"\bhad\s+(?:(?:been|already|also)\s+)?$")
_REFUSED = re.compile(r"\b(?:refused|refuses|declined|declines)\s+to\s+(?P<act>[^.,;:]{4,90})")
_AGREES = re.compile(r"\b(?:agreed|agrees|consented)\s+to\s+(?P<act>[^.,;:]{4,90})")
_WORD_ONLY = 0.4
_WHOLE, _AGREED = 0.75, 0.7


@dataclass(frozen=True, slots=True)
class Signal:
    """That the status of a commitment changes: to what, how sure, when, by whom, and where it stands."""

    status: CommitmentStatus
    confidence: float
    on: date | None
    by: Actor | None
    record_id: str | None
    scene: Scene
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Word:
    """That somebody refuses an act, or agrees to it, in words."""

    refuses: bool
    act: Act
    by: Actor
    sure: float
    record_id: str | None
    scene: Scene
    start: int
    end: int


class Chronicle:
    """The documents in order, indexed by what they say was done, refused or agreed."""

    def __init__(self, scenes: Iterable[Scene]) -> None:
        self._told: dict[tuple[str, str], list[tuple[Scene, int, int]]] = {}
        self._words: dict[str | None, list[Word]] = {}
        for scene in scenes:
            for first, last in scene.sentences:
                for key in deeds_told(scene.text[first:last]):
                    self._told.setdefault(key, []).append((scene, first, last))
            for word in (*_by_statement(scene), *_by_sentence(scene, _REFUSED), *_by_sentence(scene, _AGREES)):
                self._words.setdefault(word.act.deed, []).append(word)

    def done(self, act: Act, kind: CommitmentKind, doer: Actor | None, speaker: Actor) -> Iterator[Signal]:
        """Sentences that say the act was done by whom it falls to."""
        if act.deed is None or act.head is None or (act.deed == GIVEN and doer is None):
            return
        types = tuple(toml_table("ledger", _ROOM)["deeds"][kind])
        least = float(toml_table("ledger", _ROOM)["alike"])
        for scene, first, last in self._told.get((act.deed, act.head), ()):
            found = done_in(act, scene.text[first:last])
            if found is None or found.share < least:
                continue
            background = _HAD.search(scene.text[first : first + found.at]) and not _REPORTED.search(scene.text[first:last])
            if not background:
                yield from _signal(found, types, doer, speaker, (scene, first, first + found.at, last))

    def refused(self, act: Act, doer: Actor | None, status: CommitmentStatus) -> Iterator[Signal]:
        """Where the one to whom the act falls says, or is said, to refuse it."""
        for word in self._answers(act, doer):
            if word.refuses:
                yield Signal(status, word.sure, None, word.by, word.record_id, word.scene, word.start, word.end)

    def agreed(self, act: Act, doer: Actor | None) -> Iterator[Signal]:
        """Where the one to whom the act falls agrees to it: a word, not yet the deed, so never sure."""
        for word in self._answers(act, doer):
            if not word.refuses:
                yield Signal("met", min(word.sure, _WORD_ONLY), None, word.by, word.record_id, word.scene, word.start, word.end)

    def _answers(self, act: Act, doer: Actor | None) -> Iterator[Word]:
        for word in self._words.get(act.deed, ()):
            if same_side(word.by, doer) and alike(act, word.act) >= _AGREED:
                yield word


def _by_statement(scene: Scene) -> Iterator[Word]:
    """Statements that refuse an act: "said it would not release the sailors"."""
    for statement in scene.situation.statements:
        if statement.conditions or not statement.content or statement.speaker is None:
            continue
        clause = clause_in(scene.text, statement.content[0], ())
        if clause is not None and _refuses(statement, clause):
            act = act_of(re.sub(r"^(?:not|never)\s+(?:to\s+)?", "", scene.text[clause.start : clause.end]))
            sure = 0.4 + 0.5 * max(one.confidence for one in statement.evidence)
            places = (clause.start, clause.end, *((statement.cue.start, statement.cue.end) if statement.cue else ()))
            yield Word(True, act, statement.speaker, sure, statement.id, scene, min(places), max(places))


def _by_sentence(scene: Scene, pattern: re.Pattern[str]) -> Iterator[Word]:
    """Sentences in which somebody refuses, or agrees, to do an act."""
    refuses = pattern is _REFUSED
    for first, last in scene.sentences:
        for match in pattern.finditer(scene.text, first, last):
            who = subject_before(scene, first, match.start())
            if who and real(scene, first, match.start()):
                event = event_at(scene, match.start(), ("REJECT",) if refuses else ("AGREE", "CONCEDE"), who[0])
                act, record = act_of(match.group("act")), event.id if event else None
                yield Word(refuses, act, who[0], who[1] - 0.1, record, scene, match.start(), match.end())


def _refuses(statement: Statement, clause: Clause) -> bool:
    """Whether a statement says that its clause will not be done: refused to do it, or said that one would not."""
    if clause.form == "clause":
        return clause.negated and statement.kind != "denial"
    return clause.form == "infinitive" and not clause.negated and statement.polarity == "negative" and statement.kind == "refusal"


def _signal(
    found: Found, types: tuple[str, ...], doer: Actor | None, speaker: Actor, where: tuple[Scene, int, int, int]
) -> Iterator[Signal]:
    """The signal of a deed, where its doer fits; a deed nobody is named for counts only where its words agree well."""
    scene, first, place, last = where
    who = agent_after(scene, place, last) if found.passive else subject_before(scene, first, place)
    event = event_at(scene, place, types, who[0] if who else None)
    if who is None and event is not None and not found.passive:
        who = (event.source[0], 0.7)
    if who is not None and not _fits(who[0], doer, speaker):
        return
    if who is None and not (found.passive and found.share >= _WHOLE):
        return
    confidence = 0.3 + 0.3 * found.share + (0.2 * who[1] if who else 0.08) + (0.08 if event else 0.0) - (0.0 if doer else 0.12)
    if found.partly:
        confidence = min(confidence, 0.5)
    yield Signal(
        "met", confidence, _day(event, scene, place, last), who[0] if who else None, event.id if event else None, scene, place, last
    )


def _fits(who: Actor, doer: Actor | None, speaker: Actor) -> bool:
    return same_side(who, doer) if doer else not same_side(who, speaker)


def _day(event: Event | None, scene: Scene, place: int, last: int) -> date | None:
    when = event.when if event else None
    if when and when.precision != "inferred" and (when.end or when.start):
        return when.end or when.start
    return scene.day_at(place, last)
