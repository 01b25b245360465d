"""Pages of an endpoint's answers that are kept in a file until the whole is fetched."""

from __future__ import annotations

import json
from pathlib import Path

from detente.errors import SettingsError


class KeptPages:
    """Pages by their query, one JSON line a page; kept under another `stamp` (endpoint and day), or half written, a page is forgotten.

    Without a path nothing is kept.
    """

    def __init__(self, path: Path | None = None, stamp: str = "") -> None:
        self._path = path
        self._stamp = stamp
        self._pages: dict[str, list[dict[str, str]]] = {}
        self.found = 0
        if path is not None and path.exists():
            self._load(path)

    def get(self, query: str) -> list[dict[str, str]] | None:
        """The page that answered a query, or None."""
        return self._pages.get(query)

    def add(self, query: str, page: list[dict[str, str]]) -> None:
        """Keep one more page."""
        if self._path is None:
            return
        line = json.dumps({"stamp": self._stamp, "query": query, "page": page}, ensure_ascii=False)
        try:
            with self._path.open("a", encoding="utf-8") as file:
                file.write(line + "\n")
        except OSError as error:
            raise _unusable(self._path, error) from error

    def drop(self) -> None:
        """All is fetched and written: the file is no longer needed."""
        if self._path is not None:
            self._path.unlink(missing_ok=True)

    def _load(self, path: Path) -> None:
        try:
            lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
            for line in lines:
                self._take(line)
            whole = [json.dumps({"stamp": self._stamp, "query": q, "page": p}, ensure_ascii=False) for q, p in self._pages.items()]
            path.write_text("".join(f"{line}\n" for line in whole), encoding="utf-8")
        except OSError as error:
            raise _unusable(path, error) from error
        self.found = len(self._pages)

    def _take(self, line: str) -> None:
        try:
            entry = json.loads(line)
            if entry["stamp"] == self._stamp:
                self._pages[entry["query"]] = [dict(row) for row in entry["page"]]
        except (ValueError, KeyError, TypeError):
            return  # cut off in the middle: this page is asked for again


def _unusable(path: Path, error: OSError) -> SettingsError:
    return SettingsError(f"pages cannot be kept: {error.strerror or error}", str(path), "choose another file with -o")
