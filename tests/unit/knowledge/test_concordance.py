"""Countries under the codes of several schemes, and CAMEO's codes."""

from __future__ import annotations

from typing import Any

import pytest

from detente.knowledge.cameo import cameo
from detente.knowledge.concordance import country_of
from detente.knowledge.ontology import ontology


@pytest.mark.parametrize(
    ("text", "scheme", "country"),
    [
        ("AU", "fips", "AUT"), ("AU", "iso2", "AUS"), ("CH", "fips", "CHN"), ("CH", "iso2", "CHE"), ("GM", "fips", "DEU"),
        ("GZ", "fips", "PSE"),
        ("ROM", "cameo", "ROU"), ("ROU", "cameo", "ROU"), ("KOS", "cameo", "KOS"), ("XKX", "iso3", "KOS"), ("ZAR", "iso3", "COD"),
        ("South Korea", "name", "KOR"), ("Russian Federation", "name", "RUS"), ("192", "numeric", "CUB"),
        ("Atlantis", "name", None),
        ("UNO", "iso3", "UNO"), ("", "iso3", None),
    ],
)  # fmt: skip
def test_a_country_under_each_scheme(text: str, scheme: Any, country: str | None) -> None:
    assert country_of(text, scheme) == country


def test_the_two_goldstein_tables_differ_where_they_are_known_to() -> None:
    different = {
        code: (one.goldstein_gdelt, one.goldstein_icews) for code, one in cameo().items() if one.goldstein_gdelt != one.goldstein_icews
    }
    assert different == {"016": (-2, -5), "022": (3.2, 3.4), "164": (-7, -6.5), "165": (-6.5, -7), "1213": (None, -4)}


def test_codes_lead_to_types_and_modes_of_plover() -> None:
    assert cameo()["010"].plover is None
    assert cameo()["10"].plover == "REQUEST"
    assert cameo()["163"].plover == "SANCTION"
    for code in cameo().values():
        assert code.quad == (1 if code.root < "06" else 2 if code.root < "09" else 3 if code.root < "14" else 4)
        if code.plover:
            assert code.mode is None or code.mode in ontology().types[code.plover].modes
