"""Whole articles against gold in the form of examples/gold: statements with speakers, events, links, dates.

python benchmarks/extraction/articles.py GOLD.json… [--verbose]     (default: examples/gold)
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from detente.evaluate.figures import Score, WordIndex, jaccard, pair_off
from detente.evaluate.speakers import same_speaker as resolved
from detente.extract.event_pairs import code_of
from detente.extract.language import load
from detente.extract.pipeline import situations
from detente.knowledge.names import key_of
from detente.knowledge.registry import shipped
from detente.records import Actor, Document, Situation

ROOT = Path(__file__).parents[2]
HALF = 0.5
DATA = (Path("examples/gold"), Path("examples/dispatches"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    paths = options.gold or sorted((ROOT / "examples/gold").glob("*.json"))
    print(json.dumps(figures(paths, verbose=options.verbose), indent=1))


def measure(_: Path) -> dict[str, float]:
    """What the gate holds: precision and F1 of each kind over the project's own dispatches."""
    shown = figures(sorted((ROOT / "examples/gold").glob("*.json")))
    return {f"{kind} {mark}": shown[kind][mark] for kind in shown for mark in ("P", "F1")}


def figures(paths: list[Path], *, verbose: bool = False) -> dict[str, Any]:
    """Micro figures over all articles: F1 of statements (Jaccard of content at least 0.5), with the right speaker, events, links, dates."""
    counts: Counter[str] = Counter()
    golds = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    documents = [document(path, gold) for path, gold in zip(paths, golds, strict=True)]
    for gold, situation in zip(golds, situations(documents, load(), shipped()), strict=True):
        notes = [f"=== {situation.document.origin}"]
        score_statements(gold, situation, counts, notes)
        score_events(gold, situation, counts, notes)
        score_links(gold, situation, counts, notes)
        score_dates(gold, situation, counts, notes)
        if verbose:
            print("\n".join(notes))
    kinds = ("statements", "speakers", "events", "pairs", "links", "dates")
    return {kind: Score(counts[kind], counts[f"{kind} found"], counts[f"{kind} gold"]).as_dict() for kind in kinds}


def document(path: Path, gold: dict[str, Any]) -> Document:
    """The article of a gold file, as a document at its publication date."""
    name = Path(gold["document"])
    text = next(place for place in (path.parent / name, path.parent.parent / "dispatches" / name.name) if place.exists())
    published = date.fromisoformat(gold["published"]) if gold.get("published") else None
    return Document(path.stem, text.read_text(encoding="utf-8"), published=published, origin=path.stem)


def score_statements(gold: dict[str, Any], situation: Situation, counts: Counter[str], notes: list[str]) -> None:
    """Statements one to one by their content's words; marginal ones (core false) count neither way."""
    words = WordIndex(situation.document.text)
    expected = [words.words(s["content_span"]) for s in gold["statements"]]
    found = [words.words([(span.start, span.end) for span in s.content]) for s in situation.statements]
    overlaps = ((jaccard(p, g), i, j) for i, p in enumerate(found) for j, g in enumerate(expected))
    pairs = pair_off(one for one in overlaps if one[0] >= HALF)
    core = [s.get("core", True) for s in gold["statements"]]
    marginal = sum(not core[j] for j in pairs.values())
    counts["statements found"] += len(found) - marginal
    counts["speakers found"] += len(found) - marginal
    counts["statements gold"] += sum(core)
    counts["speakers gold"] += sum(core)
    for i, statement in enumerate(situation.statements):
        wanted = gold["statements"][pairs[i]] if i in pairs else None
        name = statement.speaker.name if statement.speaker else None
        if wanted is None:
            notes.append(f"  + statement [{name}] {statement.kind}: {statement.content[0].quote[:90]!r}")
        elif core[pairs[i]]:
            right = same_speaker(statement.speaker, wanted["speaker"], gold)
            counts["statements"] += 1
            counts["speakers"] += right
            if not right or statement.kind not in wanted["types_all"]:
                who = f"{'' if right else 'SPEAKER '}[{name}] wanted {wanted['speaker']['name']!r}"
                notes.append(f"  ~ {who}; {statement.kind} wanted {wanted['types_all']}")
    for j, wanted in enumerate(gold["statements"]):
        if j not in pairs.values() and core[j]:
            notes.append(f"  - statement [{wanted['speaker']['name']}] {wanted['content_text'][:90]!r}")


def same_speaker(actor: Actor | None, wanted: dict[str, Any], gold: dict[str, Any]) -> bool:
    """Whether the actor is the gold's speaker: one name's telling words stand in the other, or it is that country's government."""
    if actor is None:
        return not wanted.get("name")
    known = {a["id"]: a["canonical"] for a in gold.get("actors", [])}
    names = [str(wanted.get("name") or ""), known.get(str(wanted.get("actor")), ""), str(wanted.get("actor") or "")]
    ours = _telling(actor.name)
    if any(ours and theirs and (_covers(ours, theirs) or _covers(theirs, ours)) for theirs in map(_telling, names)):
        return True
    if any(resolved(actor, name, shipped()) for name in names if name):
        return True
    country = _telling(shipped().country_name(actor.country) or "")
    return actor.kind in ("government", "country") and bool(country) and any(_covers(_telling(name), country) for name in names)


def _telling(name: str) -> set[str]:
    return set(key_of(name)) - LIGHT


def _covers(whole: set[str], part: set[str]) -> bool:
    """Whether each word of a part stands in the whole, a letter's difference allowed."""
    return all(any(fuzz.ratio(word, other) >= 85 for other in whole) for word in part)


LIGHT = {"the", "of", "a", "an", "and", "s", "government", "leadership", "dr", "state"}


def score_events(gold: dict[str, Any], situation: Situation, counts: Counter[str], notes: list[str]) -> None:
    """Events as sets of (source country, target country, type); doubtful ones count neither way."""

    def keys(events: list[dict[str, Any]]) -> set[tuple[str | None, str | None, str]]:
        made = set()
        for event in events:
            for kind in [event["type"], *event.get("type_alt", [])][:1]:
                for source in event["source"] or [{}]:
                    for target in event["target"] or [{}]:
                        made.add((source.get("country"), target.get("country"), kind))
        return made

    expected, doubtful = keys(gold["events"]), keys(gold["doubtful_events"])
    found: set[tuple[str | None, str | None, str]] = set()
    for event in situation.events:
        for source in event.source or (None,):
            for target in event.target or (None,):
                found.add((land(source), land(target), event.type))
    counted = {key for key in found if key in expected or key not in doubtful}
    counts.update({"events": len(counted & expected), "events found": len(counted), "events gold": len(expected)})
    pairs, wanted = {k[:2] for k in counted}, {k[:2] for k in expected}
    counts.update({"pairs": len(pairs & wanted), "pairs found": len(pairs), "pairs gold": len(wanted)})
    notes += [f"  + event {key}" for key in sorted(map(str, counted - expected))] + [
        f"  - event {key}" for key in sorted(map(str, expected - found))
    ]


def land(actor: Actor | None) -> str | None:
    """The country of an actor as the gold writes it: none for bodies above states."""
    code = code_of(actor)
    return None if code == "IGO" else code


def score_links(gold: dict[str, Any], situation: Situation, counts: Counter[str], notes: list[str]) -> None:
    """Links with both ends at half overlap and the same polarity; optional ones count neither way."""
    words = WordIndex(situation.document.text)
    expected = [[words.words([(g[k]["start"], g[k]["end"])]) for k in ("cause", "effect")] for g in gold["links"]]
    found = [[words.words([(e.start, e.end)]) for e in (link.cause, link.effect)] for link in situation.links]
    overlaps = ((min(jaccard(a, b) for a, b in zip(p, g, strict=True)), i, j) for i, p in enumerate(found) for j, g in enumerate(expected))
    pairs = pair_off(one for one in overlaps if one[0] >= HALF)
    core = [g.get("strength", "core") == "core" for g in gold["links"]]
    counts["links found"] += len(found) - sum(not core[j] for j in pairs.values())
    counts["links gold"] += sum(core)
    counts["links"] += sum(core[j] and situation.links[i].negated == bool(gold["links"][j].get("negated")) for i, j in pairs.items())
    notes += [
        f"  + link {x.kind}: {x.cause.quote[:60]!r} -> {x.effect.quote[:60]!r}" for i, x in enumerate(situation.links) if i not in pairs
    ]
    missing = [g for j, g in enumerate(gold["links"]) if core[j] and j not in pairs.values()]
    notes += [f"  - link {g['type']}: {g['cause']['text'][:60]!r} -> {g['effect']['text'][:60]!r}" for g in missing]


def score_dates(gold: dict[str, Any], situation: Situation, counts: Counter[str], notes: list[str]) -> None:
    """Dates that name days: the same interval at an overlapping place."""
    expected = [(g["span"]["start"], g["span"]["end"], g["start"], g["end"]) for g in gold["dates"] if g.get("start") and g.get("end")]
    found = [
        (d.evidence.start, d.evidence.end, d.when.start.isoformat(), d.when.end.isoformat())
        for d in situation.dates if d.when and d.when.start and d.when.end
    ]  # fmt: skip
    hits = sum(any(f[0] < g[1] and g[0] < f[1] and f[2:] == g[2:] for f in found) for g in expected)
    counts.update({"dates": hits, "dates found": len(found), "dates gold": len(expected)})
    for g in expected:
        if not any(f[0] < g[1] and g[0] < f[1] and f[2:] == g[2:] for f in found):
            notes.append(f"  - date {situation.document.text[g[0] : g[1]]!r} {g[2:]}")


if __name__ == "__main__":
    main()
