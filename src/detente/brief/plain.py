"""Text of strangers made safe and short for a person's screen."""

from __future__ import annotations

import re
from collections.abc import Sequence

# control and escape codes, overrides of the writing direction, and halves of surrogate pairs
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")


def safe(text: str) -> str:
    """Text whose control codes are shown as a replacement mark, so that they cannot act."""
    return _UNSAFE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """Safe text with all its blanks as single spaces."""
    return safe(" ".join(text.split()))


def short(text: str, limit: int) -> str:
    """Text of at most that many characters, cut at a word with an ellipsis; closing quotation marks stay."""
    if len(text) <= limit:
        return text
    close = text[-1] if text[-1] in "”\"'’" else ""
    cut = text[: limit - 2].rsplit(" ", 1)[0] if " " in text[: limit - 2] else text[: limit - 2]
    return f"{cut.rstrip(' ,;:–-')} …{close}"


def ranges(numbers: Sequence[int]) -> str:
    """Numbers in order as `1, 3–5`."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}, {run[1]}" if len(run) == 2 else f"{run[0]}–{run[-1]}" for run in runs)
