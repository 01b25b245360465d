"""The four forms of a brief: committed snapshots, widths, colour, escaping, and nothing lost in JSON."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from detente.brief import render
from detente.brief.compose import compose
from detente.brief.parts import Brief
from detente.brief.plain import ranges, short
from detente.json_form import from_data, to_data
from detente.records import Document, Situation
from situations import Story, harbour, league, quiet

SNAPSHOTS = Path(__file__).parents[2] / "snapshots"
FORMS = {"terminal": "txt", "html": "html", "markdown": "md", "json": "json"}
HOSTILE = "<script>alert(1)</script> \x1b[31mred\x1b[0m \x00 \u202e [x](javascript:alert(1)) `c` </style> \ud800 &amp; \"'>"


def drawn(brief: Brief, form: str, width: int = 80) -> str:
    return render(brief, form, terminal=False, width=width)


@pytest.fixture(scope="module")
def both() -> Brief:
    return compose((harbour(), league()))


@pytest.fixture(scope="module")
def hostile() -> Brief:
    story = Story(Document(HOSTILE, HOSTILE, HOSTILE, HOSTILE, language=HOSTILE, origin=HOSTILE, notices=(HOSTILE,)))
    one = replace(harbour().actors[0], name=HOSTILE, role=HOSTILE, kind="person")
    statement = story.said(one, "offer", "red", HOSTILE, conditions=(story.span(HOSTILE),))
    event = story.event("AID", (one,), (one,), HOSTILE)
    link = story.link("causes", HOSTILE, HOSTILE, HOSTILE, said_by=one)
    return compose((Situation(story.document, (one,), (), (), (statement,), (event,), (link,), (story.question(HOSTILE, HOSTILE),)),))


@pytest.mark.parametrize("name", ["both", "quiet"])
@pytest.mark.parametrize("form", FORMS)
def test_the_brief_is_the_committed_one(form: str, name: str) -> None:
    """With DETENTE_SNAPSHOTS=write the files are written again: look at them before committing."""
    brief = compose((harbour(), league()) if name == "both" else (quiet(),))
    path = SNAPSHOTS / f"{name}.{FORMS[form]}"
    if os.environ.get("DETENTE_SNAPSHOTS") == "write":
        path.write_text(drawn(brief, form), encoding="utf-8")
    assert drawn(brief, form) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("width", [40, 60, 64, 80, 100])
def test_no_line_is_wider_than_the_terminal(both: Brief, hostile: Brief, width: int) -> None:
    for brief in (both, hostile, compose((quiet(),))):
        text = drawn(brief, "terminal", width)
        assert max(cell_len(line) for line in text.splitlines()) <= width
        assert all(line == line.rstrip() for line in text.splitlines())


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=200), st.integers(40, 90))
def test_any_text_fits_any_width(text: str, width: int) -> None:
    situation = replace(quiet(), document=Document("d", text, title=text, outlet=text, origin=text))
    lines = drawn(compose((situation,)), "terminal", width).split("\n")
    assert max(cell_len(line) for line in lines) <= width
    for form in FORMS:
        assert drawn(compose((situation,)), form).encode("utf-8")


def test_colour_only_where_a_person_watches(both: Brief, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" not in drawn(both, "terminal")
    coloured = render(both, "terminal", terminal=True, width=80)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", coloured)
    assert bare != coloured
    assert bare.casefold() == drawn(both, "terminal").casefold()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in render(both, "terminal", terminal=True, width=80)


@pytest.mark.parametrize("form", ["terminal", "html", "markdown"])
def test_text_of_strangers_cannot_act(hostile: Brief, form: str) -> None:
    text = drawn(hostile, form)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    if form == "html":
        assert text.count("<script") == text.count("</script>") == text.count("</style>") == 1
        assert "onerror" not in text
        assert 'lang="&lt;script' in text
    if form == "markdown":
        assert "<script>" not in text
        assert "](javascript" not in text.replace("\\]", "")


def test_json_loses_nothing(both: Brief, hostile: Brief) -> None:
    for brief in (both, hostile):
        data = json.loads(drawn(brief, "json"))
        situations = tuple(from_data(Situation, one) for one in data["situations"])
        assert situations == brief.situations
        assert from_data(Brief, data["brief"] | {name: data[name] for name in ("commitments", "outlooks", "situations")}) == brief
        assert compose(situations) == brief
        assert to_data(situations) == data["situations"]


def test_the_page_is_self_contained_and_its_policy_holds(both: Brief) -> None:
    page = drawn(both, "html")
    assert not re.search(r"(?:src|action|srcset)=|@import|url\((?!#)|<link|<img|<iframe|<base", page)
    assert all(target.startswith("#") for target in re.findall(r'href="([^"]*)"', page))
    assert not re.search(r"<[^>]+\s(?:style|on\w+)=", page), "the policy forbids inline styles and handlers"
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    for tag in ("style", "script"):
        body = re.search(rf"<{tag}>(.*?)</{tag}>", page, re.S)
        assert body
        digest = base64.b64encode(hashlib.sha256(body.group(1).encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy.group(1)


def test_every_number_on_the_page_leads_to_a_sentence(both: Brief) -> None:
    page = drawn(both, "html")
    identities = re.findall(r'\sid="([^"]*)"', page)
    assert len(identities) == len(set(identities))
    assert set(re.findall(r'href="#([^"]*)"', page)) <= set(identities)
    assert [f"s{note.number}" for note in both.notes] == [one for one in identities if re.fullmatch(r"s\d+", one)]


def test_the_page_keeps_every_word_of_the_articles(both: Brief) -> None:
    page = re.sub(r"<sup>\d+</sup>", "", drawn(both, "html"))
    articles = re.findall(r"<article.*?</article>", page, re.S)
    for article, situation in zip(articles, both.situations, strict=True):
        words = re.sub(r"<[^>]+>", " ", article)
        for entity, mark in (("&#34;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
            words = words.replace(entity, mark)
        assert "".join(situation.document.text.split()) in "".join(words.split())


def test_an_unknown_form_is_refused(both: Brief) -> None:
    with pytest.raises(ValueError, match="choose terminal"):
        drawn(both, "papyrus")


def test_long_words_are_cut_at_a_word_and_keep_their_quotation_mark() -> None:
    assert short("“one two three four”", 14) == "“one two …”"
    assert short("short", 14) == "short"
    assert len(short("x" * 50, 20)) <= 20


def test_numbers_in_a_row_are_joined() -> None:
    assert ranges([1, 2, 4, 5, 6, 9]) == "1, 2, 4–6, 9"
