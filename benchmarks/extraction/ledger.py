"""The ledger against the own gold: `python benchmarks/extraction/ledger.py [benchmarks/gold/ledger_tune.jsonl] [--verbose]`."""

from __future__ import annotations

import argparse
import json
from datetime import date
from pathlib import Path
from typing import Any

from detente.extract.language import load
from detente.extract.pipeline import situations
from detente.knowledge.registry import shipped
from detente.records import Actor, Commitment, Document, Situation, record_id
from detente.relations.ledger import ledger

ROOT = Path(__file__).parents[2]
GOLD = Path("benchmarks/gold/ledger_tune.jsonl")
DATA = (GOLD,)


def main() -> None:
    """Print the figures of a gold file, and with `--verbose` every case that differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("gold", type=Path, nargs="?", default=ROOT / GOLD)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    print(json.dumps(score(options.gold, verbose=options.verbose)))


def measure(data: Path) -> dict[str, float]:  # noqa: ARG001 - every benchmark of the gate takes the shared data
    """What the gate holds."""
    return score(ROOT / GOLD)


def score(gold: Path, *, verbose: bool = False) -> dict[str, float]:
    """Precision and recall of entries; on the matched ones status, addressee, sources; `wrong changes` counts statuses that are not so."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    found = wanted = hits = status = addressed = addressable = sources = wrong = 0
    for row, read in zip(rows, _read(rows), strict=True):
        made = list(ledger(read, date.fromisoformat(row["as_of"]) if row["as_of"] else None))
        wanted += len(row["entries"])
        left = list(row["entries"])
        remarks = []
        for one in made:
            match = next((entry for entry in left if _matches(one, entry)), None)
            doubtful = next((entry for entry in row["doubtful"] if _matches(one, entry)), None)
            if match is None:
                found += doubtful is None
                wrong += doubtful is None and one.status != "open"
                remarks += [] if doubtful else [f"extra {one.kind} {one.speaker.name}: {one.wordings[-1].act.quote} ({one.status})"]
                continue
            found, hits = found + 1, hits + 1
            left.remove(match)
            status += one.status == match["status"]
            wrong += one.status not in (match["status"], "open")
            sources += one.sources == match["sources"]
            proposals = {change.status for change in one.changes if change.proposed}
            if match["addressee"]:
                addressable += 1
                addressed += _is(one.addressee, match["addressee"])
            if one.status != match["status"] or proposals - set(match["proposed"]) or one.sources != match["sources"]:
                remarks.append(f"{match['act']}: {one.status} not {match['status']}, proposed {sorted(proposals)}, {one.sources} sources")
            if match["addressee"] and not _is(one.addressee, match["addressee"]):
                remarks.append(f"{match['act']}: addressee {one.addressee.name if one.addressee else None}")
        remarks += [f"missed {entry['kind'][0]} {entry['speaker']}: {entry['act']}" for entry in left]
        if verbose and remarks:
            print(row["id"], row["about"], *remarks, sep="\n    ")
    figures = {"P": hits / max(found, 1), "R": hits / max(wanted, 1), "status": status / max(hits, 1)}
    figures |= {"addressee": addressed / max(addressable, 1), "sources": sources / max(hits, 1)}
    return {name: round(value, 4) for name, value in figures.items()} | {"wrong changes": wrong, "cases": len(rows), "entries": wanted}


def _read(rows: list[dict[str, Any]]) -> list[list[Situation]]:
    documents = [
        Document(record_id("doc", row["id"], at), one["text"], published=date.fromisoformat(one["published"]))
        for row in rows
        for at, one in enumerate(row["documents"])
    ]
    read = iter(situations(iter(documents), load(), shipped()))
    return [[next(read) for _ in row["documents"]] for row in rows]


def _matches(made: Commitment, entry: dict[str, Any]) -> bool:
    mine, gold = _words(made.wordings[0].act.quote), _words(entry["act"])
    shared = len(mine & gold)
    return made.kind in entry["kind"] and _is(made.speaker, entry["speaker"]) and 2 * shared / max(len(mine) + len(gold), 1) >= 0.6


def _words(text: str) -> set[str]:
    return set(text.lower().split())


def _is(actor: Actor | None, name: str) -> bool:
    """Whether an actor has that country code, or that name in its own."""
    return actor is not None and (actor.country == name or name.casefold() in actor.name.casefold())


if __name__ == "__main__":
    main()
