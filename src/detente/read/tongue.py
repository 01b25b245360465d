"""Tell a text in another language, by script and by the shares of its smallest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

from detente.knowledge.tables import toml_table

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 12
_FEWEST_LETTERS = 20
_LEAST_SHARE = 0.08


def foreign_language(text: str) -> str | None:
    """The name of the language where the text is clearly not English; None also where it is too short to tell."""
    sample = text[:_SAMPLE]
    script = _main_script(sample)
    words = [word.lower() for word in _WORD.findall(sample)]
    if script is None:
        return None
    table = toml_table("tongues", "detente.read")
    if script != "LATIN":
        candidates: list[str] = table["scripts"].get(script, [])
        if not candidates:
            return f"in {script.capitalize()} script"
        named = [name for name in candidates if name in table["words"]]
        best = max(named, key=lambda name: _share(words, name), default=None)
        return best if best and _share(words, best) >= _LEAST_SHARE else candidates[-1]
    if len(words) < _FEWEST_WORDS:
        return None
    shares: dict[str, float] = {name: _share(words, name) for name in table["latin"]}
    best = max(shares, key=lambda name: shares[name])
    return best if shares[best] >= _LEAST_SHARE and shares[best] > 1.3 * _share(words, "English") else None


def _share(words: list[str], language: str) -> float:
    small = _small_words(language)
    return sum(word in small for word in words) / max(1, len(words))


@cache
def _small_words(language: str) -> frozenset[str]:
    return frozenset(str(toml_table("tongues", "detente.read")["words"][language]).split())


def _main_script(text: str) -> str | None:
    """The script of most letters, by the first word of their Unicode names; None where letters are few."""
    counts: Counter[str] = Counter()
    for character, number in Counter(text).items():
        if character.isalpha():
            counts[_script_of(character)] += number
    if counts.total() < _FEWEST_LETTERS:
        return None
    if counts["HAN"] + counts["KANA"] > counts.total() / 2 and 20 * counts["KANA"] > counts.total():
        return "KANA"
    script, number = counts.most_common(1)[0]
    return script if 2 * number > counts.total() else None


def _script_of(letter: str) -> str:
    name = unicodedata.name(letter, "OTHER").split()[0]
    return {"CJK": "HAN", "HIRAGANA": "KANA", "KATAKANA": "KANA", "KATAKANA-HIRAGANA": "KANA"}.get(name, name)
