"""Readers of expressions that count from the anchor or from where the narrative stands."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from detente.extract.date_calendar import Slot, plus, slot_of
from detente.extract.date_numbers import clock_suffix, duration_value, month_number, number, ordinal, unit, weekday_number, year_of
from detente.extract.date_scan import Hit, words
from detente.extract.date_scene import Reading, Scene, compared, named, vague, without_year

_BACK = ("last", "past", "previous", "preceding", "prior", "this past", "this last")
_AHEAD = ("next", "coming", "upcoming", "following", "ensuing", "this coming", "new")
_SAME = ("that", "same", "the same")
_TOLD = ("previous", "preceding", "prior", "following", "ensuing", *_SAME)  # count from the narrative, not from the anchor
_FINE = {"day": 0, "weekend": 0, "week": 1, "month": 2, "quarter": 3, "year": 4, "decade": 5, "century": 6}


def relative(hit: Hit, scene: Scene) -> Reading | None:
    """Earlier this year, by the end of the month, late last week, the following day."""
    of, which, tail = unit(hit["unit"] or ""), hit["which"] or "", (hit["tail"] or "").strip()
    if tail and not which:
        return _told_tail(of, tail, scene, hit.start)
    if of in ("decade", "century") and which in _BACK and scene.anchor:
        return Reading("DURATION", duration_value(10 if of == "decade" else 1, "year" if of == "decade" else of))
    if hit["all"]:
        which = "this"
    if not which:
        return _the(hit, scene, of)
    if which in ("past", "this past", "latest") and of == "year":
        which = "last"
    base = _base(scene, of, which, hit.start)
    if base is None:
        return vague("PAST_REF" if which in _BACK else "FUTURE_REF" if which in _AHEAD else "PRESENT_REF")
    step = -1 if which in _BACK else 1 if which in _AHEAD else 0
    return _still_to_come(named(base.moved(step)), hit, scene)


def _still_to_come(reading: Reading, hit: Hit, scene: Scene) -> Reading:
    """Later this month, by the end of the year: what is left of the unit."""
    early = scene.folded[max(0, hit.start - 8) : hit.start]
    ahead = (hit["pre"] or "").startswith("later") or ("end of" in (hit["pre"] or "") and re.search(r"\b(?:by|before|until)[ \n]$", early))
    when = reading.when
    if not ahead or not when or not scene.anchor or not (when.start and when.end and when.start <= scene.anchor <= when.end):
        return reading
    return replace(reading, when=replace(when, start=scene.anchor))


def _base(scene: Scene, of: str, which: str, at: int) -> Slot | None:
    """The unit that `this` would mean at the place."""
    focus = scene.near_focus(at) if which in _TOLD or (which == "next" and of == "day") else None
    if focus and _FINE.get(focus.kind, 9) <= _FINE[of]:
        return slot_of(of, focus.start)
    if focus and which not in _SAME and of == "day":
        return None
    return slot_of(of, scene.anchor) if scene.anchor else None


def _the(hit: Hit, scene: Scene, of: str) -> Reading | None:
    """The end of the year, later in the day; a bare unit is read only where it means a calendar unit."""
    after = scene.folded[hit.end : hit.end + 10].strip()
    if of in ("decade", "century"):
        return None
    if of in ("year", "week", "month") and after.startswith(("ended", "ending", "of ", "to ")) and not hit["pre"]:
        return Reading("DURATION", duration_value(1, of))
    if scene.anchor is None:
        return None
    if of == "weekend":
        ahead = scene.direction(hit.start, hit.end) == "future"
        slot = slot_of("weekend", scene.anchor)
        return named(slot if ahead or slot.start <= scene.anchor else slot.moved(-1))
    if of == "day" and (day := scene.day(hit.start)):
        return named(slot_of("day", day))
    if of == "quarter":
        return named(scene.period or slot_of("quarter", scene.anchor).moved(-1))
    return _still_to_come(named(slot_of(of, scene.anchor)), hit, scene)


def _told_tail(of: str, tail: str, scene: Scene, at: int) -> Reading | None:
    """The day before, the year previous."""
    focus, step = scene.near_focus(at), -1 if tail in ("before", "previous", "earlier") else 1
    if focus is None or _FINE.get(focus.kind, 9) > _FINE[of]:
        return named(slot_of(of, scene.anchor).moved(step)) if scene.anchor and of == "day" else vague("PAST_REF")
    return named(slot_of(of, focus.start).moved(step))


def ago(hit: Hit, scene: Scene) -> Reading | None:
    """Three days ago, a year earlier, two months from now; several years ago names no days."""
    of, how, said = unit(hit["unit"] or ""), hit["how"] or "", hit["n"] or ""
    back = how in ("ago", "earlier", "previously") or how.startswith(("before", "previous"))
    count = number(said) if said else None
    if re.match(r"more|less|fewer|over|under|at", hit["approx"] or "") and back:
        return vague("PAST_REF")
    if of in ("second", "minute", "hour", "night", "weekend") or count is None or count != int(count):
        return vague("PAST_REF") if back and of not in ("second", "minute") else Reading("DURATION", duration_value(count, of))
    if of == "year" and count == 1 and back and scene.period:
        return compared(scene.period.years_later(-1))
    told = how not in ("ago", "from now", "hence")
    focus = scene.near_focus(hit.start) if told else None
    if told and focus and _FINE.get(focus.kind, 9) > _FINE.get(of, 0):
        return Reading("DURATION", duration_value(count, of))
    start = focus.start if focus else scene.anchor
    if start is None or (told and not back and focus is None):
        return Reading("DURATION", duration_value(count, of)) if not back else vague("PAST_REF")
    step = int(count) * (2 if of == "fortnight" else 1) * (-1 if back else 1)
    kind = {"fortnight": "week", "decade": "year", "century": "year"}.get(of, of)
    moved = plus(start, of if of != "fortnight" else "week", step)
    return named(slot_of("day" if kind == "week" and not hit["approx"] else kind, moved))


def hours(hit: Hit, scene: Scene) -> Reading | None:
    """Within hours, hours later: on the day that the narrative is at."""
    if day := scene.told:
        return Reading("DATE", day.value, day.when, day)
    return Reading("DURATION", "PTXM" if "minutes" in scene.folded[hit.start : hit.end] else "PTXH")


def weekday(hit: Hit, scene: Scene) -> Reading | None:
    """On Friday, last Friday, Thursday evening, Friday of last week."""
    wanted = weekday_number(hit["wd"] or "")
    suffix = clock_suffix(hit["clock"] or hit["part"])
    if scene.anchor is None:
        return vague(f"XXXX-WXX-{wanted + 1}")
    if hit["week"]:
        monday = slot_of("week", scene.anchor).moved({"last": -1, "this": 0, "next": 1}[hit["week"]]).start
        return named(slot_of("day", plus(monday, "day", wanted)), suffix)
    which = hit["which"] or ""
    from_day = scene.anchor
    if which in _TOLD and (day := scene.day(hit.start)):
        from_day = day
    back, ahead = (from_day.weekday() - wanted) % 7, (wanted - from_day.weekday()) % 7
    if which in _BACK:
        days = -(back or 7)
    elif which == "next":
        days = wanted - from_day.weekday() + 7
    elif which in _AHEAD:
        days = ahead or 7
    elif which == "this":
        days = wanted - from_day.weekday()
    else:
        way = scene.direction(hit.start, hit.end)
        if way == "open" and wanted in scene.weekdays:
            return named(scene.weekdays[wanted], suffix)
        days = ahead if way == "future" else -back
    scene.weekdays[wanted] = slot_of("day", plus(from_day, "day", days))
    return named(scene.weekdays[wanted], suffix)


def near(hit: Hit, scene: Scene) -> Reading | None:
    """Yesterday, today, tomorrow, with a time of day."""
    word = (hit["word"] or "").replace("\n", " ")
    if scene.anchor is None:
        return vague("PRESENT_REF" if word == "today" else "PAST_REF" if "yesterday" in word else "FUTURE_REF")
    step = {"yesterday": -1, "today": 0, "tomorrow": 1, "the day before yesterday": -2}.get(word, 2)
    return named(slot_of("day", plus(scene.anchor, "day", step)), clock_suffix(hit["clock"] or hit["part"]))


def part(hit: Hit, scene: Scene) -> Reading | None:
    """This morning, last night, tonight, overnight, the afternoon."""
    which, whole = hit["which"] or "", (hit["tonight"] or "").replace("\n", " ")
    day = scene.anchor if which in ("this", "last") or whole else scene.day(hit.start)
    suffix = clock_suffix(hit["part"] or whole or "night")
    if day is None:
        return Reading("TIME", f"XXXX-XX-XX{suffix}")
    if which in ("last", "the previous") or whole in ("last night", "overnight"):
        return named(slot_of("day", plus(day, "day", -1)), suffix)
    return named(slot_of("day", plus(day, "day", which in ("the following", "the next"))), suffix)


def clock(hit: Hit, scene: Scene) -> Reading | None:
    """18:00 UTC, noon: on the day that the narrative is at."""
    day, suffix = scene.day(hit.start), clock_suffix(hit["clock"])
    return named(slot_of("day", day), suffix) if day else Reading("TIME", suffix)


def season(hit: Hit, scene: Scene) -> Reading | None:
    """Last summer, the winter of 1994, spring 2015."""
    kind, which = words("seasons")[hit["season"] or ""], hit["which"] or ""
    year = year_of(hit["y"]) if hit["y"] else None
    determined = scene.folded[hit.start : hit.start + 3] == "the" or scene.folded[max(0, hit.start - 3) : hit.start].strip() == "in"
    if year is None and not (which or hit["rel"] or (determined and kind != "FA") or (determined and hit["season"] == "autumn")):
        return None
    if year is not None:
        return named(slot_of(kind, date(year, 1, 1)))
    if scene.anchor is None:
        return vague(f"XXXX-{kind}")
    this = slot_of(kind, scene.anchor)
    if hit["rel"]:
        return named(this.moved({"last": -1, "next": 1}.get(hit["rel"], 0)))
    if which in _BACK or (not which and scene.direction(hit.start, hit.end) != "future"):
        return named(this if this.start <= scene.anchor and (not which or this.end < scene.anchor) else this.moved(-1))
    over = this.start <= scene.anchor if which in _AHEAD else this.end < scene.anchor and which != "this"
    return named(this.moved(1) if over else this)


def weekof(hit: Hit, scene: Scene) -> Reading | None:
    """The week of March 3."""
    month, day = month_number(hit["month"] or ""), ordinal(hit["d"] or "") or 1
    if hit["y"]:
        return named(slot_of("week", date(int(hit["y"]), month, day)))
    slot = without_year(month, day, scene.anchor, scene.direction(hit.start, hit.end)) if scene.anchor else None
    return named(slot_of("week", slot.start)) if slot else None


def yearend(hit: Hit, scene: Scene) -> Reading | None:
    """Year-end, the month's end: the last month, or the month."""
    if scene.anchor is None:
        return None
    if hit["unit"] == "month":
        return named(slot_of("month", scene.anchor))
    year = slot_of("year", scene.anchor)
    return named(slot_of("day", year.end)) if "-" in scene.folded[hit.start : hit.end] else named(year)
