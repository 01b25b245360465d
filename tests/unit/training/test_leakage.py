"""The leakage check of the training scripts, and the own sentences without an event."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def leakage() -> ModuleType:
    spec = importlib.util.spec_from_file_location("leakage", ROOT / "training/leakage.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_case_accents_and_marks_do_not_hide_a_leak(leakage: ModuleType) -> None:
    taught = ["Perú recalled its envoy from Quito on Monday!", "Snow fell on the hills of Leon."]
    asked = ["On Monday, PERU recalled its envoy from Quito.", "The envoy likes tea with milk."]
    assert leakage.leaks(taught, asked) == [(0, 0)]


def test_the_limit_is_passed_only_above_six_tenths(leakage: ModuleType) -> None:
    base = "one two three four five six seven eight"
    assert leakage.leaks([base], ["one two three four five six nine ten"]) == []  # 6 of 10
    assert leakage.leaks([base], ["one two three four five six seven ten"]) == [(0, 0)]  # 7 of 9


def test_the_quick_search_finds_what_comparing_all_pairs_finds(leakage: ModuleType) -> None:
    words = [f"w{i}" for i in range(14)]
    texts = [" ".join(words[(7 * i + 3 * k) % 14] for k in range(5 + i % 6)) for i in range(40)]
    sets = [leakage.words_of(text) for text in texts]
    every = {(i, j) for j in range(40) for i in range(40) if leakage.close(sets[i], sets[j])}
    assert len(every) > 40
    assert set(leakage.leaks(texts, texts)) == every


def test_one_shared_sentence_of_two_articles_counts(leakage: ModuleType) -> None:
    shared = "Bamako closed its embassy in Tunis after a quarrel over fuel."
    pieces = leakage.pieces(
        [f"Rain fell for nine days in the valley. {shared} Nobody spoke.", f"{shared} Ships waited in the harbour of Sfax."]
    )
    assert pieces.count(shared) == 1
    assert "Nobody spoke." not in pieces


def test_near_duplicates_share_a_group(leakage: ModuleType) -> None:
    first, second, third = leakage.groups(
        ["Togo sent rice to Benin on Friday.", "A goat slept on the bridge all night.", "On Friday Togo sent rice to Benin"]
    )
    assert first == third != second


def test_a_leak_fails_the_script(leakage: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = {"text": "The envoy of Malta left the hall before the vote was called."}
    for name in ("relations/plv_train.jsonl", "relations/aw_train.jsonl"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(json.dumps(text) + "\n", encoding="utf-8")
    assert leakage.main(["--data", str(tmp_path)]) == 1
    assert "plv_train.jsonl / aw_train.jsonl: 1 close of 1" in capsys.readouterr().out


def test_no_own_sentence_without_event_is_close_to_the_own_gold(leakage: ModuleType) -> None:
    taught = leakage.pieces(leakage.texts_of(ROOT / "training/no_event.tsv"))
    assert len(taught) >= 400
    for gold in (ROOT / "benchmarks/gold").glob("*_tune.jsonl"):
        assert leakage.leaks(taught, leakage.pieces(leakage.texts_of(gold))) == []


def test_each_sentence_without_event_marks_two_actors() -> None:
    lines = (ROOT / "training/no_event.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    assert all(len(row) == 2 and row[1].count("[") == row[1].count("]") == 2 for row in rows)
