"""Read sources of news: files, folders, standard input, URLs."""

from detente.read.failure import Failure
from detente.read.reading import read

__all__ = ["Failure", "read"]
