"""Readers of durations, recurring times and vague references, which name no days."""

from __future__ import annotations

from detente.extract.date_numbers import duration_value, month_number, number, unit, weekday_number
from detente.extract.date_scan import Hit, context, words
from detente.extract.date_scene import Reading, Scene, vague

_SEASON_UNITS = {"summers": "SU", "winters": "WI"}
_RATES = {
    "hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M", "bimonthly": "P2M",
    "quarterly": "P3M", "yearly": "P1Y", "annually": "P1Y", "annual": "P1Y",
}  # fmt: skip


def window(hit: Hit, _: Scene) -> Reading | None:
    """The past three months, the next few days, recent years."""
    of = hit["unit"] or ""
    if of in _SEASON_UNITS:
        return Reading("SET", f"XXXX-{_SEASON_UNITS[of]}")
    which = hit["dir"] or ""
    counted = which == "recent" and unit(of) in ("week", "month", "day")
    if not hit["n"] and which in ("recent", "past", "coming", "future") and not counted:
        return vague("FUTURE_REF" if which in ("coming", "future") else "PAST_REF")
    return Reading("DURATION", duration_value(number(hit["n"]) if hit["n"] else None, unit(of)))


def each(hit: Hit, _: Scene) -> Reading | None:
    """Every Tuesday, each year, Mondays."""
    part = words("parts").get((hit["part"] or "").strip(" \ns"), "")
    suffix = f"T{part}" if part else ""
    if hit["wd"]:
        return Reading("SET", f"XXXX-WXX-{weekday_number(hit['wd']) + 1}{suffix}")
    if hit["month"]:
        return Reading("SET", f"XXXX-{month_number(hit['month']):02d}")
    if hit["season"]:
        return Reading("SET", f"XXXX-{words('seasons')[hit['season']]}")
    if hit["unit"]:
        count = 2 if hit["n"] == "other" else number(hit["n"]) if hit["n"] else 1
        return Reading("SET", duration_value(count, unit(hit["unit"])))
    return Reading("SET", f"XXXX-XX-XX{suffix}")


def rate(hit: Hit, _: Scene) -> Reading | None:
    """Weekly, annual."""
    return Reading("SET", _RATES[hit["word"] or ""])


def duration(hit: Hit, scene: Scene) -> Reading | None:
    """Within 30 days, two-week, more than four hours; a year as in so much a year is recurring."""
    said, of = hit["n"] or "", unit(hit["unit"] or "")
    if of in ("second", "quarter", "weekend", "night") and said in ("a", "an", "another", "one"):
        return None  # a second try, a quarter of it
    if of == "quarter" and "-quarters" in scene.folded[hit.start : hit.end]:
        return None  # three-quarters of it
    if said in ("a", "an") and not hit["approx"] and not hit["half"] and _is_rate(hit, scene):
        return Reading("SET", duration_value(1, of))
    count = number(hit["nn"] or hit["two"] or said)
    if count is not None and hit["half"]:
        count += 0.5
    if of == "hour" and said.startswith("half"):
        return Reading("DURATION", "PT30M")
    return Reading("DURATION", duration_value(count, of))


def _is_rate(hit: Hit, scene: Scene) -> bool:
    """So many, or so much money, a year."""
    before = scene.folded[max(0, hit.start - 30) : hit.start]
    return bool(context("rate").search(before)) and not context("not_rate").search(before)


def plural(hit: Hit, _: Scene) -> Reading | None:
    """Weeks, months, decades."""
    return Reading("DURATION", duration_value(None, unit(hit["unit"] or "")))


def present(_: Hit, __: Scene) -> Reading | None:
    """Now, currently."""
    return vague("PRESENT_REF")


def past(_: Hit, __: Scene) -> Reading | None:
    """Recently, once."""
    return vague("PAST_REF")


def future(_: Hit, __: Scene) -> Reading | None:
    """Soon, the near future."""
    return vague("FUTURE_REF")
