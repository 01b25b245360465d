"""Figures by hand: precision, recall, F1, matching, words in spans."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.evaluate.figures import Score, WordIndex, class_figures, jaccard, pair_off, set_score


def test_precision_recall_and_f1() -> None:
    score = Score(3, 4, 6)
    assert (score.precision, score.recall) == (0.75, 0.5)
    assert score.f1 == pytest.approx(0.6)
    assert score.as_dict() == {"P": 0.75, "R": 0.5, "F1": 0.6, "predicted": 4, "gold": 6}


def test_soft_hits_differ_by_side() -> None:
    assert Score(2.0, 4, 4, 3.0).recall == 0.75


def test_nothing_predicted_and_nothing_expected_is_zero() -> None:
    assert Score(0, 0, 0).as_dict() == {"P": 0.0, "R": 0.0, "F1": 0.0, "predicted": 0, "gold": 0}


def test_spans_become_words_without_punctuation() -> None:
    words = WordIndex("“We will,” she said.")
    assert words.words([(0, 10)]) == words.words([(1, 8)])
    assert words.words([(8, 10)]) == frozenset()
    assert words.words([(4, 5)]) == words.words([(4, 8)]) != frozenset(), "a touched word counts whole"


def test_jaccard() -> None:
    assert jaccard(frozenset({1, 2, 3}), frozenset({2, 3, 4})) == 0.5
    assert jaccard(frozenset(), frozenset()) == 0.0


def test_pairs_are_one_to_one_and_the_best_first() -> None:
    assert pair_off([(0.6, 0, 0), (0.9, 1, 0), (0.5, 0, 1)]) == {1: 0, 0: 1}


@given(st.lists(st.tuples(st.floats(0, 1), st.integers(0, 5), st.integers(0, 5))))
def test_no_side_is_used_twice(candidates: list[tuple[float, int, int]]) -> None:
    pairs = pair_off(candidates)
    assert len(set(pairs.values())) == len(pairs)
    assert set(pairs.items()) <= {(i, j) for _, i, j in candidates}


def test_sets_count_micro() -> None:
    score = set_score([frozenset("ab"), frozenset("c")], [frozenset("a"), frozenset("d")])
    assert (score.hits, score.predicted, score.expected) == (1, 3, 2)


def test_macro_f1_runs_over_the_classes_of_the_gold() -> None:
    figures = class_figures(["A", "A", "B"], ["A", "C", "B"])
    assert figures == {"accuracy": 0.6667, "macro_F1": 0.8333, "by_class": {"A": 0.6667, "B": 1.0}}
