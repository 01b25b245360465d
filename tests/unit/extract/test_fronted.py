"""Words before the one who says them, acts told by a noun, clauses parted by a semicolon."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.extract import language
from detente.extract.fronted import fronted_in
from detente.extract.nominal_acts import nominal_acts
from detente.extract.semicolons import parted_tree
from detente.extract.tree import Tree
from detente.records import Document

if TYPE_CHECKING:
    from spacy.language import Language


def tree_for(nlp: Language, text: str) -> Tree:
    return parted_tree(language.page(Document("d", text), nlp))


def said(tree: Tree, tokens: frozenset[int]) -> str:
    return " ".join(tree.text[tree.start[i] : tree.end[i]] for i in sorted(tokens))


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        (
            "The ferry will sail again in March, the harbour minister announced in a letter.",
            "minister",
            "The ferry will sail again in March",
        ),
        (
            "Unless the dam is opened, the envoy warned, the valley will starve.",
            "envoy",
            "Unless the dam is opened the valley will starve",
        ),
        (
            "The gates would stay shut, the colonel told reporters, until the prisoners came home.",
            "colonel",
            "The gates would stay shut until the prisoners came home",
        ),
        ("“No grain will pass,” the envoy was quoted as saying.", "envoy", "No grain will pass"),
    ],
)
def test_what_stands_before_its_speaker_is_said(nlp: Language, text: str, source: str, content: str) -> None:
    tree = tree_for(nlp, text)
    (one,) = fronted_in(tree).values()
    assert tree.lower[one.source] == source
    assert said(tree, one.content) == content


@pytest.mark.parametrize(
    "text",
    [
        "When the talks failed, the minister demanded an apology.",
        "The dockers marched on Friday because, they said, the port belongs to all.",
        "In the valley, the colonel said that the bridge was safe.",
        "He waited on the lawn, and when the car came, he offered a flower.",
    ],
)
def test_what_only_leads_in_is_not_said(nlp: Language, text: str) -> None:
    assert fronted_in(tree_for(nlp, text)) == {}


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Northland's offer to reopen the port surprised the council.", "northland", "to reopen the port"),
        ("The minister gave his word that the harbour would stay open.", "his", "that the harbour would stay open"),
        ("The general answered with an offer to free the pilots.", "general", "to free the pilots"),
        ("The premier let it be known that the border would close.", "premier", "that the border would close"),
    ],
)
def test_a_noun_tells_an_act(nlp: Language, text: str, source: str, content: str) -> None:
    tree = tree_for(nlp, text)
    (one,) = nominal_acts(tree)
    assert tree.lower[one.source] == source
    assert said(tree, one.content) == content


@pytest.mark.parametrize(
    "text", ["No offer to reopen the port was made.", "The minister will make an offer to talk.", "The offer surprised the council."]
)
def test_a_noun_without_doer_or_matter_tells_none(nlp: Language, text: str) -> None:
    assert nominal_acts(tree_for(nlp, text)) == []


def test_a_semicolon_parts_two_clauses(nlp: Language) -> None:
    text = "Northland is pressing the islands to open the port; the islands refuse to sign."
    tree = tree_for(nlp, text)
    sign = tree.lower.index(";")
    assert tree.sent[sign] != tree.sent[sign + 1]
    assert all((tree.head[i] <= sign) == (i <= sign) for i in range(len(tree)) if tree.word[i])
    assert all(tree.left[i] <= i < tree.right[i] for i in range(len(tree)))


def test_a_semicolon_in_a_list_or_a_quotation_parts_nothing(nlp: Language) -> None:
    text = "The envoys of Northland, the host; of the islands; and of the coast met. “We came; we saw nothing,” said one."
    tree = tree_for(nlp, text)
    assert len(tree.sent_start) == len(list(language.page(Document("d", text), nlp).doc.sents))
