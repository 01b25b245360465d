"""The timeline: days in order, nothing without a day, dots that do not overlap."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

from detente.brief.compose import compose
from detente.brief.parts import Entry
from detente.brief.timeline import day_of, timeline_section, timeline_svg
from detente.records import When
from situations import harbour, league

SVG = "{http://www.w3.org/2000/svg}"


def entry(day: date, number: int = 1) -> Entry:
    return Entry(When(day, day, "day"), f"Norland <met> Sudria {number}", (number,), (f"e{number}",), "conflict", True)


def test_days_stand_in_order_and_undated_events_are_counted() -> None:
    made = compose((harbour(), league()))
    assert [day_of(one) for one in made.timeline] == sorted(day_of(one) for one in made.timeline)
    section = timeline_section(made.timeline, 2)
    assert len(section.lines) == len(made.timeline) + 1
    assert section.lines[-1].parts[0].text.startswith("2 without a day")


def test_dots_of_many_days_and_of_one_day_do_not_overlap() -> None:
    start = date(2025, 1, 1)
    entries = tuple(entry(start + timedelta(days=i // 3 * (1 if i < 40 else 90)), i) for i in range(60))
    tree = ElementTree.fromstring(timeline_svg(entries))
    dots = [(float(dot.attrib["cx"]), float(dot.attrib["cy"]), float(dot.attrib["r"])) for dot in tree.iter(f"{SVG}circle")]
    assert len(dots) == 60
    for i, (x, y, r) in enumerate(dots):
        for other_x, other_y, other_r in dots[i + 1 :]:
            assert (x - other_x) ** 2 + (y - other_y) ** 2 >= (r + other_r) ** 2
    wide = float(tree.attrib["viewBox"].split()[2])
    labels = [(float(text.attrib["y"]), float(text.attrib["x"])) for text in tree.iter(f"{SVG}text")]
    assert all(20 <= x <= wide - 20 for _, x in labels)
    rows: dict[float, list[float]] = {}
    for y, x in labels:
        rows.setdefault(y, []).append(x)
    assert all(other - one >= 30 for xs in rows.values() for one, other in pairwise(sorted(xs)))


def test_one_day_needs_no_strip() -> None:
    assert timeline_svg((entry(date(2025, 1, 1)), entry(date(2025, 1, 1), 2))) == ""
