"""What became of a commitment: its changes of status in order, each with its evidence, and what is only proposed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise

from detente.knowledge.tables import toml_table
from detente.records import CommitmentKind, CommitmentStatus, StatusChange
from detente.relations.ledger_acts import act_of
from detente.relations.ledger_answers import Answer
from detente.relations.ledger_deeds import Chronicle, Signal
from detente.relations.ledger_sayings import Saying

_ROOM = "detente.relations"
_FINAL: tuple[CommitmentStatus, ...] = ("met", "withdrawn")
_LATE = date.max


def history(
    kind: CommitmentKind, said: Sequence[Saying], chronicle: Chronicle, replies: list[tuple[Answer, float]], as_of: date | None
) -> tuple[CommitmentStatus, tuple[StatusChange, ...]]:
    """The status of a commitment at the end of the day, and how it came about."""
    least = float(toml_table("ledger", _ROOM)["threshold"])
    signals = [one for one in _signals(kind, said, chronicle) if _later(one, said)]
    signals += [_general(reply, sure) for reply, sure in replies]
    signals += [*_passed(kind, said, as_of), *_renewals(said)]
    status: CommitmentStatus = "open"
    changes: list[StatusChange] = []
    for one in sorted(signals, key=_when):
        if status in _FINAL and one.status != "open":
            break
        if not _possible(status, one.status):
            continue
        proposed = one.confidence < least
        if proposed and any(known.status == one.status for known in changes):
            continue
        changes.append(_change(one, proposed=proposed))
        status = status if proposed else one.status
    sure = {change.status for change in changes if not change.proposed}
    kept = tuple(change for change in changes if not change.proposed or (change.status not in sure and status not in _FINAL))
    return status, kept


def _possible(status: CommitmentStatus, following: CommitmentStatus) -> bool:
    if following == "open":
        return status in ("refused", "withdrawn", "expired")
    return following != status and not (status == "refused" and following == "expired")


def _signals(kind: CommitmentKind, said: Sequence[Saying], chronicle: Chronicle) -> Iterator[Signal]:
    """Deeds that meet the act, and words that refuse it or agree to it."""
    own = kind in ("offer", "promise", "threat")
    for saying in {one.act: one for one in said}.values():
        yield from chronicle.done(saying.act, kind, saying.doer, saying.speaker)
        yield from chronicle.refused(saying.act, saying.doer, "withdrawn" if own else "refused")
        if not own:
            yield from chronicle.agreed(saying.act, saying.doer)
        if kind == "offer":
            for condition in saying.wording.conditions[:1]:
                without_subject = re.sub(r"^\S+\s", "", condition.quote)
                yield from chronicle.refused(act_of(without_subject), saying.addressee, "refused")


def _later(one: Signal, said: Sequence[Saying]) -> bool:
    """Whether a signal comes after the first saying, in its own sentence, and not before the saying's day."""
    first = said[0]
    if any(one.scene is saying.scene and one.scene.sentence(one.start) == one.scene.sentence(saying.wording.act.start) for saying in said):
        return False
    if one.on and first.wording.said and one.on < first.wording.said:
        return False
    return (one.scene.order, one.start) > (first.scene.order, first.start)


def _general(reply: Answer, sure: float) -> Signal:
    event = reply.event
    when = event.when if event else None
    day = (when.end or when.start) if when and when.precision != "inferred" else None
    on = day or reply.scene.day_at(reply.start, reply.end)
    return Signal(reply.status, sure, on, reply.by, event.id if event else None, reply.scene, reply.start, reply.end)


def _passed(kind: CommitmentKind, said: Sequence[Saying], as_of: date | None) -> Iterator[Signal]:
    """The deadline of the last wording, where it has passed; a threat that waits for others does not end with their deadline."""
    last = said[-1]
    deadline = last.wording.deadline
    end = deadline.when.end if deadline and deadline.when else None
    if deadline is None or end is None or as_of is None or end >= as_of:
        return
    place = deadline.evidence.start
    if kind == "threat" and any(span.start <= place <= span.end for span in last.wording.conditions):
        return
    yield Signal("expired", 1.0, end + timedelta(days=1), None, deadline.id, last.scene, place, deadline.evidence.end)


def _renewals(said: Sequence[Saying]) -> Iterator[Signal]:
    """Later sayings in other words, or said to be a renewal: what was refused is on the table again."""
    for before, one in pairwise(said):
        days = before.wording.said, one.wording.said
        due = [saying.wording.deadline.when if saying.wording.deadline else None for saying in (before, one)]
        other = one.act != before.act or (due[1] is not None and due[0] != due[1])
        again = re.search(toml_table("ledger", _ROOM)["wording"]["renewed"], one.wording.evidence.quote, re.VERBOSE | re.IGNORECASE)
        if days[0] and days[1] and days[0] < days[1] and (other or again):
            yield Signal("open", 1.0, one.wording.said, one.speaker, one.wording.statement_id, one.scene, one.start, one.end)


def _when(one: Signal) -> tuple[date, int, int]:
    return one.on or one.scene.published or _LATE, one.scene.order, one.start


def _change(one: Signal, *, proposed: bool) -> StatusChange:
    evidence = one.scene.evidence(one.start, one.end, min(one.confidence, 0.99))
    return StatusChange(one.status, one.on or one.scene.published, one.by, one.record_id, proposed, evidence)
