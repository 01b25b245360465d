"""Kind, polarity and modality by cue and words."""

from __future__ import annotations

import pytest

from detente.extract.statement_kinds import kinds_for, modality_of, polarity_of


@pytest.mark.parametrize(
    ("names", "content", "kind"),
    [
        (["threaten"], "to close the strait", "threat"),
        (["urge"], "to release the crew", "demand"),
        (["tell"], "to leave the city by noon", "demand"),
        (["tell"], "that the road was open", "claim"),
        (["deny"], "that it had armed the militia", "denial"),
        (["promise"], "to pay the soldiers", "promise"),
        (["accuse"], "shelling the market", "accusation"),
        (["say"], "the army will never accept such a border", "refusal"),
        (["say"], "talks can begin only if the prisoners come home", "condition"),
        (["announce"], "a truce of ten days", "announcement"),
        (["praise"], "the mediators", "praise"),
        (["signal", "willingness"], "a willingness to meet", "offer"),
        (["describe"], "the plan as a mistake", "assessment"),
        (["predict"], "a long winter", "prediction"),
    ],
)
def test_first_kind(names: list[str], content: str, kind: str) -> None:
    assert kinds_for(names, content, imperative=False, quoted=False, negated=False)[0] == kind


def test_an_imperative_is_a_demand() -> None:
    assert "demand" in kinds_for(["say"], "leave the city", imperative=True, quoted=True, negated=False)


def test_polarity() -> None:
    assert polarity_of(["deny"], "that it had armed the militia", negated=False) == "negative"
    assert polarity_of(["say"], "it would not leave the valley", negated=False) == "negative"
    assert polarity_of(["say"], "it has no plan to leave", negated=False) == "negative"
    assert polarity_of(["say"], "the army would leave", negated=False) == "positive"


def test_modality() -> None:
    assert modality_of("the army must leave", conditional=False, doubted=False) == "necessary"
    assert modality_of("the army may leave", conditional=False, doubted=False) == "possible"
    assert modality_of("the army will leave", conditional=True, doubted=False) == "conditional"
    assert modality_of("the army will leave", conditional=False, doubted=True) == "doubted"
    assert modality_of("the army left", conditional=False, doubted=False) == "asserted"
