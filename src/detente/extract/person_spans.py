"""Where persons are named in a page: by the registry, by the language model, behind titles, by surname alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.casting import Casting
from detente.extract.gazetteer import Hit, first_words, named_for
from detente.extract.misspelt import capital_runs
from detente.knowledge.names import Key, key_of, short_keys
from detente.knowledge.registry import Person
from detente.knowledge.tables import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_LOCATIVE = words("actors", "locative", "detente.extract")


def name_spans(casting: Casting) -> list[tuple[int, int]]:
    """The token ranges of all persons' names, longest first where they overlap, in reading order."""
    spans = {(hit.first, hit.last) for hit in casting.hits.people}
    for entity in casting.entities:
        if entity.label_ == "PERSON":
            spans.add(_trim(casting, entity.start, entity.end))
    for hit in casting.hits.titles:
        if run := _capitals_after(casting, hit):
            spans.add(run)
    spans |= _known_surnames(casting, spans)
    spans |= set(capital_runs(casting.page.doc, casting.registry))
    spans = {(first - (last - first == 1 and _has_given_name(casting, casting.page.doc[first])), last) for first, last in spans}
    chosen: list[tuple[int, int]] = []
    for first, last in sorted(spans, key=lambda s: (s[0] - s[1], s)):
        if first < last and not any(first < b and a < last for a, b in chosen) and not _is_other(casting, first, last):
            chosen.append((first, last))
    return sorted(chosen)


def _trim(casting: Casting, first: int, last: int) -> tuple[int, int]:
    """Cut titles, demonyms and possessive marks off an entity."""
    doc = casting.page.doc
    for hit in casting.titles_in(first, last):
        if hit.last < last and hit.first - first <= 2:
            first = hit.last
    for hit in casting.names_in(first, last):
        if hit.first == first and hit.last < last and any(s.kind == "adjective" for s in hit.senses):
            first = hit.last
    while first < last and (doc[last - 1].text in ("'s", "’s", "'", "’", ".", ",") or doc[last - 1].is_space):
        last -= 1
    while first < last and not doc[first].text[0].isupper():
        first += 1
    return first, last


def _capitals_after(casting: Casting, hit: Hit) -> tuple[int, int] | None:
    """The run of capitalised proper nouns right behind a title."""
    doc, at = casting.page.doc, hit.last
    if at < len(doc) and doc[at].text == "." and doc[at - 1].text.isalpha():
        at += 1
    first = at
    while at < len(doc) and doc[at].is_alpha and doc[at].text[0].isupper() and doc[at].pos_ == "PROPN" and not doc[at].is_sent_start:
        at += 1
        if at + 1 < len(doc) and doc[at].text in ("-", "–") and not doc[at].whitespace_ and doc[at + 1].text[0].isalpha():
            at += 1
    if first == at or any(casting.titles_in(first, at)) or hit.title is None or hit.title.office == "other":
        return None
    return first, at


def _known_surnames(casting: Casting, spans: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Single proper nouns that are the surname of a person named in full elsewhere in the text, or of a holder of high office."""
    doc = casting.page.doc
    local = {key for first, last in spans for key in short_keys(doc[first:last].text, None) if last - first > 1}
    heads = {p.country for t in doc if t.pos_ == "PROPN" for p in casting.registry.surnames.get(key_of(t.text), ()) if _high(p, casting)}
    near = {code for code in (*casting.countries(), *heads) if code}
    begins = first_words(casting.registry.surnames).keys() | {key[0] for key in local if key}
    found = set()
    for token in doc:
        if not token.text[0].isupper() or not (key := key_of(token.text)) or key[0] not in begins:
            continue
        named = token.pos_ == "PROPN" or (token.pos_ == "NOUN" and token.ent_type_ in ("PERSON", "ORG"))
        if not named or token.ent_type_ in ("GPE", "LOC", "DATE"):
            continue
        for size in range(min(3, len(doc) - token.i), 0, -1):
            key = key_of(doc[token.i : token.i + size].text)
            known = casting.registry.surnames.get(key, ())
            if not known and key not in local:
                continue
            whole = size == 1 or all(t.pos_ in ("PROPN", "PUNCT") or t.text in ("bin", "al", "de") for t in doc[token.i : token.i + size])
            whole = whole and doc[token.i + size - 1].pos_ != "PUNCT"
            span = (token.i, token.i + size)
            if whole and (key in local or any(_high(p, casting) or _prominent(p, casting, key, span, near) for p in known)):
                found.add((token.i, token.i + size))
                break
    return found


def _has_given_name(casting: Casting, token: Token) -> bool:
    """Whether a capitalised name that is no title stands right before a surname: then another of that surname may be meant."""
    if token.i == 0 or token.is_sent_start:
        return False
    before = casting.page.doc[token.i - 1]
    plain = before.pos_ == "PROPN" and before.is_title and len(before) > 1 and before.ent_type_ in ("", "PERSON")
    return plain and not any(hit.first <= before.i < hit.last for hit in (*casting.hits.titles, *casting.hits.names))


def is_head(casting: Casting, key: Key) -> bool:
    """Whether a surname is of one who leads a state or a world body at the date, or led it within the year before."""
    return any(_high(person, casting) for person in casting.registry.surnames.get(key, ()))


def _high(person: Person, casting: Casting) -> bool:
    held = person.at(casting.day)
    if held is None or held[0].office not in ("head_of_state", "head_of_government", "igo_head"):
        return False
    left = held[0].end
    fresh = casting.day is not None and left is not None and (casting.day - left).days < 366
    return held[1] == "current" or (held[1] == "former" and fresh and held[0].office != "igo_head")


def _prominent(person: Person, casting: Casting, key: Key, span: tuple[int, int], near: set[str]) -> bool:
    """Whether a holder of another office is meant: the text speaks of the country, or the name is the person's alone."""
    held = person.at(casting.day)
    if held is None or held[1] == "future" or held[0].office in ("spokesperson", "legislator", "other"):
        return False
    entity = next((e for e in casting.entities if e.start < span[1] and span[0] < e.end), None)
    if entity is not None and (entity.start, entity.end) != span:
        return False
    alone = len(key[0]) > 5 and any(key_of(alias) == key for alias in (person.name, *person.aliases))
    return alone or bool({term.country for term in person.terms} & near)


def _is_other(casting: Casting, first: int, last: int) -> bool:
    """Whether the registry knows the very span as a country, a place or an organisation."""
    doc = casting.page.doc
    if doc[first:last].text.strip() == "" or not any(c.isalpha() for c in doc[first:last].text):
        return True
    for hit in casting.names_in(max(first - 8, 0), last + 8):
        if hit.first <= first and last <= hit.last:
            strong = any(
                s.kind in ("country", "adjective", "people", "capital", "organisation", "metonym", "region") and not s.ambiguous
                for s in hit.senses
            )
            wider = (hit.first, hit.last) != (first, last)
            if wider or (strong and not casting.registry.surnames.get(key_of(doc[first:last].text))) or last - first > 1:
                return True
            return _is_town(casting, hit) or (strong and doc[first].ent_type_ != "PERSON")
    return False


def _is_town(casting: Casting, hit: Hit) -> bool:
    """Whether one word that the model may take for a person is a town: no title, no such person in the text or the registry."""
    doc = casting.page.doc
    cities = [sense for sense in hit.senses if sense.kind == "city"]
    if not cities or hit.last - hit.first > 1 or casting.registry.surnames.get(key_of(doc[hit.first].text)):
        return False
    if any(title.last == hit.first for title in casting.titles_in(max(hit.first - 9, 0), hit.first)):
        return False
    if named_for(doc, hit.first, hit.last):
        return False
    word = doc[hit.first].lower_
    if any(len(e) > 1 and e.label_ == "PERSON" and any(t.lower_ == word for t in e) for e in casting.entities):
        return False
    placed = hit.first > 0 and doc[hit.first - 1].lower_ in _LOCATIVE
    return placed or not any(sense.ambiguous for sense in cities)
