"""The word tables: agent nouns, titles and metonyms, from the curated files."""

from registry_tables.rows import CURATED, Row, read_csv

AGENTS = (
    "agents.tsv",
    "Agent nouns: noun or noun phrase head (or modifier), PLOVER sector, number (s, p, c collective), gender, weight. Judged by the editor",
    ("noun", "sector", "use", "number", "gender", "weight"),
)
TITLES = (
    "titles.tsv",
    "Title phrases: office (as in people.tsv, or honorific), PLOVER sector, gender. Editor",
    ("title", "office", "sector", "gender"),
)
METONYMS = (
    "metonyms.tsv",
    "Metonyms: surface, the actor meant, country, sector, reading. Editor. Every capital in "
    "countries.tsv is place_or_government by rule and is not listed",
    ("surface", "actor", "country", "sector", "reading", "status"),
)


def agents() -> list[Row]:
    """One row a form: a singular entry gives its plural too; the first entry of a form wins."""
    rows: dict[tuple[str, str], Row] = {}
    for entry in read_csv(CURATED / "agents.csv"):
        forms = [(entry["noun"], entry["number"])]
        if entry["number"] == "s":
            forms.append((entry["plural"] or plural(entry["noun"]), "p"))
        for form, number in forms:
            row = entry | {"noun": form, "number": number}
            rows.setdefault((form, entry["use"]), row)
    return [rows[key] for key in sorted(rows, key=lambda key: (key[0].casefold(), key))]


def plural(noun: str) -> str:
    """The regular plural of a noun phrase's last word."""
    if noun.endswith(("s", "x", "ch", "sh")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}s"


def titles() -> list[Row]:
    """One row a title phrase, longest first so that a matcher can take them in order."""
    return sorted(read_csv(CURATED / "titles.csv"), key=lambda row: (-len(row["title"].split()), row["title"]))


def metonyms() -> list[Row]:
    """One row a surface form."""
    return sorted(read_csv(CURATED / "metonyms.csv"), key=lambda row: row["surface"])
