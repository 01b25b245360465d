"""The documents say what the code does: commands, settings, records, event types, examples and links."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import typer

from detente import records, relation_records
from detente.cli import app
from detente.knowledge.ontology import ontology
from detente.settings import Settings

ROOT = Path(__file__).parents[1]
SKIPPED = {".venv", ".git", "node_modules", ".pytest_cache"}
PAGES = sorted(path for path in ROOT.rglob("*.md") if not SKIPPED & set(path.relative_to(ROOT).parts) and "snapshots" not in path.parts)
USER_PAGES = [path for path in PAGES if path.parent in (ROOT, ROOT / "docs")]
USER_TEXT = "\n".join(path.read_text(encoding="utf-8") for path in USER_PAGES if path.name not in ("CHANGELOG.md", "CONTRIBUTING.md"))
CODE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]\n]*\]\(([^)\s]+)\)")


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def commands() -> list[tuple[str, Any]]:
    """Every command with the words that call it (typer carries a click of its own, so the classes are not asked)."""

    def walk(words: str, command: Any) -> Iterator[tuple[str, Any]]:
        inside = getattr(command, "commands", None)
        if inside is None:
            yield words, command
        for name, one in (inside or {}).items():
            yield from walk(f"{words} {name}", one)

    return list(walk("detente", typer.main.get_command(app)))


def options() -> set[tuple[str, ...]]:
    parameters = [parameter for _, command in commands() for parameter in command.params]
    return {tuple(parameter.opts) for parameter in parameters if parameter.opts[0].startswith("-")}


def record_types(module: ModuleType) -> list[type]:
    found = (getattr(module, name) for name in dir(module))
    return [one for one in found if isinstance(one, type) and is_dataclass(one) and one.__module__ == module.__name__]


def name(value: object) -> str:
    return value.relative_to(ROOT).as_posix() if isinstance(value, Path) else getattr(value, "__name__", str(value))


def test_the_command_line_is_seen() -> None:
    assert {"detente brief", "detente extract", "detente evaluate"} <= {words for words, _ in commands()}
    assert ("--format", "-f") in options()


@pytest.mark.parametrize("words", [words for words, _ in commands()])
def test_every_command_is_in_the_documents(words: str) -> None:
    assert re.search(rf"`?{re.escape(words)}\b", USER_TEXT)


@pytest.mark.parametrize("spellings", sorted(options()), ids="/".join)
def test_every_option_is_in_the_documents(spellings: tuple[str, ...]) -> None:
    assert any(re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", USER_TEXT) for option in spellings)


@pytest.mark.parametrize("field", fields(Settings), ids=lambda field: field.name)
def test_every_setting_stands_in_its_table_with_its_default(field: object) -> None:
    setting = getattr(field, "name", ""), getattr(field, "default", None)
    row = re.search(rf"^\| `{setting[0]}` \| ([^|]*) \|", page("settings.md"), re.MULTILINE)
    assert row, f"{setting[0]} is not in docs/settings.md"
    shown = row.group(1).strip().strip("`").strip('"').replace("_", "").replace(",", "")
    assert shown == ("none" if setting[1] is None else str(setting[1]).replace("_", "")), "the default differs"


@pytest.mark.parametrize("record", [*record_types(records), *record_types(relation_records)], ids=name)
def test_every_field_of_every_record_is_documented(record: type) -> None:
    sections = dict(re.findall(r"^## (\w+)\n(.*?)(?=^## |\Z)", page("records.md"), re.MULTILINE | re.DOTALL))
    assert record.__name__ in sections, f"docs/records.md has no section {record.__name__}"
    documented = set(re.findall(r"^\| `(\w+)` \|", sections[record.__name__], re.MULTILINE))
    assert documented == {field.name for field in fields(record)}


@pytest.mark.parametrize("kind", sorted(ontology().types))
def test_every_event_type_is_documented(kind: str) -> None:
    assert re.search(rf"\b{re.escape(kind)}\b", USER_TEXT)


@pytest.mark.parametrize("path", [p for p in PAGES if any(lang == "python" for lang, _ in CODE.findall(p.read_text("utf-8")))], ids=name)
def test_python_in_documents_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of one page run one after the other, as a reader types them, in the folder of the project."""
    monkeypatch.chdir(ROOT)
    before = set(ROOT.iterdir())
    known: dict[str, object] = {"__name__": f"page_{path.stem}", "tmp_path": tmp_path}
    for language, block in CODE.findall(path.read_text(encoding="utf-8")):
        if language == "python":
            exec(compile(block, name(path), "exec"), known)
    assert set(ROOT.iterdir()) == before, "an example leaves files behind"


@pytest.mark.flow
def test_the_tutorial_runs(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The cells of the notebook in order, as a reader runs them in the folder of the project."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    known: dict[str, object] = {"__name__": "tutorial"}
    notebook = json.loads((ROOT / "docs/tutorial.ipynb").read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            exec(compile("".join(cell["source"]), "tutorial.ipynb", "exec"), known)


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_relative_link_leads_somewhere(path: Path) -> None:
    text = CODE.sub("", path.read_text(encoding="utf-8"))
    broken = [
        target for target in LINK.findall(text) if not re.match(r"[a-z]+:|#", target) and not (path.parent / target.split("#")[0]).exists()
    ]
    assert not broken


@pytest.mark.parametrize("path", PAGES, ids=name)
def test_every_anchor_of_a_link_exists(path: Path) -> None:
    for target in LINK.findall(CODE.sub("", path.read_text(encoding="utf-8"))):
        file, _, anchor = target.partition("#")
        if re.match(r"[a-z]+:", target) or not anchor:
            continue
        other = path.parent / file if file else path
        heads = re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8"), re.MULTILINE)
        assert anchor in {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}, target
