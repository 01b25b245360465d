"""Time expressions with their TIMEX3 values and days; first version."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from detente.extract.draft import Draft
from detente.records import TimeExpression, TimeType, When, record_id

if TYPE_CHECKING:
    from spacy.tokens import Doc

@dataclass(frozen=True, slots=True)
class Timex:
    start: int
    end: int
    type: TimeType
    value: str
    when: When | None

_M = {m: i for i, m in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MON = r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan\.?|Feb\.?|Mar\.|Apr\.?|Jun\.|Jul\.|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
_DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
_ALL = re.compile(rf"""
 (?P<iso>\b(?:19|20)\d\d-\d\d-\d\d\b)
|(?P<mdy>\b(?P<m1>{_MON})\s+(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s+(?P<y1>(?:19|20)\d\d))?)
|(?P<dmy>\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MON})(?:,?\s+(?P<y2>(?:19|20)\d\d))?)
|(?P<my>\b(?:early\s+|late\s+|mid-)?(?P<m3>{_MON})\s+(?:of\s+)?(?P<y3>(?:19|20)\d\d))
|(?P<rel>\b(?P<dir>last|past|next|this|previous|coming)\s+(?P<unit>week|month|year|quarter|{'|'.join(_DAYS)})\b)
|(?P<ago>\b(?P<n>\d+|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(?P<u>day|week|month|year)s?\s+(?P<how>ago|earlier|later))
|(?P<wd>\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b)
|(?P<day>\b(?:today|yesterday|tomorrow|tonight)\b)
|(?P<ref>\b(?:now|currently|recently|soon)\b)
|(?P<m>\b(?:early\s+|late\s+|mid-)?(?P<m4>January|February|March|April|June|July|August|September|October|November|December)\b)
|(?P<y>\b(?P<y5>(?:19[5-9]|20[0-4])\d)\b)
""", re.X | re.I)
_N = {w: i for i, w in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())} | {"a": 1, "an": 1}


def tag(text: str, anchor: date | None, doc: Doc | None = None) -> tuple[Timex, ...]:
    found = []
    for m in _ALL.finditer(text):
        try:
            made = _read(m, anchor, doc)
        except ValueError:
            made = None
        if made:
            found.append(Timex(m.start(), m.end(), *made))
    return tuple(found)


def find_dates(draft: Draft) -> Draft:
    page = draft.page
    made = []
    for t in tag(page.text, page.document.published, page.doc):
        evidence = page.evidence(t.start, t.end, "dates/rules 1", 0.9)
        made.append(TimeExpression(record_id("t", page.document.id, t.start), t.type, t.value, t.when, evidence))
    return replace(draft, dates=tuple(made))


def date_of(draft: Draft, first: int, last: int) -> When | None:
    doc = draft.page.doc
    if first < len(doc):
        sentence = doc[first].sent
        inside = [d for d in draft.dates if d.when and sentence.start_char <= d.evidence.start < sentence.end_char]
        if inside:
            at = doc[first].idx
            return min(inside, key=lambda d: abs(d.evidence.start - at)).when
    published = draft.page.document.published
    return When(published, published, "inferred") if published else None


def days_of(value: str) -> tuple[str, str] | None:
    return None


def _read(m, anchor, doc):
    g = m.groupdict()
    kind = m.lastgroup
    if g["iso"]:
        return _day(date.fromisoformat(g["iso"]))
    if g["mdy"] or g["dmy"]:
        mon, d, y = (g["m1"], g["d1"], g["y1"]) if g["mdy"] else (g["m2"], g["d2"], g["y2"])
        if not y and not anchor:
            return None
        return _day(date(int(y) if y else anchor.year, _M[mon[:3].lower()], int(d)))
    if g["my"]:
        return _month(int(g["y3"]), _M[g["m3"][:3].lower()])
    if g["rel"]:
        return _rel(g["dir"].lower(), g["unit"].lower(), anchor)
    if g["ago"] and anchor:
        n = int(g["n"]) if g["n"].isdigit() else _N[g["n"].lower()]
        n = n if g["how"].lower() == "later" else -n
        u = g["u"].lower()
        if u == "day":
            return _day(anchor + timedelta(days=n))
        if u == "week":
            return _week(anchor + timedelta(days=7 * n))
        if u == "month":
            q = anchor.year * 12 + anchor.month - 1 + n
            return _month(q // 12, q % 12 + 1)
        return _year(anchor.year + n)
    if g["wd"] and anchor:
        k = _DAYS.index(g["wd"].lower())
        back = (anchor.weekday() - k) % 7
        return _day(anchor - timedelta(days=back))
    if g["day"] and anchor:
        return _day(anchor + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(g["day"].lower(), 0)))
    if g["ref"]:
        value = {"recently": "PAST_REF", "soon": "FUTURE_REF"}.get(g["ref"].lower(), "PRESENT_REF")
        return "DATE", value, None
    if g["m"] and anchor:
        k = _M[g["m4"][:3].lower()]
        return _month(anchor.year if k <= anchor.month else anchor.year - 1, k)
    if g["y"]:
        return _year(int(g["y5"]))
    return None


def _rel(direction, unit, anchor):
    if not anchor:
        return None
    n = {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "this": 0}[direction]
    if unit == "week":
        return _week(anchor + timedelta(days=7 * n))
    if unit == "month":
        q = anchor.year * 12 + anchor.month - 1 + n
        return _month(q // 12, q % 12 + 1)
    if unit == "year":
        return _year(anchor.year + n)
    if unit == "quarter":
        q = anchor.year * 4 + (anchor.month - 1) // 3 + n
        y, k = q // 4, q % 4
        return "DATE", f"{y}-Q{k + 1}", When(date(y, 3 * k + 1, 1), date(y, 3 * k + 3, calendar.monthrange(y, 3 * k + 3)[1]), "quarter")
    k = _DAYS.index(unit)
    back = (anchor.weekday() - k) % 7 or 7
    return _day(anchor - timedelta(days=back) if n < 0 else anchor + timedelta(days=(k - anchor.weekday()) % 7 or 7))


def _day(d):
    return "DATE", d.isoformat(), When(d, d, "day")


def _week(d):
    monday = d - timedelta(days=d.weekday())
    y, w, _ = d.isocalendar()
    return "DATE", f"{y}-W{w:02d}", When(monday, monday + timedelta(days=6), "week")


def _month(y, m):
    return "DATE", f"{y}-{m:02d}", When(date(y, m, 1), date(y, m, calendar.monthrange(y, m)[1]), "month")


def _year(y):
    return "DATE", str(y), When(date(y, 1, 1), date(y, 12, 31), "year")
