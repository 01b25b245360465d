"""The forecasts for a pair as a report: chances with interval and base rate, and the reasons with the events behind them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from math import exp

from detente.brief.forecast_charts import interval_chart
from detente.brief.names import country_name, in_text
from detente.brief.parts import Group, Line, Part
from detente.brief.report import Chart, Column, Listing, Report, Table, percent
from detente.brief.wording import full_day
from detente.forecast_records import Outlook
from detente.records import Actor, Forecast, Reason, SourcedEvent

_REASONS, _EXPLAINED, _CITED, _CELLS = 3, 5, 3, 12
_KEY = "Base rate: the share of the past windows of this length, five years back at most, with such an act."
_LATELY = " Lately: what such a window brought after one like the last."
_WHY = "× is the factor by which a reason moves the odds, against a typical pair of those the model was fitted on."


def outlook_report(outlook: Outlook) -> Report:
    """The report of an outlook."""
    known = {event.id: event for event in outlook.events}
    numbers: dict[str, int] = {}
    blocks: list[Table | Listing | Chart] = []
    ways = {way: tuple(several) for way, several in groupby(outlook.forecasts, key=lambda one: (one.source, one.target))}
    for (source, target), several in ways.items():
        heading = sentence(f"{party(source)} → {party(target)}")
        blocks += [_table(heading, several), Chart(heading, interval_chart(several), _CHART_KEY)]
    blocks += [_why(f"Why: {party(source)} → {party(target)}", several, known, numbers) for (source, target), several in ways.items()]
    names = " and ".join(party(code) for code in (outlook.source, outlook.target))
    days = "day" if outlook.horizon == 1 else f"{outlook.horizon} days"
    lately = _LATELY if any(one.persistence is not None for one in outlook.forecasts) else ""
    models = ", ".join(dict.fromkeys(one.model for one in outlook.forecasts))
    return Report(
        kicker="Forecast",
        title=f"{sentence(names)}: the next {days}",
        lead=f"From {full_day(outlook.known_until)} on · nothing later was looked at · newest event {full_day(outlook.newest)}",
        blocks=tuple(blocks),
        data=outlook,
        events=tuple(known[event] for event in numbers),
        remarks=(_KEY + lately, *_resolution(outlook), f"Model {models}; data {outlook.data[:12]}."),
    )


def sentence(text: str) -> str:
    """The text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def party(code: str) -> str:
    """An actor by its code as it stands in a sentence: `the United States`."""
    name = country_name(code)
    return in_text(Actor(code, name, kind="country", resolved=True)) if name else code


_CHART_KEY = "Dot: the chance (hollow for cooperation, filled for conflict); line: its 80% interval; dashed tick: the base rate."


def _table(heading: str, forecasts: Sequence[Forecast]) -> Table:
    columns = (
        Column("at least one act of", right=False), Column("chance"), Column("", right=False, spare=True), Column("80% interval"),
        Column("base rate"), Column("lately", spare=True),
    )  # fmt: skip
    rows = tuple(
        (
            one.event_class, percent(one.probability), bar(one.probability), f"{percent(one.low)} – {percent(one.high)}",
            percent(one.base_rate), percent(one.persistence),
        )
        for one in forecasts
    )  # fmt: skip
    return Table(heading, columns, rows)


def bar(chance: float) -> str:
    """A bar of blocks, an eighth of a cell exact."""
    eighths = round(chance * _CELLS * 8)
    full, rest = divmod(eighths, 8)
    return "█" * full + (" ▏▎▍▌▋▊▉"[rest] if rest else "")


def _why(heading: str, forecasts: Sequence[Forecast], known: Mapping[str, SourcedEvent], numbers: dict[str, int]) -> Listing:
    explained = sorted(forecasts, key=lambda one: -one.probability)[:_EXPLAINED]
    groups = tuple(
        Group(
            f"{one.event_class}: {percent(one.probability)}",
            tuple(_reason(reason, known, numbers) for reason in one.reasons[:_REASONS]),
        )
        for one in forecasts
        if one in explained
    )
    left = len(forecasts) - len(explained)
    return Listing(heading, groups, _WHY + (f" The reasons of the {left} others are in --format json." if left else ""))


def _reason(reason: Reason, known: Mapping[str, SourcedEvent], numbers: dict[str, int]) -> Line:
    cited = [event for event in reason.event_ids if event in known][:_CITED]
    for event in cited:
        numbers.setdefault(event, len(numbers) + 1)
    notes = tuple(sorted(numbers[event] for event in cited))
    factor = exp(reason.added)
    label = "note" if reason.added == 0 else f"×{factor:.2f}" if factor < 1 else f"×{factor:.1f}"
    return Line(label, (Part(reason.text),), notes, tuple(reason.event_ids))


def _resolution(outlook: Outlook) -> tuple[str, ...]:
    """How it will be decided, once for all classes."""
    return tuple(dict.fromkeys(one.resolution for one in outlook.forecasts))[:1]
