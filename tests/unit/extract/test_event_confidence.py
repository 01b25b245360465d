"""How the confidence of an event depends on its signs, and that unlikely acts are left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.extract.cast import Cast, Role
from detente.extract.event_act import Act, Party
from detente.extract.event_confidence import confidence, signs
from detente.extract.language import page
from detente.knowledge.tables import toml_table
from detente.records import Actor, Document, Mention, record_id

if TYPE_CHECKING:
    from spacy.language import Language

KENYA, CHAD = (Actor(code, name, code, kind="country", resolved=True) for code, name in (("KEN", "Kenya"), ("TCD", "Chad")))
CROWD = Actor("crowd", "crowd", None, "CVL", "described, not named", "group")


@pytest.mark.parametrize("worse", ["unknown_target", "unknown_source", "described_target", "no_target", "states"])
def test_a_flaw_lowers_confidence(worse: str) -> None:
    assert confidence({"verb": 1.0, worse: 1.0}) < confidence({"verb": 1.0})


def test_confidence_is_a_probability_and_ignores_unknown_signs() -> None:
    assert 0 < confidence({"unheard of": 1.0}) == confidence({}) < 1


def test_signs_tell_parties_distances_and_states(nlp: Language) -> None:
    text = "Kenya criticised Chad."
    parsed = page(Document(record_id("doc", text), text), nlp)
    roles = tuple(
        Role(i, i + 1, i, code, Mention(code, "name", parsed.evidence(parsed.doc[i].idx, parsed.doc[i].idx + 4, "test", 1.0)))
        for i, code in ((0, "KEN"), (2, "TCD"))
    )
    cast = Cast.of({"KEN": KENYA, "TCD": CHAD}, roles)
    act = Act(1, "ACCUSE", (Party(0, "KEN"),), (Party(2, "TCD"),), rule="verb")
    sentence = next(parsed.sentences())
    found = signs(act, ((KENYA,), (CHAD,)), sentence, cast)
    assert found["verb"] == found["two_states"] == 1.0
    assert found["states"] == 0.5
    assert found["far_target"] == found["far_source"] == pytest.approx(1 / 20)
    assert found["unknown_target"] == found["one_state"] == found["outside_target"] == found["deep"] == 0.0
    loose = signs(Act(1, "ACCUSE", act.sources, (Party(40, "crowd"),)), ((KENYA,), (CROWD,)), sentence, cast)
    assert loose["unknown_target"] == loose["described_target"] == loose["outside_target"] == 1.0
    assert confidence(loose) < confidence(found)


def test_the_threshold_is_between_the_best_and_the_worst_event() -> None:
    least = toml_table("event_frames", "detente.extract")["least_confidence"]
    assert confidence({"verb": 1.0, "unknown_target": 1.0, "described_target": 1.0, "states": 1.0, "deep": 1.0, "long": 1.0}) < least
    assert least < confidence({"verb++": 1.0, "two_states": 1.0, "states": 0.5})
