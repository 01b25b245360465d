"""The ledger with the real extractor, on a few of the own cases: no status may change that should not."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from detente.extract.pipeline import situations
from detente.knowledge.registry import shipped
from detente.records import Document
from detente.relations.ledger import ledger

if TYPE_CHECKING:
    from spacy.language import Language

GOLD = Path(__file__).parents[3] / "benchmarks" / "gold" / "ledger_tune.jsonl"
CASES = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
SURE = (
    "demand met in a later document",
    "offer withdrawn",
    "threat dropped",
    "deadline passes",
    "not done",
    "two offers, one rejected by name",
)


@pytest.mark.parametrize("case", [case for case in CASES if case["about"] in SURE], ids=lambda case: case["about"])
def test_entries_and_their_status(case: dict[str, list[dict[str, str]]], nlp: Language) -> None:
    documents = [
        Document(f"doc-{at}", one["text"], published=date.fromisoformat(one["published"])) for at, one in enumerate(case["documents"])
    ]
    as_of = date.fromisoformat(str(case["as_of"])) if case["as_of"] else None
    made = ledger(situations(iter(documents), nlp, shipped()), as_of)
    found = sorted((one.wordings[0].act.quote, one.status) for one in made)
    wanted = sorted((one["act"], one["status"]) for one in case["entries"])
    assert [status for _, status in found] == [status for _, status in wanted]
    for (act, _), (whole, _) in zip(found, wanted, strict=True):
        assert whole.startswith(act)  # the gold has the deadline in the act, we have it beside it
