"""F1 by class with intervals in the relations benchmark."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def relations() -> ModuleType:
    spec = importlib.util.spec_from_file_location("relations_benchmark", ROOT / "benchmarks/extraction/relations.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_f1_by_class_is_exact_and_lies_in_its_interval(relations: ModuleType) -> None:
    gold = ["AID"] * 10 + ["ASSAULT"] * 10
    found = ["AID"] * 8 + ["ASSAULT"] * 12
    shown = relations.by_class(gold, found)
    assert shown["AID"]["F1"] == round(16 / 18, 4)
    assert shown["ASSAULT"]["F1"] == round(20 / 22, 4)
    assert shown["AID"]["rows"] == 10
    assert shown["macro"]["F1"] == round((16 / 18 + 20 / 22) / 2, 4)
    for figure in shown.values():
        low, high = figure["interval"]
        assert low < figure["F1"] < high


def test_all_right_has_no_width(relations: ModuleType) -> None:
    assert relations.by_class(["AID"] * 9 + ["SANCTION"] * 9, ["AID"] * 9 + ["SANCTION"] * 9)["macro"]["interval"] == [1.0, 1.0]


def test_resampling_is_seeded(relations: ModuleType) -> None:
    gold, found = ["a", "b", "a", "b"] * 5, ["a", "a", "a", "b"] * 5
    assert relations.by_class(gold, found) == relations.by_class(gold, found)
