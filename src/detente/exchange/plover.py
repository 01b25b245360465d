"""PLOVER's JSON Lines: the records of the 2.0 manual, of its worked example, and the older ones in camelCase."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import combinations, product
from typing import Any, BinaryIO

from detente.errors import SourceError
from detente.exchange import values
from detente.exchange.batches import COLUMNS, Batch, Rejected, Rows, batch, refused
from detente.exchange.lines import blocks
from detente.exchange.plover_record import OWN
from detente.knowledge.concordance import country_of
from detente.knowledge.ontology import SCALE, ontology

type Row = dict[str, Any]
_CHECKED = 100  # lines that may all be wrong before the file is taken for something else


class _WrongError(Exception):
    """Why a record cannot be used."""


def read(stream: BinaryIO, origin: str) -> Iterator[Batch]:
    """The events of a file; a record with several actors, recipients or types is an event for each pair and type."""
    good = 0
    for block in blocks(stream, origin):
        rows: list[Row] = []
        lines: list[int] = []
        rejected: list[Rejected] = []
        for line, text in enumerate(block.lines, block.first):
            if not text.strip():
                continue
            try:
                made = list(_events(_record(text)))
            except _WrongError as error:
                rejected.append(refused(origin, line, str(error), text))
                continue
            rows += made
            lines += [line] * len(made)
        good += len(rows)
        if not good and len(rejected) >= _CHECKED:
            raise SourceError("no records of PLOVER", origin, f"line {rejected[0].line}: {rejected[0].reason}")
        yield _batch(rows, lines, rejected, origin)


def _batch(rows: list[Row], lines: list[int], rejected: list[Rejected], origin: str) -> Batch:
    import pyarrow as pa  # heavy: columns

    from detente.exchange.batches import schema  # with it

    facts = {name: pa.array([row.get(name) for row in rows], schema().field(name).type) for name in COLUMNS}
    return batch("plover", Rows(origin, {}, lines, [""] * len(lines), tuple(rejected)), facts, {})


def _record(text: bytes) -> Mapping[str, Any]:
    try:
        record = json.loads(text)
    except ValueError:
        raise _WrongError("not JSON") from None
    if not isinstance(record, dict):
        raise _WrongError("not an object")
    return record


def _events(record: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of one record."""
    if record.get("has_event") is False or record.get("hasEvent") is False:
        raise _WrongError("has_event is false")
    own = record.get(OWN)
    if isinstance(own, dict) and {"id", "dataset", "dataset_id", "day", "directed"} <= own.keys():
        yield _own(own)  # written by our own export: as it was
        return
    about = _about(record)
    known = ontology().types
    kinds = [str(kind).upper() for kind in _many(_first(record, "event", "event_type", "eventType"))]
    kinds = [kind for kind in kinds if kind in known]
    if not kinds:
        raise _WrongError("no PLOVER event type")
    actors = _entities(_first(record, "actor", "source"), _first(record, "actorText", "actor_text", "sourceText"))
    recipients = _entities(_first(record, "recipient", "target"), _first(record, "recipientText", "recipient_text", "targetText"))
    sides = list(_sides(actors, recipients))
    for at, (kind, (source, target, directed)) in enumerate(product(kinds, sides), 1):
        ident = about["dataset_id"] if at == 1 else f"{about['dataset_id']}/{at}"
        facts = ontology().types[kind]  # type: ignore[index]
        yield {
            **about,
            "id": f"plover:{ident}",
            "dataset_id": ident,
            **_side("source", source),
            **_side("target", target),
            "directed": directed,
            "plover_type": kind,
            "plover_quad": _quad(record) or facts.quad,
        }


def _about(record: Mapping[str, Any]) -> Row:
    """What a record says of the event but for its parties and type."""
    ident, day = record.get("id"), values.day_of(str(record.get("date") or ""))
    if ident in (None, ""):
        raise _WrongError("no id")
    if day is None:
        raise _WrongError("no day")
    place, cited, coded = (
        _object(record, "event_loc", "eventLoc"),
        _object(record, "cite_info", "citeInfo"),
        _first(record, "coded_date", "dateCoded"),
    )
    story = _first(record, "story_id", "link")
    modes = _many(_first(record, "mode", "event_mode", "eventMode"))
    score = _first(record, "event_scale", "eventScale")
    return {
        "dataset": "plover",
        "dataset_id": str(ident),
        "day": day,
        "known_on": values.day_of(str(coded)) if coded else None,
        "plover_mode": str(modes[0]).lower() if modes else None,
        "contexts": [str(one) for one in _many(_first(record, "context", "contexts"))] or None,
        "score": float(score) if isinstance(score, int | float) else None,
        "scale": SCALE if isinstance(score, int | float) else None,
        "label": None,
        "story_id": _text(story) if isinstance(story, str) else None,
        "place": _text(_first(place, "resolved_place", "extracted_place", "resolvedPlace", "extractedPlace")),
        "place_country": country_of(_text(_first(place, "country_code", "countryCode", "country")), "iso3", "iso2", "name"),
        "lat": _float(_first(place, "lat", "latitude")),
        "lon": _float(_first(place, "lon", "longitude")),
        "url": _text(cited.get("url")),
        "publisher": _text(cited.get("publication")),
        "language": _text(_first(cited, "language")),
        "note": _text(" ".join(map(str, _many(_first(record, "event_text", "eventText"))))),
    }


def _sides(actors: list[Row], recipients: list[Row]) -> Iterator[tuple[Row, Row, bool]]:
    """Pairs of actor and recipient; actors among themselves (a meeting) are pairs without direction."""
    if recipients:
        yield from ((actor, recipient, True) for actor, recipient in product(actors or [{}], recipients))
    elif len(actors) > 1:
        yield from ((one, other, False) for one, other in combinations(actors, 2))
    else:
        yield (actors or [{}])[0], {}, True


def _entities(given: Any, names: Any) -> list[Row]:
    """The parties of one side; an entity is an object, or just a code."""
    found = []
    spoken = [str(name) for name in _many(names)]
    for at, one in enumerate(_many(given)):
        entity = one if isinstance(one, dict) else {"code": str(one)}
        code = _text(_first(entity, "code", "country", "country_name"))
        sectors = [
            *_many(_first(entity, "sector", "sector_code", "sectorCode")),
            *_many(_first(entity, "other_sector_codes", "otherSectorCodes")),
        ]
        labels = [part for one in sectors for part in values.listed(str(one)) or ()]
        name = _text(_first(entity, "identifier_text", "entity_name", "entity_text", "raw_text", "actorText", "text"))
        found.append(
            {
                "name": name or (spoken[at] if at < len(spoken) else None),
                "country": country_of(code, "iso3", "name"),
                "country_given": code,
                "sectors": labels or None,
                "labels": labels or None,
                "code": _text(_first(entity, "identifier_id", "wikidata_id")),
            }
        )
    return found


def _side(side: str, entity: Row) -> Row:
    return {f"{side}_{name}": entity.get(name) for name in ("name", "country", "country_given", "sectors", "labels", "code")}


def _own(own: Mapping[str, Any]) -> Row:
    """The common columns, as our own export writes them."""
    found: Row = {name: value for name, value in own.items() if name in COLUMNS}
    for name in ("day", "known_on"):
        found[name] = values.day_of(str(own[name])) if own.get(name) else None
    found["revised"] = datetime.fromisoformat(own["revised"]) if own.get("revised") else None
    if found["day"] is None:
        raise _WrongError("no day")
    return found


def _quad(record: Mapping[str, Any]) -> str | None:
    number = _first(record, "quad_code", "quadCode")
    return ontology().quads[number - 1] if isinstance(number, int) and 1 <= number <= 4 else None


def _first(record: Mapping[str, Any], *names: str) -> Any:
    return next((record[name] for name in names if record.get(name) not in (None, "", [])), None)


def _many(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _object(record: Mapping[str, Any], *names: str) -> Mapping[str, Any]:
    found = _first(record, *names)
    return found if isinstance(found, dict) else {}


def _text(value: Any) -> str | None:
    return None if value is None else values.present(str(value))


def _float(value: Any) -> float | None:
    return None if value is None else values.number_of(str(value))
