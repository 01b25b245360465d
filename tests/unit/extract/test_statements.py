"""Statements: speaker, addressee, asks, conditions; nothing from headings, things or beliefs of the writer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract import language
from detente.extract.cast import Cast, Role
from detente.extract.draft import Draft
from detente.extract.statements import find_statements
from detente.records import Actor, Document, Mention, Statement

if TYPE_CHECKING:
    from spacy.language import Language

ANA = Actor("a-1", "Ana Ruiz", role="foreign minister", kind="person", resolved=True)
NORTHLAND = Actor("a-2", "Northland", kind="country", resolved=True)
UNION = Actor("a-3", "Dockers' Union", kind="organisation", resolved=True)


def read(nlp: Language, text: str, names: dict[str, Actor]) -> tuple[Statement, ...]:
    """Statements of a text whose names (every occurrence) are known to the cast."""
    page = language.page(Document("d", text), nlp)
    roles: list[Role] = []
    for name, actor in names.items():
        at = text.find(name)
        while at >= 0:
            span = page.doc.char_span(at, at + len(name), alignment_mode="expand")
            assert span is not None
            mention = Mention(actor.id, "name", page.evidence(at, at + len(name), "test", 1.0))
            roles.append(Role(span.start, span.end, span.root.i, actor.id, mention))
            at = text.find(name, at + 1)
    cast = Cast.of({actor.id: actor for actor in names.values()}, tuple(roles))
    return find_statements(Draft(page, cast)).statements


def test_speaker_addressee_and_ask(nlp: Language) -> None:
    (one,) = read(nlp, "Ana Ruiz urged Northland to withdraw its soldiers from the valley.", {"Ana Ruiz": ANA, "Northland": NORTHLAND})
    assert (one.speaker, one.addressee, one.kind) == (ANA, NORTHLAND, "demand")
    assert [(ask.who, ask.span.quote) for ask in one.asks] == [("Northland", "withdraw its soldiers from the valley")]
    assert one.content[0].quote == "to withdraw its soldiers from the valley"


def test_a_condition_is_named_without_its_opener(nlp: Language) -> None:
    (one,) = read(nlp, "Ana Ruiz said the port would reopen only if the blockade was lifted.", {"Ana Ruiz": ANA})
    assert [span.quote for span in one.conditions] == ["the blockade was lifted"]
    assert one.modality == "conditional"


def test_a_quotation_alone_after_a_belief_has_the_carried_speaker(nlp: Language) -> None:
    text = "Ana Ruiz believes the truce will hold. “People on both sides of the river are tired of this war.”"
    statements = read(nlp, text, {"Ana Ruiz": ANA})
    carried = [one for one in statements if one.cue is None]
    assert [one.speaker for one in carried] == [ANA]
    assert carried[0].quotation == "direct"
    assert carried[0].source is None


def test_two_acts_of_one_sentence_are_two_statements(nlp: Language) -> None:
    text = "Ana Ruiz accused Northland of shelling the harbour and demanded an apology."
    statements = read(nlp, text, {"Ana Ruiz": ANA, "Northland": NORTHLAND})
    assert {one.kind for one in statements} == {"accusation", "demand"}
    assert {one.content[0].quote for one in statements} == {"shelling the harbour", "an apology"}


def test_headings_and_things_say_nothing(nlp: Language) -> None:
    text = "Ruiz warns Northland of war\n\nA study showed that the river was rising. The figures suggest that fewer ships sail."
    assert read(nlp, text, {}) == ()


def test_a_hypothetical_cue_is_no_statement(nlp: Language) -> None:
    assert read(nlp, "Ana Ruiz will announce a new plan tomorrow.", {"Ana Ruiz": ANA}) == ()


def test_evidence_is_verbatim_and_starts_with_the_content(nlp: Language) -> None:
    text = "“We will not sign,” the Dockers' Union told reporters on Friday."
    (one,) = read(nlp, text, {"Dockers' Union": UNION})
    assert one.speaker == UNION
    assert one.evidence[0].quote == one.content[0].quote == "“We will not sign,”"
    assert all(text[proof.start : proof.end] == proof.quote for proof in one.evidence)


def test_the_same_page_gives_the_same_statements(nlp: Language) -> None:
    text = "Ana Ruiz said talks had failed. She warned of a long winter."
    assert read(nlp, text, {"Ana Ruiz": ANA}) == read(nlp, text, {"Ana Ruiz": ANA})


def test_a_speaker_whom_nobody_knows_keeps_the_words_of_the_text(nlp: Language) -> None:
    page = language.page(Document("d", "A member of the northern delegation said that the talks had failed."), nlp)
    draft = find_statements(Draft(page, Cast()))
    (one,) = draft.statements
    assert one.speaker is not None
    assert (one.speaker.name, one.speaker.resolved) == ("member of the northern delegation", False)
    assert one.speaker in draft.cast.actors.values()


def test_an_addressee_may_be_a_crowd(nlp: Language) -> None:
    (one,) = read(nlp, "Ana Ruiz ordered all units to leave the valley.", {"Ana Ruiz": ANA})
    assert one.addressee is not None
    assert one.addressee.name == "units"


def test_the_official_is_the_one_who_spoke_before(nlp: Language) -> None:
    text = "A senior diplomat said that the talks had failed. “Nobody is ready to sign this paper,” the diplomat said."
    first, second = read(nlp, text, {})
    assert first.speaker == second.speaker


def test_what_was_not_said_is_no_statement(nlp: Language) -> None:
    assert read(nlp, "Ana Ruiz did not say whether she would send ministers.", {"Ana Ruiz": ANA}) == ()


def test_both_of_two_nested_reports_stand(nlp: Language) -> None:
    text = "Ana Ruiz said that Northland had warned that the dam would break."
    speakers = [one.speaker for one in read(nlp, text, {"Ana Ruiz": ANA, "Northland": NORTHLAND})]
    assert speakers == [ANA, NORTHLAND]


def test_the_host_of_a_broadcast_makes_no_statements(nlp: Language) -> None:
    text = "ANCHOR: Will you call off the march on the port?\n\nUNION LEADER: We will march until the port is open to all of us."
    assert [one.speaker.name for one in read(nlp, text, {}) if one.speaker] == ["UNION LEADER"]


def test_a_reply_without_substance_is_no_statement(nlp: Language) -> None:
    names = {"Ana Ruiz": ANA}
    assert read(nlp, "Ana Ruiz made no commitment to a date.", names) == ()
    assert read(nlp, "Ana Ruiz, asked for her view, left the hall.", names) == ()
    assert read(nlp, "Ana Ruiz asked not to be named.", names) == ()


def test_coordinated_acts_are_asked_of_the_same_one_and_a_threat_is_no_ask(nlp: Language) -> None:
    (one,) = read(nlp, "Ana Ruiz demanded that Northland free the pilots and open the port.", {"Ana Ruiz": ANA, "Northland": NORTHLAND})
    assert [(ask.who, ask.span.quote) for ask in one.asks] == [("Northland", "free the pilots"), ("Northland", "open the port")]
    (other,) = read(nlp, "Ana Ruiz urged Northland to resign or face a trial.", {"Ana Ruiz": ANA, "Northland": NORTHLAND})
    assert [ask.span.quote for ask in other.asks] == ["resign"]


def test_the_one_who_is_told_in_the_passive_is_the_addressee(nlp: Language) -> None:
    text = "“We will not sign,” Northland was told by Ana Ruiz."
    (one,) = read(nlp, text, {"Ana Ruiz": ANA, "Northland": NORTHLAND})
    assert (one.speaker, one.addressee) == (ANA, NORTHLAND)


def test_terms_after_a_noun_of_speech_are_its_condition(nlp: Language) -> None:
    text = "Ana Ruiz gave an assurance that the guns would fall silent, provided the shelling stopped."
    (one,) = read(nlp, text, {"Ana Ruiz": ANA})
    assert [span.quote for span in one.conditions] == ["the shelling stopped"]


def test_nobody_says_nothing(nlp: Language) -> None:
    text = "No one believes that Northland will keep the truce. None of the envoys said that talks had failed."
    assert not read(nlp, text, {"Northland": NORTHLAND})
    (one,) = read(nlp, "Ana Ruiz said that no one believes the promise of Northland.", {"Ana Ruiz": ANA, "Northland": NORTHLAND})
    assert one.speaker == ANA
