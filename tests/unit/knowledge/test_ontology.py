"""The PLOVER tables behind their typed door."""

from __future__ import annotations

from typing import get_args

import pytest

from detente.knowledge.ontology import ontology
from detente.records import EventType


def test_all_sixteen_types_are_there() -> None:
    assert set(ontology().types) == set(get_args(EventType))


def test_there_are_37_contexts() -> None:
    assert len(ontology().contexts) == 37


@pytest.mark.parametrize(
    ("kind", "quad", "number"),
    [
        ("AGREE", "verbal cooperation", 1),
        ("CONCEDE", "verbal cooperation", 1),
        ("RETREAT", "material cooperation", 2),
        ("REQUEST", "verbal conflict", 3),
        ("SANCTION", "material conflict", 4),
    ],
)
def test_quad_classes(kind: EventType, quad: str, number: int) -> None:
    assert ontology().quad(kind) == quad
    assert ontology().quad_number(kind) == number


def test_scores_come_from_the_mode_where_it_is_known() -> None:
    facts = ontology()
    assert facts.score("ACCUSE") == -3.0
    assert facts.score("CONSULT", "phone") == 1.5
    assert facts.score("CONSULT", "no such mode") == 2.5


@pytest.mark.parametrize(
    ("kind", "reduced"), [("CONSULT", "AGREE"), ("AID", "AGREE"), ("RETREAT", "CONCEDE"), ("ASSAULT", "THREATEN"), ("ACCUSE", "ACCUSE")]
)
def test_future_acts_are_reduced(kind: EventType, reduced: EventType) -> None:
    assert ontology().reduced(kind) == reduced


def test_only_assault_is_reduced_when_hypothetical() -> None:
    assert ontology().reduced("ASSAULT", hypothetical=True) == "THREATEN"
    assert ontology().reduced("CONSULT", hypothetical=True) == "CONSULT"
