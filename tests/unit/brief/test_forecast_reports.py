"""Forecasts, their record and rehearsals as a person reads them: widths, numbers that lead to events, text of strangers made safe."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
from rich.cells import cell_len

from detente.brief import render
from detente.brief.compose import compose
from detente.brief.forecast_charts import interval_chart, reliability_chart, skill_chart
from detente.brief.next_section import next_section
from detente.brief.outlook_report import bar, outlook_report, party
from detente.brief.record_report import record_report, rehearsal_report
from detente.brief.report import percent, signed
from detente.brief.report_text import render_report
from detente.forecast_records import Assessment, FrozenForecast, Outcome, Outlook, Rehearsal, ReliabilityBin, Score, TrackRecord
from detente.json_form import from_data, to_data
from detente.records import Forecast, Reason, SourcedEvent
from situations import harbour

DAY = date(2032, 4, 1)
EVENTS = (
    SourcedEvent("own:1", date(2032, 3, 9), "New Zealand", "Fiji", "CONSULT", "met <b>in</b> Suva", "own", "https://wire.example/1"),
    SourcedEvent("h-2", date(2032, 3, 2), "Fiji", "New Zealand", "ACCUSE", "Fiji accused its neighbour.", "extracted", "Harbour Post"),
)
REASONS = (
    Reason("talks in the last month: 2", 0.9, ("own:1", "gone")), Reason("less is reported now", -0.2, ()),
    Reason("accusations came back", -0.4, ("h-2", "own:1")),
)  # fmt: skip


def made(source: str, target: str, event_class: str, chance: float) -> Forecast:
    return Forecast(
        f"f-{source}-{event_class}", "will they?", "yes if they do", source, target, event_class, 30, DAY, chance, chance / 2,
        (1 + chance) / 2, 0.25, None, "m1", REASONS,
    )  # fmt: skip


WAYS = (("NZL", "FJI"), ("FJI", "NZL"))
OUTLOOK = Outlook(
    "NZL", "FJI", 30, DAY, date(2032, 3, 31), "own", "d" * 64,
    tuple(made(*way, kind, chance) for way in WAYS for kind, chance in (("verbal cooperation", 0.62), ("ACCUSE", 0.1))),
    EVENTS,
)  # fmt: skip
SCORE = Score("the four classes", 60, 20, 0.31, 0.12, 0.15, None, 0.2, 0.1, 0.3, None, 0.04)
ASSESSED = Assessment(
    (SCORE,), (replace(SCORE, group="verbal cooperation"), replace(SCORE, group="verbal conflict", skill_over_base_rate=-0.05)),
    (replace(SCORE, group="2031-11"), replace(SCORE, group="2031-12")), (ReliabilityBin(0.3, 0.4, 60, 0.31, 0.33, 0.24, 0.44),),
)  # fmt: skip
NOTHING = Assessment((), (), (), ())


def frozen(number: int, outcome: Outcome | None, *, ahead: bool = True) -> FrozenForecast:
    forecast = replace(OUTLOOK.forecasts[0], known_until=date(2032, 1, number))
    return FrozenForecast(number, forecast, "ada", datetime(2032, 1, number, 8), date(2031, 12, 31), "own", "d", ahead, "x", outcome)


YES, NO = Outcome(True, ("own:1",), 3, date(2032, 3, 31)), Outcome(False, (), 0, date(2032, 3, 31))
RECORD = TrackRecord(date(2032, 3, 31), ASSESSED, NOTHING, (frozen(1, YES), frozen(2, NO), frozen(3, None)), EVENTS)
REHEARSAL = Rehearsal("NZL", "FJI", 30, date(2031, 11, 2), date(2031, 12, 28), 7, 9, 2, ASSESSED)
REPORTS = {"forecast": outlook_report(OUTLOOK), "record": record_report(RECORD), "backtest": rehearsal_report(REHEARSAL)}


@pytest.mark.parametrize("what", REPORTS)
@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_a_report_fits_its_width(what: str, width: int) -> None:
    lines = render_report(REPORTS[what], "terminal", terminal=False, width=width).splitlines()
    widest = max(cell_len(line) for line in lines)
    assert widest <= width or width < 60, "below 60 only the spare columns go"
    assert all(line == line.rstrip() for line in lines)


def test_numbers_lead_to_the_events_in_order() -> None:
    text = render_report(REPORTS["forecast"], "terminal", terminal=False, width=80)
    assert "×2.5  talks in the last month: 2 [1]" in text
    assert "×0.67 accusations came back [1, 2]" in text
    assert "[1]   9 March 2032, New Zealand → Fiji: met <b>in</b> Suva (own, https://wire.example/1)" in " ".join(text.split()).replace(
        "[1] 9", "[1]   9"
    )
    assert "Fiji → New Zealand: “Fiji accused its neighbour.” (Harbour Post)" in " ".join(text.split())


@pytest.mark.parametrize("what", REPORTS)
def test_pages_need_no_network_and_escape_what_strangers_write(what: str) -> None:
    page = render_report(REPORTS[what], "html", terminal=False, width=80)
    assert "<b>in</b>" not in page
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="https?://(?!wire\.example)', page)
    assert all(f'id="{anchor}"' in page for anchor in set(re.findall(r'href="#(\w+)"', page)))
    for drawing in re.findall(r"<svg.*?</svg>", page, re.DOTALL):
        ElementTree.fromstring(drawing)


def test_markdown_has_its_footnotes_and_json_is_the_records() -> None:
    text = render_report(REPORTS["forecast"], "markdown", terminal=False, width=80)
    assert set(re.findall(r"\[\^(\d)\](?!:)", text)) == set(re.findall(r"^\[\^(\d)\]:", text, re.MULTILINE)) == {"1", "2"}
    assert "\\<b\\>" in text
    for what, record in (("forecast", OUTLOOK), ("record", RECORD), ("backtest", REHEARSAL)):
        data = json.loads(render_report(REPORTS[what], "json", terminal=False, width=80))
        assert data == to_data(record)
        assert from_data(type(record), data) == record


def test_the_record_tells_what_came_what_did_not_and_what_is_open() -> None:
    text = render_report(REPORTS["record"], "terminal", terminal=False, width=80)
    assert "3 frozen · 2 resolved · 1 open · data until 31 March 2032" in text
    assert "62% yes NZL → FJI verbal cooperation, 1 Jan – 30 Jan 2032 [1]" in text
    assert "62% no  NZL → FJI verbal cooperation, 2 Jan – 31 Jan 2032" in text
    assert "62% NZL → FJI verbal cooperation, 3 Jan – 1 Feb 2032 – over, but the data does not cover it" in " ".join(text.split())
    assert "90% interval of the skill over the base rate, pairs drawn again: the four classes +10.0% to +30.0%" in " ".join(text.split())
    assert "figures from so few" not in text


def test_hindsight_stands_apart_and_few_forecasts_are_said_to_say_little() -> None:
    few = Assessment((replace(SCORE, forecasts=3, came_true=1),), (), (), ())
    report = record_report(replace(RECORD, ahead=NOTHING, hindsight=few))
    text = render_report(report, "terminal", terminal=False, width=80)
    assert "HOW GOOD THEY WERE, MADE WITH HINDSIGHT" in text
    assert "MADE AHEAD" not in text
    assert "only forecasts made ahead prove anything" in " ".join(text.split())
    assert "Fewer than 50 resolved forecasts" in text


def test_the_section_of_a_brief_names_chance_interval_base_rate_and_main_reason() -> None:
    section = next_section([OUTLOOK])
    assert [group.heading for group in section.groups[:2]] == [
        "New Zealand → Fiji, 30 days from 1 April 2032", "Fiji → New Zealand, 30 days from 1 April 2032",
    ]  # fmt: skip
    line = section.groups[0].lines[0]
    assert line.label == "62%"
    assert "".join(part.text for part in line.parts) == "verbal cooperation (31% – 81%, base rate 25%) – talks in the last month: 2"
    assert line.records == ("f-NZL-verbal cooperation", "own:1", "gone")
    assert "detente forecast NZL FJI --known-until 2032-04-01" in section.groups[-1].lines[0].parts[0].text


def test_numbers_in_words() -> None:
    assert [percent(one) for one in (0.0, 0.001, 0.006, 0.5, 0.994, 0.999, 1.0, None)] == [
        "0%", "<1%", "1%", "50%", "99%", ">99%", "100%", "–",
    ]  # fmt: skip
    assert [signed(one) for one in (0.031, -0.2, 0.0, None)] == ["+3.1%", "−20.0%", "+0.0%", "–"]
    assert (bar(0.0), bar(1.0), len(bar(0.5))) == ("", "█" * 12, 6)
    assert (party("USA"), party("XXX")) == ("the United States", "XXX")


def test_drawings_say_in_words_what_they_show() -> None:
    assert "verbal cooperation 62%" in interval_chart(OUTLOOK.forecasts)
    assert "said 31%, came true 33% (60)" in reliability_chart(ASSESSED.reliability)
    assert "2031-11 +20.0% and –" in skill_chart(ASSESSED.over_time)
    heights = [float(y) for y in re.findall(r'cy="([\d.]+)"', skill_chart([replace(SCORE, skill_over_base_rate=-40.0)]))]
    assert max(heights) < 220, "a skill far below zero stays on the sheet"


def test_a_brief_with_outlooks_has_the_section_in_every_form_and_the_records_in_json() -> None:
    brief = compose((harbour(),), outlooks=(OUTLOOK,))
    assert "next" in [section.key for section in brief.sections]
    assert "next" not in [section.key for section in compose((harbour(),)).sections]
    for form, heading in (("terminal", "WHAT NEXT"), ("markdown", "## What next"), ("html", '<a href="#next">What next</a>')):
        assert heading in render(brief, form, terminal=False, width=80)
    data = json.loads(render(brief, "json", terminal=False, width=80))
    assert from_data(Outlook, data["outlooks"][0]) == OUTLOOK
