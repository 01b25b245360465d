"""Measure actors: who is meant, in which office at the date, of which country and sector, and misspelt names.

python benchmarks/extraction/actors.py [--data DIR] [--held] [--verbose]     prints JSON

Reads own gold (benchmarks/gold/actors_tune.jsonl; `--held` takes the held-back half instead) with its statements, as `I` and `we`
lead to their speakers, the registry for the one-edit test, and actors/mentions_dev.jsonl of DIR, the shared data. Conventions:
benchmarks/extraction/README.md.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from detente.evaluate.tasks import evaluate
from detente.extract.actors import ActorFinder, FirstPersons, cast_page
from detente.extract.cast import Cast
from detente.extract.draft import Draft, Page
from detente.extract.language import load, pages
from detente.extract.statements import find_statements
from detente.knowledge.names import full_keys, key_of
from detente.knowledge.registry import Person, shipped
from detente.records import Actor, Document

ROOT = Path(__file__).parents[2]
DATA = (Path("benchmarks/gold/actors_tune.jsonl"), Path("actors/mentions_dev.jsonl"))
ALPHABET = "abcdefghijklmnopqrstuvwxyz"
SEED, TYPOS = 20260205, 1500
WEAK = frozenset({"of", "the", "and", "for", "a", "in", "to", "general", "republic", "affairs", "national", "state", "acting"})
RANKS = frozenset({"vice", "deputy", "first"})
OF_SOMETHING = frozenset({"leader", "member", "head", "commander", "spokesperson"})
SAME_WORD = {
    "spokesman": "spokesperson",
    "spokeswoman": "spokesperson",
    "defense": "defence",
    "premier": "prime",
    "secretary": "minister",
    "external": "foreign",
}
type Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--held", action="store_true", help="score the held-back gold; for a closing note, never to tune")
    parser.add_argument("--verbose", action="store_true", help="name each mention that is not right (not with --held)")
    options = parser.parse_args()
    gold = ROOT / ("benchmarks/gold/actors_held.jsonl" if options.held else DATA[0])
    shown: Row = {"gold": gold.name, **own_figures(gold, verbose=options.verbose and not options.held), **typo_figures()}
    if (options.data / DATA[1]).exists():
        shown.update(shared_figures(options.data / DATA[1]))
    sys.stdout.write(json.dumps(shown, indent=1) + "\n")


def measure(data: Path) -> dict[str, float]:
    """The figures that the gate holds: own gold to tune on, misspelt names, shared mentions."""
    figures = {**own_figures(ROOT / DATA[0]), **typo_figures(), **shared_figures(data / DATA[1])}
    shown = {name: value for name, value in figures.items() if name.endswith(("right", "right_where_answered", "found"))}
    return shown | {
        name.replace("_wrong", "_not_wrong"): 1 - figures[name] for name in ("person_wrong", "typo_wrong", "unresolvable_wrong")
    }


# ---- own gold ------------------------------------------------------------------------------------------------------


def own_figures(gold: Path, *, verbose: bool = False) -> Row:
    """Shares over the listed mentions; `wrong` is another person than the gold's, `abstained` is none."""
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines() if line.strip()]
    documents = [Document(row["id"], row["text"], published=date.fromisoformat(row["date"])) for row in rows]
    counts: Counter[tuple[str, str]] = Counter()
    forms: Counter[tuple[str, str]] = Counter()
    for row, page in zip(rows, pages(documents, load()), strict=True):
        cast = _cast(page)
        for mention in row["mentions"]:
            actors = _actors_at(cast, *mention["span"])
            marks = dict(_marks(mention, actors))
            counts.update(marks.items())
            forms.update((mention["form"], mark) for field, mark in marks.items() if field in ("person", "actor", "unresolvable"))
            if verbose and (bad := {k: v for k, v in marks.items() if v != "right"}):
                _show(row, mention, actors, bad)
    by_form: dict[str, dict[str, int]] = {}
    for (form, mark), n in sorted(forms.items()):
        by_form.setdefault(form, {})[mark] = n
    return {**_shares(counts), "by_form": by_form}


def _cast(page: Page) -> Cast:
    """All mentions of a page; first persons need the statements around them."""
    draft = Draft(page, Cast())
    for step in (ActorFinder(shipped()), find_statements, FirstPersons(shipped())):
        draft = step(draft)
    return draft.cast


def _show(row: Row, mention: Row, actors: list[Actor], bad: dict[str, str]) -> None:
    wanted = [mention[k] for k in ("actor", "role", "role_status", "country", "sector")]
    got = [(a.name, a.role, a.country, a.sector) for a in actors]
    sys.stderr.write(f"{row['id']} {row['date']} {mention['form']} {mention['text']!r} WANTED {wanted} GOT {got} {bad}\n")


def _shares(counts: Counter[tuple[str, str]]) -> Row:
    shown: Row = {}
    for field in ("person", "unresolvable", "role", "actor", "country", "sector"):
        by = {mark: counts[field, mark] for mark in ("right", "wrong", "abstained")}
        n, answered = sum(by.values()), by["right"] + by["wrong"]
        shown |= {f"{field}_{mark}": round(value / max(1, n), 4) for mark, value in by.items()}
        shown |= {f"{field}_right_where_answered": round(by["right"] / max(1, answered), 4), f"{field}_n": n}
    return shown


def _actors_at(cast: Cast, start: int, end: int) -> list[Actor]:
    """The actors of the mention that overlaps a gold span most, at least three tenths of both together; heads before modifiers."""

    def overlap(one: Any) -> tuple[float, bool]:
        a, b = one.mention.evidence.start, one.mention.evidence.end
        return max(0, min(b, end) - max(a, start)) / (max(b, end) - min(a, start)), not one.modifier

    best = max(cast.roles, key=overlap, default=None)
    if best is None or overlap(best)[0] < 0.3:
        return []
    return [cast[role.actor_id] for role in cast.roles if role.head == best.head and overlap(role) == overlap(best)]


def _marks(mention: Row, actors: list[Actor]) -> Iterator[tuple[str, str]]:
    """What is right, wrong or abstained of one mention."""
    actor = actors[0] if actors else None
    person = actor if actor and actor.kind == "person" else None
    if mention["unresolvable"]:
        yield "unresolvable", "wrong" if person and person.resolved else "right"
        return
    if mention["person"]:
        mark = _person_mark(mention, person)
        yield "person", mark
        if mark == "right" and person and mention["role"]:
            yield "role", _role_mark(mention, person)
    else:
        yield "actor", _actor_mark(mention, actors)
    if mention["country"]:
        yield "country", _country_mark(mention, actors)
    if mention["sector"] and ";" not in mention["sector"]:
        got = _sector(actor)
        yield "sector", "right" if got == mention["sector"] else "wrong" if got else "abstained"


def _person_mark(mention: Row, person: Actor | None) -> str:
    if person is None:
        return "abstained"
    if _same_person(person.name, mention["person"]):
        return "right"
    written = set(key_of(person.name)) <= set(key_of(mention["person"])) and key_of(person.name)
    if written and not person.resolved and len(key_of(person.name)) > 1:
        return "right"  # an unknown person under a part of the name that the text gives
    return "wrong" if person.resolved else "abstained"


def _same_person(name: str, other: str) -> bool:
    known = shipped().people.get(key_of(other), ())
    return bool(full_keys(name) & full_keys(other)) or any(person.name == name for person in known)


def _role_mark(mention: Row, person: Actor) -> str:
    """An office counts as right with the same standing (in office, former) and the same telling words; a coming one by silence."""
    status = mention["role_status"]
    if not person.role:
        return "right" if status == "future" else "abstained"
    former = person.role.lower().startswith(("former", "ex-", "past "))
    if status == "future" or former != (status == "former"):
        return "wrong"
    said, rest_said = _telling(person.role)
    got = said | rest_said
    for role in mention["role"].split(" and "):  # of two offices one will do
        office, rest = _telling(role)
        same = office and office <= got and not (got ^ office) & RANKS
        if same and (not office & OF_SOMETHING or not rest or not rest_said or rest & got):
            return "right"
    return "wrong"


def _telling(role: str) -> tuple[set[str], set[str]]:
    """The telling words of an office, and those of what it is an office of."""
    office, _, rest = role.replace(",", " of ", 1).partition(" of ")
    sides = [{SAME_WORD.get(word, word) for word in key_of(side)} - WEAK - {"former"} for side in (office, rest)]
    return sides[0], sides[1]


def _actor_mark(mention: Row, actors: list[Actor]) -> str:
    wanted = [name.strip() for name in (mention["actor"] or "").split(";")]
    if not actors:
        return "abstained"
    codes = (mention["country"] or "").split(";")
    found = sum(any(_same_actor(actor, name, codes) for actor in actors) for name in wanted)
    if found == len(wanted):
        return "right"
    return "wrong" if any(actor.resolved for actor in actors) else "abstained"


def _same_actor(actor: Actor, name: str, codes: list[str]) -> bool:
    """The same name, a name that the registry knows for it, or the state itself where the gold names its government."""
    if name.startswith("Government of ") and actor.kind in ("country", "government"):
        return actor.country in codes
    if name.startswith("Citizens of ") and actor.kind == "group":
        return actor.country in codes and actor.sector == "CVL"
    if name.startswith("Armed forces of ") and actor.sector == "MIL":
        return actor.country in codes
    keys = {tuple(word for word in key_of(text.split("(")[0]) if word != "the") for text in (actor.name, name)}
    return len(keys) == 1 or any(sense.name == actor.name for sense in shipped().senses.get(key_of(name), ()))


def _country_mark(mention: Row, actors: list[Actor]) -> str:
    wanted = {("RUS" if code == "SUN" else code) for code in mention["country"].split(";")}
    got = {"IGO" if actor.sector == "IGO" else "RUS" if actor.country == "SUN" else actor.country for actor in actors} - {None}
    return "abstained" if not got else "right" if got == wanted or wanted <= got else "wrong"


def _sector(actor: Actor | None) -> str | None:
    """The sector of an actor; a state that acts is its government."""
    if actor is None:
        return None
    return "GOV" if actor.kind == "country" and not actor.sector else None if actor.sector == "UNK" else actor.sector


# ---- misspelt names ------------------------------------------------------------------------------------------------


def typo_figures(n: int = TYPOS) -> Row:
    """One random edit in the names of registry persons, each in a sentence with the title and the country of an office held."""
    known = sorted({p.name: p for p in shipped().persons if len(p.name.split()) > 1 and _term(p)}.values(), key=lambda p: p.name)
    chance = random.Random(SEED)
    people = chance.sample(known, min(n, len(known)))
    documents, edited = [], []
    for i, person in enumerate(people):
        name = _edit(person.name, chance)
        edited.append(name)
        documents.append(_sentence(i, person, name))
    found: Counter[str] = Counter()
    for person, name, page in zip(people, edited, pages(documents, load()), strict=True):
        start = page.document.text.index(name)
        actors = [actor for actor in _actors_at(cast_page(page, shipped()).cast(), start, start + len(name)) if actor.kind == "person"]
        resolved = next((actor for actor in actors if actor.resolved), None)
        found["abstained" if resolved is None else "found" if _same_person(resolved.name, person.name) else "wrong"] += 1
    total = max(1, found.total())
    return {"typo_n": total, **{f"typo_{mark}": round(found[mark] / total, 4) for mark in ("found", "wrong", "abstained")}}


def _term(person: Person) -> Any:
    """An office to be told in the sentence: the last one of a country that has a name."""
    terms = [term for term in person.terms if term.country and term.country in shipped().country_names and term.start]
    return max(terms, key=lambda term: term.start or date.min, default=None)


def _edit(name: str, chance: random.Random) -> str:
    """One letter dropped, doubled into another, changed or swapped with its neighbour; never a word's first letter."""
    places = [i for i in range(1, len(name)) if name[i].isalpha() and name[i - 1].isalpha()]
    while True:
        i, kind, letter = chance.choice(places), chance.randrange(4), chance.choice(ALPHABET)
        made = {
            0: name[:i] + name[i + 1 :],
            1: name[:i] + letter + name[i:],
            2: name[:i] + letter + name[i + 1 :],
            3: name[: i - 1] + name[i] + name[i - 1] + name[i + 1 :] if i > 1 and name[i - 2].isalpha() else name[:i] + name[i + 1 :],
        }[kind]
        if key_of(made) != key_of(name):
            return made


def _sentence(i: int, person: Person, name: str) -> Document:
    term = _term(person)
    country = shipped().country_name(term.country)
    last = term.end or date(2026, 2, 5)
    day = min(term.start + timedelta(days=40), last)
    title = term.role.split(" of ")[0].split(",")[0]
    texts = (
        f"The {title} of {country}, {name}, spoke to reporters after the talks.",
        f"{name}, {title} of {country}, met the visiting delegation on Monday.",
        f"In {country}, {name} said the talks would go on.",
    )
    return Document(f"typo-{i}", texts[i % 3], published=day)


# ---- shared mentions -----------------------------------------------------------------------------------------------


def shared_figures(gold: Path) -> dict[str, float]:
    """Country, sector and title of mentions_dev, rows inside and outside the open coders' index apart."""
    figures = evaluate("actors", gold, None, load(), shipped()).figures or {}
    return {
        f"shared_{group.replace(', wiki_index ', '_index_')}_{mark}": float(figures[group][mark])
        for group in figures
        if "none_expected" not in group
        for mark in ("right", "wrong", "right_where_answered")
    }


if __name__ == "__main__":
    main()
