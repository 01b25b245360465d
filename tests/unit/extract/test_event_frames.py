"""The event lexicon: every frame can be read, and its conditions are asked of the clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from detente.extract.cast import Cast, Role
from detente.extract.event_frames import frames_of, lexicon, noun_frame, parsed, verb_frame
from detente.records import Actor, Evidence, Mention

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token


def cast_of(sectors: dict[Token, str]) -> Cast:
    """A cast of groups with their sectors at single tokens."""
    actors = {token.text: Actor(token.text, token.text, sector=sector, kind="group") for token, sector in sectors.items()}
    roles = tuple(
        Role(t.i, t.i + 1, t.i, t.text, Mention(t.text, "nominal", Evidence("d", t.idx, t.idx + len(t), t.text, "test", 1.0)))
        for t in sectors
    )
    return Cast.of(actors, roles)


def test_every_frame_of_the_lexicon_can_be_read() -> None:
    frames = [frame for kind in ("verb", "noun") for lemma in lexicon()[kind] for frame in frames_of(kind, lemma)]
    assert {frame.type for frame in frames} == {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
        "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }  # fmt: skip
    assert all(frame.lemma == lemma for lemma in lexicon()["verb"] for frame in frames_of("verb", lemma))


def test_a_line_names_its_conditions_and_slots() -> None:
    frame = parsed("lose_out = town|city : in=war & army < MIL ^ to|from > obj|in ~", "ASSAULT", noun=False)
    assert (frame.lemma, frame.particle) == ("lose", "out")
    assert (frame.objects, frame.words, frame.doers) == (frozenset({"town", "city"}), frozenset({"army"}), frozenset({"MIL"}))
    assert (frame.below, frame.origins, frame.slots) == ((("in", frozenset({"war"})),), ("to", "from"), ("obj", "in"))
    assert frame.reciprocal
    assert not frame.bare


def test_a_broken_line_is_an_error_that_shows_it() -> None:
    with pytest.raises(ValueError, match="cannot read 'attack >'"):
        parsed("attack >", "ASSAULT", noun=False)


def test_frames_with_more_conditions_come_first() -> None:
    weights = [frame.weight for frame in frames_of("verb", "take")]
    assert weights == sorted(weights, reverse=True)


@pytest.mark.parametrize(("sector", "type_"), [("CVL", "PROTEST"), ("MIL", "ASSAULT")])
def test_who_storms_decides_what_it_is(sector: str, type_: str, nlp: Language) -> None:
    doc = nlp("They stormed the embassy at noon.")
    frame = verb_frame(doc[1], cast_of({doc[0]: sector}))
    assert frame is not None
    assert frame.type == type_


def test_a_particle_is_no_preposition_with_a_noun_of_its_own(nlp: Language) -> None:
    doc = nlp("He took refuge in the embassy.")
    frame = verb_frame(doc[1], Cast())
    assert frame is None or frame.particle != "in"


def test_a_relative_pronoun_that_acts_is_no_object(nlp: Language) -> None:
    doc = nlp("They returned to talks that broke down in May.")
    verb = next(token for token in doc if token.text == "broke")
    frame = verb_frame(verb, Cast())
    assert frame is None or frame.type != "SANCTION"


def test_an_event_noun_has_a_frame_and_a_thing_none(nlp: Language) -> None:
    doc = nlp("The bombardment of the harbour damaged a bicycle.")
    known = {token.text: noun_frame(token) for token in doc if token.pos_ == "NOUN"}
    assert known["bombardment"] is not None
    assert known["bombardment"].type == "ASSAULT"
    assert known["bicycle"] is None
