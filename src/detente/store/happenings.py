"""The same event once: extracted and imported rows of one act are one happening, with all its members kept.

Two extracted events are one where type and parties (countries) agree and they are told in the same story within two days, or on
the same day by the very same actors. An imported event joins the happening of its type and parties that is at most a day away;
of one data set never two, as a data set has an event once. The table is derived: it is made anew, and users may tell members apart.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from detente.errors import StoreError
from detente.knowledge.ontology import ontology
from detente.records import record_id
from detente.store.database import Database
from detente.store.tables import insert

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_DONE = "('happened', 'ongoing')"
_EXTRACTED = f"""
CREATE OR REPLACE TEMP TABLE told AS
SELECT
  e.id, e.type, d.story_id, coalesce(e.first_day, d.published) AS day, e.source_ids, e.target_ids, e.confidence,
  list_sort(e.source_countries) AS sources, list_sort(e.target_countries) AS targets
FROM events e JOIN documents d ON d.id = e.document_id
WHERE e.standing <> 'rejected' AND e.status IN {_DONE} AND len(e.source_countries) > 0
  AND e.id NOT IN (SELECT member_id FROM separated)"""
_PARTIES = """(
  (a.sources = b.sources AND a.targets = b.targets)
  OR (a.type IN (SELECT unnest(?)) AND a.sources = b.targets AND a.targets = b.sources))"""
_PAIRS = f"""
SELECT a.id, b.id FROM told a JOIN told b ON a.type = b.type AND a.id < b.id AND {_PARTIES}
WHERE (a.story_id = b.story_id AND abs(a.day - b.day) <= 2)
   OR (a.day = b.day AND list_sort(a.source_ids) = list_sort(b.source_ids) AND list_sort(a.target_ids) = list_sort(b.target_ids))
ORDER BY a.id, b.id"""
_IMPORTED = """
SELECT t.id, i.id, i.dataset, abs(t.day - i.day) AS away
FROM told t JOIN imported_events i ON i.plover_type = t.type AND i.day BETWEEN t.day - 1 AND t.day + 1
WHERE i.source_country IS NOT NULL AND i.id NOT IN (SELECT member_id FROM separated)
  AND ((list_contains(t.sources, i.source_country) AND (list_contains(t.targets, i.target_country)
        OR (len(t.targets) = 0 AND i.target_country IS NULL)))
    OR ((NOT i.directed OR t.type IN (SELECT unnest(?))) AND list_contains(t.sources, i.target_country)
        AND list_contains(t.targets, i.source_country)))
ORDER BY away, t.confidence DESC, t.id, i.id"""


def rebuild(connection: DuckDBPyConnection) -> int:
    """Make the happenings anew from all events; how many have more than one member."""
    symmetric = [kind for kind, facts in ontology().types.items() if facts.symmetric]
    connection.execute(_EXTRACTED)
    connection.execute("DELETE FROM happenings")
    groups = _Groups()
    for one, other in connection.execute(_PAIRS, [symmetric]).fetchall():
        groups.join(one, other)
    origins: dict[str, str] = {}
    taken: set[tuple[str, str]] = set()
    for told, imported, dataset, _ in connection.execute(_IMPORTED, [symmetric]).fetchall():
        home = (groups.root(told), dataset)
        if imported not in origins and home not in taken:
            origins[imported] = dataset
            taken.add(home)
            groups.join(told, imported)
    rows = [
        {"id": record_id("h", *sorted(members)[:1]), "member_id": member, "origin": origins.get(member, "extracted")}
        for members in groups.several()
        for member in sorted(members)
    ]
    insert(connection, "happenings", rows)
    connection.execute("DROP TABLE told")
    return len({row["id"] for row in rows})


def separate(database: Database, member_id: str, by: tuple[str, str], now: datetime, run_id: str) -> None:
    """Tell an event apart from the others of its happening, within a transaction of the caller; `by` is author and reason."""
    if not database.rows("SELECT 1 FROM happenings WHERE member_id = ?", [member_id]):
        raise StoreError("no event that was merged with others has this id", member_id, "merged events are in the table happenings")
    row: dict[str, Any] = {"member_id": member_id, "author": by[0], "reason": by[1], "made": now, "run_id": run_id}
    insert(database.connection, "separated", [row])
    rebuild(database.connection)


class _Groups:
    """Sets of ids that belong together."""

    def __init__(self) -> None:
        self._above: dict[str, str] = {}

    def root(self, one: str) -> str:
        """The id that stands for a set."""
        above = self._above.setdefault(one, one)
        while above != self._above[above]:
            above = self._above[above]
        self._above[one] = above
        return above

    def join(self, one: str, other: str) -> None:
        """Two ids belong together; the smaller root stands for both."""
        low, high = sorted((self.root(one), self.root(other)))
        self._above[high] = low

    def several(self) -> list[set[str]]:
        """The sets with more than one member."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self._above:
            found[self.root(one)].add(one)
        return [members for _, members in sorted(found.items()) if len(members) > 1]
