"""The gate over made-up benchmarks: floors, digests, updates."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def gate() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gate", ROOT / "benchmarks/gate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["gate"] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def world(gate: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder, an own folder of benchmarks with one that reads its figures from the data, and its floors."""
    (tmp_path / "gold.json").write_text('{"F1": 0.8, "P": 0.9}')
    (tmp_path / "room").mkdir()
    (tmp_path / "room/toy.py").write_text(
        "import json\nfrom pathlib import Path\nDATA = (Path('gold.json'),)\n"
        "def measure(data): return json.loads((data / 'figures.json').read_text())\n"
    )
    monkeypatch.setattr(gate, "BENCHMARKS", tmp_path)
    figures(tmp_path, F1=0.8, P=0.9)
    assert run(gate, tmp_path, "--update", "toy") == 0
    return tmp_path


def figures(folder: Path, **values: float) -> None:
    (folder / "figures.json").write_text(json.dumps(values))


def run(gate: ModuleType, folder: Path, *arguments: str) -> int:
    status: int = gate.main([*arguments, "--data", str(folder)])
    return status


def floors(folder: Path) -> dict[str, Any]:
    held: dict[str, Any] = json.loads((folder / "room/floors.json").read_text())["toy"]
    return held


def test_a_new_benchmark_gets_its_floors_and_digest(world: Path) -> None:
    assert floors(world)["floors"] == {"F1": 0.8, "P": 0.9}
    assert len(floors(world)["sha256"]["gold.json"]) == 64


@pytest.mark.parametrize(("f1", "status"), [(0.8, 0), (0.9, 0), (0.7996, 0), (0.7994, 1), (0.0, 1)])
def test_below_a_floor_fails_beyond_the_slack(gate: ModuleType, world: Path, f1: float, status: int) -> None:
    figures(world, F1=f1, P=0.9)
    assert run(gate, world) == status


def test_a_figure_that_is_not_measured_any_more_fails(gate: ModuleType, world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures(world, P=0.9)
    assert run(gate, world) == 1
    assert "F1 is not measured any more" in capsys.readouterr().out


def test_changed_data_fail_until_they_are_taken(gate: ModuleType, world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (world / "gold.json").write_text("{}")
    assert run(gate, world) == 1
    assert "data differ" in capsys.readouterr().out
    assert run(gate, world, "--update") == 0
    assert run(gate, world) == 0


def test_absent_data_are_skipped_in_plain_words(gate: ModuleType, world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (world / "gold.json").unlink()
    assert run(gate, world) == 0
    assert "toy: SKIPPED, data absent: gold.json" in capsys.readouterr().out


def test_an_update_raises(gate: ModuleType, world: Path) -> None:
    figures(world, F1=0.85, P=0.9)
    assert run(gate, world) == 0
    assert floors(world)["floors"]["F1"] == 0.8, "a plain run writes nothing"
    assert run(gate, world, "--update") == 0
    assert floors(world)["floors"]["F1"] == 0.85


def test_an_update_within_the_slack_does_not_wear_the_floor_down(gate: ModuleType, world: Path) -> None:
    figures(world, F1=0.7996, P=0.9)
    assert run(gate, world, "--update") == 0
    assert floors(world)["floors"]["F1"] == 0.8


def test_an_update_lowers_only_when_told(gate: ModuleType, world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures(world, F1=0.5, P=0.9)
    assert run(gate, world, "--update") == 1
    assert "--allow-regression" in capsys.readouterr().out
    assert floors(world)["floors"]["F1"] == 0.8
    assert run(gate, world, "--update", "--allow-regression") == 0
    assert floors(world)["floors"]["F1"] == 0.5


def test_a_benchmark_that_is_not_there_fails(gate: ModuleType, world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(gate, world, "nosuch") == 1
    assert "there is no" in capsys.readouterr().out


def test_floors_are_written_whole_or_not_at_all(gate: ModuleType, world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (world / "room/floors.json").read_text()
    monkeypatch.setattr(Path, "replace", lambda *_: (_ for _ in ()).throw(OSError("full")))
    figures(world, F1=0.9, P=0.9)
    with pytest.raises(OSError, match="full"):
        run(gate, world, "--update")
    assert (world / "room/floors.json").read_text() == before
    assert not list(world.rglob("*.part"))


def test_the_digest_of_a_folder_knows_names_and_contents(gate: ModuleType, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a").write_text("one")
    first = gate.digest(folder)
    (folder / "a").rename(folder / "b")
    assert gate.digest(folder) != first


@pytest.mark.parametrize(("seconds", "status"), [(60.0, 0), (60.1, 1)])
def test_past_a_ceiling_fails_and_no_update_moves_it(gate: ModuleType, world: Path, seconds: float, status: int) -> None:
    path = world / "room/floors.json"
    held = json.loads(path.read_text())
    held["toy"]["ceilings"] = {"import seconds": 60.0}
    path.write_text(json.dumps(held))
    (world / "figures.json").write_text(json.dumps({"F1": 0.8, "P": 0.9, "import seconds": seconds}))
    assert run(gate, world, "--update", "--allow-regression") == status
    assert json.loads(path.read_text())["toy"]["ceilings"] == {"import seconds": 60.0}


def test_a_room_names_all_its_benchmarks(gate: ModuleType, world: Path, capsys: pytest.CaptureFixture[str]) -> None:
    figures(world, F1=0.1, P=0.9)
    for name in ("room", "room/toy", "toy"):
        assert run(gate, world, name) == 1
        assert "toy: FAILED" in capsys.readouterr().out


def test_every_benchmark_with_floors_exists(gate: ModuleType) -> None:
    found = gate.chosen([])
    assert {path.parent.name for path, _ in found} >= {"extraction", "store"}
    for path, name in found:
        assert path.with_name(f"{name}.py").is_file(), name
