"""The actors of a document: names, descriptions and pronouns led back to who is meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from detente.extract.cast import Role
from detente.extract.casting import METHOD, Casting
from detente.extract.coreference import find_pronouns, join_appositions
from detente.extract.draft import Draft, Page
from detente.extract.gazetteer import find_hits
from detente.extract.namings import GOVERNMENT, find_namings, government_name
from detente.extract.nominals import find_nominals
from detente.extract.persons import find_persons
from detente.knowledge.registry import Registry
from detente.records import Actor, Mention, Statement, record_id

if TYPE_CHECKING:
    from spacy.tokens import Token

_I = frozenset({"i", "me", "my", "mine", "myself"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})


@dataclass(frozen=True, slots=True)
class ActorFinder:
    """Fill the cast of a draft with a registry."""

    registry: Registry

    def __call__(self, draft: Draft) -> Draft:
        casting = cast_page(draft.page, self.registry)
        return replace(draft, cast=casting.cast())


@dataclass(frozen=True, slots=True)
class FirstPersons:
    """Lead `I` and `we` inside quotations to the speaker and the speaker's side."""

    registry: Registry

    def __call__(self, draft: Draft) -> Draft:
        actors: dict[str, Actor] = {}
        roles: list[Role] = []
        for statement in draft.statements:
            if statement.speaker and statement.quotation != "indirect":
                for token, actor in self._first_persons(draft, statement, statement.speaker):
                    actors[actor.id] = actor
                    evidence = draft.page.evidence(token.idx, token.idx + len(token), METHOD, 0.9 if token.lower_ in _I else 0.7)
                    roles.append(
                        Role(token.i, token.i + 1, token.i, actor.id, Mention(actor.id, "pronoun", evidence), token.dep_ == "poss")
                    )
        return replace(draft, cast=draft.cast.extended(actors.values(), roles))

    def _first_persons(self, draft: Draft, statement: Statement, speaker: Actor) -> Iterator[tuple[Token, Actor]]:
        for span in statement.content:
            for token in draft.page.doc.char_span(span.start, span.end, alignment_mode="contract") or ():
                if draft.cast.role_at(token.i) or draft.page.quote_at(token.idx) is None:
                    continue
                if token.lower_ in _I:
                    yield token, speaker
                elif token.lower_ in _WE and (side := self._side(speaker)):
                    yield token, side

    def _side(self, speaker: Actor) -> Actor | None:
        """Whom a speaker's `we` stands for: the government of one who governs, the group itself, nobody for the rest."""
        if speaker.kind in ("group", "organisation", "government", "country"):
            return speaker
        if speaker.sector in ("GOV", "MIL") and speaker.country and speaker.country != "IGO":
            name = government_name(self.registry, speaker.country)
            return Actor(record_id("a", "government", name, speaker.country), name, speaker.country, kind="government", **GOVERNMENT)  # type: ignore[arg-type]
        return None


def cast_page(page: Page, registry: Registry, day: date | None = None) -> Casting:
    """All actors and mentions of a page, as they are at its date."""
    casting = Casting(page, registry, find_hits(page.doc, registry), day or page.document.published)
    find_persons(casting)
    find_namings(casting)
    find_nominals(casting)
    join_appositions(casting)
    find_pronouns(casting)
    return casting
