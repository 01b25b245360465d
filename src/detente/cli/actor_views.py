"""Actors and changes of actors as a person or a program reads them: table, CSV, JSON, lines."""

from __future__ import annotations

import csv
import io
import json
import textwrap
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.knowledge.actor_changes import Change
    from detente.knowledge.actor_entries import Entry, Office
    from detente.knowledge.actor_search import Match

type Matches = Sequence[tuple[Entry, Match]]

_COLUMNS = (
    "name", "kind", "form", "country", "sector", "role", "office", "start", "end", "status", "source", "checked_on", "names", "wikidata",
    "match",
)  # fmt: skip
_FEW = 3
_MOST_NAMES = 12
_MONTHS = 17  # 2013-04 – 2026-01
_TIME = 23  # 2013-04-19 – 2026-01-03


def as_table(found: Matches, width: int) -> str:
    """Up to three actors in full; of more, a line each."""
    if len(found) <= _FEW:
        return "\n".join(_full(entry, width) for entry, _ in found)
    rows = [("NAME", "CODE", "SECT", "ROLE OR KIND", "FROM – UNTIL")]
    for entry, _ in found:
        office = entry.offices[0] if entry.offices else None
        form = f"{entry.kind}, {entry.form.replace('_', ' ')}" if entry.form and entry.form != entry.kind else entry.kind
        what = office.role if office and (entry.kind in ("person", "metonym") or not entry.form) else form
        rows.append((entry.name, entry.country or "", (office and office.sector) or "", what, _months(office) if office else ""))
    free = max(30, width - 8 - _MONTHS - 4)
    room = (free // 2, 4, 4, free - free // 2, _MONTHS)
    return "".join(" ".join(_fit(cell, size) for cell, size in zip(row, room, strict=True)).rstrip() + "\n" for row in rows)


def as_csv(found: Matches, width: int) -> str:  # noqa: ARG001 - the views are called alike
    """One row an office."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, lineterminator="\n")
    writer.writeheader()
    for entry, match in found:
        actor = {
            "name": entry.name, "kind": entry.kind, "form": entry.form, "country": entry.country or "", "names": "|".join(entry.names),
            "wikidata": entry.wikidata or "", "match": match,
        }  # fmt: skip
        for facts in [_facts(office) for office in entry.offices] or [{}]:
            facts = {key: value for key, value in facts.items() if value is not None}
            writer.writerow(actor | facts | ({"country": facts["country"]} if facts.get("country") else {}))
    return text.getvalue()


def as_json(found: Matches, width: int) -> str:  # noqa: ARG001 - the views are called alike
    """A list of actors, each with its offices."""
    actors = [
        {
            "name": entry.name, "names": entry.names, "kind": entry.kind, "form": entry.form or None, "country": entry.country,
            "wikidata": entry.wikidata, "match": match, "offices": [_facts(office) for office in entry.offices],
        }
        for entry, match in found
    ]  # fmt: skip
    return json.dumps(actors, ensure_ascii=False, indent=2) + "\n"


VIEWS: dict[str, Callable[[Matches, int], str]] = {"table": as_table, "csv": as_csv, "json": as_json}


def changes_as_lines(changes: Iterable[Change], width: int) -> str:
    """The changes for reading, by country and office."""
    lines: list[str] = []
    head = None
    for change in changes:
        if head != (change.country, change.office):
            head = (change.country, change.office)
            lines += ["", f"{change.country} {change.office.replace('_', ' ') or 'names'}"] if lines else [" ".join(head).replace("_", " ")]
        lines += _wrapped(f"{change.change}: {_said(change)}", width, "  ", "      ")
        lines += [f"      {change.source}"]
        lines += _wrapped(f"note: {change.note}", width, "      ", "      ") if change.note else []
    return "".join(f"{line}\n" for line in lines)


def _said(change: Change) -> str:
    if change.alias:
        return f"{change.name}, also {change.alias}"
    was = f" (was {change.was_start or '?'} – {change.was_end or 'open'})" if change.change in ("ended term", "changed dates") else ""
    return f"{change.name}, {change.role}, {change.start or '?'} – {change.end or 'open'}{was}"


def _full(entry: Entry, width: int) -> str:
    kind = f"{entry.kind}, {entry.form.replace('_', ' ')}" if entry.form and entry.form != entry.kind else entry.kind
    lines = _wrapped(f"{entry.name} ({', '.join(one for one in (kind, entry.country, entry.wikidata) if one)})", width, "", "  ")
    if entry.names:
        more = len(entry.names) - _MOST_NAMES
        lines += _wrapped("also " + ", ".join(entry.names[:_MOST_NAMES]) + (f", and {more} more" if more > 0 else ""), width, "  ", "    ")
    for office in entry.offices:
        role = " ".join(one for one in (office.role, f"[{office.sector}]" if office.sector else "") if one)
        lines += _wrapped(f"{_time(office):<{_TIME}}  {role}" if _time(office) else role, width, "  ", " " * (_TIME + 4))
        origin = ", ".join(
            one for one in (office.source, f"checked {office.checked_on}" if office.checked_on else "", office.status) if one
        )
        lines += _wrapped(origin, width, "      ", "      ")
    return "".join(f"{line}\n" for line in lines)


def _facts(office: Office) -> dict[str, str | None]:
    return {
        "role": office.role, "office": office.office or None, "country": office.country, "sector": office.sector,
        "start": _iso(office.start), "end": _iso(office.end), "status": office.status, "source": office.source,
        "checked_on": office.checked_on or None,
    }  # fmt: skip


def _time(office: Office) -> str:
    if not (office.start or office.end):
        return ""
    return f"{_iso(office.start) or '…':<10} – {_iso(office.end) or ''}".rstrip()


def _months(office: Office) -> str:
    if not (office.start or office.end):
        return ""
    return f"{(_iso(office.start) or '…')[:7]:<7} – {(_iso(office.end) or '')[:7]}".rstrip()


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _fit(text: str, size: int) -> str:
    return text[: size - 1] + "…" if len(text) > size else text.ljust(size)


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    return textwrap.wrap(text, width, initial_indent=first, subsequent_indent=rest, break_on_hyphens=False)
