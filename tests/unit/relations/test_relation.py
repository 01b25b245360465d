"""A relation out of a workspace: lines, the planted shift with its events, what is left out, and who is meant."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from detente import Workspace
from detente.errors import DetenteError
from detente.json_form import from_data, to_data
from detente.records import Event, Situation, When
from detente.relation_records import Relation
from detente.relations.relation import Asked
from detente.store import shelf
from detente.store.database import writing
from detente.store.happenings import rebuild
from relation_events import FIRST, LAST, QUARREL, rows, table
from situations import harbour


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return workspace(tmp_path_factory.mktemp("relation"), table())


def workspace(folder: Path, text: str) -> Workspace:
    (folder / "events.csv").write_text(text, encoding="utf-8")
    made = Workspace(folder / "w.duckdb", clock=lambda: datetime(2033, 6, 1))
    made.import_events("csv", [folder / "events.csv"], dataset="diary")
    return made


def test_the_quarrel_is_one_shift_for_the_worse_with_its_events(opened: Workspace) -> None:
    made = opened.relation("Norway", "CHL")
    (shift,) = made.shifts
    assert shift.kind == "worse"
    assert shift.first <= QUARREL <= shift.last
    assert (shift.last - shift.first).days <= 21
    assert shift.score_before is not None
    assert shift.score_after is not None
    assert shift.score_before > 0 > shift.score_after
    rising = next(level for level in shift.levels if (level.source, level.quad) == ("NOR", "verbal conflict"))
    assert rising.before < 1 < rising.after
    assert shift.events
    known = {f"diary:{row[0]}": row for row in rows()}
    for event in shift.events:
        assert known[event.id][1] == event.day
        assert (event.source, event.target) in {("Norway", "Chile"), ("Chile", "Norway")}
    assert any(event.place.startswith("https://paper.example/") for event in shift.events)
    assert {trial.without: trial.holds for trial in shift.trials} == {"andes wire": True, "fjord post": True}


def test_lines_count_every_event_once_in_its_direction_and_period(opened: Workspace) -> None:
    made = opened.relation("NOR", "CHL", Asked(by="month"))
    forward = [row for row in rows() if row[3] == "NOR" and row[5] == "CHL"]
    there, back = made.series
    assert (there.events, back.events) == (len(forward), sum(row[3] == "CHL" for row in rows()))
    assert sum(period.events for period in there.periods) == there.events
    march = next(period for period in there.periods if period.first == date(2032, 3, 1))
    in_march = [row for row in forward if str(row[1]).startswith("2032-03")]
    assert march.events == len(in_march)
    assert march.verbal_conflict == sum(row[6] != "CONSULT" for row in in_march)
    assert march.reported == sum(str(row[1]).startswith("2032-03") for row in rows())
    assert march.conflict_rate == pytest.approx(1000 * march.verbal_conflict / march.reported, abs=0.001)


def test_the_other_way_round_the_lines_change_places(opened: Workspace) -> None:
    one, other = opened.relation("NOR", "CHL"), opened.relation("CHL", "NOR")
    assert (one.series[0].periods, one.series[1].periods) == (other.series[1].periods, other.series[0].periods)
    assert [(s.first, s.last, s.kind) for s in one.shifts] == [(s.first, s.last, s.kind) for s in other.shifts]


def test_scores_are_on_one_named_scale_or_refused(opened: Workspace) -> None:
    plover, own = opened.relation("NOR", "CHL").series[0], opened.relation("NOR", "CHL", Asked(scale="own-scale")).series[0]
    assert (plover.scale, own.scale) == ("plover", "own-scale")
    assert own.score == pytest.approx(-4 + 6 * sum(row[6] == "CONSULT" for row in rows() if row[3] == "NOR") / own.events, abs=0.01)
    with pytest.raises(DetenteError, match=r"no event has a score on the scale 'goldstein'.*own-scale, plover"):
        opened.relation("NOR", "CHL", Asked(scale="goldstein"))


def test_days_bound_what_is_counted(opened: Workspace) -> None:
    made = opened.relation("NOR", "CHL", Asked(since=date(2031, 6, 1), until=date(2031, 6, 30)))
    assert made.shifts == ()
    assert (made.series[0].periods[0].first, made.series[0].periods[-1].last) == (date(2031, 6, 1), date(2031, 6, 30))
    assert made.series[0].events == 6


def test_a_shift_that_one_outlet_made_vanishes_without_it(tmp_path: Path) -> None:
    lines = [line for line in table().splitlines() if not (",THREATEN," in line or ",ACCUSE," in line) or "Fjord Post" in line]
    made = workspace(tmp_path, "\n".join(lines) + "\n")
    (shift,) = made.relation("NOR", "CHL").shifts
    assert {trial.without: trial.holds for trial in shift.trials}["fjord post"] is False
    less = made.relation("NOR", "CHL", Asked(without=("fjord post",)))
    assert [(one.kind, one.first) for one in less.vanished] == [(shift.kind, shift.first)]
    assert less.left_out > 0
    assert "worse" not in {one.kind for one in less.shifts}


def test_copies_of_an_event_in_a_data_set_are_duplicates(tmp_path: Path) -> None:
    head, *lines = table().splitlines()
    copied = [line for line in lines if line.startswith("q")]
    made = workspace(tmp_path, "\n".join([head, *lines, *(f"copy{at}{line}" for at in range(4) for line in copied)]) + "\n")
    once, whole = made.relation("NOR", "CHL", Asked(without=("duplicates",))), made.relation("NOR", "CHL")
    assert whole.series[0].events - once.series[0].events == 4 * len(copied) == once.left_out
    assert once.series[0].events == sum(row[3] == "NOR" for row in rows())


def test_gaps_are_told_apart_from_silence_between_the_two(tmp_path: Path) -> None:
    lines = [line for line in table().splitlines() if ",2031-07-" not in line]
    periods = workspace(tmp_path, "\n".join(lines) + "\n").relation("NOR", "CHL", Asked(by="month")).series[0].periods
    july = next(period for period in periods if period.first == date(2031, 7, 1))
    assert july.gap
    assert july.conflict_rate is july.smooth_conflict is july.score is None
    assert sum(period.gap for period in periods) == 1


def test_a_pair_alone_is_measured_by_time(tmp_path: Path) -> None:
    head, *lines = table().splitlines()
    made = workspace(tmp_path, "\n".join([head, *(line for line in lines if "ISL" not in line)]) + "\n").relation("NOR", "CHL")
    assert made.series[0].per == "30 days"
    assert not any(period.gap for period in made.series[0].periods)
    assert [shift.kind for shift in made.shifts] == ["worse"]


def test_the_same_input_gives_the_same_bytes_and_json_loses_nothing(opened: Workspace) -> None:
    made = opened.relation("NOR", "CHL")
    assert to_data(made) == to_data(opened.relation("NOR", "CHL"))
    assert from_data(Relation, to_data(made)) == made


@pytest.mark.parametrize(
    ("one", "other", "asked", "says"),
    [
        ("Norwey", "CHL", Asked(), "no actor 'Norwey'.*Norway"),
        ("NOR", "Norway", Asked(), "are one actor"),
        ("NOR", "BTN", Asked(), "no event between Norway and Bhutan"),
        ("NOR", "CHL", Asked(since=date(2034, 1, 1)), "2034-01-01 is in the future"),
        ("NOR", "CHL", Asked(since=LAST, until=FIRST), "is after --until"),
        ("NOR", "CHL", Asked(until=date(2030, 1, 1)), "no event between Norway and Chile in these days"),
        ("NOR", "CHL", Asked(without=("fiord post",)), "no outlet 'fiord post'.*fjord post"),
        ("NOR", "CHL", Asked(without=("diary",)), "no event between Norway and Chile once all that is left out"),
    ],
    ids=str,
)  # fmt: skip
def test_bad_input_is_one_clear_line(opened: Workspace, one: str, other: str, asked: Asked, says: str) -> None:
    with pytest.raises(DetenteError, match=says) as raised:
        opened.relation(one, other, asked)
    assert "\n" not in str(raised.value)


def test_actors_of_documents_are_found_by_name_and_id(tmp_path: Path) -> None:
    """The dispatch of the harbour: persons and states without a code; its open commitments come along."""
    made, acts = put(tmp_path)
    source, target = acts[0].source[0], acts[0].target[0]
    by_name = made.relation(source.name.upper(), target.name)
    assert (by_name.one_name, by_name.other_name) == (source.name, target.name)
    assert by_name.series[0].events == len(acts) + 1  # each act once, though two documents tell it, and what the copy adds
    assert to_data(made.relation(source.id, target.id).series) == to_data(by_name.series)


def test_open_commitments_between_the_two_come_along(tmp_path: Path) -> None:
    made, _ = put(tmp_path)
    found, both = made.relation("Norland", "Sudria").commitments, {"Norland", "Sudria"}
    assert found
    assert all(one.status == "open" and one.addressee and {one.speaker.name, one.addressee.name} == both for one in found)


def test_what_only_a_retelling_of_a_story_adds_is_a_duplicate(tmp_path: Path) -> None:
    made, acts = put(tmp_path)
    pair = (acts[0].source[0].name, acts[0].target[0].name)
    whole, once = (made.relation(*pair, Asked(without=without)) for without in ((), ("duplicates",)))
    assert (whole.series[0].events, once.series[0].events, once.left_out) == (len(acts) + 1, len(acts), 1)
    assert {one.type for one in whole.series[0].types} - {one.type for one in once.series[0].types} == {"AID"}


def put(folder: Path) -> tuple[Workspace, list[Event]]:
    """A workspace with the dispatch, dated throughout, and a copy by another outlet that adds an act; and what both tell of one pair."""
    day, codes = When(date(2031, 5, 12), date(2031, 5, 12), "day"), {"Norland": "NOR", "Sudria": "SUD"}
    data = to_data(replace(harbour(), events=tuple(replace(one, when=day) for one in harbour().events)))
    for event in data["events"]:
        for actor in (*event["source"], *event["target"]):
            actor["country"] = codes.get(actor["name"], actor["country"])
    first = from_data(Situation, data)
    done = [one for one in first.events if one.status == "happened" and one.source and one.target]
    acts = [one for one in done if (one.source[0], one.target[0]) == (done[0].source[0], done[0].target[0])]
    copy = json.dumps({**data, "events": [*data["events"], {**to_data(acts[0]), "type": "AID", "id": "event-added"}]})
    for old, new in (
        (first.document.id, f"{first.document.id}-copy"),
        ("The Strait Times", "The Other Times"),
        ('"event-', '"event-copy-'),
    ):
        copy = copy.replace(old, new)
    with writing(folder / "w.duckdb") as database, database.transaction() as connection:
        shelf.put(connection, [first, from_data(Situation, json.loads(copy))], "r")
        connection.execute("UPDATE documents SET story_id = ?, published = published + id.ends_with('-copy')::INT", [first.document.id])
        rebuild(connection)
    return Workspace(folder / "w.duckdb", clock=lambda: datetime(2033, 6, 1)), acts
