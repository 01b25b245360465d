"""Other people's event data: the columns, dialects and traps of each form."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

import event_data as made
from detente.errors import SourceError
from detente.exchange import formats
from detente.exchange.batches import Rejected
from detente.exchange.lines import blocks


def read(form: Any, data: bytes, tmp_path: Path, **more: Any) -> tuple[list[dict[str, Any]], list[Rejected]]:
    path = tmp_path / "file"
    path.write_bytes(data)
    batches = list(formats.read(form, [path], **more))
    return [row for one in batches for row in one.events.to_pylist()], [bad for one in batches for bad in one.rejected]


@pytest.mark.parametrize("width", [57, 58, 61])
def test_gdelt_has_three_widths(width: int, tmp_path: Path) -> None:
    (row,), rejected = read("gdelt", made.gdelt(width), tmp_path)
    assert not rejected
    assert (row["id"], row["day"], row["known_on"]) == ("gdelt:1290000001", date(2026, 1, 31), date(2026, 2, 1))
    assert (row["cameo"], row["code_dialect"], row["plover_type"], row["cameo_quad"]) == ("036", "cameo-gdelt", "AGREE", 1)
    assert (row["score"], row["scale"], row["mentions"], row["is_root"]) == (4.0, "goldstein-gdelt", 6, True)
    assert row["url"] == (None if width == 57 else "https://news.example/a")


def test_gdelt_actors_are_cameo_and_places_fips(tmp_path: Path) -> None:
    (row,), _ = read("gdelt", made.gdelt(), tmp_path)
    assert (row["source_country"], row["source_country_given"], row["source_code"]) == ("ROU", "ROM", "ROMMED")
    assert (row["place_country"], row["place_type"]) == ("AUS", "country")
    assert (row["source_sectors"], row["source_labels"]) == (["JRN"], ["MED"])
    assert (row["target_sectors"], row["target_labels"]) == (["MED"], ["HLH"])


def test_gdelt_with_a_language_behind_or_an_index_before(tmp_path: Path) -> None:
    behind = made.gdelt().rstrip(b"\n") + b"\teng\n"
    before = b"0\t" + made.gdelt()
    for data in (behind, before):
        (row,), _ = read("gdelt", data, tmp_path)
        assert (row["dataset_id"], row["cameo"]) == ("1290000001", "036")


def test_codes_are_texts(tmp_path: Path) -> None:
    rows, _ = read("gdelt", made.gdelt(EventCode="010") + made.gdelt(GLOBALEVENTID="2", EventCode="10"), tmp_path)
    assert [(row["cameo"], row["plover_type"]) for row in rows] == [("010", None), ("10", "REQUEST")]


def test_wrong_rows_are_named_with_line_and_reason(tmp_path: Path) -> None:
    lines = [
        made.gdelt(),
        b"1\t2\n",
        made.gdelt(GLOBALEVENTID="2", SQLDATE="20261399"),
        b"\n",
        made.gdelt(GLOBALEVENTID="x"),
        made.gdelt(EventCode=""),
    ]
    rows, rejected = read("gdelt", b"".join(lines), tmp_path)
    assert len(rows) == 1
    assert [(bad.line, bad.reason) for bad in rejected] == [
        (2, "2 fields, not 61"),
        (3, "no day"),
        (5, "no event id"),
        (6, "no event code"),
    ]
    assert rejected[0].raw == "1\t2"


@pytest.mark.parametrize("width", [16, 5])
def test_a_table_that_is_not_gdelts_is_refused(width: int, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="mentions" if width == 16 else "57, 58 or 61"):
        read("gdelt", b"\t".join([b"1"] * width) + b"\n", tmp_path)


@pytest.mark.parametrize("plain", [False, True])
def test_icews_id_and_day_are_the_key(plain: bool, tmp_path: Path) -> None:
    rows, rejected = read("icews", made.icews({}, {"Event Date": "7/15/2021"}, plain=plain), tmp_path)
    assert not rejected
    assert [row["id"] for row in rows] == ["icews:39000001@2021-07-14", "icews:39000001@2021-07-15"]
    row = rows[0]
    assert (row["source_country"], row["target_country"], row["place_country"]) == ("CUB", "USA", "CUB")
    assert (row["source_labels"], row["source_sectors"], row["target_labels"]) == (["Executive", "Government"], ["GOV"], None)
    assert (row["code_dialect"], row["scale"], row["score"], row["place_type"]) == ("cameo-1.1b3", "goldstein-icews", 4.0, "city")
    assert row["story_id"] == "50000001"


@pytest.mark.parametrize(("extra", "tabs"), [(0, 0), (4, 0), (0, 3), (4, 4)])
def test_polecat_headers_and_trailing_tabs(extra: int, tabs: int, tmp_path: Path) -> None:
    (row,), rejected = read("polecat", made.polecat({}, extra=extra, tabs=tabs), tmp_path)
    assert not rejected
    assert (row["plover_type"], row["plover_mode"], row["plover_quad"]) == ("AGREE", None, "verbal cooperation")
    assert (row["contexts"], row["source_sectors"]) == (["diplomatic", "economic", "health"], ["GOV", "LEG"])
    assert (row["source_country"], row["target_country"]) == ("CUB", "USA")
    assert (row["story_id"], row["known_on"], row["scale"]) == ("20260131-2227-abc", date(2026, 2, 1), "plover")


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_polecat_comes_in_two_encodings(encoding: str, tmp_path: Path) -> None:
    (row,), _ = read("polecat", made.polecat({}, encoding=encoding), tmp_path)
    assert row["target_name"] == "Peña"


def test_acled_tells_no_direction_and_changes_its_rows(tmp_path: Path) -> None:
    changes = {"event_date": "31 January 2026", "inter1": "6", "event_id_cnty": "CUB124", "sub_event_type": ""}
    (one, other), rejected = read("acled", made.acled({}, changes), tmp_path)
    assert not rejected
    assert (one["directed"], one["revised"], one["known_on"]) == (False, datetime(2026, 2, 2, 2, 40), date(2026, 2, 2))
    assert one["note"] == 'They said "enough",\nand went home.'
    assert (one["source_country"], one["target_country"], one["place_country"]) == ("CUB", None, "CUB")
    assert one["source_sectors"] == other["source_sectors"] == ["CVL"]
    assert one["day"] == other["day"] == date(2026, 1, 31)
    assert (one["label"], other["label"], one["plover_type"], one["fatalities"]) == ("Protests / Peaceful protest", "Protests", None, 0)


def test_plover_dialects(tmp_path: Path) -> None:
    older = {
        "id": "o-1", "date": "2025-03-01", "event": "CONSULT", "source": [{"code": "CUB"}], "target": [{"code": "USA", "sector": "GOV"}],
        "eventText": "they met",
    }  # fmt: skip
    example = {
        "id": "m-1", "date": "2025-03-02", "event": ["AID"],
        "actor": [{"country_name": "Cuba", "entity_name": "Havana", "sector_code": "GOV"}],
        "recipient": [{"wikidata_id": "Q30", "raw_text": "Washington"}],
    }  # fmt: skip
    data = (
        made.plover() + b"".join(json.dumps(one).encode() + b"\n" for one in (older, example)) + b"{\n" + b'{"id": 1, "event": ["AID"]}\n'
    )
    rows, rejected = read("plover", data, tmp_path)
    assert [(row["source_country"], row["target_country"], row["plover_type"]) for row in rows] == [
        ("CUB", "USA", "AGREE"),
        ("CUB", "USA", "CONSULT"),
        ("CUB", None, "AID"),
    ]
    assert (rows[0]["source_name"], rows[0]["source_code"], rows[0]["score"], rows[0]["scale"]) == ("Havana", "Q241", 2.5, "plover")
    assert (rows[1]["note"], rows[2]["target_name"], rows[2]["source_sectors"]) == ("they met", "Washington", ["GOV"])
    assert [(bad.line, bad.reason) for bad in rejected] == [(4, "not JSON"), (5, "no day")]


def test_a_plover_meeting_of_three_is_three_pairs_without_direction(tmp_path: Path) -> None:
    rows, _ = read("plover", made.plover(event=["CONSULT"], actor=[{"code": one} for one in ("CUB", "USA", "MEX")], recipient=[]), tmp_path)
    assert [(row["source_country"], row["target_country"], row["directed"]) for row in rows] == [
        ("CUB", "USA", False),
        ("CUB", "MEX", False),
        ("USA", "MEX", False),
    ]
    assert [row["dataset_id"] for row in rows] == ["x-1", "x-1/2", "x-1/3"]


def test_a_table_of_ones_own_by_names_and_by_mapping(tmp_path: Path) -> None:
    table = b"Date,Actor,Recipient,Event Type\n2026-01-31,Cuba,USA,agree\n31 January 2026,Cuba,USA,handshake\nnever,Cuba,USA,AID\n"
    rows, rejected = read("csv", table, tmp_path)
    assert [(row["source_name"], row["plover_type"], row["label"]) for row in rows] == [
        ("Cuba", "AGREE", "agree"),
        ("Cuba", None, "handshake"),
    ]
    assert [(bad.line, bad.reason) for bad in rejected] == [(4, "no day")]
    mapped, _ = read("csv", table, tmp_path, columns={"source_country": "Actor", "target_country": "Recipient"}, dataset="mine")
    assert [(row["dataset"], row["source_country"], row["target_country"]) for row in mapped] == [("mine", "CUB", "USA")] * 2


@pytest.mark.parametrize(
    ("columns", "said"),
    [({}, "no column for the day, the kind of event"), ({"dai": "x"}, "no column dai"), ({"day": "no"}, "has no column no")],
)
def test_a_table_without_the_needed_columns_is_one_clear_line(columns: dict[str, str], said: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=said):
        read("csv", b"who,source,target\nx,y,z\n", tmp_path, columns=columns)


def test_packed_files_are_read_as_they_are(tmp_path: Path) -> None:
    plain, _ = read("gdelt", made.gdelt(), tmp_path)
    assert read("gdelt", gzip.compress(made.gdelt()), tmp_path)[0] == plain
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("a.export.CSV", made.gdelt())
        archive.writestr("b.export.CSV", b"1\t2\n" + made.gdelt(GLOBALEVENTID="2"))
    rows, rejected = read("gdelt", packed.getvalue(), tmp_path)
    assert [row["dataset_id"] for row in rows] == ["1290000001", "2"]
    assert [(bad.origin, bad.line) for bad in rejected] == [(f"{tmp_path / 'file'}/b.export.CSV", 1)]


def test_a_damaged_or_absent_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="damaged"):
        read("gdelt", gzip.compress(made.gdelt() * 50)[:40], tmp_path)
    with pytest.raises(SourceError, match="no such file"):
        list(formats.read("gdelt", [tmp_path / "absent"]))


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_lines_are_the_same_in_blocks_of_any_size(size: int) -> None:
    data = b"\xef\xbb\xbfone\r\ntwo\n\nfour\rfive\nlast"
    found = [(block.first + at, line) for block in blocks(io.BytesIO(data), "f", size=size) for at, line in enumerate(block.lines)]
    assert found == [(1, b"one"), (2, b"two"), (3, b""), (4, b"four five"), (5, b"last")]
