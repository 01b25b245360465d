"""The gate: run the benchmarks and fail where a figure falls below its floor or passes its ceiling.

python benchmarks/gate.py [NAME...] --data DIR [--update [--allow-regression]]

Floors, ceilings and the digests of the data stand in benchmarks/ROOM/floors.json; NAME is a benchmark of any room, ROOM/NAME, or a room.
A benchmark whose data are not there is skipped and said so. Each module (benchmarks/ROOM/NAME.py) has
`measure(data: Path) -> dict[str, float]` and `DATA`, the files it reads: relative to DIR, or to the repository where they begin
with `benchmarks/` or `examples/`. Ceilings are limits set by hand: no update moves them.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
BENCHMARKS = ROOT / "benchmarks"
FLOORS = "floors.json"
SLACK = 0.0005
OWN = ("benchmarks/", "examples/")
type Floors = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One benchmark: what it measures, and the files that it reads."""

    measure: Callable[[Path], Mapping[str, float]]
    data: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of one benchmark: its lines, whether it passed, and its new floors if it ran."""

    lines: tuple[str, ...]
    passed: bool
    floors: dict[str, Any] | None = None


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", help="benchmarks or rooms to run; default: all with floors")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data", help="the folder of the shared data")
    parser.add_argument("--update", action="store_true", help="raise the floors to what is measured")
    parser.add_argument("--allow-regression", action="store_true", help="with --update: lower floors too")
    options = parser.parse_args(arguments)
    failed = False
    for path, name in chosen(options.names):
        floors = read(path)
        try:
            benchmark = load(path.with_name(f"{name}.py"))
            verdict = judge(name, benchmark, floors.get(name, {}), options.data, update=options.update, lower=options.allow_regression)
        except LookupError as error:
            verdict = Verdict((f"{name}: FAILED: {error}",), False)
        sys.stdout.write("\n".join(verdict.lines) + "\n")
        sys.stdout.flush()
        failed |= not verdict.passed
        if options.update and verdict.passed and verdict.floors is not None:
            write(path, {**floors, name: verdict.floors})
    return int(failed)


def chosen(names: list[str]) -> list[tuple[Path, str]]:
    """Which benchmarks: the floors file of the room and the name; all that have floors where none is named."""
    rooms = [folder / FLOORS for folder in sorted(BENCHMARKS.iterdir()) if folder.is_dir()]
    held = [(path, name) for path in rooms for name in sorted(read(path))]
    if not names:
        return held
    made: list[tuple[Path, str]] = []
    for wanted in names:
        room, _, name = wanted.rpartition("/")
        named = [(path, name) for path in rooms if room in ("", path.parent.name) and path.with_name(f"{name}.py").is_file()]
        named += [(path, name) for path, name in held if path.parent.name == wanted]
        made += named or [(BENCHMARKS / FLOORS, wanted)]
    return made


def judge(name: str, benchmark: Benchmark, held: dict[str, Any], data: Path, *, update: bool, lower: bool) -> Verdict:
    """Measure one benchmark and compare it with what is held; an update may only raise, unless lowering is allowed."""
    paths = {str(path): place(path, data) for path in benchmark.data}
    absent = [key for key, path in paths.items() if not path.exists()]
    if absent:
        return Verdict((f"{name}: SKIPPED, data absent: {', '.join(absent)} (looked in {data})",), True)
    digests = {key: digest(path) for key, path in paths.items()}
    known: dict[str, str] = held.get("sha256", {})
    changed = sorted(key for key in known.keys() | digests.keys() if known.get(key) != digests.get(key))
    if changed and not update:
        return Verdict((f"{name}: FAILED, data differ from those of the floors: {', '.join(changed)} (--update takes them)",), False)
    figures = {key: round(float(value), 4) for key, value in benchmark.measure(data).items()}
    floor: dict[str, float] = held.get("floors", {})
    ceiling: dict[str, float] = held.get("ceilings", {})
    limits = [(word, key, value) for word, table in (("floor", floor), ("ceiling", ceiling)) for key, value in table.items()]
    lines = [f"{name}: {key} {figures[key]:.4f} ({word} {value:.4f})" for word, key, value in limits if key in figures]
    above = [key for key, value in ceiling.items() if figures.get(key, value + 1) > value]
    if above:
        return Verdict((*lines, *(_fault(name, key, figures, "ceiling", ceiling[key]) for key in above)), False)
    below = [key for key, value in floor.items() if figures.get(key, -1.0) < value - SLACK]
    if below and not (update and lower):
        advice = " (--allow-regression lowers them)" if update else ""
        return Verdict((*lines, *(_fault(name, key, figures, "floor", floor[key]) + advice for key in below)), False)
    kept = {key: figures[key] if lower else max(figures[key], value) for key, value in floor.items() if key in figures}
    raised = [key for key in kept if kept[key] > floor[key]]
    lines.append(f"{name}: passed" + (f", {len(raised)} could be raised (--update)" if raised and not update else ""))
    fresh = {} if floor else {key: value for key, value in figures.items() if "seconds" not in key}  # time belongs to a machine
    limited = {"ceilings": ceiling} if ceiling else {}
    return Verdict(tuple(lines), True, {"sha256": digests, "floors": {**kept, **fresh}, **limited})


def _fault(name: str, key: str, figures: Mapping[str, float], word: str, value: float) -> str:
    got = f"{figures[key]:.4f}" if key in figures else "not measured any more"
    return f"{name}: FAILED, {key} is {got}, {word} {value:.4f}"


def place(path: Path, data: Path) -> Path:
    """Where a data file lies: own gold in the repository, all else in the shared folder."""
    return ROOT / path if path.as_posix().startswith(OWN) else data / path


def digest(path: Path) -> str:
    """SHA-256 of a file, or of all files of a folder with their names."""
    made = hashlib.sha256()
    for file in [path] if path.is_file() else sorted(p for p in path.rglob("*") if p.is_file()):
        if file != path:
            made.update(file.relative_to(path).as_posix().encode() + b"\0")
        made.update(file.read_bytes())
    return made.hexdigest()


def load(path: Path) -> Benchmark:
    """The benchmark of a file; LookupError where it is not one."""
    spec = importlib.util.spec_from_file_location(f"benchmark_{path.stem}", path)
    if not path.is_file() or spec is None or spec.loader is None:
        raise LookupError(f"there is no {path}")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    if not hasattr(module, "measure") or not hasattr(module, "DATA"):
        raise LookupError(f"{path.name} has no measure(data) or no DATA")
    return Benchmark(module.measure, tuple(module.DATA))


def read(path: Path) -> Floors:
    """The floors; none where the file is not there yet."""
    if not path.exists():
        return {}
    floors: Floors = json.loads(path.read_text(encoding="utf-8"))
    return floors


def write(path: Path, floors: Floors) -> None:
    """Write the floors whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(json.dumps(dict(sorted(floors.items())), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


if __name__ == "__main__":
    sys.exit(main())
