"""The numbers, units and clock times that time expressions are made of."""

from __future__ import annotations

import re

from detente.extract.date_scan import words


def number(text: str) -> float | None:
    """The number that words or digits say; None for a vague one (several, a few)."""
    text = text.strip().replace(",", "")
    half = 0.5 if re.search(r"1/2|and a half", text) else 0
    text = re.sub(r"\s*(?:1/2|and a half)", "", text)
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text) + half
    if re.match(r"half\b", text):
        return 0.5
    table = words("numbers")
    parts = [table[word] for word in re.split(r"[\s-]+", text) if word in table]
    if not parts or re.search(r"\b(?:few|dozens|number)\b", text):
        return None
    total = 0
    for part in parts:
        total = max(total, 1) * part if part in (100, 1000, 12) and total else total + part
    if parts[0] == 1 and len(parts) > 1 and text.startswith(("a ", "an ")):
        total = parts[-1]
    return total + half


def unit(text: str) -> str:
    """The unit that a word names, in the singular."""
    table = words("units")
    text = text.strip()
    return next(str(table[stem]) for stem in sorted(table, key=len, reverse=True) if text.startswith(stem))


def ordinal(text: str) -> int | None:
    """First, 3rd, twenty-first, 12."""
    if digits := re.match(r"\d+", text):
        return int(digits[0])
    table = words("ordinals")
    if text in table:
        return int(table[text])
    tens, _, ones = re.sub(r"\s", "-", text).partition("-")
    if tens in ("twenty", "thirty") and ones in table:
        return int(words("numbers")[tens]) + int(table[ones])
    return 30 if text == "thirtieth" else None


def duration_value(count: float | None, of: str) -> str:
    """The TIMEX3 value of so many units; X for an unknown number."""
    letter = words("letters")[of]
    clock, letter = ("T", letter[1]) if letter[0] == "T" else ("", letter)
    if count is None:
        return f"P{clock}X{letter}"
    if of == "hour" and count == 24:
        return "P1D"
    if of == "fortnight":
        count *= 2
    if of == "decade" and count > 1:
        count, letter = count * 10, "Y"
    if count != int(count):
        return _with_half(count, of, letter)
    return f"P{clock}{int(count)}{letter}"


def _with_half(count: float, of: str, letter: str) -> str:
    whole = int(count)
    smaller = {"hour": "30M", "minute": "30S", "year": "6M", "day": "T12H", "decade": "5Y"}.get(of)
    if smaller is None or count - whole != 0.5:
        return f"P{count:g}{letter}"
    clock = "T" if of in ("hour", "minute") else ""
    return f"P{clock}" + (f"{whole}{letter}" if whole else "") + smaller


def clock_suffix(text: str | None) -> str:
    """T16:00, TMO, ...: the time of day that the words name; empty for none."""
    if not text:
        return ""
    if "noon" in text and "after" not in text:
        return "T12:00"
    if "midnight" in text:
        return "T24:00"
    for word, code in words("parts").items():
        if word in text:
            return f"T{code}"
    found = re.search(r"(\d{1,2})(?:[:.]?([0-5]\d))?", text)
    if not found:
        return ""
    hour, minute = int(found[1]), int(found[2] or 0)
    if re.search(r"p\.?m", text) and hour < 12:
        hour += 12
    elif re.search(r"a\.?m", text) and hour == 12:
        hour = 0
    zulu = "Z" if re.search(r"utc|gmt", text) else ""
    return f"T{hour:02d}:{minute:02d}{zulu}"


def year_of(text: str) -> int | None:
    """1994, nineteen ninety-four."""
    if text.isdigit():
        return int(text)
    found = re.match(r"(nineteen|twenty)[\s-](\w+)(?:[\s-](\w+))?", text)
    table = words("numbers")
    if not found or found[2] not in table:
        return None
    rest = table[found[2]] + (table.get(found[3], 0) if found[3] else 0)
    return int(table[found[1]] * 100 + rest) if rest < 100 else None


def month_number(text: str) -> int:
    """The number of a month by its name or abbreviation."""
    return int(words("months")[text[:3]])


def weekday_number(text: str) -> int:
    """The number of a weekday, Monday 0."""
    return int(words("weekdays")[text[:3]])
