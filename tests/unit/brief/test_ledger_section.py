"""The ledger in a brief: under its status, with parties, conditions, changes and sentences."""

from __future__ import annotations

from datetime import date

from detente.brief.compose import compose
from detente.brief.parts import Brief, Section
from detente.relations.ledger import ledger
from situations import harbour, league

BOTH = (harbour(), league())


def brief(as_of: date | None = None) -> Brief:
    return compose(BOTH, commitments=ledger(BOTH, as_of))


def section(made: Brief) -> Section:
    return next(one for one in made.sections if one.key == "ledger")


def lines(made: Brief) -> list[str]:
    return ["".join(part.text for part in line.parts) for line in section(made).lines]


def test_a_line_has_parties_act_and_condition_with_its_tie() -> None:
    tied = "provided that Sudria pulls its patrol boats back from the strait"
    assert lines(brief())[0] == f"Norland to Sudria: open its harbour at Brenn to Sudrian grain ships, {tied}"


def test_what_became_of_it_is_said_and_groups_the_lines() -> None:
    made = brief(date(2031, 7, 1))
    assert [group.heading for group in section(made).groups] == ["Open", "Deadline passed"]
    assert lines(made)[-1].endswith("(deadline: by 1 June) – perhaps refused by Norland, 13 May 2031 – the deadline passed")


def test_every_line_leads_to_its_sentences_and_its_record() -> None:
    made = brief()
    quotes = {note.number: note.quote for note in made.notes}
    ids = {one.id for one in made.commitments}
    for line in section(made).lines:
        assert line.notes
        assert set(line.records) <= ids
    refused = next(line for line in section(made).lines if "perhaps refused" in "".join(part.text for part in line.parts))
    assert "Marwood's office rejected the deadline." in [quotes[number] for number in refused.notes]


def test_nothing_on_the_table_needs_no_section() -> None:
    assert "ledger" not in [one.key for one in compose(BOTH).sections]
