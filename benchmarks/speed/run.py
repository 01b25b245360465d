"""Speed as ratios in one run: whole extraction against the bare parse of the same documents, start-up, memory.

python benchmarks/speed/run.py [--documents N] [--texts FILE]      prints JSON; exit code 1 where a limit in LIMITS is passed
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from detente.extract.cast import Cast
from detente.extract.draft import Draft, Page
from detente.extract.language import load, pages
from detente.extract.pipeline import Extractor, extractors, situations
from detente.knowledge.registry import shipped
from detente.read import Failure, read
from detente.records import Document

ROOT = Path(__file__).parents[2]
LIMITS = {"extraction_to_parse": 1.5, "help_cpu_seconds": 0.3, "brief_cpu_seconds": 5.0}
ROUNDS = 3


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=0, help="also measure memory over that many documents")
    parser.add_argument("--texts", type=Path, help="measure over the `text` fields of a JSON Lines file instead of the own dispatches")
    options = parser.parse_args()
    shown = {**throughput(documents(options.texts)), **start_up()}
    if options.documents:
        shown["memory"] = memory(options.documents)
    shown["limits"] = LIMITS
    sys.stdout.write(json.dumps(shown, indent=1) + "\n")
    return int(any(shown[name] > limit for name, limit in LIMITS.items()))


def documents(texts: Path | None = None) -> list[Document]:
    """The project's own dispatches, or the texts of a JSON Lines file."""
    if texts is not None:
        rows = (json.loads(line) for line in texts.read_text(encoding="utf-8").splitlines() if line.strip())
        return [Document(f"t{i}", row["text"]) for i, row in enumerate(rows)]
    found = read([str(ROOT / "examples/dispatches")], published=None, timeout=1.0, limit=10**7)
    return [document for document in found if not isinstance(document, Failure)]


def throughput(found: list[Document]) -> dict[str, Any]:
    """Tokens per CPU second of the parse and of the whole, their ratio, and each step's share of the parse; best of some rounds."""
    nlp, registry = load(), shipped()
    steps = extractors(registry)
    list(situations(found, nlp, registry))  # warm caches
    gc.freeze()  # as the workspace does
    parses, wholes, by_step = [], [], dict.fromkeys(map(_name, steps), float("inf"))
    tokens = 0
    for _ in range(ROUNDS):
        parse, parsed = _cpu(lambda: list(pages(found, nlp)))
        tokens = sum(len(page.doc) for page in parsed)
        costs = _extract(parsed, steps)
        by_step = {name: min(cost, costs[name]) for name, cost in by_step.items()}
        parses.append(parse)
        wholes.append(parse + sum(costs.values()))
    parse, whole = min(parses), min(wholes)
    return {
        "tokens": tokens,
        "parse_tokens_per_cpu_second": round(tokens / parse),
        "whole_tokens_per_cpu_second": round(tokens / whole),
        "extraction_to_parse": round(whole / parse, 3),
        "steps_to_parse": {name: round(cost / parse, 3) for name, cost in by_step.items()},
    }


def _extract(parsed: list[Page], steps: tuple[Extractor, ...]) -> dict[str, float]:
    """CPU seconds of each step, page by page as the pipeline goes."""
    costs = dict.fromkeys(map(_name, steps), 0.0)
    for page in parsed:
        draft = Draft(page, Cast())
        for step in steps:
            cost, draft = _cpu(partial(step, draft))
            costs[_name(step)] += cost
    return costs


def start_up() -> dict[str, float]:
    """CPU seconds of a cold `detente --help`, and of a cold brief of one article."""
    article = str(ROOT / "examples/dispatches/river-talks.txt")
    return {
        "help_cpu_seconds": min(_child(["--help"]) for _ in range(ROUNDS)),
        "brief_cpu_seconds": min(_child(["brief", article]) for _ in range(2)),
    }


def memory(many: int) -> dict[str, float]:
    """Peak resident MiB after a hundred documents and after all, streaming through one pipeline."""
    found = documents()
    stream = (_copy(found[i % len(found)], i) for i in range(many))
    peaks = {}
    for i, _ in enumerate(situations(stream, load(), shipped()), 1):
        if i in (100, many):
            peaks[f"after_{i}"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)
    return peaks


def _copy(document: Document, i: int) -> Document:
    return replace(document, id=f"{document.id}-{i}")


def _name(step: object) -> str:
    return getattr(step, "__name__", type(step).__name__)


def _cpu[T](work: Callable[[], T]) -> tuple[float, T]:
    begin = time.process_time()
    made = work()
    return time.process_time() - begin, made


def _child(arguments: list[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-c", "from detente.cli import main; main()", *arguments], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return round(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, 3)


if __name__ == "__main__":
    sys.exit(main())
