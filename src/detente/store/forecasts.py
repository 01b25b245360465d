"""The record of forecasts: frozen forecasts and their outcomes are appended, never changed, and each row seals the one before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from detente.forecast_records import FrozenForecast, Outcome, Outlook
from detente.json_form import from_data, to_data
from detente.records import Forecast
from detente.store.database import Database
from detente.store.tables import dicts, insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

type Row = dict[str, Any]

_IN_RECORD = ("id", "source", "target", "event_class", "horizon", "probability", "base_rate", "persistence", "model")
_SEALED = ("position", "content", "newest", "main_source", "author", "saved", "run_id")
_OUTCOME_SEALED = ("position", "forecast", "forecast_digest", "happened", "event_ids", "events", "data_until", "decided", "run_id")


@dataclass(frozen=True, slots=True)
class Sealed:
    """How many rows there are, the seal of the last of each table, and what does not fit."""

    forecasts: int
    outcomes: int
    seal: str
    troubles: tuple[str, ...]


def freeze(database: Database, outlook: Outlook, author: str, now: datetime, run_id: str) -> int:
    """Append the forecasts that are not here yet, in one transaction; how many were new."""
    with database.transaction() as connection:
        last, previous = _last(connection, "forecasts")
        here = {row[0] for row in connection.execute("SELECT content FROM forecasts").fetchall()}
        rows: list[Row] = []
        for forecast in outlook.forecasts:
            record = json.dumps(to_data(forecast), ensure_ascii=False, separators=(",", ":"))
            content = _digest(record, outlook.data)
            if content in here:
                continue
            here.add(content)
            row: Row = {name: getattr(forecast, name) for name in _IN_RECORD}
            row |= {"known_until": forecast.known_until, "closes": forecast.known_until + timedelta(forecast.horizon)}
            row |= {"position": last + len(rows) + 1, "record": record, "content": content, "author": author, "saved": now}
            row |= {"newest": outlook.newest, "main_source": outlook.main_source, "data": outlook.data, "run_id": run_id}
            row["previous"] = previous
            previous = row["digest"] = _seal(row, _SEALED)
            rows.append(row)
        return insert(connection, "forecasts", rows)


def decide(database: Database, outcomes: Mapping[int, Outcome], now: datetime, run_id: str) -> int:
    """Append outcomes by the number of their forecast, in one transaction; how many were new, or other than the last one kept."""
    with database.transaction() as connection:
        digests = dict(connection.execute("SELECT position, digest FROM forecasts").fetchall())
        known = _outcomes(connection)
        last, previous = _last(connection, "outcomes")
        rows: list[Row] = []
        for number, outcome in sorted(outcomes.items()):
            if number in known and known[number].happened == outcome.happened:
                continue
            row: Row = {"position": last + len(rows) + 1, "forecast": number, "forecast_digest": digests[number], **to_data(outcome)}
            row |= {"decided": now, "data_until": outcome.data_until, "previous": previous, "run_id": run_id}
            previous = row["digest"] = _seal(row, _OUTCOME_SEALED)
            rows.append(row)
        return insert(connection, "outcomes", rows)


def frozen(database: Database) -> list[FrozenForecast]:
    """All frozen forecasts in the order in which they were saved, each with its outcome where it has one."""
    outcomes = _outcomes(database.connection)
    return [_frozen(row, outcomes.get(row["position"])) for row in _rows(database.connection, "forecasts")]


def check(database: Database) -> Sealed:
    """Whether all rows are as they were written, in their order, none missing in between."""
    forecasts, outcomes = (_rows(database.connection, table) for table in ("forecasts", "outcomes"))
    digests = {row["position"]: row["digest"] for row in forecasts}
    troubles = [
        *_chain_troubles("forecast", forecasts, _SEALED),
        *(f"forecast {row['position']}: {what}" for row in forecasts for what in _content_troubles(row)),
        *_chain_troubles("outcome", outcomes, _OUTCOME_SEALED),
        *(
            f"outcome {row['position']}: its forecast, number {row['forecast']}, is not the one it was decided for"
            for row in outcomes
            if digests.get(row["forecast"]) != row["forecast_digest"]
        ),
    ]
    ends = [rows[-1]["digest"] if rows else "" for rows in (forecasts, outcomes)]
    return Sealed(len(forecasts), len(outcomes), _digest(*ends)[:16] if any(ends) else "", tuple(troubles))


def _frozen(row: Row, outcome: Outcome | None) -> FrozenForecast:
    return FrozenForecast(
        number=row["position"],
        forecast=from_data(Forecast, json.loads(row["record"])),
        author=row["author"],
        saved=row["saved"],
        newest=row["newest"],
        main_source=row["main_source"],
        data=row["data"],
        ahead=row["newest"] < row["known_until"] or row["saved"].date() <= row["known_until"],
        digest=row["digest"],
        outcome=outcome,
    )


def _outcomes(connection: DuckDBPyConnection) -> dict[int, Outcome]:
    """The last outcome of each forecast."""
    return {
        row["forecast"]: Outcome(row["happened"], tuple(row["event_ids"]), row["events"], row["data_until"])
        for row in _rows(connection, "outcomes")
    }


def _chain_troubles(what: str, rows: list[Row], names: tuple[str, ...]) -> Iterator[str]:
    previous = ""
    for place, row in enumerate(rows, start=1):
        if row["position"] != place:
            yield f"{what} {place}: missing, number {row['position']} stands in its place"
            return
        if row["previous"] != previous:
            yield f"{what} {place}: does not follow the one before it"
        if _seal(row, names) != row["digest"]:
            yield f"{what} {place}: was changed after it was saved"
        previous = row["digest"]


def _content_troubles(row: Row) -> Iterator[str]:
    if _digest(row["record"], row["data"]) != row["content"]:
        yield "its record was changed after it was saved"
        return
    record = json.loads(row["record"])
    days = {"known_until": row["known_until"].isoformat(), "closes": (row["known_until"] + timedelta(row["horizon"])).isoformat()}
    shown = {name: row[name] for name in _IN_RECORD} | {"known_until": days["known_until"]}
    for name, value in shown.items():
        if record[name] != value:
            yield f"column {name} was changed after it was saved"
    if row["closes"].isoformat() != days["closes"]:
        yield "column closes was changed after it was saved"


def _rows(connection: DuckDBPyConnection, table: str) -> list[Row]:
    return dicts(connection, f"SELECT * FROM {table} ORDER BY position")


def _last(connection: DuckDBPyConnection, table: str) -> tuple[int, str]:
    """Number and digest of the last row; of an empty table 0 and nothing."""
    row = connection.execute(f"SELECT position, digest FROM {table} ORDER BY position DESC LIMIT 1").fetchone()
    return (int(row[0]), str(row[1])) if row else (0, "")


def _seal(row: Row, names: tuple[str, ...]) -> str:
    """The digest of a row's facts and of the row before it."""
    facts = {name: row[name].isoformat() if isinstance(row[name], date) else row[name] for name in (*names, "previous")}
    return _digest(json.dumps(facts, ensure_ascii=False, sort_keys=True))


def _digest(*texts: str) -> str:
    return hashlib.sha256("\x1f".join(texts).encode("utf-8", "surrogatepass")).hexdigest()
