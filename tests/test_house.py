"""The rules of the house, run: sizes, names, and what may not happen below the doors."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = sorted((ROOT / "src").rglob("*.py"))
MODULES = [
    *SOURCE,
    *sorted((ROOT / "tests").rglob("*.py")),
    *sorted((ROOT / "training").rglob("*.py")),
    *sorted((ROOT / "registry").rglob("*.py")),
]
DOORS = {"cli", "web", "progress.py", "clock.py"}  # folders and files that may see clock and terminal
NAMELESS = {"utils", "util", "helpers", "helper", "common", "misc"}
CLOCKS = {("time", "time"), ("datetime", "now"), ("date", "today"), ("datetime", "today"), ("datetime", "utcnow")}


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_file_has_at_most_400_lines(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_a_function_has_at_most_50_lines_and_7_parameters(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1
            assert lines <= 50, f"{node.name} has {lines} lines"
            parameters = [*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs]
            assert len([p for p in parameters if p.arg not in ("self", "cls")]) <= 7, f"{node.name} has {len(parameters)} parameters"


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_each_module_has_a_name_and_a_docstring(path: Path) -> None:
    assert path.stem not in NAMELESS
    text = path.read_text(encoding="utf-8")
    assert not text.strip() or ast.get_docstring(ast.parse(text)), "a module says what it is"


@pytest.mark.parametrize("path", [p for p in SOURCE if p.name == "__init__.py"], ids=name)
def test_init_only_re_exports(path: Path) -> None:
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        exported = isinstance(node, ast.Assign) and all(
            isinstance(t, ast.Name) and t.id in ("__all__", "__version__") for t in node.targets
        )
        assert docstring or exported or isinstance(node, ast.Import | ast.ImportFrom)


@pytest.mark.parametrize("path", [p for p in SOURCE if not DOORS & set(p.parts)], ids=name)
def test_below_the_doors_no_clock_no_print_no_chance(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            if isinstance(node.func, ast.Name):
                assert node.func.id not in ("print", "input"), f"line {node.lineno}"
            if isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                assert (node.func.value.id, node.func.attr) not in CLOCKS, f"line {node.lineno}"
        if isinstance(node, ast.Import):
            assert not {alias.name for alias in node.names} & {"random", "secrets"}, f"line {node.lineno}"


@pytest.mark.parametrize("path", SOURCE, ids=name)
def test_a_local_import_has_a_reason(path: Path) -> None:
    text = path.read_text(encoding="utf-8").splitlines()
    for node in ast.walk(ast.parse("\n".join(text))):
        if isinstance(node, ast.FunctionDef):
            local = [n for n in ast.walk(node) if isinstance(n, ast.Import | ast.ImportFrom)]
            for statement in local[:1]:
                lines = text[statement.lineno - 1 : (statement.end_lineno or statement.lineno)]
                assert (DOORS | {"workspace.py"}) & set(path.parts) or any("#" in line for line in lines), f"line {statement.lineno}"


def test_data_files_say_what_they_are() -> None:
    for path in sorted((ROOT / "src").rglob("data/*")):
        if path.suffix in (".toml", ".tsv", ".csv"):
            first = path.read_text(encoding="utf-8").splitlines()[0]
            assert first.startswith("#"), f"{name(path)} has no header"
            assert len(first) > 20, f"{name(path)} has no header"
