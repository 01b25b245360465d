"""A relation out of the workspace: who is meant, the events kept of the pair, the same with something left out, what is open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.errors import SettingsError
from detente.knowledge.parties import Party, party_of
from detente.knowledge.registry import Registry
from detente.relation_records import Relation
from detente.relations.ledger import ledger
from detente.relations.relation import Asked, Told, between, check, relation, to_try
from detente.store import shelf
from detente.store.database import Database
from detente.store.event_days import actors_met, check_outlets, documents_about, pair_events, reported_days


def relate(database: Database, pair: tuple[Party, Party], asked: Asked) -> Relation:
    """The relation of two parties, with the shifts tried on what is left without duplicates and without each large outlet."""
    check_outlets(database, asked.without)
    whole = _told(database, pair, ())
    shown = _told(database, pair, asked.without) if asked.without else whole
    names = [name for name in to_try(shown) if name not in asked.without]
    less = {without: _told(database, pair, without) for without in (tuple(sorted({*asked.without, name})) for name in names)}
    tried = {without: told for without, told in less.items() if told.pair.num_rows < shown.pair.num_rows}
    made = relation(pair, asked, whole, {**tried, asked.without: shown})
    documents = documents_about(database, pair)
    open_between = between(ledger(shelf.situations(database, documents)), pair) if documents else ()
    return replace(made, commitments=open_between)


def parties(
    database: Database, registry: Registry, own: str | None, pair: tuple[str, str], asked: Asked, today: date
) -> tuple[Party, Party]:
    """Who is meant by both texts; a clear error for days and actors that cannot be."""
    check(asked, today)
    known = actors_met(database)
    one, other = (party_of(registry, own, text, known) for text in pair)
    if one == other:
        raise SettingsError(f"{pair[0]!r} and {pair[1]!r} are one actor", "relation", "name two")
    return one, other


def _told(database: Database, pair: tuple[Party, Party], without: tuple[str, ...]) -> Told:
    return Told(pair_events(database, pair, without), reported_days(database, without))
