"""Who a text means: countries by code and name before actors of the registry and of the events at hand."""

from __future__ import annotations

import pytest

from detente.errors import SettingsError
from detente.knowledge.parties import party_of
from detente.knowledge.registry import shipped

KNOWN = (("a-17", "Lena Hollis"), ("", "Harbour Workers' League"), ("a-40", "Barack Obama"))


@pytest.mark.parametrize("text", ["CUB", "cub", "Cuba", " cuba ", "Republic of Cuba"])
def test_a_country_by_code_or_name(text: str) -> None:
    made = party_of(shipped(), None, text, KNOWN)
    assert (made.code, made.name) == ("CUB", "Cuba")
    assert made.has("a-1", "somebody", "CUB")
    assert not made.has("a-1", "Cuba", "USA")


@pytest.mark.parametrize("text", ["a-17", "Lena Hollis", "LENA  HOLLIS"])
def test_an_actor_of_the_events_by_id_or_name(text: str) -> None:
    made = party_of(shipped(), None, text, KNOWN)
    assert (made.code, made.name, made.ids) == (None, "Lena Hollis", ("a-17",))
    assert made.has("a-17", "", None)
    assert made.has("other", "lena hollis", "USA")
    assert not made.has("a-18", "Lena Holl", None)


def test_an_actor_that_only_a_data_set_names() -> None:
    assert party_of(shipped(), None, "harbour workers' league", KNOWN).name == "Harbour Workers' League"


def test_an_actor_of_the_registry_has_all_its_names() -> None:
    made = party_of(shipped(), None, "barack obama", KNOWN)
    assert made.ids == ("a-40",)
    assert len(made.names) > 1


@pytest.mark.parametrize(("text", "near"), [("Cubba", "Cuba"), ("Lena Holis", "Lena Hollis"), ("URS A", "")])
def test_nobody_is_told_with_the_nearest_names(text: str, near: str) -> None:
    with pytest.raises(SettingsError, match=f"no actor '{text}'.*{near}"):
        party_of(shipped(), None, text, KNOWN)


@pytest.mark.parametrize("text", ["", "   "])
def test_nothing_is_nobody(text: str) -> None:
    with pytest.raises(SettingsError, match="no actor"):
        party_of(shipped(), None, text, KNOWN)
