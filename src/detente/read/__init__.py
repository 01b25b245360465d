"""Read sources of news: files, folders, standard input, URLs."""

from detente.read.failure import Failure
from detente.read.reading import Found, Skipped, find, read
from detente.read.sources import count

__all__ = ["Failure", "Found", "Skipped", "count", "find", "read"]
