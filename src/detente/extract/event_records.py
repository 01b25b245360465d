"""Make records of candidate acts: one event, one row, with date, mode, contexts, score and all evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_confidence import confidence, signs
from detente.extract.event_context import place_of, said_in, when_of
from detente.extract.event_modes import contexts_of, mode_of
from detente.extract.event_settle import INWARD
from detente.knowledge.ontology import SCALE, ontology
from detente.knowledge.tables import words
from detente.records import Event, record_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc
    from spacy.tokens import Span as Sentence

    from detente.extract.cast import Cast
    from detente.extract.draft import Draft
    from detente.extract.event_act import Act
    from detente.records import Actor, EventType, When

_METHOD = "events-1"
_INSIDE = frozenset({"COP", "JUD", "LEG", "PTY", "OPP", "LAB", "EDU", "MED", "AGR", "JRN", "REB"})
_AUTHORITIES = frozenset({"COP", "JUD", "LEG", "PTY", "OPP", "LAB", "EDU"})
_DOMESTIC = frozenset({"PROTEST", "COERCE", "CONCEDE", "SANCTION", "ASSAULT", "RETREAT", "REQUEST"})
_ABROAD = frozenset({"SUPPORT", "AID", "CONSULT", "COOPERATE"})
_NO_LAND = frozenset({"IGO", "NGO", "MNC"})


def event_of(act: Act, sentence: Sentence, draft: Draft) -> Event:
    """The event that an act is, before mentions of the same act are merged."""
    page, cast = draft.page, draft.cast
    start, end = sentence.start_char, sentence.start_char + len(sentence.text.rstrip())
    sources = tuple(_people(cast[p.actor_id]) if p.crowd else cast[p.actor_id] for p in act.sources)
    targets = _at_home(tuple(cast[p.actor_id] for p in act.targets), sources, act.type)
    sources = _at_home(sources, targets, act.type, doers=True)
    facts = ontology()
    anchor = page.doc[act.anchor]
    mode = mode_of(act.type, anchor)
    sure = confidence(signs(act, (sources, targets), sentence, cast))
    return Event(
        id=record_id("event", page.document.id, anchor.idx, act.type, *(a.id for a in sources), *(a.id for a in targets)),
        type=act.type, mode=mode, contexts=contexts_of(sentence), source=sources, target=targets,
        when=when_of(anchor, sentence, draft), status=act.status, quad=facts.quad(act.type), score=facts.score(act.type, mode),
        scale=SCALE, place=place_of(anchor, cast), said_in=said_in(act, draft),
        evidence=(page.evidence(start, end, f"{_METHOD}/{act.rule}/{act.lemma}", sure),),
    )  # fmt: skip


def _people(place: Actor) -> Actor:
    """The unnamed people of a place."""
    return replace(place, name=f"people in {place.name}", kind="group", sector="CVL", role=None, wikidata=None, resolved=False)


def _at_home(side: tuple[Actor, ...], other: tuple[Actor, ...], kind: EventType, *, doers: bool = False) -> tuple[Actor, ...]:
    """Unnamed groups take the other side's country where an act is by its nature domestic: police and demonstrators."""
    lands = {actor.country for actor in other}
    land = lands.pop() if len(lands) == 1 else None
    if land is None or land in _NO_LAND:
        return side
    return tuple(replace(a, country=land) if _homely(a, kind, doers=doers) else a for a in side)


def _homely(actor: Actor, kind: EventType, *, doers: bool) -> bool:
    unknown = kind in INWARD and not doers and actor.kind == "organisation"
    if actor.country is not None or not (unknown or actor.kind in ("group", "person", "unknown", "government")):
        return False
    if not words("event_frames", "foreign_words", "detente.extract").isdisjoint(actor.name.lower().split()):
        return False
    if doers:
        return kind == "PROTEST" or actor.sector in _AUTHORITIES
    return (actor.sector in _INSIDE and kind not in _ABROAD) or (kind in _DOMESTIC and actor.sector != "MIL")


def one_act(acts: list[Act], doc: Doc, cast: Cast) -> list[Act]:
    """Acts of one sentence without the doubles: the same type and source once without and once with a (better known) target."""
    kept: list[Act] = []
    for act in acts:
        rivals = [other for other in acts if other is not act and other.type == act.type and _same_side(act, other)]
        if rivals and _weight(act, cast) < max(_weight(other, cast) for other in rivals):
            continue
        if any(_outcome(act, other, doc) for other in rivals):
            continue
        if any(other in kept and other.status == act.status and _sides(other) == _sides(act) for other in rivals):
            continue
        kept.append(act)
    return kept


def _outcome(act: Act, other: Act, doc: Doc) -> bool:
    """ "opened fire on the crowd, killing six": what comes of an act is no second act."""
    verb = doc[act.anchor]
    return verb.tag_ == "VBG" and verb.dep_ == "advcl" and verb.head.i == other.anchor and bool(other.targets)


def _sides(act: Act) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(p.actor_id for p in side) for side in (act.sources, act.targets))


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
        key = (
            event.type,
            event.status == "negated",
            frozenset(map(_who, event.source)),
            frozenset(map(_who, event.target)),
            _day(event.when),
        )
        known = rows.get(key)
        rows[key] = event if known is None else _both(known, event)
    return tuple(rows.values())


def _both(first: Event, second: Event) -> Event:
    """One row for two mentions: the better known persons, the mode where one is named, all evidence."""
    better = second if _persons(second) > _persons(first) else first
    mode = first.mode or second.mode
    contexts = tuple(dict.fromkeys((*first.contexts, *second.contexts)))[:3]
    said = first.said_in if second.said_in else None
    return replace(
        first, source=better.source, target=better.target, mode=mode, contexts=contexts, said_in=said,
        score=ontology().score(first.type, mode), evidence=(*first.evidence, *second.evidence),
    )  # fmt: skip


def _persons(event: Event) -> int:
    return sum(actor.kind == "person" for actor in (*event.source, *event.target))


def _day(when: When | None) -> tuple[object, object] | None:
    """Inferred days do not keep two mentions apart."""
    return None if when is None or when.precision == "inferred" else (when.start, when.end)


def _who(actor: Actor) -> tuple[str, str]:
    """Leaders, government and country are one side of an act; other actors count for themselves."""
    if actor.country and actor.sector in (None, "GOV") and actor.kind != "organisation":
        return actor.country, "GOV"
    return actor.country or "", actor.id
