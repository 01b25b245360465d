"""The ledger of commitments: what is on the table between the parties, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain

from detente.knowledge.tables import toml_table
from detente.records import Commitment, CommitmentKind, Situation, record_id
from detente.relations.ledger_acts import alike
from detente.relations.ledger_answers import Answer, answers
from detente.relations.ledger_deeds import Chronicle
from detente.relations.ledger_sayings import Saying, sayings
from detente.relations.ledger_scene import dated
from detente.relations.ledger_sides import same_side, side
from detente.relations.ledger_status import history

_ROOM = "detente.relations"
_FAMILIES = (frozenset({"offer", "promise"}), frozenset({"threat", "promise"}))


@dataclass(slots=True, eq=False)
class Entry:
    """The sayings of one commitment, in order."""

    sayings: list[Saying] = field(default_factory=list)

    @property
    def kind(self) -> CommitmentKind:
        return next((one.kind for one in self.sayings if one.kind != "promise"), "promise")


def ledger(situations: Iterable[Situation], as_of: date | None = None) -> tuple[Commitment, ...]:
    """The commitments of the documents, the oldest first; deadlines are held against `as_of`, else the latest day of publication."""
    scenes = dated(situations)
    day = as_of or max((scene.published for scene in scenes if scene.published), default=None)
    heard = [scene for scene in scenes if as_of is None or scene.published is None or scene.published <= as_of]
    entries = _entries(saying for scene in heard for saying in sayings(scene))
    replies = [answer for scene in heard for answer in answers(scene)]
    told: dict[int, list[tuple[Answer, float]]] = {}
    for reply, number, sure in _owners(replies, entries):
        told.setdefault(number, []).append((reply, sure))
    chronicle = Chronicle(heard)
    return tuple(_commitment(entry, chronicle, told.get(number, []), day) for number, entry in enumerate(entries))


def _entries(said: Iterable[Saying]) -> list[Entry]:
    """Sayings of the same commitment together: one speaker's side, one addressee, one act."""
    entries: list[Entry] = []
    index: dict[object, list[Entry]] = {}  # by side and thing, so that a saying meets only what it may repeat
    for saying in said:
        keys = [(side(saying.speaker), thing) for thing in sorted(saying.act.things)]
        known = {id(entry): entry for key in keys for entry in index.get(key, ())}.values()
        same = [(alike(entry.sayings[-1].act, saying.act), entry) for entry in known if _joinable(entry, saying)]
        best = max(same, key=lambda one: one[0], default=None)
        if best and best[0] >= float(toml_table("ledger", _ROOM)["alike"]):
            entry = best[1]
        else:
            entry = Entry()
            entries.append(entry)
        entry.sayings.append(saying)
        for key in keys:
            if entry not in (several := index.setdefault(key, [])):
                several.append(entry)
    return entries


def _joinable(entry: Entry, saying: Saying) -> bool:
    last = entry.sayings[-1]
    family = entry.kind == saying.kind or any({entry.kind, saying.kind} == one for one in _FAMILIES)
    addressee = next((one.addressee for one in entry.sayings if one.addressee), None)
    parties = addressee is None or saying.addressee is None or same_side(addressee, saying.addressee)
    one_statement = last.wording.statement_id == saying.wording.statement_id
    return family and parties and not one_statement and last.act.negated == saying.act.negated


def _owners(replies: Sequence[Answer], entries: Sequence[Entry]) -> Iterator[tuple[Answer, int, float]]:
    """Which entries each general answer is to (by number), and how sure: one that could mean several is sure of none."""
    nearby: dict[object, dict[int, None]] = {}
    for number, entry in enumerate(entries):
        for one in entry.sayings:
            for key in (side(one.speaker), side(one.addressee) if one.addressee else None, one.scene.order):
                if key is not None:
                    nearby.setdefault(key, {})[number] = None
    for reply in replies:
        near = [nearby.get(key, {}) for key in (side(reply.by), side(reply.owner) if reply.owner else None, reply.scene.order)]
        fitting = [(number, fit) for number in dict.fromkeys(chain(*near)) if (fit := _fit(reply, entries[number])) > 0]
        best = max((fit for _, fit in fitting), default=0)
        chosen = [number for number, fit in fitting if fit == best]
        doubt = 0.35 if len({side(entries[number].sayings[0].speaker) for number in chosen}) > 1 else 0.1 * (len(chosen) > 1)
        sure = reply.sure - 0.15 + 0.1 * min(best - 1, 2) - doubt
        for number in chosen:
            # who rejects the deadline may still do what is demanded
            yield reply, number, min(sure, 0.5) if reply.dated else sure


def _fit(reply: Answer, entry: Entry) -> int:
    """How well an answer fits an entry: 0 not at all; more for its owner, its act, its addressee."""
    table = toml_table("ledger", _ROOM)
    speaker = entry.sayings[0].speaker
    addressee = next((one.addressee for one in reversed(entry.sayings) if one.addressee), None)
    own = same_side(reply.by, speaker)
    role = table["roles"][reply.status]["own" if own else "other"]
    only = table["only"]
    if entry.kind not in reply.kinds or entry.kind not in role or reply.verb in only["other" if own else "own"]:
        return 0
    if not own and addressee is not None and not same_side(reply.by, addressee):
        return 0
    before = [one for one in entry.sayings if (one.scene.order, one.start) < (reply.scene.order, reply.start)]
    if not before:
        return 0
    if reply.owner is not None and not own and not same_side(reply.owner, speaker) and not same_side(reply.owner, reply.by):
        return 0
    agreed = reply.about is not None and alike(reply.about, before[-1].act) >= float(table["alike"])
    if reply.about is not None and not agreed:
        return 0
    near = before[-1].scene is reply.scene
    return 1 + agreed + (reply.owner is not None and same_side(reply.owner, speaker)) + (own or addressee is not None) + near


def _commitment(entry: Entry, chronicle: Chronicle, replies: list[tuple[Answer, float]], as_of: date | None) -> Commitment:
    first = entry.sayings[0]
    days = [one.wording.said for one in entry.sayings if one.wording.said]
    status, changes = history(entry.kind, entry.sayings, chronicle, replies, as_of)
    return Commitment(
        id=record_id("commitment", first.wording.statement_id, entry.kind, first.wording.act.start),
        kind=entry.kind,
        speaker=first.speaker,
        addressee=next((one.addressee for one in reversed(entry.sayings) if one.addressee), None),
        wordings=tuple(one.wording for one in entry.sayings),
        first_said=min(days, default=None),
        last_said=max(days, default=None),
        sources=len({one.scene.situation.document.id for one in entry.sayings}),
        status=status,
        changes=changes,
    )
