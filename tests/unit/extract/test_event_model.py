"""The type model: probabilities over types, with and without the class of no event."""

from __future__ import annotations

import numpy as np
import pytest

from detente.extract.event_model import NONE, TypeModel


@pytest.fixture
def model() -> TypeModel:
    return TypeModel(
        classes=("AID", "ASSAULT", NONE),
        index={"v=shell": 0, "v=resemble": 1},
        weights=np.array([[0, 3, 0], [0, 0, 3]], dtype=np.float32),
        dense=np.zeros((2, 3), dtype=np.float32),
        bias=np.zeros(3, dtype=np.float32),
        temperature=1.0,
    )


def test_a_known_word_moves_its_class(model: TypeModel) -> None:
    shown = model.with_none({"v=shell": 1.0, "v=unheard": 1.0}, np.zeros(2, dtype=np.float32))
    odds = float(np.exp(3.0))
    assert shown["ASSAULT"] == pytest.approx(odds / (odds + 2))
    assert sum(shown.values()) == pytest.approx(1.0)


def test_types_are_shared_out_where_there_is_an_event(model: TypeModel) -> None:
    dense = np.zeros(2, dtype=np.float32)
    assert model.with_none({"v=resemble": 1.0}, dense)[NONE] > 0.9
    assert model.probabilities({"v=resemble": 1.0}, dense) == pytest.approx({"AID": 0.5, "ASSAULT": 0.5})


def test_temperature_flattens(model: TypeModel) -> None:
    dense = np.zeros(2, dtype=np.float32)
    cool = TypeModel(model.classes, model.index, model.weights, model.dense, model.bias, 2.0)
    assert cool.with_none({"v=shell": 1.0}, dense)["ASSAULT"] < model.with_none({"v=shell": 1.0}, dense)["ASSAULT"]
