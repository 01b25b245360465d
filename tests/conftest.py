"""Fixtures that all tests share."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

os.environ.setdefault("OMP_NUM_THREADS", "1")  # tests run side by side; threads that wait for each other make them slow

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The real language model, loaded once."""
    from detente.extract.language import load

    return load()
