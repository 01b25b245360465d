"""Stories in the workspace file: the same in whatever order documents come, taken apart when a date says so, counted with their outlets."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from detente import intake
from detente.intake import Taker, group_stories
from detente.read import Found, stories
from detente.records import Document, Situation
from detente.store.database import Database, writing
from detente.store.runs import start_run
from killing import MAKER, NOW

WORDS = "treaty harbour minister grain border talks pilots vote winter bridge paper river"
PLACES = "Oslo Lisbon Vigo Tunis Quito Hanoi Accra Lima Baku Riga"


def paragraph(number: int) -> str:
    chance = random.Random(number)
    names = chance.sample(PLACES.split(), 4)
    things = [chance.choice(WORDS.split()) for _ in range(12)]
    one = f"The {things[0]} of {names[0]} asked {names[1]} for {number} {things[1]}s and a {things[2]} beside the {things[3]}."
    other = (
        f"Nobody in {names[2]} knew of the {things[4]}, the {things[5]} or {number + 7} {things[6]}s, said {names[3]} on the {things[7]}."
    )
    return f"{one} {other}"


def document(name: str, paragraphs: Iterable[int], day: int | None = 1, outlet: str = "Gazette") -> Document:
    text = "\n\n".join(map(paragraph, paragraphs))
    return Document(name, text, None, outlet, date(2026, 3, day) if day else None)


FULL = document("d-full", range(10, 16), 2)
TRIMMED = document("d-trimmed", range(10, 12), 1, "Post")
UPDATE = document("d-update", [40, *range(11, 16), 41], 3, "Herald")
OTHER = document("d-other", [*range(20, 25), 15], 2, "Post")
LATER = document("d-later", range(10, 16), 30, "Review")
LATER = replace(LATER, text=LATER.text + "\n\nRead more.")
ALL = [FULL, TRIMMED, UPDATE, OTHER, LATER]


def bare(documents: Iterable[Document]) -> Iterator[Situation]:
    for one in documents:
        yield Situation(one, (), (), (), (), (), (), ())


def put(database: Database, *documents: Document) -> None:
    found = [Found(f"{one.id} {one.outlet} {one.published}", one) for one in documents]
    Taker(database, start_run(database, "add", MAKER, NOW)).take(found, bare, lambda: None)


def story_of(database: Database) -> dict[str, str]:
    return dict(database.rows("SELECT id, story_id FROM documents"))


STORIES = {"d-full": "d-trimmed", "d-trimmed": "d-trimmed", "d-update": "d-trimmed", "d-other": "d-other", "d-later": "d-later"}


@pytest.mark.parametrize("seed", range(4))
def test_stories_do_not_depend_on_the_order_of_adding(tmp_path: Path, seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_COMPARED", 1 + seed % 2)
    mixed = random.Random(seed).sample(ALL, len(ALL))
    with writing(tmp_path / "w.duckdb") as database:
        put(database, *mixed[:2])
        put(database, *mixed[2:])
        assert story_of(database) == STORIES


def test_a_story_counts_its_documents_and_outlets(tmp_path: Path) -> None:
    with writing(tmp_path / "w.duckdb") as database:
        put(database, *ALL, replace(FULL, outlet="Courier", origin="copy"), replace(FULL, outlet="gazette", origin="again"))
        found = database.rows("SELECT id, first_day, last_day, documents, outlets FROM stories WHERE id = 'd-trimmed'")
        assert found == [("d-trimmed", date(2026, 3, 1), date(2026, 3, 3), 3, 4)]


def test_a_new_date_takes_a_story_apart(tmp_path: Path) -> None:
    undated = replace(LATER, published=None)
    with writing(tmp_path / "w.duckdb") as database:
        put(database, FULL, undated, TRIMMED)
        assert set(story_of(database).values()) == {"d-trimmed"}
        put(database, LATER)
        assert story_of(database) == {"d-full": "d-trimmed", "d-trimmed": "d-trimmed", "d-later": "d-later"}


def test_a_document_in_between_joins_two_stories(tmp_path: Path) -> None:
    first, last = document("d-a", range(50, 56), 1), document("d-c", range(56, 62), 6)
    with writing(tmp_path / "w.duckdb") as database:
        put(database, last, first)
        assert story_of(database) == {"d-a": "d-a", "d-c": "d-c"}
        put(database, document("d-b", range(50, 62), 4))
        assert set(story_of(database).values()) == {"d-a"}


def test_stories_are_found_again_from_nothing_with_another_method(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with writing(tmp_path / "w.duckdb") as database:
        put(database, *ALL)
        database.connection.execute("UPDATE documents SET story_id = 'd-full' WHERE id = 'd-other'")
        monkeypatch.setattr(stories, "METHOD", "another")
        group_stories(database, start_run(database, "add", MAKER, NOW))
        assert story_of(database) == STORIES
        assert database.rows("SELECT DISTINCT method FROM signatures") == [("another",)]


def test_what_was_stopped_is_compared_by_the_next_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with writing(tmp_path / "w.duckdb") as database:
        with monkeypatch.context() as patched:
            patched.setattr(intake, "group_stories", stop)
            with pytest.raises(KeyboardInterrupt):
                put(database, *ALL)
        assert len(set(story_of(database).values())) == len(ALL)
        put(database)
        assert story_of(database) == STORIES
