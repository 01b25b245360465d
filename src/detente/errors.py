"""One tree of errors; each message says what went wrong, where, and a hint.

DetenteError
├── SourceError     a document cannot be read
│   └── TooLong     a document is larger than the tool handles
├── SettingsError   a settings or actors file is wrong
├── GoldError       a gold or prediction file is wrong
├── StoreError      the workspace file cannot be used
├── ForecastError   a forecast that the events at hand cannot carry
└── ModelError      the language model is missing or unusable
"""

from __future__ import annotations


class DetenteError(Exception):
    """A failure that the user can act on: `what` happened, `where`, and a `hint`."""

    def __init__(self, what: str, where: str = "", hint: str = "") -> None:
        super().__init__(what, where, hint)
        self.what = what
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" (hint: {self.hint})" if self.hint else ""
        return " ".join(f"{place}{self.what}{hint}".split())


class SourceError(DetenteError):
    """A source cannot be read as a document."""


class TooLong(SourceError):
    """A source is larger than the limit."""


class SettingsError(DetenteError):
    """A settings file, or an actors file of the user, is wrong."""


class GoldError(DetenteError):
    """A gold file or a prediction file is wrong."""


class StoreError(DetenteError):
    """The workspace file cannot be opened, read or written."""


class ForecastError(DetenteError):
    """A forecast was asked that the events at hand cannot carry."""


class ModelError(DetenteError):
    """The language model is missing or unusable."""
