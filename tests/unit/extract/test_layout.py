"""Blocks: what is running text, and what stands around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.extract.layout import find_blocks
from detente.read import read
from detente.records import Document

DISPATCHES = Path(__file__).parents[3] / "examples" / "dispatches"
STORY = "The ministers met in Oslo on Monday and agreed on nothing at all, officials said."


def kinds(text: str) -> list[tuple[str, str]]:
    return [(block.kind, text[block.start : block.end]) for block in find_blocks(text)]


def only_kinds(text: str) -> list[str]:
    return [kind for kind, _ in kinds(text)]


@given(st.text() | st.text("aB .\n\"'-:#([0\t\u2028", max_size=200))
def test_blocks_cover_all_visible_characters_in_order(text: str) -> None:
    at = 0
    for block in find_blocks(text):
        assert not text[at : block.start].strip()
        assert at <= block.start < block.end <= len(text)
        body = text[block.start : block.end]
        assert body == body.strip()
        at = block.end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("bangsamoro", ["header", "heading"]),
        ("batken-truce", ["heading", "header"]),
        ("coalition-clock", ["header", "heading", "heading", "heading", "heading", "heading"]),
        ("gas-winter", ["heading", "header", "heading", "heading", "byline"]),
        ("grain-hearsay", ["header"]),
        ("honiara-switch", ["heading", "heading", "byline", "header", "caption", "link", "caption", "link", "note", "link"]),
        ("kenya-evening-line", ["heading", "header"]),
        ("korea-1994", ["header", "header"]),
        ("lockerbie-terms", ["heading", "header"]),
        ("nantes-rugby", ["heading", "header"]),
        ("prespa", ["header"]),
        ("river-talks", ["header", "heading", "heading", "heading"]),
        ("santa-marta", ["heading", "header"]),
        ("submarine-column", ["heading", "header"]),
        ("syria-round-four", ["header", "byline"]),
        ("tegucigalpa", ["heading", "header"]),
    ],
)
def test_the_dispatches(name: str, others: list[str]) -> None:
    text = (DISPATCHES / f"{name}.txt").read_text(encoding="utf-8")
    assert [kind for kind in only_kinds(text) if kind != "prose"] == others


def test_hard_wrapped_paragraphs_are_one_block_each() -> None:
    text = (
        "   The ministers met in Oslo on Monday and agreed on nothing\n"
        "at all, officials said. They will meet again when the snow has\n"
        "melted.\n"
        "   Their deputies stayed for another week, and some of them saw\n"
        "the sea for the first time. None wished to say what they had\n"
        "talked about.\n"
    )
    found = kinds(text)
    assert [kind for kind, _ in found] == ["prose", "prose"]
    assert found[1][1].startswith("Their deputies")


def test_single_line_breaks_divide_other_text() -> None:
    assert only_kinds(f"A quiet day\n{STORY}\nBy night\nThe delegates left by the back door.") == ["heading", "prose", "heading", "prose"]


def test_a_line_that_breaks_off_in_mid_sentence_runs_on() -> None:
    text = "The ministers met in Oslo on Monday and agreed\non nothing at all, officials said."
    assert kinds(text) == [("prose", text)]


def test_one_unbroken_paragraph() -> None:
    assert only_kinds(f"ATHENS, 13 June 2018 — {STORY * 40}") == ["header", "prose"]


def test_the_rest_after_a_dateline_is_prose_without_its_stop_too() -> None:
    assert kinds("HAVANA (AP) — Cuba refuses talks\n\n" + STORY)[1] == ("prose", "Cuba refuses talks")


def test_a_date_and_a_dateline_are_both_cut_off() -> None:
    assert only_kinds(f"2026-02-05 HAVANA, Feb. 5 (Reuters) - {STORY}") == ["header", "header", "prose"]


def test_turns_of_a_transcript_are_prose() -> None:
    assert only_kinds("ANCHOR: And the president?\nMR. PRICE: No comment\nANCHOR: Thank you.") == ["prose"] * 3


def test_a_sentence_alone_is_prose_without_its_stop_too() -> None:
    assert only_kinds("Russia threatens Ukraine with sanctions") == ["prose"]


def test_the_last_line_is_no_heading_of_anything() -> None:
    assert only_kinds(f"A quiet day\n\n{STORY}\n\nThe talks will go on next week") == ["heading", "prose", "prose"]


def test_lines_that_all_lack_their_stop_are_sentences() -> None:
    lines = [
        "Cuba accused Spain of lying again",
        "Spain recalled its envoy from Havana",
        "France asked both sides for calm",
        "Nobody answered the French at all",
    ]
    assert only_kinds("\n".join(lines)) == ["prose"] * 4


def test_a_lead_in_to_a_quotation_is_prose() -> None:
    assert only_kinds(f"{STORY}\n\nThe minister said:\n\n“We will not go.”") == ["prose"] * 3


def test_a_repeated_pull_quote_is_no_second_statement() -> None:
    quote = "“Nobody leaves a place where there is bread"
    text = f"{STORY} {quote},” the governor said.\n\n{quote}.”\n\n{STORY} Again."
    assert only_kinds(text) == ["prose", "caption", "prose"]


def test_empty_and_blank_texts_have_no_blocks() -> None:
    assert find_blocks("") == ()
    assert find_blocks(" \n\t\n") == ()


def test_a_city_before_a_colon_is_a_dateline_where_nobody_has_a_turn() -> None:
    assert kinds(f"A quiet day\n\nNEW DELHI: India said no on Friday.\n\n{STORY}")[1:3] == [
        ("header", "NEW DELHI:"),
        ("prose", "India said no on Friday."),
    ]
    assert only_kinds("HOUSTON: Why not?\n\nANCHOR: Nobody knows.") == ["prose", "prose"]


def test_rows_of_stars_are_neither_headings_nor_text() -> None:
    assert only_kinds(f"{STORY}\n\n* * *\n\nThe delegates left.\n\n---\n\nNobody waved.") == ["prose", "note", "prose", "note", "prose"]


def test_an_unbroken_text_of_a_million_characters_takes_no_time() -> None:
    assert only_kinds("By A " * 200_000) == ["prose"]
    assert only_kinds("A" * 1_000_000) == ["prose"]
    assert len(only_kinds("a line\n" * 5_000)) == 5_000


def test_the_web_page_among_the_dispatches() -> None:
    (document,) = read([str(DISPATCHES / "adre-crossing.html")], published=None, timeout=5, limit=1_000_000)
    assert isinstance(document, Document)
    others = [(kind, body) for kind, body in kinds(document.text) if kind != "prose"]
    assert others == [
        ("heading", "Africa"),
        ("heading", "Aid convoys face a closing door at Adré"),
        ("heading", "A camp outgrown"),
        ("caption", "“Nobody leaves a place where there is bread.”"),
    ]
