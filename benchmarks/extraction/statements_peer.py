"""Attributions on PolNeAR dev, ours and textacy on the same documents: python benchmarks/extraction/statements_peer.py --data DIR."""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from detente.extract import language
from detente.extract.attributions import find_attributions
from detente.extract.quotes import find_quotes
from detente.records import Document

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

type Chars = tuple[int, int]


@dataclass(frozen=True)
class Claim:
    """One attribution as word numbers, with the head of its source; `direct` where all words are quoted."""

    content: frozenset[int]
    source: frozenset[int]
    head: int | None
    direct: bool
    confidence: float = 1.0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    options = parser.parse_args()
    gold = options.data / "statements/polnear_dev.jsonl"
    if not gold.exists():
        print(f"skipped: {gold} is not there")
        return 0
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    results = measure(rows, language.load())
    print(json.dumps(results, indent=1) if options.json else shown(results))
    return 0


def measure(rows: list[dict[str, Any]], nlp: Language) -> dict[str, Any]:
    """Scores of ours and the peer, the reliability of our confidence, and the cost beside the parse."""
    clock = time.process_time()
    pages = list(language.pages((Document(row["id"], row["text"]) for row in rows), nlp))
    parse = time.process_time() - clock
    find_attributions(pages[0])
    clock = time.process_time()
    ours = [find_attributions(page) for page in pages]
    cost = time.process_time() - clock
    golds, mine, peers = [], [], []
    for row, found in zip(rows, ours, strict=True):
        words = Words(row["text"], nlp)
        golds.append([words.claim(one["source"], one["content"]) for one in row["attributions"]])
        mine.append([words.claim(one.source, one.content, one.confidence) for one in found])
        peers.append([words.claim(source, content) for source, content in textacy_quotes(words.paragraphs)])
    results: dict[str, Any] = {"detente": scores(golds, mine), "detente direct": scores(golds, mine, direct=True)}
    if any(peers):
        results |= {"textacy": scores(golds, peers), "textacy direct": scores(golds, peers, direct=True)}
    steps = reliability(golds, mine)
    error = sum(row["n"] * abs(row["confidence"] - row["right"]) for row in steps) / max(1, sum(row["n"] for row in steps))
    return results | {"reliability": steps, "expected calibration error": round(error, 3), "cost of the parse": round(cost / parse, 3)}


class Words:
    """The words of a text by number, its paragraphs parsed one by one for the heads of sources."""

    def __init__(self, text: str, nlp: Language) -> None:
        self.at = {c: i for i, match in enumerate(re.finditer(r"\w+", text)) for c in range(*match.span())}
        pieces = [(m.start(), m.group()) for m in re.finditer(r"[^\n]+", text) if m.group().strip()]
        self.paragraphs: list[tuple[int, Doc]] = [
            (start, doc) for (start, _), doc in zip(pieces, nlp.pipe(p for _, p in pieces), strict=True)
        ]
        self.quoted = {c for quote in find_quotes(text) for c in range(quote.start, quote.end)}

    def claim(self, source: Iterable[Chars], content: Iterable[Chars], confidence: float = 1.0) -> Claim:
        spans, named = [(s, e) for s, e in content], [(s, e) for s, e in source]
        inside = [c for s, e in spans for c in range(s, e) if c in self.at]
        words = frozenset(self.at[c] for c in inside)
        by = frozenset(self.at[c] for s, e in named for c in range(s, e) if c in self.at)
        return Claim(words, by, self.head(named[0]) if by else None, bool(inside) and all(c in self.quoted for c in inside), confidence)

    def head(self, span: Chars) -> int:
        """Offset of the syntactic head of a span."""
        for at, doc in self.paragraphs:
            if at <= span[0] < at + len(doc.text):
                found = doc.char_span(span[0] - at, min(span[1] - at, len(doc.text)), alignment_mode="expand")
                return at + found.root.idx if found is not None and len(found) else span[0]
        return span[0]


def textacy_quotes(paragraphs: list[tuple[int, Doc]]) -> Iterable[tuple[list[Chars], list[Chars]]]:
    """What textacy finds paragraph by paragraph; nothing where it is not installed."""
    try:
        from textacy.extract.triples import direct_quotations
    except ImportError:
        return
    for start, doc in paragraphs:
        try:
            found = list(direct_quotations(doc))
        except ValueError:  # it refuses paragraphs with unbalanced marks
            continue
        for one in found:
            source = [(start + one.speaker[0].idx, start + one.speaker[-1].idx + len(one.speaker[-1]))] if one.speaker else []
            yield source, [(start + one.content.start_char, start + one.content.end_char)]


def scores(golds: list[list[Claim]], found: list[list[Claim]], *, direct: bool = False) -> dict[str, float]:
    """Exact, soft and m50 F1 of contents, right source heads among the matched, and joint F1."""
    n: Counter[tuple[str, str]] = Counter()
    soft: dict[str, float] = {"P": 0.0, "R": 0.0}

    def counted(one: Claim) -> bool:
        return bool(one.content) and (one.direct or not direct)

    for gold, mine in zip(golds, found, strict=True):
        for side, these, those in (("P", mine, gold), ("R", gold, mine)):
            for one in filter(counted, these):
                n[side, "all"] += 1
                soft[side] += min(1.0, sum(len(one.content & other.content) for other in those) / len(one.content))
        for p, g in pairs(gold, mine):
            same = p.head == g.head
            for side, one in (("P", p), ("R", g)):
                if counted(one):
                    n[side, "m50"] += 1
                    n[side, "exact"] += p.content == g.content
                    n[side, "joint"] += same
                    n[side, "sourced"] += bool(one.source)
                    n[side, "head"] += same and bool(p.source and g.source)
    result = {k: f1(n["P", k] / max(n["P", "all"], 1), n["R", k] / max(n["R", "all"], 1)) for k in ("exact", "m50", "joint")}
    result["soft"] = f1(soft["P"] / max(n["P", "all"], 1), soft["R"] / max(n["R", "all"], 1))
    result["head"] = f1(n["P", "head"] / max(n["P", "sourced"], 1), n["R", "head"] / max(n["R", "sourced"], 1))
    return result


def pairs(gold: list[Claim], found: list[Claim]) -> list[tuple[Claim, Claim]]:
    """One-to-one pairs with a Jaccard overlap of at least a half, the best first."""
    order: list[tuple[float, bool, int, int]] = []
    for i, p in enumerate(found):
        for j, g in enumerate(gold):
            if shared := len(p.content & g.content):
                order.append((shared / len(p.content | g.content), p.head == g.head, i, j))
    kept: dict[int, int] = {}
    for overlap, _, i, j in sorted(order, reverse=True):
        if overlap >= 0.5 and i not in kept and j not in kept.values():
            kept[i] = j
    return [(found[i], gold[j]) for i, j in kept.items()]


def reliability(golds: list[list[Claim]], found: list[list[Claim]]) -> list[dict[str, float]]:
    """For each step of confidence: how many attributions, their mean confidence, how many are right."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for gold, mine in zip(golds, found, strict=True):
        right = {id(p) for p, _ in pairs(gold, mine)}
        for one in mine:
            bins.setdefault(min(int(one.confidence * 10), 9), []).append((one.confidence, id(one) in right))
    return [
        {
            "n": len(group),
            "confidence": round(sum(c for c, _ in group) / len(group), 3),
            "right": round(sum(r for _, r in group) / len(group), 3),
        }
        for _, group in sorted(bins.items())
    ]


def f1(precision: float, recall: float) -> float:
    return round(100 * 2 * precision * recall / (precision + recall), 1) if precision + recall else 0.0


def shown(results: dict[str, Any]) -> str:
    """The figures as plain lines."""
    lines = [f"{'':18}" + "".join(f"{name:>8}" for name in ("exact", "soft", "m50", "head", "joint"))]
    for name, row in results.items():
        if isinstance(row, dict):
            lines.append(f"{name:18}" + "".join(f"{row[k]:8.1f}" for k in ("exact", "soft", "m50", "head", "joint")))
    lines += ["", "reliability: n, mean confidence, share right"]
    lines += [f"{row['n']:6d} {row['confidence']:.2f} {row['right']:.2f}" for row in results["reliability"]]
    lines.append(f"expected calibration error {results['expected calibration error']:.3f}")
    return "\n".join([*lines, "", f"cost beside the parse: {results['cost of the parse']}"])


if __name__ == "__main__":
    sys.exit(main())
