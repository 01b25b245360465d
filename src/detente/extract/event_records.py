"""Make records of candidate acts: one event, one row, with date, mode, contexts, score and all evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.knowledge.ontology import SCALE, ontology
from detente.records import Event, record_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span as Sentence

    from detente.extract.cast import Cast
    from detente.extract.draft import Draft
    from detente.extract.event_act import Act
    from detente.records import Actor, EventType

_METHOD = "events-1"
_INSIDE = frozenset({"COP", "JUD", "LEG", "PTY", "OPP", "LAB", "EDU", "MED", "AGR", "JRN", "REB"})
_DOMESTIC = frozenset({"PROTEST", "COERCE", "CONCEDE", "SANCTION"})
_NO_LAND = frozenset({"IGO", "NGO", "MNC"})


def event_of(act: Act, sentence: Sentence, draft: Draft) -> Event:
    """The event that an act is, before mentions of the same act are merged."""
    page, cast = draft.page, draft.cast
    start, end = sentence.start_char, sentence.start_char + len(sentence.text.rstrip())
    sources = tuple(cast[p.actor_id] for p in act.sources)
    targets = _at_home(tuple(cast[p.actor_id] for p in act.targets), sources, act.type)
    sources = _at_home(sources, targets, act.type) if act.type == "PROTEST" else sources
    facts = ontology()
    return Event(
        id=record_id("event", page.document.id, page.doc[act.anchor].idx, act.type, *(a.id for a in sources), *(a.id for a in targets)),
        type=act.type, mode=None, contexts=(), source=sources, target=targets, when=None, status=act.status,
        quad=facts.quad(act.type), score=facts.score(act.type), scale=SCALE, place=None, said_in=None,
        evidence=(page.evidence(start, end, f"{_METHOD}/{act.rule}/{act.lemma}", 0.6),),
    )  # fmt: skip


def _at_home(side: tuple[Actor, ...], other: tuple[Actor, ...], kind: EventType) -> tuple[Actor, ...]:
    """Unnamed groups take the country of the other side where an act is by its nature domestic: police and demonstrators, cabinet and unions."""
    lands = {actor.country for actor in other}
    land = lands.pop() if len(lands) == 1 else None
    if land is None or land in _NO_LAND:
        return side
    return tuple(replace(a, country=land) if a.country is None and a.kind in ("group", "person", "unknown") and (a.sector in _INSIDE or kind in _DOMESTIC and a.sector != "MIL") else a for a in side)


def one_act(acts: list[Act], cast: Cast) -> list[Act]:
    """Acts of one sentence without the doubles: the same type and source once without and once with a (better known) target."""
    kept: list[Act] = []
    for act in acts:
        rivals = [other for other in acts if other is not act and other.type == act.type and _same_side(act, other)]
        if rivals and _weight(act, cast) < max(_weight(other, cast) for other in rivals):
            continue
        kept.append(act)
    return kept


def _same_side(act: Act, other: Act) -> bool:
    mine, yours = ({p.actor_id for p in one.sources} for one in (act, other))
    return mine == yours or not mine or bool(mine & yours)


def _weight(act: Act, cast: Cast) -> int:
    """2 for targets of a known country, 1 for others, 0 for none."""
    return 2 if any(cast[p.actor_id].country for p in act.targets) else int(bool(act.targets))


def merged(events: Iterable[Event]) -> tuple[Event, ...]:
    """Mentions of the same act in one row, in the order of their first mention."""
    rows: dict[tuple[object, ...], Event] = {}
    for event in events:
        key = (event.type, event.status == "negated", tuple(map(_who, event.source)), tuple(map(_who, event.target)), event.when)
        known = rows.get(key)
        rows[key] = event if known is None else replace(known, evidence=(*known.evidence, *event.evidence))
    return tuple(rows.values())


def _who(actor: Actor) -> str:
    return actor.id
