"""Small invented files in the forms of other people's event data."""

from __future__ import annotations

import json
from collections.abc import Mapping

from detente.knowledge.tables import toml_table

HEADERS = toml_table("headers", "detente.exchange")
GDELT: list[str] = HEADERS["gdelt"].split()
ICEWS: list[str] = HEADERS["icews"]
POLECAT: list[str] = HEADERS["polecat"]
ACLED: list[str] = HEADERS["acled"].split()

_GDELT = {
    "GLOBALEVENTID": "1290000001", "SQLDATE": "20260131", "Actor1Code": "ROMMED", "Actor1Name": "BUCHAREST", "Actor1CountryCode": "ROM",
    "Actor1Type1Code": "MED", "Actor2Code": "CUBHLH", "Actor2Name": "CUBA", "Actor2CountryCode": "CUB", "Actor2Type1Code": "HLH",
    "IsRootEvent": "1", "EventCode": "036", "EventBaseCode": "036", "EventRootCode": "03", "QuadClass": "1", "GoldsteinScale": "4.0",
    "NumMentions": "6", "NumSources": "2", "NumArticles": "6", "AvgTone": "-2.41", "ActionGeo_Type": "1", "ActionGeo_FullName": "Australia",
    "ActionGeo_CountryCode": "AS", "ActionGeo_ADM1Code": "AS", "ActionGeo_Lat": "-25", "ActionGeo_Long": "135", "ActionGeo_FeatureID": "AS",
    "DATEADDED": "20260201194500", "SOURCEURL": "https://news.example/a",
}  # fmt: skip
_ICEWS = dict(zip(ICEWS, (
    "39000001", "2021-07-14", "Foreign Affairs (Cuba)", '"Executive,Government"', "Cuba", "Express intent to meet or negotiate", "036", "4",
    "United States", "", "United States", "50000001", "2", "Invented Agency", "Havana", "NA", "La Habana", "Cuba", "23.13", "-82.38",
), strict=True))  # fmt: skip
_POLECAT = {
    "Event ID": "20260131-2227-abc_AGREE_n", "Event Date": "2026-01-31", "Event Type": "AGREE", "Event Mode": "None", "Intensity": "2.5",
    "Quad Code": "VERBAL COOPERATION", "Contexts": "diplomatic; economic|health", "Actor Name": "Norland Ministry", "Actor Country": "Cuba",
    "Primary Actor Sector": "GOV", "Actor Sectors": "GOV;LEG", "Recipient Name": "Peña", "Recipient Country": "USA", "Recipient COW": "2",
    "Country": "CUB", "Publication Date": "2026-02-01", "Source": "feed7", "Language": "es", "Version": "1",
}  # fmt: skip
_ACLED = {
    "event_id_cnty": "CUB123", "event_date": "2026-01-31", "event_type": "Protests", "sub_event_type": "Peaceful protest",
    "actor1": "Protesters (Cuba)", "inter1": "Protesters", "actor2": "Police Forces of Cuba (2018-)", "inter2": "State forces",
    "iso": "192", "country": "Cuba", "location": "Havana", "latitude": "23.1", "longitude": "-82.4", "geo_precision": "1",
    "source": "Wire; Post", "notes": 'They said "enough",\nand went home.', "fatalities": "0", "timestamp": "1770000000",
}  # fmt: skip


def gdelt(width: int = 61, **changed: str) -> bytes:
    """One line; of 57, 58, 61 or 62 columns."""
    row = {**_GDELT, **changed}
    names = GDELT if width > 60 else [name for name in GDELT if not name.endswith("_ADM2Code")]
    fields = [row.get(name, "") for name in names][: 57 if width == 57 else None]
    return "\t".join(fields).encode() + b"\n"


def icews(*changes: Mapping[str, str], header: bool = True, plain: bool = False) -> bytes:
    """A file with a row for each set of changes; `plain` headers are small letters with underscores."""
    names = [name.lower().replace(" ", "_") for name in ICEWS] if plain else ICEWS
    lines = ["\t".join({**_ICEWS, **changed}.values()) for changed in changes]
    return ("\n".join([*(["\t".join(names)] if header else []), *lines]) + "\n").encode()


def polecat(*changes: Mapping[str, str], extra: int = 0, tabs: int = 0, encoding: str = "utf-8") -> bytes:
    """A file whose header may name more columns than there are, and whose lines may end with tabs."""
    header = [*POLECAT, *("Headline", "Event Text", "Feed", "Story ID")[:extra]]
    rows = ["\t".join({**dict.fromkeys(POLECAT, "None"), **_POLECAT, **changed}.values()) + "\t" * tabs for changed in changes]
    return ("\n".join(["\t".join(header), *rows]) + "\n").encode(encoding)


def acled(*changes: Mapping[str, str]) -> bytes:
    """A CSV file with quoted notes that go over lines."""
    rows = [[{**_ACLED, **changed}.get(name, "") for name in ACLED] for changed in changes]
    quoted = [",".join('"' + field.replace('"', '""') + '"' for field in row) for row in rows]
    return ("\n".join([",".join(ACLED), *quoted]) + "\n").encode()


def plover(**changed: object) -> bytes:
    """One record in the form of the manual."""
    record = {
        "id": "x-1",
        "date": "2026-01-31",
        "actor": [{"code": "CUB", "sector": "GOV", "entity_text": "Havana", "identifier_id": "Q241"}],
        "recipient": [{"code": "USA", "sector": "GOV"}],
        "event": ["AGREE"],
        "context": ["diplomatic"],
        "quad_code": 1,
        "event_scale": 2.5,
        "cite_info": {"url": "https://news.example/a", "language": "en"},
    }
    return json.dumps({**record, **changed}).encode() + b"\n"
