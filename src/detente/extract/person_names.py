"""Persons' names in the text, with the titles, countries and pronouns around them."""

from __future__ import annotations

from dataclasses import dataclass

from detente.extract.casting import Casting
from detente.extract.person_spans import name_spans
from detente.knowledge.names import key_of
from detente.knowledge.registry import Title
from detente.knowledge.tables import words

_FORMER = words("actors", "former", "detente.extract")
_FUTURE = words("actors", "future", "detente.extract")
_GENDERED = {"he": "m", "she": "f"}


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the text with what stands before it: title, country, former or future."""

    first: int
    last: int
    begin: int
    title: Title | None
    country: str | None
    past: bool
    coming: bool
    text: str
    title_text: str = ""
    gender: str | None = None


def names_of(casting: Casting) -> list[Name]:
    """All persons' names of a page, in reading order."""
    return [_name(casting, first, last) for first, last in name_spans(casting)]


def _name(casting: Casting, first: int, last: int) -> Name:
    """The name with its title, its country and the marks of a past or coming office before it."""
    doc, begin = casting.page.doc, first
    title, country, past, coming, title_text = None, None, False, False, ""
    while begin > 0 and not doc[begin].is_sent_start:
        before = doc[begin - 1]
        hit = next(
            (h for h in casting.titles_in(max(begin - 9, 0), begin) if h.last == begin or (before.text == "." and h.last == begin - 1)),
            None,
        )
        name = next(
            (
                h
                for h in casting.names_in(max(begin - 9, 0), begin)
                if h.last == begin or (before.text in ("'s", "’s") and h.last == begin - 1)
            ),
            None,
        )
        if hit and (title is None or (hit.title and hit.title.office != "honorific")):
            title, begin, title_text = hit.title, hit.first, doc[hit.first : hit.last].text
        elif name and title and (name.first < begin):
            country = country or casting.country(name) or next((s.country for s in name.senses if s.country), None)
            begin = name.first
        elif before.lower_ in _FORMER:
            past, begin = True, begin - 1
        elif before.lower_ in ("-", "–") and begin > 1 and doc[begin - 2].lower_ in _FORMER | {"vice"}:
            past, begin = doc[begin - 2].lower_ in _FORMER, begin - 2
        elif before.lower_ in _FUTURE:
            coming, begin = True, begin - 1
            if begin > 0 and doc[begin - 1].text == "-":
                begin -= 1
        elif before.lower_ in ("then", "outgoing", "embattled", "acting", "interim"):
            begin -= 1
        else:
            break
    if title is None or country is None:
        title, country = _post_title(casting, first, last, title, country or _home(casting, last))
    gender = _told_gender(casting, first, last) if last - first == 1 else None
    return Name(first, last, begin, title, country, past, coming, doc[first:last].text, title_text, gender)


def _told_gender(casting: Casting, first: int, last: int) -> str | None:
    """The gender that a pronoun gives to the subject of the clause above it, where nobody else is named between."""
    doc = casting.page.doc
    head = doc[first:last].root
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return None
    end = head.sent.end
    told = next((t for t in doc[last:end] if t.lower_ in _GENDERED and t.dep_ in ("nsubj", "nsubjpass") and head.head.is_ancestor(t)), None)
    if told is None:
        return None
    others: set[str | None] = set()
    for entity in casting.entities:
        if entity.label_ == "PERSON" and last <= entity.start < end:
            key = key_of(entity.text)
            known = {p.gender for p in casting.registry.people.get(key) or casting.registry.surnames.get(key, ())}
            others |= known if len(known) == 1 else {"m", "f"}
    gender = _GENDERED[told.lower_]
    return None if gender in others else gender


def _home(casting: Casting, last: int) -> str | None:
    """The country right behind a name: `Anwar Ibrahim of Malaysia`."""
    doc = casting.page.doc
    if last + 1 >= len(doc) or doc[last].lower_ != "of":
        return None
    behind = (
        hit for hit in casting.names_in(last + 1, min(last + 8, len(doc))) if hit.first - (doc[hit.first - 1].lower_ == "the") == last + 1
    )
    return next((code for hit in behind if any(s.kind == "country" for s in hit.senses) and (code := casting.country(hit))), None)


def _post_title(casting: Casting, first: int, last: int, title: Title | None, country: str | None) -> tuple[Title | None, str | None]:
    """The title and country of an apposition: `Dmytro Kuleba, Ukraine's foreign minister,` or `the foreign minister, Dmytro Kuleba`."""
    doc = casting.page.doc
    root = doc[first:last].root
    for noun in [*(c for c in root.children if c.dep_ == "appos"), *([root.head] if root.dep_ == "appos" else [])]:
        span = doc[noun.left_edge.i : noun.right_edge.i + 1]
        hit = next(
            (
                h
                for h in casting.titles_in(max(noun.i - 8, 0), noun.i + 8)
                if h.first <= noun.i < h.last and h.title and h.title.office != "honorific"
            ),
            None,
        )
        if hit is None or not span.start <= hit.first:
            continue
        title = title or hit.title
        near = casting.names_in(span.start, min(span.end, noun.i + 6))
        inside = [h for h in near if not first <= h.first < last and not hit.first <= h.first < hit.last]
        country = country or next((c for h in inside if (c := casting.country(h))), None)
    return title, country
