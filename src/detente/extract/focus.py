"""Which country a text means where the phrase itself does not say: `local experts`, `the regime`, `both governments`, `police`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.casting import Casting
from detente.extract.namings import government
from detente.knowledge.tables import words
from detente.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_LOCATIVE = words("actors", "locative", "detente.extract")
_DOMESTIC = words("actors", "domestic", "detente.extract")
_STATES = ("country", "government", "person")


def focus(casting: Casting, before: int, wanted: frozenset[str] | None) -> str | None:
    """The country that the text speaks of right before a token: the only one in the sentence, else in the sentences before."""
    doc = casting.page.doc
    if before >= len(doc):
        return None
    sentence = doc[before].sent
    start = sentence.start
    for _ in range(3):
        seen: dict[str, int] = {}
        for role in casting.recent(start, before):
            country = casting.actors[role.actor_id].country
            if start <= role.head < before and country and country != "IGO" and (wanted is None or country in wanted):
                seen[country] = seen.get(country, 0) + (1 if role.modifier else 2)
        if len(seen) == 1:
            return next(iter(seen))
        if seen:
            ranked = sorted(seen.values(), reverse=True)
            return max(seen, key=lambda c: seen[c]) if ranked[0] >= 2 * ranked[1] + 1 else None
        if start == 0:
            return None
        start = doc[start - 1].sent.start
    return None


def both_states(casting: Casting, chunk: Span) -> list[Actor]:
    """`both governments`, `the two sides`: the two countries that the sentences before speak of, if they are just two."""
    doc = casting.page.doc
    # an object is not its own subject: Sudan asks both governments
    begin = chunk.root.sent.start
    end = chunk.start if chunk.root.dep_ in ("nsubj", "nsubjpass", "poss") else begin
    seen: set[str | None] = set()
    for _ in range(4):
        seen = {a.country for r in casting.recent(begin, end) if (a := casting.actors[r.actor_id]).country and a.kind in _STATES}
        if len(seen) >= 2 or begin == 0:
            break
        begin = doc[begin - 1].sent.start
    if len(seen) != 2:
        return []
    codes = sorted(code for code in seen if code)
    if chunk.root.lemma_.lower() in ("government", "side", "leader", "capital"):
        return [government(casting, code) for code in codes]
    return [
        casting.actor(casting.registry.country_name(code) or code, "country", country=code, role="state", resolved=True) for code in codes
    ]


def local_country(casting: Casting, chunk: Span) -> list[str]:
    """`local experts` belong to the country of the place last named in the paragraph."""
    if not any(t.lower_ == "local" for t in chunk):
        return []
    block = next((b for b in casting.page.blocks if b.start <= chunk.start_char < b.end), None)
    before = [h for h in casting.hits.names if block and block.start <= h.start < chunk.start_char]
    places = [
        c
        for h in before
        if any(s.kind in ("city", "capital", "neighbourhood", "region", "metonym") for s in h.senses) and (c := casting.country(h))
    ]
    return places[-1:]


def scene(casting: Casting, root: Token) -> str | None:
    """The country of the one place named as the scene of the sentence."""
    doc = casting.page.doc
    scenes = set()
    for hit in casting.names_in(root.sent.start, root.sent.end):
        head = doc[hit.first : hit.last].root
        if head.dep_ == "pobj" and head.head.lower_ in _LOCATIVE and (code := casting.country(hit)):
            scenes.add(code)
    return scenes.pop() if len(scenes) == 1 else None


def domestic_country(casting: Casting, chunk: Span, sector: str | None) -> str | None:
    """Police, protesters, courts without a country belong to the text's own country where the sentences around speak of it too."""
    home = casting.home() if sector in _DOMESTIC else None
    return home if home and home == focus(casting, chunk.start, None) else None
