"""What Wikidata says of the terms of office that the registry does not: added, ended, other dates, another label."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from rapidfuzz import fuzz

from detente.knowledge.actor_changes import Change, ChangeKind
from detente.knowledge.names import full_keys, key_of, short_keys
from detente.knowledge.registry import Person, Registry, Term, day
from detente.knowledge.wikidata import Holding

_SLACK = timedelta(days=3)  # sworn in on one day, at work on another
_GAP = timedelta(days=40)  # re-elected: Wikidata has a statement a term, the registry one row
_SAME_NAME = 88
_MANY = "several persons of this name are known: check which one"
_ALSO_OPEN = "the registry has another holder without an end: "


def changes(holdings: Iterable[Holding], registry: Registry, today: date) -> tuple[Change, ...]:
    """The changes, by country, office and name; that Wikidata is silent on something is never a change."""
    by_item: dict[str, list[Person]] = defaultdict(list)
    for person in registry.persons:
        if person.wikidata:
            by_item[person.wikidata].append(person)
    differ = _Difference(registry, by_item, today.isoformat())
    found = {change for spell in _spells(holdings) for change in differ.of(spell)}
    return tuple(sorted(found, key=lambda c: (c.country, c.office, c.name, c.start, c.change, c.end, c.source)))


@dataclass(frozen=True, slots=True)
class _Spell:
    """Statements of one person in one office that follow each other without a gap."""

    pieces: tuple[Holding, ...]

    @property
    def first(self) -> Holding:
        return self.pieces[0]

    @property
    def last(self) -> Holding:
        return self.pieces[-1]

    def touches(self, term: Term) -> bool:
        """Whether a term of the registry lies at least partly in this time."""
        start, end = day(self.first.start), day(self.last.end, last=True)
        return (not end or not term.start or term.start <= end) and (not start or not term.end or start <= term.end)


@dataclass(frozen=True, slots=True)
class _Difference:
    registry: Registry
    by_item: dict[str, list[Person]]
    today: str

    def of(self, spell: _Spell) -> Iterator[Change]:
        """The changes that one spell in office asks for."""
        person, note = self._person(spell)
        if person is None:
            yield from self._added(spell, None, note)
            return
        if key_of(spell.first.name) not in {key for name in (person.name, *person.aliases) for key in full_keys(name)}:
            yield replace(self._of("new label", spell, person), office="", role="", sector="", alias=spell.first.name)
        touching = sorted(
            (t for t in person.terms if (t.office, t.country) == (spell.first.office, spell.first.country) and spell.touches(t)),
            key=lambda t: (t.start or date.min, t.end or date.max),
        )
        if touching:
            yield from self._dates(spell, person, touching)
        else:
            yield from self._added(spell, person, "")

    def _person(self, spell: _Spell) -> tuple[Person | None, str]:
        """Who of the registry is meant: by the item, by the name in this country, by office, start and surname; else a note why not."""
        one = spell.first
        tests = (
            [p for p in self.by_item.get(one.wikidata, ()) if _connected(p, one)],
            {id(p): p for key in full_keys(one.name) for p in self.registry.people.get(key, ()) if _connected(p, one)}.values(),
            [p for p in self.registry.by_office.get((one.office, one.country), ()) if _alike(p, spell)],
        )
        for test in tests:
            fits = list(test)
            in_office = [p for p in fits if any((t.office, t.country) == (one.office, one.country) for t in p.terms)]
            fits = in_office or fits
            if len(fits) > 1:
                return None, _MANY
            if fits:
                return fits[0], ""
        return None, ""

    def _rivals(self, spell: _Spell) -> str:
        if spell.last.end:
            return ""
        holders = self.registry.holders(spell.first.office, spell.first.country, None)
        names = sorted({person.name for person in holders if person.wikidata != spell.first.wikidata})
        return _ALSO_OPEN + ", ".join(names) if names and spell.first.office != "igo_head" else ""

    def _dates(self, spell: _Spell, person: Person, touching: list[Term]) -> Iterator[Change]:
        """The first of the terms may start on another day, the last end on another; a silent Wikidata changes neither."""
        first, last = touching[0], max(touching, key=lambda t: t.end or date.max)
        start, end = spell.first.start, spell.last.end
        other_start = bool(start) and not any(_agree(t.start, piece.start) for t in touching for piece in spell.pieces)
        ended = bool(end) and last.end is None
        other_end = bool(end) and not any(_agree(t.end, piece.end, last=True) for t in touching for piece in spell.pieces)
        for term in (first, last) if first is not last else (first,):
            starts, ends = term is first and other_start, term is last and other_end
            if starts or ends:
                new_start = start if starts or (term is first and _agree(term.start, start)) else _iso(term.start)
                new_end = end if ends or (term is last and _agree(term.end, end, last=True)) else _iso(term.end)
                kind: ChangeKind = "ended term" if ended and ends else "changed dates"
                yield replace(
                    self._of(kind, spell, person), role=term.role, sector=term.sector or "", start=new_start, end=new_end,
                    was_start=_iso(term.start), was_end=_iso(term.end),
                )  # fmt: skip

    def _added(self, spell: _Spell, person: Person | None, note: str) -> Iterator[Change]:
        if spell.first.start:  # a term without a date says of no day who held the office
            yield replace(
                self._of("added term", spell, person), start=spell.first.start, end=spell.last.end, note=note or self._rivals(spell)
            )

    def _of(self, kind: ChangeKind, spell: _Spell, person: Person | None) -> Change:
        one = spell.last
        return Change(
            change=kind, name=person.name if person else one.name, country=one.country, office=one.office, role=one.role, sector="GOV",
            start="", end="", was_start="", was_end="", gender="" if person and person.gender else one.gender, alias="",
            wikidata=one.wikidata, source=one.statement, checked_on=self.today, note="",
        )  # fmt: skip


def _connected(person: Person, one: Holding) -> bool:
    return person.country == one.country and person.wikidata in (None, one.wikidata)


def _alike(person: Person, spell: _Spell) -> bool:
    """Of the same office, start and surname (or nearly the same name), so that only the spelling can differ."""
    one = spell.first
    if not one.start or not _connected(person, one):
        return False
    began = any((t.office, t.country) == (one.office, one.country) and _agree(t.start, one.start) for t in person.terms)
    surnames = short_keys(person.name, person.country) & short_keys(one.name, one.country)
    return began and (bool(surnames) or fuzz.ratio(" ".join(key_of(person.name)), " ".join(key_of(one.name))) >= _SAME_NAME)


def _agree(known: date | None, text: str, *, last: bool = False) -> bool:
    """Whether a day of the registry, where the first (last) of a month or year may stand for all of it, can be a date of Wikidata."""
    if known is None or not text:
        return False
    year = day(str(known.year), last=last) == known
    month = day(f"{known:%Y-%m}", last=last) == known
    known_text = str(known.year) if year else f"{known:%Y-%m}" if month else known.isoformat()
    first, end = day(known_text), day(known_text, last=True)
    other_first, other_end = day(text), day(text, last=True)
    if not (first and end and other_first and other_end):
        return False
    return first <= other_end + _SLACK and other_first <= end + _SLACK


def _iso(known: date | None) -> str:
    return known.isoformat() if known else ""


def _spells(holdings: Iterable[Holding]) -> Iterator[_Spell]:
    groups: dict[tuple[str, str, str], list[Holding]] = defaultdict(list)
    for one in holdings:
        if one.start or one.end:
            groups[one.wikidata, one.office, one.country].append(one)
    for group in groups.values():
        group.sort(key=lambda one: (one.start or one.end, one.end or "9", one.statement))
        spell = [group[0]]
        for one in group[1:]:
            end, start = day(spell[-1].end, last=True), day(one.start)
            if end and start and start > end + _GAP:
                yield _Spell(tuple(spell))
                spell = []
            spell.append(one)
        yield _Spell(tuple(spell))
