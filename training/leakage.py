"""Check that no training text is close to an evaluation text: python training/leakage.py --data DIR [--held]; exit code 1 where one is.

Two texts are close where the Jaccard overlap of their words (lower case, marks dropped) is above 0.6. Long texts are cut into
sentences first, so that one shared sentence of two articles counts. `--held` adds the held halves of the own gold.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
LEAK, SHORTEST = 0.6, 5  # words: shorter pieces ("He said no.") say nothing about a leak
TRAINING = ("relations/plv_train.jsonl", "relations/synthetic_news.jsonl", "links/cnc_train.jsonl", "statements/polnear_train.jsonl")
EVALUATION = ("events/plover_gsr_dev.jsonl", "relations/aw_train.jsonl", "statements/polnear_dev.jsonl")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--held", action="store_true")
    options = parser.parse_args(arguments)
    gold = [*(ROOT / "benchmarks/gold").glob("*_tune.jsonl"), *((ROOT / "benchmarks/gold").glob("*_held.jsonl") if options.held else ())]
    evaluation = [*(options.data / name for name in EVALUATION), *sorted(gold)]
    training = [*(options.data / name for name in TRAINING), ROOT / "training/no_event.tsv"]
    asked = [(path.name, piece) for path in evaluation if path.exists() for piece in pieces(texts_of(path))]
    total = 0
    for taught in filter(Path.exists, training):
        mine = pieces(texts_of(taught))
        found = Counter(asked[j][0] for _, j in leaks(mine, [piece for _, piece in asked]))
        total += found.total()
        for path in filter(Path.exists, evaluation):
            sys.stdout.write(f"{taught.name} / {path.name}: {found[path.name]} close of {len(mine)}\n")
    return int(total > 0)


def texts_of(path: Path) -> list[str]:
    """The texts of a JSON Lines file (`text`), or of the no-event table (second column, brackets dropped)."""
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    if path.suffix == ".tsv":
        return [re.sub(r"[\[\]]", "", line.split("\t")[1]) for line in lines if not line.startswith("#")]
    rows = (json.loads(line) for line in lines)
    return list(dict.fromkeys(row["text"] for row in rows if row.get("text")))


def pieces(texts: Iterable[str]) -> list[str]:
    """The texts cut at sentence ends; what is too short to tell is left out."""
    cut = (piece for text in texts for piece in re.split(r"(?<=[.!?])[\"'”’)]*\s+|\n+", text))
    return [piece for piece in dict.fromkeys(cut) if len(words_of(piece)) >= SHORTEST]


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, without accents and marks."""
    plain = text.casefold()
    if not plain.isascii():
        plain = "".join(c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return frozenset(re.findall(r"\w+", plain))


def close(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two word sets overlap more than the limit."""
    return len(a & b) > LEAK * len(a | b)


def leaks(training: Sequence[str], evaluation: Sequence[str]) -> list[tuple[int, int]]:
    """Places (training, evaluation) of the close pairs."""
    mine, others = [words_of(text) for text in training], [words_of(text) for text in evaluation]
    counts = Counter(word for words in mine for word in words)
    having: dict[str, list[int]] = defaultdict(list)
    for i, words in enumerate(mine):
        for word in _rarest(words, counts):
            having[word].append(i)
    found = []
    for j, words in enumerate(others):
        near = {i for word in _rarest(words, counts) for i in having.get(word, ())}
        found += [(i, j) for i in sorted(near) if close(mine[i], words)]
    return found


def _rarest(words: frozenset[str], counts: Counter[str]) -> list[str]:
    """The rarest 0.4 of the words and one more: two close texts share one of theirs (prefix filter of Bayardo et al. 2007)."""
    return sorted(words, key=lambda word: (counts[word], word))[: int((1 - LEAK) * len(words)) + 1]


def groups(texts: Sequence[str]) -> list[int]:
    """A number for each text, shared by near-duplicates."""
    leader = list(range(len(texts)))

    def top(i: int) -> int:
        while leader[i] != i:
            i = leader[i]
        return i

    for i, j in leaks(texts, texts):
        if i < j:
            leader[top(j)] = top(i)
    return [top(i) for i in range(len(texts))]


if __name__ == "__main__":
    raise SystemExit(main())
