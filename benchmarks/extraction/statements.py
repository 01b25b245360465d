"""Statements: own gold (content, speaker, kind), and attributions of whole news articles.

python benchmarks/extraction/statements.py [--data DIR] [--held]     prints JSON
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from detente.evaluate.figures import Score, WordIndex, jaccard, pair_off
from detente.evaluate.speakers import same_name, same_speaker
from detente.evaluate.tasks import evaluate
from detente.extract.cast import Cast
from detente.extract.draft import Draft
from detente.extract.language import load, pages
from detente.extract.pipeline import extractors, situations
from detente.extract.semicolons import parted_tree
from detente.extract.statement_candidates import candidates_in
from detente.extract.statements import find_statements
from detente.knowledge.registry import Registry, shipped
from detente.records import Document, Statement

ROOT = Path(__file__).parents[2]
DATA = (Path("benchmarks/gold/statements_tune.jsonl"), Path("statements/polnear_dev.jsonl"))
HALF = 0.5
type Spans = list[list[int]]
type Passage = tuple[Document, list[Spans], list[Spans]]  # a text, the contents of its gold, its doubtful contents


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--held", action="store_true", help="score the held-back gold; for a closing note, never to tune")
    options = parser.parse_args()
    gold = ROOT / ("benchmarks/gold/statements_held.jsonl" if options.held else DATA[0])
    shown = {**own_figures(gold), **filter_figures(gold)}
    if (options.data / DATA[1]).exists():
        shown |= shared_figures(options.data / DATA[1])
    sys.stdout.write(json.dumps({"gold": gold.name, **shown}, indent=1) + "\n")


def measure(data: Path) -> dict[str, float]:
    """The figures that the gate holds."""
    return {**own_figures(ROOT / DATA[0]), **filter_figures(ROOT / DATA[0]), **shared_figures(data / DATA[1])}


def own_figures(gold: Path) -> dict[str, float]:
    """P, R, F1 of contents at half overlap; among the hits the share right of speakers, kinds and the rest; F1 of asks, conditions."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = [Document(row["id"], row["text"], published=date.fromisoformat(row["date"])) for row in rows]
    registry = shipped()
    n: Counter[str] = Counter()
    for row, situation in zip(rows, situations(documents, load(), registry), strict=True):
        words = WordIndex(row["text"])
        found = [words.words([(span.start, span.end) for span in one.content]) for one in situation.statements]
        wanted = [words.words(one["content"]) for one in row["statements"]]
        doubtful = [words.words(one["content"]) for one in row.get("doubtful", [])]
        overlaps = ((value, i, j) for i, a in enumerate(found) for j, b in enumerate(wanted) if (value := jaccard(a, b)) >= HALF)
        pairs = pair_off(overlaps)
        aside = sum(i not in pairs and any(jaccard(a, b) >= HALF for b in doubtful) for i, a in enumerate(found))
        n.update(
            found=len(found) - aside, gold=len(wanted), hits=len(pairs), quiet=not wanted, left_alone=not wanted and len(found) == aside
        )
        for i, j in pairs.items():
            n.update(_marks(situation.statements[i], row["statements"][j], words, registry))
    return _shown(n)


def filter_figures(gold: Path) -> dict[str, float]:
    """The product filter by itself, on own gold and the example dispatches.

    P: kept statements that the gold has; R: of the gold that the attributions reach, the share still there; side remarks: the
    share dropped of the attributions that the gold does not have. All at half overlap of contents; doubtful ones do not count.
    """
    n: Counter[str] = Counter()
    passages = [*_own_passages(gold), *_dispatches()]
    steps = extractors(shipped())[:2]
    for page, (_, wanted, doubtful) in zip(pages((one[0] for one in passages), load()), passages, strict=True):
        draft = Draft(page, Cast())
        for step in steps:
            draft = step(draft)
        words = WordIndex(page.text)
        everything = candidates_in(parted_tree(page), page)
        before = [words.words(one.content) for one in everything]
        after = [words.words([(span.start, span.end) for span in one.content]) for one in find_statements(draft).statements]
        golds, aside = ([words.words(spans) for spans in group] for group in (wanted, doubtful))
        reached = [one for one in golds if _met(one, before)]
        n.update(reached=len(reached), still=sum(_met(one, after) for one in reached))
        n.update(kept=sum(_met(one, golds) or not _met(one, aside) for one in after), good=sum(_met(one, golds) for one in after))
        remarks = [one for one in before if not _met(one, [*golds, *aside])]
        n.update(remarks=len(remarks), dropped=sum(not _met(one, after) for one in remarks))
    return {
        "filter P": round(n["good"] / max(1, n["kept"]), 4),
        "filter R": round(n["still"] / max(1, n["reached"]), 4),
        "filter side remarks dropped": round(n["dropped"] / max(1, n["remarks"]), 4),
    }


def _met(one: frozenset[int], others: list[frozenset[int]]) -> bool:
    return any(jaccard(one, other) >= HALF for other in others)


def _own_passages(gold: Path) -> list[Passage]:
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        (
            Document(row["id"], row["text"], published=date.fromisoformat(row["date"])),
            [one["content"] for one in row["statements"]],
            [one["content"] for one in row.get("doubtful", [])],
        )
        for row in rows
    ]


def _dispatches() -> list[Passage]:
    """The project's own articles with gold; statements that the gold calls marginal are doubtful."""
    found: list[Passage] = []
    for path in sorted((ROOT / "examples/gold").glob("*.json")):
        row = json.loads(path.read_text(encoding="utf-8"))
        text = (ROOT / "examples/dispatches" / Path(row["document"]).name).read_text(encoding="utf-8")
        published = date.fromisoformat(row["published"]) if row.get("published") else None
        core, marginal = ([one["content_span"] for one in row["statements"] if one.get("core", True) == which] for which in (True, False))
        found.append((Document(path.stem, text, published=published), core, marginal))
    return found


def _marks(one: Statement, other: dict[str, Any], words: WordIndex, registry: Registry) -> Counter[str]:
    """What is right in one statement that was found."""
    n: Counter[str] = Counter()
    n["speaker"] = same_speaker(one.speaker, other["speaker"], registry)
    n["speaker by name"] = same_name(one.speaker.name if one.speaker else "", other["speaker"])
    n["kind"] = one.kind in other["kinds"]
    n["polarity"] = one.polarity == other["polarity"]
    n["modality"] = one.modality == other["modality"]
    n["addressed"] = bool(other["addressee"] or one.addressee)
    n["addressee"] = bool(other["addressee"] and one.addressee) and same_speaker(one.addressee, other["addressee"], registry)
    for name, mine, theirs in (
        ("asks", [(ask.span.start, ask.span.end) for ask in one.asks], [tuple(ask["span"]) for ask in other["asks"]]),
        ("conditions", [(span.start, span.end) for span in one.conditions], [tuple(span) for span in other["conditions"]]),
    ):
        spans = [[words.words([span]) for span in side] for side in (mine, theirs)]
        overlaps = ((value, i, j) for i, a in enumerate(spans[0]) for j, b in enumerate(spans[1]) if (value := jaccard(a, b)) >= HALF)
        n.update({name: len(pair_off(overlaps)), f"{name} found": len(mine), f"{name} gold": len(theirs)})
    return n


def _shown(n: Counter[str]) -> dict[str, float]:
    score = Score(n["hits"], n["found"], n["gold"])
    hits = max(1, n["hits"])
    spans = {name: Score(n[name], n[f"{name} found"], n[f"{name} gold"]) for name in ("asks", "conditions")}
    return {
        "own content P": round(score.precision, 4), "own content R": round(score.recall, 4), "own content F1": round(score.f1, 4),
        **{f"own {name}": round(n[name] / hits, 4) for name in ("speaker", "speaker by name", "kind", "polarity", "modality")},
        "own addressee": round(n["addressee"] / max(1, n["addressed"]), 4),
        **{f"own {name} F1": round(one.f1, 4) for name, one in spans.items()},
        "own without statements left alone": round(n["left_alone"] / max(1, n["quiet"]), 4),
    }  # fmt: skip


def shared_figures(gold: Path) -> dict[str, float]:
    """Attributions of polnear_dev: content exact, soft, at half overlap, source head, both; the same for direct quotations."""
    figures: dict[str, Any] = evaluate("statements", gold, None, load(), shipped()).figures or {}
    shown = {f"polnear {name} F1": figures[name]["F1"] for name in figures if name != "direct"}
    return shown | {f"polnear direct {name} F1": score["F1"] for name, score in figures["direct"].items()}


if __name__ == "__main__":
    main()
