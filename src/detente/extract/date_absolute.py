"""Readers of dates with a name or number of their own: days, months, quarters, years, decades, holidays."""

from __future__ import annotations

import re
from datetime import date

from detente.extract.date_calendar import Slot, read_value, slot_of
from detente.extract.date_numbers import clock_suffix, month_number, ordinal, weekday_number, year_of
from detente.extract.date_scan import Hit, context, words
from detente.extract.date_scene import Reading, Scene, made_day, month_without_year, named, vague, without_year

_STEP = {"last": -1, "past": -1, "previous": -1, "preceding": -1, "prior": -1, "next": 1, "coming": 1, "upcoming": 1, "following": 1}


def iso(hit: Hit, _: Scene) -> Reading | None:
    """2015-03-01."""
    slot = slot_of("day", date(int(hit["y"] or 0), int(hit["m"] or 0), int(hit["d"] or 0)))
    return named(slot, f"T{hit['time']}" if hit["time"] else "")


def slashed(hit: Hit, scene: Scene) -> Reading | None:
    """7/8/07 or 15.10.2025: where both orders fit, the one closer to the anchor."""
    first, second, year = int(hit["a"] or 0), int(hit["b"] or 0), int(hit["y"] or 0)
    if hit["sep"] == "." and year < 1000:
        return None  # a version number, an amount
    year += (2000 if year < 50 else 1900) if year < 100 else 0
    orders = [(second, first)] if hit["sep"] == "." else [(first, second), (second, first)]
    days = [made for month, day in orders if (made := made_day(year, month, day))]
    anchor = scene.anchor
    if not days or (len(set(days)) > 1 and anchor is None):
        return None
    best = min(days, key=lambda day: abs((day - anchor).days)) if anchor else days[0]
    return named(slot_of("day", best))


def month_day(hit: Hit, scene: Scene) -> Reading | None:
    """Friday, March 3(, 2017)."""
    if not _capital(scene, hit, hit["month"] or ""):
        return None
    month, day = month_number(hit["month"] or ""), ordinal(hit["d"] or "")
    suffix = clock_suffix(hit["clock"] or hit["part"])
    if day is None:
        return None
    if hit["y"]:
        return named(slot_of("day", date(int(hit["y"]), month, day)), suffix)
    if scene.anchor is None:
        return vague(f"XXXX-{month:02d}-{day:02d}")
    slot = without_year(month, day, scene.anchor, scene.direction(hit.start, hit.end))
    if slot and hit["wd"]:
        slot = _on_weekday(slot, weekday_number(hit["wd"]))
    return named(slot, suffix) if slot else None


def _on_weekday(slot: Slot, weekday: int) -> Slot:
    """The same day of a neighbouring year, where only that falls on the weekday."""
    around = [slot.years_later(years) for years in (0, -1, 1)]
    return next((one for one in around if one.start.weekday() == weekday), slot)


def month(hit: Hit, scene: Scene) -> Reading | None:
    """Early March 2015, June last year, the first week of May, October."""
    name = hit["month"] or ""
    bare = not (hit["y"] or hit["rel"] or hit["which"] or hit["week"])
    if not _capital(scene, hit, name) or (bare and not _is_month(scene, hit, name)):
        return None
    number = month_number(name)
    year = year_of(hit["y"]) if hit["y"] else None
    if year is not None:
        slot = slot_of("month", date(year, number, 1))
    elif scene.anchor is None:
        return vague(f"XXXX-{number:02d}")
    else:
        slot = _month_near(hit, scene, number, scene.anchor)
    return _week_in(slot, hit) if hit["sub"] == "week" else named(slot)


def _month_near(hit: Hit, scene: Scene, number: int, anchor: date) -> Slot:
    this = slot_of("month", date(anchor.year, number, 1))
    if hit["rel"]:
        return this.years_later({"last": -1, "next": 1}.get(hit["rel"], 0))
    step = _STEP.get(hit["which"] or "", 0)
    if step < 0:
        return this if number < anchor.month - 1 else this.years_later(-1)  # the month just past is "last month"
    if step > 0:
        return this if number > anchor.month else this.years_later(1)
    by = re.search(r"\bby (?:the )?$", scene.folded[max(0, hit.start - 8) : hit.start])
    return this if hit["which"] == "this" else month_without_year(number, anchor, "future" if by else scene.direction(hit.start, hit.end))


def _week_in(slot: Slot, hit: Hit) -> Reading:
    place = hit["week"] or ""
    if place in ("last", "final"):
        return named(slot_of("week", slot.end))
    return named(slot_of("week", slot.start).moved((ordinal(place) or 1) - 1))


def _capital(scene: Scene, hit: Hit, name: str) -> bool:
    at = scene.folded.find(name, hit.start)
    return scene.text[at : at + 1].isupper()


def _is_month(scene: Scene, hit: Hit, name: str) -> bool:
    """May and March are verbs too, April and June are names: a bare one must stand where a month does."""
    after = scene.text[hit.end : hit.end + 12]
    if name.endswith(".") or (len(name) == 3 and name != "may"):
        return name.endswith(".")
    if name not in ("may", "march", "april", "june", "august"):
        return True
    if hit["pre"]:
        return True
    before = scene.folded[max(0, hit.start - 14) : hit.start]
    if name == "march" and re.match(r"\s(?:on|for|of|against)\b", after) and re.search(r"\b(?:an?|the)\s$", before):
        return False  # the March for Peace
    if context("month").search(before):
        return not re.match(r"\s[A-Z][a-z]+", after) or name in ("may", "march")
    return name not in ("may", "march") and not re.match(r"\s[A-Z][a-z]+", after) and bool(re.match(r"['’,.;]|\s[a-z]", after))


def year(hit: Hit, scene: Scene) -> Reading | None:
    """1988, mid-2011, the end of 1990, '82."""
    after = re.match(r"[\s-]+([a-z]+)", scene.folded[hit.end : hit.end + 20])
    before = re.search(r"([a-z.]+)[\s]$", scene.folded[max(0, hit.start - 15) : hit.start])
    counted = words("counted")
    if after and after[1] in counted["words"] and not hit["pre"]:
        return None
    if before and before[1] in counted["before"]:
        return None
    digits = hit["y"] or ""
    return named(slot_of("year", date(int(digits) + (1900 if len(digits) == 2 else 0), 1, 1)))


def spelled(hit: Hit, _: Scene) -> Reading | None:
    """Nineteen ninety-six, the year two thousand."""
    if hit["two"]:
        return named(slot_of("year", date(2000 + int(words("numbers").get(hit["rest"] or "", 0)), 1, 1)))
    if hit["y"]:
        return named(slot_of("year", date(int(hit["y"]), 1, 1)))
    number = year_of(" ".join(part for part in (hit["cent"], hit["tens"], hit["ones"]) if part))
    return named(slot_of("year", date(number, 1, 1))) if number else None


def decade(hit: Hit, _: Scene) -> Reading | None:
    """The early 1980s, '80s, the nineties."""
    if hit["word"]:
        return named(slot_of("decade", date(int(words("nominal_decades")[hit["word"]]) * 10, 1, 1)))
    return named(slot_of("decade", date(int(hit["y"] or "19" + str(hit["y2"])), 1, 1)))


def century(hit: Hit, _: Scene) -> Reading | None:
    """The 20th century; its days begin with the year 00, as its value says."""
    number = int(hit["n"] or 0) or ordinal(hit["word"] or "") or 0
    return named(slot_of("century", date((number - 1) * 100, 1, 1))) if 2 <= number <= 30 else None


def holiday(hit: Hit, scene: Scene) -> Reading | None:
    """Christmas Eve, Black Monday, 9/11."""
    name = re.sub(r"\s+", " ", hit["name"] or "")
    if fixed := words("days").get(name):
        slot = read_value(fixed)
        return named(slot) if slot else None
    number, day = (int(part) for part in words("holidays")[name].split("-"))
    if hit["y"]:
        return named(slot_of("day", date(int(hit["y"]), number, day)))
    if scene.anchor is None:
        return vague(f"XXXX-{number:02d}-{day:02d}")
    step = _STEP.get(hit["which"] or "", 0)
    way = scene.direction(hit.start, hit.end) if not step else "past" if step < 0 else "future"
    slot = without_year(number, day, scene.anchor, way)
    return named(slot) if slot else None
