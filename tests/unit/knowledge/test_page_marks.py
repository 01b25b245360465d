"""The marks of news pages: dates, datelines, headings, titles, bylines, captions, notes, links, turns."""

from __future__ import annotations

from datetime import date

import pytest

from detente.knowledge.page_marks import dateline, head_of, header_date, is_heading, is_turn, mark_of


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("date 2026-02-05", date(2026, 2, 5)),
        ("2026-02-05", date(2026, 2, 5)),
        ("Date: 2026-02-05", date(2026, 2, 5)),
        ("published: 2026-02-05T09:30:00Z", date(2026, 2, 5)),
        ("5 February 2026", date(2026, 2, 5)),
        ("Thursday, February 5, 2026", date(2026, 2, 5)),
        ("Opinion | 5 February 2026", date(2026, 2, 5)),
        ("Transcript of the broadcast of Thursday, 5 February 2026", date(2026, 2, 5)),
        ("Published 5 February 2026, 7.40am | Updated 6 February 2026, 2.15pm", date(2026, 2, 5)),
        ("Updated on Feb. 5, 2026 at 10:15 GMT", date(2026, 2, 5)),
        ("MN-06-16-94 1140GMT", date(1994, 6, 16)),
        ("MN-WS-02-05-06 0915EST", date(2006, 2, 5)),
    ],
)
def test_a_header_line_gives_the_day(line: str, day: date) -> None:
    found = header_date(line)
    assert found
    assert found.day == day
    assert found.end == len(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "05/02/2026",
        "On 5 February 2026 the ministers met.",
        "5 February 2026 was the day the talks began.",
        "2026-02-05-17 is a file number",
        "May 5",
        "The year 2026",
    ],
)
def test_what_is_no_header_line(line: str) -> None:
    assert header_date(line) is None


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    found = header_date("date 2026-02-31")
    assert found
    assert found.day is None


def test_text_may_follow_the_date_on_its_line() -> None:
    text = "date 2026-02-05 The envoys met twice."
    found = header_date(text)
    assert found
    assert text[found.end :].lstrip() == "The envoys met twice."


@pytest.mark.parametrize(
    ("text", "rest", "day", "agency"),
    [
        ("HAVANA, Feb. 5 (Reuters) – The port closed.", "The port closed.", None, "Reuters"),
        ("WASHINGTON (AP) -- The port closed.", "The port closed.", None, "AP"),
        ("SEOUL, South Korea, 5 March 2013 (AFP) — The port closed.", "The port closed.", date(2013, 3, 5), "AFP"),
        ("SEOUL, South Korea (MN) _ The port closed.", "The port closed.", None, "MN"),
        ("MOSCOW, July 3 - The port closed.", "The port closed.", None, None),
        ("ATHENS, 13 June 2018 — The port closed.", "The port closed.", date(2018, 6, 13), None),
        ("MANILA, Monday, 27 January 2014", "", date(2014, 1, 27), None),
        ("SANTA MARTA, Colombia, Wednesday 11 August 2010", "", date(2010, 8, 11), None),
        ("THE HAGUE, March 22, 1999", "", date(1999, 3, 22), None),
        ("WASHINGTON—The port closed.", "The port closed.", None, None),
        ("NEW YORK/LONDON (Reuters) - The port closed.", "The port closed.", None, "Reuters"),
        ("ST. PETERSBURG, Russia — The port closed.", "The port closed.", None, None),
        ("Beijing, Feb. 5 (Xinhua) -- The port closed.", "The port closed.", None, "Xinhua"),
        ("New Delhi, Feb 5: The port closed.", "The port closed.", None, None),
        ("Beirut (AFP) - The port closed.", "The port closed.", None, "AFP"),
        ("Feb 5 (Reuters) - The port closed.", "The port closed.", None, "Reuters"),
        ("(CNN) -- The port closed.", "The port closed.", None, "CNN"),
    ],
)
def test_a_dateline_is_cut_off(text: str, rest: str, day: date | None, agency: str | None) -> None:
    found = dateline(text)
    assert found
    assert text[found.end :].strip() == rest
    assert found.day == day
    assert found.agency == agency


@pytest.mark.parametrize(
    "text",
    [
        "NATO — which has no army of its own — asked for more.",
        "The port closed on Feb. 5 - a Thursday.",
        "On Monday, Feb. 5 — two days before the vote — he resigned.",
        "Havana closed its port.",
        "ANCHOR: Good evening.",
        "U.S. officials (who asked not to be named) agreed.",
        "HAVANA",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert dateline(text) is None


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        ("By Lena Faruk and a staff reporter in Honiara", "byline"),
        ("By our diplomatic editor", "byline"),
        ("BY JOHN DOE", "byline"),
        ("(Reporting by Ana Ruiz in Lima; editing by Tom Bell)", "byline"),
        ("Ana Ruiz in Lima contributed to this report.", "byline"),
        ("Updated at 14:05", "byline"),
        ("Associated Press Writer", "byline"),
        ("[Photo: A worker takes down the flag.]", "caption"),
        ("FILE - The minister arrives in Rome.", "caption"),
        ("Lorries wait at the gate. Photograph: Meridian News", "caption"),
        ("Soldiers on the bridge. (Ana Ruiz/AFP/Getty Images)", "caption"),
        ("![A bridge](bridge.jpg)", "caption"),
        ("Editor's note: An earlier version gave a wrong figure.", "note"),
        ("This article was updated on Friday.", "note"),
        ("© 2026 Meridian News", "note"),
        ("Read more: Who guards the strait?", "link"),
        ("[Read more](https://meridian.example/strait)", "link"),
        ("Sign up for our newsletter", "link"),
        ("https://meridian.example/a", "link"),
        ("Topics: Cuba, Spain", "link"),
    ],
)
def test_marks_of_a_page(body: str, kind: str) -> None:
    assert mark_of(body) == kind


@pytest.mark.parametrize(
    "body",
    [
        "By Friday the army had withdrawn.",
        "By Washington's account the talks failed.",
        "Filed by the government, the suit was dropped.",
        "Video showed soldiers firing at the crowd.",
        "Image matters to the minister.",
        "This report was rejected by Russia.",
        "Correction of the border will take years.",
        "Subscribers to the treaty met on Monday.",
        "Advertisement spending fell, the ministry said.",
        "Related talks began in Oslo.",
        "The port was closed, the ministry said. (Reuters)",
    ],
)
def test_short_real_sentences_are_no_marks(body: str) -> None:
    assert mark_of(body) is None


@pytest.mark.parametrize(
    "body",
    ["A partner shown the door", "Cuba's offer and warning", "U.S. response: Diplomacy and pressure", "What happens next?", "# One word."],
)
def test_headings(body: str) -> None:
    assert is_heading(body)


@pytest.mark.parametrize(
    "body",
    [
        "He left.",
        "He said:",
        "ANCHOR: And President Kibaki?",
        "MR. PRICE: No",
        "- Cuba opens its ports",
        "and then he left",
        '"Who will pay for it?"',
        'The envoy asked: "Who will pay?"',
        "'We will fight on,' he added",
        "He came to Rome. He saw nobody",
        "one " * 30,
    ],
)
def test_what_is_no_heading(body: str) -> None:
    assert not is_heading(body.strip())


@pytest.mark.parametrize(
    "body", ["ANCHOR: Yes.", "MR. PRICE: Yes.", "ODM MEMBER (by phone): No.", "Q: Why?", "Mr. Price: Yes.", "SEN. McCAIN: No."]
)
def test_turns(body: str) -> None:
    assert is_turn(body)


@pytest.mark.parametrize("body", ["ANALYSIS: Why the strait matters", "He said: yes.", "Iran: no talks", "At 10:30 they met."])
def test_no_turns(body: str) -> None:
    assert not is_turn(body)


def test_the_title_is_the_heading_above_the_text() -> None:
    head = head_of("The Meridian Review\nThursday, January 5, 2006\nNEWS ANALYSIS\n\nA cold lesson\n\nBy our editor\n\nThe tap was closed.")
    assert (head.title, head.outlet) == ("A cold lesson", "The Meridian Review")


def test_a_text_without_a_heading_has_no_title() -> None:
    assert head_of("LIMA, Feb. 5 (Reuters) - The port closed on Monday.\n\nA heading below\n\nMore.").title is None
    assert head_of("The port closed on Monday.").title is None
    assert head_of("").title is None


def test_an_agency_in_the_dateline_is_the_outlet() -> None:
    assert head_of("LIMA, Feb. 5 (Reuters) - The port closed.").outlet == "Reuters"
    assert head_of("# Port closed\n\nIt closed.").title == "Port closed"
