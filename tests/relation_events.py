"""An invented history of two states for tests: two years of calm, then a quarrel, among the news of others."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, timedelta

FIRST, QUARREL, LAST = date(2031, 1, 6), date(2032, 3, 3), date(2033, 1, 2)
COLUMNS = (
    "id",
    "day",
    "source_name",
    "source_country",
    "target_name",
    "target_country",
    "type",
    "score",
    "scale",
    "publisher",
    "url",
    "note",
)


def rows() -> Iterator[tuple[object, ...]]:
    """Norway and Chile meet every fifth day; from the quarrel on they accuse and threaten every third; others meet every day."""
    for at in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=at)
        paper = "Fjord Post" if at % 2 else "Andes Wire"
        for other in ("KEN", "FJI", "PER"):
            yield f"o{at}{other}", day, "Ministry", other, "Ministry", "ISL", "CONSULT", 1, "own-scale", paper, "", ""
        if day < QUARREL and at % 5 == 0:
            yield f"c{at}", day, "Norway", "NOR", "Chile", "CHL", "CONSULT", 2, "own-scale", paper, "", "they met"
            yield f"d{at}", day, "Chile", "CHL", "Norway", "NOR", "CONSULT", 2, "own-scale", paper, "", "they met"
        if day >= QUARREL and at % 3 == 0:
            kind = "THREATEN" if at % 2 else "ACCUSE"
            yield f"q{at}", day, "Norway", "NOR", "Chile", "CHL", kind, -4, "own-scale", paper, f"https://paper.example/{at}", f"note {at}"


def table(keep: str | None = None) -> str:
    """The history as CSV; `keep` leaves the pair's events to one publisher."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(row for row in rows() if keep is None or row[9] == keep or "ISL" in row)
    return out.getvalue()
