"""When something was said: the cue's own date, never one inside the content."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from detente.extract.pipeline import situations
from detente.knowledge.registry import shipped
from detente.records import Document, When

if TYPE_CHECKING:
    from spacy.language import Language

MONDAY = When(date(2026, 2, 2), date(2026, 2, 2), "day")
PUBLISHED = date(2026, 2, 5)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("Egypt said on Monday that it would reopen the crossing.", MONDAY),
        ("On Monday, Egypt warned that the crossing would close on Friday.", MONDAY),
        ("Egypt warned that the crossing would close on Friday.", When(PUBLISHED, PUBLISHED, "inferred")),
        ("The minister, who was appointed in 2019, said Egypt would reopen the crossing.", When(PUBLISHED, PUBLISHED, "inferred")),
    ],
)
def test_the_day_is_that_of_the_cue(nlp: Language, text: str, when: When) -> None:
    (situation,) = situations([Document("d", text, published=PUBLISHED)], nlp, shipped())
    assert [one.when for one in situation.statements] == [when]


def test_without_a_publication_date_nothing_is_inferred(nlp: Language) -> None:
    (situation,) = situations([Document("d", "Egypt said that it would reopen the crossing.")], nlp, shipped())
    assert [one.when for one in situation.statements] == [None]
