"""What next in a brief: the chances of the four classes for the pairs of the documents, with the main reason of each."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from detente.brief.outlook_report import party, sentence
from detente.brief.parts import Group, Line, Part, Section
from detente.brief.report import percent
from detente.brief.wording import full_day
from detente.forecast_records import Outlook
from detente.records import Forecast


def next_section(outlooks: Sequence[Outlook]) -> Section:
    """The section; each direction of a pair is a group."""
    groups = [
        Group(
            f"{sentence(party(source))} → {party(target)}, {outlook.horizon} days from {full_day(outlook.known_until)}",
            tuple(_line(one) for one in several),
        )
        for outlook in outlooks
        for (source, target), several in groupby(outlook.forecasts, key=lambda one: (one.source, one.target))
    ]
    told = [Line("", (Part(f"From the events in the workspace. Why: {_command(outlook)}", "faint"),)) for outlook in outlooks]
    return Section("next", "What next", (*groups, Group(None, tuple(told))), "No history to forecast from.")


def _command(outlook: Outlook) -> str:
    """What tells the reasons and the events behind them."""
    return f"detente forecast {outlook.source} {outlook.target} --known-until {outlook.known_until}"


def _line(one: Forecast) -> Line:
    usual = f", base rate {percent(one.base_rate)}" if one.base_rate is not None else ""
    main = one.reasons[0] if one.reasons else None  # a thin history is told first, then the strongest
    why = (Part(f" – {main.text}", "faint"),) if main else ()
    interval = Part(f" ({percent(one.low)} – {percent(one.high)}{usual})")
    return Line(
        percent(one.probability), (Part(one.event_class, "name"), interval, *why), records=(one.id, *(main.event_ids if main else ()))
    )
