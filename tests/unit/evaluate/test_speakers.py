"""Whether an actor is the speaker that a gold names."""

from __future__ import annotations

import pytest

from detente.evaluate.speakers import same_speaker
from detente.knowledge.registry import shipped
from detente.records import Actor

RUSSIA = Actor("a-1", "Government of Russia", country="RUS", sector="GOV", kind="government", resolved=True)
PREMIER = Actor("a-2", "Ana Ruiz", country="ARM", sector="GOV", role="prime minister", kind="person", resolved=True)


@pytest.mark.parametrize(
    ("actor", "wanted", "same"),
    [
        (PREMIER, "Ruiz", True),
        (PREMIER, "the Armenian prime minister", True),
        (PREMIER, "the Georgian prime minister", False),
        (PREMIER, "the Armenian foreign minister", False),
        (RUSSIA, "Moscow", True),
        (RUSSIA, "the Kremlin", True),
        (RUSSIA, "Kyiv", False),
        (RUSSIA, "Moscow's health committee", False),
        (None, None, True),
        (None, "Moscow", False),
        (RUSSIA, None, False),
    ],
)
def test_same_speaker(actor: Actor | None, wanted: str | None, same: bool) -> None:
    assert same_speaker(actor, wanted, shipped()) is same
