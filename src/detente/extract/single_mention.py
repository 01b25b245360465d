"""One mention on its own, without its article: which country, which sector, which canonical name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from detente.extract.actors import cast_page
from detente.extract.cast import Role
from detente.extract.casting import Casting, country_of
from detente.extract.dates import tag
from detente.extract.language import page
from detente.knowledge.names import fold, key_of
from detente.knowledge.registry import Registry
from detente.records import Actor, Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Answer:
    """Country, sector and title of a mention; None where the tool abstains."""

    country: str | None = None
    sector: str | None = None
    title: str | None = None
    confidence: float = 0.0


def resolve_mention(mention: str, context: str, when: str, nlp: Language, registry: Registry) -> Answer:
    """Resolve one mention; `context` may name its country, `when` is its date in any form the date tagger reads."""
    text = " ".join(mention.split())
    if not text:
        return Answer()
    casting = cast_page(page(Document("m", text), nlp), registry, _day(when))
    hint = next((c for hit in _hits(context, nlp, registry) if (c := hit)), None)
    role = _main(casting)
    if role is None:
        return _by_words(casting, hint)
    actor = casting.actors[role.actor_id]
    sector = actor.sector
    country = actor.country or next((code for hit in casting.hits.names if (code := casting.country(hit))), None) or hint
    if actor.kind == "place":
        sector = _sector(casting) if len(key_of(text)) > len(key_of(actor.name)) else "GOV" if _is_capital(actor.name, registry) else None
    if actor.kind == "group" and (actor.role or "").startswith("people of"):
        sector = None  # a bare demonym tells a country, not a sector
    sector = None if sector == "UNK" else sector
    title = actor.name if actor.resolved and actor.kind in ("person", "organisation") else None
    if actor.kind == "person" and not actor.resolved and not actor.role:
        return Answer(confidence=0.3)
    return Answer(country, sector, title or _place_name(actor), role.mention.evidence.confidence)


def _is_capital(name: str, registry: Registry) -> bool:
    """A capital on its own stands for its government."""
    return any(sense.kind == "capital" for sense in registry.senses.get(key_of(name), ()))


def _day(when: str) -> date | None:
    """The day a date text names; today and nothing mean the registry's present."""
    found = [one.when for one in tag(when, None) if one.when and one.when.start]
    return found[0].start if found else None


def _hits(context: str, nlp: Language, registry: Registry) -> list[str]:
    if not context:
        return []
    casting = cast_page(page(Document("c", context), nlp), registry)
    return [c for hit in casting.hits.names if (c := country_of(hit, None))]


def _main(casting: Casting) -> Role | None:
    """The mention that the text is about: not a modifier, highest in the tree, longest."""
    doc = casting.page.doc

    def depth(token: Token) -> int:
        steps = 0
        while token.head != token:
            token, steps = token.head, steps + 1
        return steps

    whole = [role for role in casting.roles if not role.modifier] or []
    if not whole:
        alone = [role for role in casting.roles if role.end - role.start >= len(doc) - 1]
        return alone[0] if alone else None
    named = ("person", "organisation", "government")
    return min(
        whole, key=lambda role: (casting.actors[role.actor_id].kind not in named, depth(doc[role.head]), role.start - role.end, role.start)
    )


def _by_words(casting: Casting, hint: str | None) -> Answer:
    """No phrase was recognised: the last word that tells a sector, and any country."""
    country = next((c for hit in casting.hits.names if (c := casting.country(hit))), None) or hint
    sector = _sector(casting)
    return Answer(country, sector, None, 0.5 if country or sector else 0.0)


def _sector(casting: Casting) -> str | None:
    words = [token for token in casting.page.doc if token.is_alpha]
    for token in reversed(words):
        for key in ((fold(token.text),), (fold(token.lemma_),)):
            if agent := casting.registry.agents.get(key) or casting.registry.agent_modifiers.get(key):
                return None if agent.sector == "UNK" else agent.sector
    return None


def _place_name(actor: Actor) -> str | None:
    return actor.name if actor.resolved and key_of(actor.name) and actor.kind in ("country", "place") else None
