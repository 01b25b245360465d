"""How good forecasts were, as a report: the record of frozen forecasts, and forecasts rehearsed on history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from detente.brief.forecast_charts import reliability_chart, skill_chart
from detente.brief.outlook_report import party, sentence
from detente.brief.parts import Group, Line, Part
from detente.brief.report import Chart, Column, Listing, Report, Table, percent, signed
from detente.brief.wording import full_day
from detente.forecast_records import Assessment, FrozenForecast, Rehearsal, Score, TrackRecord
from detente.records import SourcedEvent

_SHOWN = 20
_FEW = 50
_SCORES = (
    "Brier: mean squared error, 0 is perfect. Vs base, vs pers.: skill over the base rate, and over persistence (what such a window "
    "brought after one like the last); 100% is perfect, 0% no better, below it is worse. Cal. error: mean distance of said and true."
)
_DOTS = "Each dot is a band of ten per cent, with the 90% interval of the share that came true; on the diagonal, what was said came true."
_SKILLS = "Filled: skill over the base rate; hollow: over persistence; above the line is better. By the day of the cut-off."


def record_report(record: TrackRecord) -> Report:
    """The report of the record."""
    resolved = [one for one in record.forecasts if one.outcome]
    opened = [one for one in record.forecasts if not one.outcome]
    blocks: list[Table | Listing | Chart] = []
    events: tuple[SourcedEvent, ...] = ()
    for assessment, made in ((record.ahead, ", made ahead"), (record.hindsight, ", made with hindsight")):
        blocks += _assessment(assessment, made)
    if opened:
        ordered = sorted(opened, key=lambda one: (closes(one), one.number))
        blocks.append(_listing("Open", ordered, [_open(one, record.newest) for one in ordered[:_SHOWN]]))
    if resolved:
        ordered = sorted(resolved, key=lambda one: (-closes(one).toordinal(), one.number))
        events = _deciding(ordered[:_SHOWN], record.events)
        numbers = {event.id: number for number, event in enumerate(events, start=1)}
        blocks.append(_listing("Resolved", ordered, [_resolved(one, numbers) for one in ordered[:_SHOWN]]))
    counts = f"{len(record.forecasts):,} frozen · {len(resolved):,} resolved · {len(opened):,} open"
    reach = f" · data until {full_day(record.newest)}" if record.newest else ""
    return Report("Record", "The record of forecasts", counts + reach, tuple(blocks), record, events, tuple(_remarks(record)))


def rehearsal_report(rehearsal: Rehearsal) -> Report:
    """The report of a rehearsal on history."""
    if rehearsal.source and rehearsal.target:
        names = " and ".join(party(code) for code in (rehearsal.source, rehearsal.target))
        subject = sentence(names)
    else:
        subject = f"{rehearsal.pairs:,} directed pairs"
    days = "1 day" if rehearsal.horizon == 1 else f"{rehearsal.horizon} days"
    lead = (
        f"{rehearsal.cut_offs:,} cut-offs from {full_day(rehearsal.first)} to {full_day(rehearsal.last)}, "
        f"{rehearsal.step} {'day' if rehearsal.step == 1 else 'days'} apart · at each only what was known the day before"
    )
    few = sum(one.forecasts for one in rehearsal.assessment.together) < _FEW
    return Report(
        "Backtest", f"{subject}: forecasts of {days}, tried on history", lead, tuple(_assessment(rehearsal.assessment, "")), rehearsal,
        remarks=(_too_few(),) if few else (),
    )  # fmt: skip


def closes(one: FrozenForecast) -> date:
    """The first day after the horizon."""
    return one.forecast.known_until + timedelta(one.forecast.horizon)


def _assessment(assessment: Assessment, made: str) -> Iterator[Table | Chart]:
    if not assessment.together:
        return
    yield _scores(f"How good they were{made}", "all of", assessment.together, _SCORES + _intervals(assessment.together))
    if len(assessment.by_class) > 1:
        yield _scores(f"By class{made}", "class", assessment.by_class, "")
    yield _reliability(assessment, made)
    yield Chart(f"Reliability{made}", reliability_chart(assessment.reliability), _DOTS)
    if len(assessment.over_time) > 1:
        yield _scores(f"Over time{made}", "cut-off in", assessment.over_time, "")
        yield Chart(f"Skill over time{made}", skill_chart(assessment.over_time), _SKILLS)


def _intervals(scores: Sequence[Score]) -> str:
    told = [
        f"{one.group} {signed(one.skill_low)} to {signed(one.skill_high)}"
        for one in scores
        if one.skill_low is not None and one.skill_high is not None
    ]
    return f" 90% interval of the skill over the base rate, pairs drawn again: {', '.join(told)}." if told else ""


def _scores(heading: str, first: str, scores: Sequence[Score], key: str) -> Table:
    columns = (
        Column(first, right=False), Column("number"), Column("said", spare=True), Column("true"), Column("Brier"),
        Column("vs base"), Column("vs pers."), Column("cal. error", spare=True),
    )  # fmt: skip
    rows = tuple(
        (
            one.group, f"{one.forecasts:,}", percent(one.mean), percent(one.came_true / one.forecasts), f"{one.brier:.3f}",
            signed(one.skill_over_base_rate), signed(one.skill_over_persistence), f"{one.calibration_error:.3f}",
        )
        for one in scores
    )  # fmt: skip
    return Table(heading, columns, rows, key)


def _reliability(assessment: Assessment, made: str) -> Table:
    columns = (Column("said between", right=False), Column("number"), Column("said"), Column("came true"), Column("90% interval"))
    rows = tuple(
        (
            f"{one.low:.0%} – {one.high:.0%}", f"{one.forecasts:,}", percent(one.mean), percent(one.came_true),
            f"{percent(one.share_low)} – {percent(one.share_high)}",
        )
        for one in assessment.reliability
    )  # fmt: skip
    return Table(f"Reliability{made}", columns, rows)


def _listing(heading: str, several: Sequence[FrozenForecast], lines: Sequence[Line]) -> Listing:
    left = len(several) - _SHOWN
    more = f"{left:,} more are in --format json." if left > 0 else ""
    return Listing(heading, (Group(None, tuple(lines[:_SHOWN])),), more)


def _open(one: FrozenForecast, newest: date | None) -> Line:
    waits = newest is not None and newest >= closes(one)
    state = (Part(" – over, but the data does not cover it", "faint"),) if waits else ()
    return Line(percent(one.forecast.probability), (*_question(one), *state), records=(one.forecast.id,))


def _resolved(one: FrozenForecast, numbers: Mapping[str, int]) -> Line:
    outcome = one.outcome
    behind = outcome.event_ids if outcome else ()
    said = f"{percent(one.forecast.probability)} {'yes' if outcome and outcome.happened else 'no'}"
    return Line(said, _question(one), tuple(numbers[event] for event in behind[:1] if event in numbers), (one.forecast.id, *behind))


def _question(one: FrozenForecast) -> tuple[Part, ...]:
    made = one.forecast
    first, last = made.known_until, closes(one) - timedelta(1)
    days = (
        full_day(first)
        if first == last
        else f"{first.day} {first:%b}{'' if first.year == last.year else f' {first.year}'} – {short_day(last)}"
    )
    return (Part(f"{made.source} → {made.target} {made.event_class}", "name"), Part(f", {days}"))


def short_day(day: date) -> str:
    """14 Oct 2025."""
    return f"{day.day} {day:%b %Y}"


def _deciding(resolved: Sequence[FrozenForecast], events: Sequence[SourcedEvent]) -> tuple[SourcedEvent, ...]:
    """The first event that decided each forecast, in their order."""
    known = {event.id: event for event in events}
    first = dict.fromkeys(event for one in resolved if one.outcome for event in one.outcome.event_ids[:1])
    return tuple(known[event] for event in first if event in known)


def _remarks(record: TrackRecord) -> Iterator[str]:
    if record.hindsight.together:
        yield (
            "Made with hindsight: when they were saved, the workspace already held events of their horizon. No such event was looked at, "
            "but only forecasts made ahead prove anything."
        )
    seen = [one for one in (record.ahead, record.hindsight) if one.together]
    if seen and sum(score.forecasts for one in seen for score in one.together) < _FEW:
        yield _too_few()
    if not record.forecasts:
        yield "Nothing is frozen yet: detente forecast A B --save does so."


def _too_few() -> str:
    return f"Fewer than {_FEW} resolved forecasts: figures from so few say little."
