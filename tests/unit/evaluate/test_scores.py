"""Scores of the six tasks on hand-made gold and answers; and the whole way from a gold file to figures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from detente.evaluate import scores
from detente.evaluate.statement_scores import statements
from detente.evaluate.tasks import TASKS, evaluate
from detente.knowledge.registry import shipped

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = "The mayor said the bridge was safe. The governor denied it."


def attribution(source: str, content: str) -> dict[str, Any]:
    spans = {name: TEXT.index(words) for name, words in (("source", source), ("content", content))}
    return {"source": [[spans["source"], spans["source"] + len(source)]], "content": [[spans["content"], spans["content"] + len(content)]]}


GOLD = [{"id": 1, "text": TEXT, "attributions": [attribution("The mayor", "the bridge was safe"), attribution("The governor", "it")]}]


def test_the_same_attributions_are_all_right(nlp: Language) -> None:
    figures = statements(GOLD, [{"attributions": GOLD[0]["attributions"]}], nlp)
    assert {figures[name]["F1"] for name in figures if name != "direct"} == {1.0}


def test_a_wrong_source_keeps_the_content_and_loses_the_joint_figure(nlp: Language) -> None:
    answer = {"attributions": [attribution("The governor", "the bridge was safe")]}
    figures = statements(GOLD, [answer], nlp)
    assert figures["content_m50"] == {"P": 1.0, "R": 0.5, "F1": 0.6667, "predicted": 1, "gold": 2}
    assert figures["joint"]["F1"] == 0.0
    assert figures["source_head_on_matched"]["F1"] == 0.0


def test_a_source_counts_by_its_head(nlp: Language) -> None:
    figures = statements(GOLD, [{"attributions": [attribution("mayor", "the bridge was safe")]}], nlp)
    assert figures["joint"]["P"] == 1.0


def test_concede_and_retreat_count_as_one(nlp: Language) -> None:
    gold = [{"plover": "YIELD", "quad": "verbal_coop"}, {"plover": "ASSAULT", "quad": "Material Conflict"}]
    answers = [{"plover": "RETREAT", "quad": "Verbal Cooperation"}, {"plover": "COERCE", "quad": "material conflict"}]
    figures = scores.relations(gold, answers, nlp)
    assert figures["plover"]["accuracy"] == 0.5
    assert figures["quad"]["accuracy"] == 1.0


def event(source: str | None, target: str | None, plover: str, status: str = "happened") -> dict[str, Any]:
    return {"source_code": source, "target_code": target, "plover": plover, "status": status}


def test_events_of_one_sentence_belong_together(nlp: Language) -> None:
    gold = [{"text": "s", **event("USA", "CUB", "SANCTION")}, {"text": "s", **event("CUB", "USA", "ACCUSE")}]
    answer = {"events": [event("USA", "CUB", "SANCTION"), event("RUS", "USA", "ACCUSE"), event("USA", "CUB", "AID", "negated")]}
    figures = scores.events(gold, [answer, answer], nlp)
    assert figures["sentences"] == 1
    assert figures["triple"] == {"P": 0.5, "R": 0.5, "F1": 0.5, "predicted": 2, "gold": 2}
    assert figures["type"]["F1"] == 1.0


def test_actors_answered_right_wrong_or_not_at_all(nlp: Language) -> None:
    gold: list[dict[str, Any]] = [
        {"country": "ITL", "sector": "GOV", "title": None, "wiki_index": "no"},
        {"country": "USA", "sector": ["MIL", "GOV"], "title": "Jo Vance (politician)", "wiki_index": "yes"},
        {"country": "", "sector": "", "title": None, "wiki_index": "no"},
        {"country": "USA", "sector": "GOV", "title": None, "wiki_index": "no", "marks": ["doubtful"]},
    ]
    answers: list[dict[str, Any]] = [
        {"country": "ITA", "sector": None, "title": None},
        {"country": "CUB", "sector": "GOV", "title": "Jo Vance"},
        {"country": None, "sector": "GOV", "title": None},
        {"country": None, "sector": None, "title": None},
    ]
    figures = scores.actors(gold, answers, nlp)
    assert (figures["country"]["right"], figures["country"]["wrong"]) == (0.5, 0.5)
    assert (figures["sector"]["right"], figures["sector"]["abstained"]) == (0.5, 0.5)
    assert figures["title"]["right"] == 1.0
    assert figures["country_none_expected"]["right"] == 1.0
    assert figures["sector_none_expected"]["wrong"] == 1.0


def expression(start: int, end: int, value: str, days: list[str] | None = None) -> dict[str, Any]:
    return {"start": start, "end": end, "type": "DATE", "value": value, "interval": days}


def test_dates_by_span_value_and_days(nlp: Language) -> None:
    gold = [{"expressions": [expression(0, 6, "2026-02-05"), expression(10, 20, "2026-W05")]}]
    answer = {"expressions": [expression(0, 6, "2026-02-05", ["2026-02-05", "2026-02-05"]), expression(12, 20, "2026-W06", None)]}
    figures = scores.dates(gold, [answer], nlp)
    assert figures["relaxed"]["F1"] == 1.0
    assert figures["strict"]["F1"] == 0.5
    assert figures["value"]["F1"] == 0.5
    assert (figures["interval"]["P"], figures["interval"]["R"]) == (1.0, 0.5)


def test_links_by_label_and_directed_pair(nlp: Language) -> None:
    text = "The strike closed the port"
    relation = {"cause": {"start": 0, "end": 10}, "effect": {"start": 11, "end": 26}}
    gold = [{"text": text, "label": 1, "relations": [relation]}]
    right = {"label": 1, "relations": [{"cause": [0, 10], "effect": [11, 26], "signal": [11, 17]}]}
    turned = {"label": 1, "relations": [{"cause": [11, 26], "effect": [0, 10], "signal": [11, 17]}]}
    assert scores.links(gold, [right], nlp)["pair"]["F1"] == 1.0
    assert scores.links(gold, [right], nlp)["explicit_signals"] == {"n": 1, "pair_precision": 1.0}
    assert scores.links(gold, [turned], nlp)["pair"]["F1"] == 0.0
    assert scores.links(gold, [turned], nlp)["label"]["F1"] == 1.0


LINES: dict[str, dict[str, Any]] = {
    "statements": {"text": TEXT, "date": "2026-02-05"},
    "relations": {"text": "Cuba accused Spain of spying.", "source_span": [[0, 4]], "target_span": [[13, 18]]},
    "events": {"text": "Cuba accused Spain of spying.", "date": "2026-02-05"},
    "actors": {"mention": "Cuban officials", "context": "", "date": "2026-02-05"},
    "dates": {"text": "They met on Tuesday.", "anchor_date": "2026-02-05"},
    "links": {"text": "The port closed because of the strike."},
}


@pytest.mark.parametrize("task", sorted(TASKS))
def test_every_task_answers_lines_without_gold_and_scores_none(task: str, tmp_path: Path, nlp: Language) -> None:
    gold, out = tmp_path / "gold.jsonl", tmp_path / "out.jsonl"
    gold.write_text(json.dumps({"id": "x", **LINES[task]}) + "\n", encoding="utf-8")
    report = evaluate(task, gold, out, nlp, shipped())
    assert (report.lines, report.scored, report.figures) == (1, 0, None)
    answer = json.loads(out.read_text(encoding="utf-8"))
    assert answer["id"] == "x"
    assert TASKS[task].answered_by in answer or task == "events"
    assert json.loads(report.as_text())["task"] == task


def test_answers_are_scored_where_the_gold_has_them(tmp_path: Path, nlp: Language) -> None:
    gold = tmp_path / "gold.jsonl"
    rows = [{"id": "1", **LINES["actors"], "country": "CUB", "sector": "GOV", "wiki_index": "no"}, {"id": "2", **LINES["actors"]}]
    gold.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    report = evaluate("actors", gold, None, nlp, shipped())
    assert (report.lines, report.scored) == (2, 1)
    assert report.figures
    assert report.figures["country"]["right"] == 1.0
