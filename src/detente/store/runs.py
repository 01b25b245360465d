"""Runs: who made the rows, with which version, settings and models, and when."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from detente.records import record_id
from detente.store.database import Database
from detente.store.tables import insert


@dataclass(frozen=True, slots=True)
class Maker:
    """What a run is made with: detente's version, the settings, and name → digest of each model."""

    version: str
    settings: Mapping[str, Any]
    models: Mapping[str, str]


def start_run(database: Database, command: str, maker: Maker, now: datetime) -> str:
    """Note who makes the rows that follow; the run's id."""
    row = {
        "id": record_id("r", command, now.isoformat(), database.rows("SELECT count(*) FROM runs")[0][0]),
        "command": command,
        "version": maker.version,
        "settings": json.dumps(dict(maker.settings), sort_keys=True),
        "models": json.dumps(dict(maker.models), sort_keys=True),
        "started": now,
        "finished": None,
    }
    with database.transaction() as connection:
        insert(connection, "runs", [row])
    return str(row["id"])


def finish_run(database: Database, run_id: str, now: datetime) -> None:
    """Note that a run came to its end."""
    with database.transaction() as connection:
        connection.execute("UPDATE runs SET finished = ? WHERE id = ?", [now, run_id])
