"""Figures for relations, events, actors, dates and links."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from typing import TYPE_CHECKING, Any

from detente.evaluate.figures import Score, WordIndex, class_figures, jaccard, pair_off, set_score
from detente.evaluate.gold import Row
from detente.extract.dates import days_of
from detente.knowledge.ontology import ontology

if TYPE_CHECKING:
    from spacy.language import Language

# the gold sets write some countries and bodies in other codes
_ALIASES = {"JAP": "JPN", "ITL": "ITA", "VTN": "VNM", "UNO": "IGO", "EUR": "IGO", "XKX": "KOS"}
_NOBODY = ("", "UNK", "JNK")


# ---- relations -----------------------------------------------------------------------------------------------------


def relations(gold: Sequence[Row], answers: Sequence[Row], _: Language) -> dict[str, Any]:
    """Accuracy and macro F1 of type and quad class; CONCEDE and RETREAT count as one, as in the gold."""
    kinds = class_figures([_joined(row["plover"]) for row in gold], [_joined(answer["plover"]) for answer in answers])
    quads = class_figures(
        [_letters(row["quad"]) for row in gold], [_letters(answer["quad"] or ontology().quad(answer["plover"])) for answer in answers]
    )
    return {"plover": kinds, "quad": quads}


def _joined(kind: str) -> str:
    return "YIELD" if kind.upper() in ("CONCEDE", "RETREAT") else kind.upper()


def _letters(quad: str) -> str:
    plain = re.sub(r"[^a-z]", "", quad.lower())
    return plain.replace("cooperation", "coop").replace("conflict", "conf")


# ---- events --------------------------------------------------------------------------------------------------------


def events(gold: Sequence[Row], answers: Sequence[Row], _: Language) -> dict[str, Any]:
    """Precision, recall and F1 over the sentences of (source country, target country, type), of the pair and of the type."""
    expected: dict[str, set[tuple[Any, Any, str]]] = defaultdict(set)
    found: dict[str, set[tuple[Any, Any, str]]] = defaultdict(set)
    for row, answer in zip(gold, answers, strict=True):
        expected[row["text"]].add((_code(row["source_code"]), _code(row["target_code"]), row["plover"]))
        for event in answer["events"]:
            if event["status"] != "negated":
                found[row["text"]].add((_code(event["source_code"]), _code(event["target_code"]), event["plover"]))
    views: dict[str, Callable[[Any], Hashable]] = {"triple": lambda x: x, "pair": lambda x: x[:2], "type": lambda x: x[2]}
    shown: dict[str, Any] = {"sentences": len(expected)}
    for name, view in views.items():
        sides = [[frozenset(map(view, side[text])) for text in expected] for side in (found, expected)]
        shown[name] = set_score(*sides).as_dict()
    return shown


def _code(code: object) -> str | None:
    plain = str(code or "").upper()[:3]
    return _ALIASES.get(plain, plain) or None


# ---- actors --------------------------------------------------------------------------------------------------------


def actors(gold: Sequence[Row], answers: Sequence[Row], _: Language) -> dict[str, Any]:
    """Shares of right, wrong and abstained answers for each field; a gold value of '' wants no answer."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row, answer in zip(gold, answers, strict=True):
        if row.get("marks"):
            continue
        for field, wanted in _wanted(row).items():
            if wanted is not None:
                outcome = _outcome(field, wanted, answer)
                group = field + ("_none_expected" if wanted[0] in _NOBODY else "")
                counts[group][outcome] += 1
                counts[f"{group}, wiki_index {row.get('wiki_index')}"][outcome] += 1
    return {name: _shares(counts[name]) for name in sorted(counts)}


def _wanted(row: Row) -> dict[str, list[str] | None]:
    if row.get("expect_none"):
        return {"country": [""], "sector": [""], "title": None if row.get("title") is None else _list(row["title"])}
    country, sector, title = row.get("country"), row.get("sector"), row.get("title")
    return {
        "country": None if country is None else [country],
        "sector": None if sector is None else [*_list(sector), *_list(row.get("sector2"))],
        "title": None if title is None else _list(title),
    }


def _outcome(field: str, wanted: list[str], answer: Row) -> str:
    got = answer.get(field) or ""
    if field == "title":
        right = _plain(got) in map(_plain, wanted)
    elif field == "country":
        right = _code(got) in map(_code, wanted) or (not got and _code(wanted[0]) == "IGO" and answer.get("sector") == "IGO")
    else:
        right = got in wanted or (not got and wanted[0] in _NOBODY)
    return "right" if right else "wrong" if got else "abstained"


def _shares(counts: Counter[str]) -> dict[str, float | int]:
    n, answered = counts.total(), counts["right"] + counts["wrong"]
    shares = {name: round(counts[name] / n, 4) for name in ("right", "wrong", "abstained")}
    return {"n": n, **shares, "right_where_answered": round(counts["right"] / answered, 4) if answered else 0.0}


def _list(value: Any) -> list[str]:
    return [] if value is None else list(value) if isinstance(value, list) else [value]


def _plain(name: object) -> str:
    text = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().lower()
    return " ".join(re.findall(r"\w+", re.sub(r"\(.*?\)", " ", text)))


# ---- dates ---------------------------------------------------------------------------------------------------------


def dates(gold: Sequence[Row], answers: Sequence[Row], _: Language) -> dict[str, Any]:
    """Span F1 relaxed and strict, value F1, and interval F1 over the expressions that name days."""
    n: Counter[str] = Counter()
    for row, answer in zip(gold, answers, strict=True):
        expected, found = row["expressions"], answer["expressions"]
        days = [days_of(g["value"]) if g["type"] in ("DATE", "TIME") else None for g in expected]
        overlaps = [(key, i, j) for i, p in enumerate(found) for j, g in enumerate(expected) if (key := _overlap(p, g))]
        pairs, touching = pair_off(overlaps), {i for _, i, _ in overlaps}
        n.update(gold=len(expected), predicted=len(found), gold_days=sum(d is not None for d in days))
        for i, p in enumerate(found):
            j = pairs.get(i)
            if j is not None:
                n["relaxed"] += 1
                n["strict"] += (p["start"], p["end"]) == (expected[j]["start"], expected[j]["end"])
                n["value"] += p["value"] == expected[j]["value"]
            own = tuple(p["interval"]) if p["interval"] else None
            if own and ((j is not None and days[j]) or i not in touching):
                n["predicted_days"] += 1
                n["interval"] += j is not None and own == days[j]
    shown = {name: Score(n[name], n["predicted"], n["gold"]).as_dict() for name in ("relaxed", "strict", "value")}
    return {**shown, "interval": Score(n["interval"], n["predicted_days"], n["gold_days"]).as_dict()}


def _overlap(p: Row, g: Row) -> tuple[bool, bool, int] | None:
    shared = min(p["end"], g["end"]) - max(p["start"], g["start"])
    return ((p["start"], p["end"]) == (g["start"], g["end"]), p["value"] == g["value"], shared) if shared > 0 else None


# ---- links ---------------------------------------------------------------------------------------------------------


def links(gold: Sequence[Row], answers: Sequence[Row], _: Language) -> dict[str, Any]:
    """F1 of causal or not, F1 of directed pairs at half overlap, and precision where a signal is named."""
    n: Counter[str] = Counter()
    for row, answer in zip(gold, answers, strict=True):
        words, found = WordIndex(row["text"]), answer["relations"]
        expected = [_ends(words, {k: [r[k]["start"], r[k]["end"]] for k in ("cause", "effect")}) for r in row["relations"]]
        ends = [_ends(words, relation) for relation in found]
        overlaps = (
            (min(jaccard(*sides) for sides in zip(p, g, strict=True)), i, j) for i, p in enumerate(ends) for j, g in enumerate(expected)
        )
        right = pair_off(one for one in overlaps if one[0] >= 0.5)
        signalled = [i for i, relation in enumerate(found) if relation["signal"]]
        n.update(label_predicted=answer["label"], label_gold=row["label"], label_hits=answer["label"] and row["label"])
        n.update(
            predicted=len(found),
            gold=len(expected),
            hits=len(right),
            signalled=len(signalled),
            signalled_right=sum(i in right for i in signalled),
        )
    return {
        "label": Score(n["label_hits"], n["label_predicted"], n["label_gold"]).as_dict(),
        "pair": Score(n["hits"], n["predicted"], n["gold"]).as_dict(),
        "explicit_signals": {
            "n": n["signalled"],
            "pair_precision": round(n["signalled_right"] / n["signalled"], 4) if n["signalled"] else 0.0,
        },
    }


def _ends(words: WordIndex, relation: Row) -> tuple[frozenset[int], frozenset[int]]:
    return words.words([relation["cause"]]), words.words([relation["effect"]])
