"""Records survive the way to JSON and back, wrong data are refused, and the committed schema is the one of the code."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.errors import GoldError
from detente.json_form import from_data, schema, to_data, to_line
from detente.records import Commitment, Document, Event, Evidence, Link, Question, Situation, Statement, TimeExpression
from situations import harbour, league, quiet

DOCS = Path(__file__).parents[2] / "docs"
SCHEMA = DOCS / "situation.schema.json"
RECORDS = DOCS / "records.md"
HAND_MADE = pytest.mark.parametrize("situation", [harbour(), league(), quiet()], ids=lambda one: one.document.id)
number = st.floats(allow_nan=False, allow_infinity=False)
st.register_type_strategy(Evidence, st.builds(Evidence, confidence=st.floats(0, 1)))
st.register_type_strategy(Event, st.builds(Event, score=number))


@pytest.mark.parametrize("kind", [Document, Evidence, Statement, Commitment, Event, Link, Question, TimeExpression])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_every_record_survives_json(kind: type, data: st.DataObject) -> None:
    record = data.draw(st.from_type(kind))
    assert from_data(kind, json.loads(json.dumps(to_data(record)))) == record


@settings(max_examples=25, deadline=None)
@given(st.text(st.characters()))
def test_a_line_is_one_line_of_valid_utf8_whatever_the_text(text: str) -> None:
    situation = replace(quiet(), document=Document("doc", text))
    line = to_line(situation)
    assert "\n" not in line
    assert from_data(Situation, json.loads(line.encode("utf-8"))) == situation


@HAND_MADE
def test_a_situation_survives_json_and_fits_the_schema(situation: Situation) -> None:
    data = json.loads(to_line(situation))
    assert from_data(Situation, data) == situation
    jsonschema.validate(data, schema(), format_checker=jsonschema.FormatChecker())


def test_the_committed_schema_is_up_to_date() -> None:
    assert json.loads(SCHEMA.read_text(encoding="utf-8")) == schema(), "write docs/situation.schema.json again: see docs/records.md"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": 7}, "7 is not str"),
        ({"id": None}, "None is not str"),
        ({"type": "HUG"}, "'HUG' is none of AGREE"),
        ({"source": {}}, "is not a list"),
        ({"source": "ab"}, "'ab' is not a list"),
        ({"source": ["ab"]}, "'ab' is not an object"),
        ({"score": True}, "True is not float"),
        ({"score": 10**400}, "too large"),
        ({"colour": "red"}, "Event has no field colour"),
        ({"when": {"start": "tomorrow", "end": None, "precision": "day"}}, "tomorrow"),
    ],
)
def test_wrong_data_are_named(change: dict[str, Any], message: str) -> None:
    data = to_data(harbour().events[0]) | change
    with pytest.raises(GoldError, match="not a Event: .*" + message) as caught:
        from_data(Event, data)
    assert "docs/records.md" in str(caught.value)


def test_a_missing_field_is_named() -> None:
    data = to_data(harbour().events[0])
    del data["mode"]
    with pytest.raises(GoldError, match="no field 'mode'"):
        from_data(Event, data)


def test_a_whole_number_stands_for_a_float() -> None:
    data = to_data(harbour().events[0]) | {"score": 3}
    assert from_data(Event, data).score == 3.0


DEFINED = {**schema()["$defs"], **schema(Commitment)["$defs"]}


@pytest.mark.parametrize("name", sorted(DEFINED))
def test_every_record_and_field_and_word_is_documented(name: str) -> None:
    text = RECORDS.read_text(encoding="utf-8")
    part = next((part for part in text.split("\n## ") if part.startswith(f"{name}\n")), "")
    rows = {row.split("|")[1].strip(" `"): row for row in part.splitlines() if row.startswith("| `")}
    fields = DEFINED[name]["properties"]
    assert list(rows) == list(fields)
    for field, form in fields.items():
        for word in form.get("enum", form.get("items", {}).get("enum", ()) if field != "kinds" else ()):
            assert f"`{word}`" in part, f"{name}.{field}: {word}"
