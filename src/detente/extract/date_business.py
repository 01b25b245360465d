"""Readers of business periods: quarters, halves, fiscal years, and the year-earlier figures they are compared with."""

from __future__ import annotations

from datetime import date

from detente.extract.date_calendar import Slot, plus, slot_of
from detente.extract.date_numbers import month_number, ordinal
from detente.extract.date_scan import Hit
from detente.extract.date_scene import Reading, Scene, compared, month_without_year, named, vague

_SHIFT = {"last": -1, "this": 0, "next": 1, "the": 0}


def quarter(hit: Hit, scene: Scene) -> Reading | None:
    """The third quarter of 2014, last year's first quarter, third-quarter, Q3."""
    if hit["n"]:
        return _first_quarters(hit, scene)
    number = ordinal(hit["q"] or "") or 0
    year = next((int(hit[part] or 0) for part in ("y", "y2", "y3") if hit[part]), 0)
    if not year and scene.anchor is None:
        return vague(f"XXXX-Q{number}")
    back = -1 if hit["ago"] or hit["yago"] else 0
    if year:
        return named(_quarter(year, number).years_later(back))
    anchor = scene.anchor or date.min
    if relative := hit["rel"] or hit["rel2"]:
        shift = -1 if "previous" in relative else _SHIFT[relative[:4]]
        return named(_quarter(anchor.year + shift, number).years_later(back))
    slot = _quarter(anchor.year, number)
    if slot.start > anchor and scene.direction(hit.start, hit.end) != "future":
        slot = slot.years_later(-1)
    return compared(slot.years_later(back)) if back else named(slot)


def _quarter(year: int, number: int) -> Slot:
    return slot_of("quarter", date(year, 3 * number - 2, 1))


def _first_quarters(hit: Hit, scene: Scene) -> Reading | None:
    year = next((int(hit[part] or 0) for part in ("y", "y2", "y3") if hit[part]), scene.anchor.year if scene.anchor else 0)
    return named(slot_of("half", date(year, 1, 1))) if hit["n"] == "two" and year else vague("P9M")


def half(hit: Hit, scene: Scene) -> Reading | None:
    """The first half of 1990; a half of a decade is read as the decade, of a month as the month."""
    if hit["dec"]:
        digits = hit["dec"].strip("'s")
        return named(slot_of("decade", date(int(digits if len(digits) == 4 else f"19{digits}"), 1, 1)))
    if scene.anchor is None and not hit["y"]:
        return None
    anchor = scene.anchor or date.min
    if hit["monthof"]:
        return _month_half(hit, scene, anchor)
    if not hit["y"] and not hit["rel"]:
        return None
    year = int(hit["y"]) if hit["y"] else anchor.year + _SHIFT.get((hit["rel"] or "")[:4].strip(), 0)
    return named(slot_of("half", date(year, 1 if hit["h"] == "first" else 7, 1)))


def _month_half(hit: Hit, scene: Scene, anchor: date) -> Reading:
    words = (hit["monthof"] or "").split()
    if words[-1] == "month":
        return named(slot_of("month", plus(anchor.replace(day=1), "month", _SHIFT.get(words[0], 0))))
    return named(month_without_year(month_number(words[0]), anchor, scene.direction(hit.start, hit.end)))


def period(hit: Hit, scene: Scene) -> Reading | None:
    """The quarter, the latest period, the year-ago quarter, the 1988 period."""
    if (hit["noun"] or "").replace("-", " ").endswith("months"):
        count = {"nine": 9, "six": 6, "three": 3}[(hit["noun"] or "").replace("-", " ").split()[0]]
        return Reading("DURATION", f"P{count}M")
    base = scene.period if scene.period and (scene.period.kind == "quarter" or hit["noun"] != "quarter") else _last_quarter(scene)
    adjective, tail = hit["adj"] or "", hit["tail"] or hit["yago"] or ""
    if base is None:
        return vague("PAST_REF") if adjective.startswith("year") or hit["noun"] == "quarter" else None
    if hit["y"]:
        return compared(base.years_later(int(hit["y"]) - base.start.year))
    if adjective.startswith("year") or tail:
        return compared(base.years_later(-1))
    if adjective in ("previous", "prior", "preceding"):
        return compared(base.moved(-1))
    if adjective == "current" and hit["noun"] == "quarter" and scene.anchor:
        return compared(slot_of("quarter", scene.anchor))
    if scene.folded.startswith("last year", hit.start):
        return compared(base.years_later(-1))
    if hit["noun"] == "period" and scene.period is None:
        return None  # some stretch of time or other
    return named(base)


def _last_quarter(scene: Scene) -> Slot | None:
    return slot_of("quarter", scene.anchor).moved(-1) if scene.anchor else None


def fiscal(hit: Hit, scene: Scene) -> Reading | None:
    """Fiscal 1989, the current fiscal year."""
    if hit["y"]:
        return named(slot_of("year", date(int(hit["y"]), 1, 1)))
    if scene.folded[hit.end - 4 : hit.end] != "year":
        return None
    if scene.anchor is None:
        return vague("XXXX")
    after = scene.folded[hit.end : hit.end + 8]
    if after.startswith((" ended", " ending")):
        return Reading("DURATION", "P1Y")
    step = {"last": -1, "latest": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(hit["which"] or "", 0)
    return named(slot_of("year", scene.anchor).moved(step))
