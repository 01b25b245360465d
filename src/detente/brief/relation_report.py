"""A relation as a report: both lines over time, counts, shifts with the events that made them, and what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from detente.brief.parts import Group, Line, Part, Tone
from detente.brief.plain import one_line, short
from detente.brief.relation_chart import chart_svg
from detente.brief.relation_words import day_range, number, party_name, ruler, sparkline, strength_words
from detente.brief.report import Chart, Column, Listing, Report, Table, percent
from detente.brief.wording import bare, full_day
from detente.knowledge.ontology import ontology
from detente.records import Commitment, SourcedEvent
from detente.relation_records import Level, Period, Relation, Series, Shift

_COLUMNS = 56
_KEY = 12
_TONES: tuple[Tone, ...] = ("cooperation", "conflict")
_LEVELS, _TOLD = 3, 0.1  # lines of a shift that are told, and the least part of the first one's weight
_SAYS = {
    "worse": "a greater share of conflict",
    "better": "a smaller share of conflict",
    "busier": "more events",
    "quieter": "fewer events",
}
_CHART_KEY = (
    "Steps are raw, lines smoothed. A band holds the days between which a shift lies with 90% probability; its line is the likeliest."
)


def relation_report(relation: Relation, form: str = "terminal") -> Report:
    """The report; a page has the chart in the place of the sparklines."""
    numbers = {event.id: at for at, event in enumerate(_cited(relation), start=1)}
    first, last = relation.series[0].periods[0].first, relation.series[0].periods[-1].last
    total = sum(one.events for one in relation.series)
    over_time: Chart | Listing = (
        Chart("Over time", chart_svg(relation, inline=True), _CHART_KEY) if form == "html" else _sparklines(relation)
    )
    blocks: list[Chart | Listing | Table] = [over_time, _classes(relation), _types(relation), _shifts(relation, numbers)]
    if relation.without:
        groups = tuple(_shift(one, relation, numbers) for one in relation.vanished)
        blocks.append(Listing("Vanished", groups, _vanished_key(relation)))
    if relation.commitments:
        blocks.append(Listing("Open between them", (Group(None, tuple(map(_commitment, relation.commitments))),)))
    return Report(
        kicker="Relation",
        title=f"{one_line(relation.one_name)} and {one_line(relation.other_name)}",
        lead=f"{total:,} events · {day_range(first, last)} · by {relation.series[0].by}",
        blocks=tuple(blocks),
        data=relation,
        events=tuple(_cited(relation)),
        remarks=tuple(_remarks(relation)),
    )


def _cited(relation: Relation) -> list[SourcedEvent]:
    several = (event for shift in (*relation.shifts, *relation.vanished) for event in shift.events)
    return list({event.id: event for event in several}.values())


def _way(one: Series) -> str:
    """Who towards whom, short enough for the head of a column."""
    return " → ".join(short(one_line(key), _KEY) for key in (one.source, one.target))


def _heading(relation: Relation, one: Series | Level) -> str:
    return f"{party_name(relation, one.source)} → {party_name(relation, one.target)}"


def _sparklines(relation: Relation) -> Listing:
    """Both lines with as many periods a column as there must be; all rates on one height, and all scores, so that they compare."""
    unit, size = relation.series[0].by, -(-len(relation.series[0].periods) // _COLUMNS)
    columns = [[one.periods[at : at + size] for at in range(0, len(one.periods), size)] for one in relation.series]
    rates = [
        {tone: [_rate(several, tone, one) for several in told] for tone in _TONES}
        for one, told in zip(relation.series, columns, strict=True)
    ]
    means = [[_mean(several) for several in told] for told in columns]
    highest = max((value for of in rates for values in of.values() for value in values if value is not None), default=0.0)
    bound = max((abs(value) for values in means for value in values if value is not None), default=1.0)
    groups = []
    for one, told, of, scores in zip(relation.series, columns, rates, means, strict=True):
        lines = [Line(tone, (Part(sparkline(of[tone], 0.0, highest)),), tone=tone) for tone in _TONES]
        lines.append(Line("mean score", (Part(sparkline(scores, -bound, bound)),)))
        lines.append(Line("", (Part(ruler([several[0].first for several in told]), "faint"),)))
        groups.append(Group(_heading(relation, one), tuple(lines)))
    column = f"A column is {size} {unit}s" if size > 1 else f"A column is a {unit}"
    heights = f"full height {number(highest)} events per {relation.series[0].per}; scores from {number(-bound)} to {number(bound)}"
    return Listing("Over time", tuple(groups), f"{column}; {heights}; · nothing known.")


def _rate(several: Sequence[Period], name: str, one: Series) -> float | None:
    counted = [period for period in several if not period.gap]
    events = sum(getattr(period, f"verbal_{name}") + getattr(period, f"material_{name}") for period in counted)
    days = sum((period.last - period.first).days + 1 for period in counted)
    against = sum(period.reported for period in counted) / 1000 if one.per == "1,000 reported events" else days / 30
    return events / against if against else None


def _mean(several: Sequence[Period]) -> float | None:
    scored = [(period.score, period.scored) for period in several if period.score is not None]
    return sum(score * scores for score, scores in scored) / sum(scores for _, scores in scored) if scored else None


def _classes(relation: Relation) -> Table:
    columns = (Column("", right=False), *(Column(_way(one)) for one in relation.series))
    rows = [
        (name, *(f"{sum(getattr(period, name.replace(' ', '_')) for period in one.periods):,}" for one in relation.series))
        for name in ontology().quads
    ]
    rows.append(("all events", *(f"{one.events:,}" for one in relation.series)))
    rows.append(("mean score", *("–" if one.score is None else number(one.score) for one in relation.series)))
    scale, scored, total = relation.series[0].scale, sum(s.scored for s in relation.series), sum(s.events for s in relation.series)
    return Table("Counts", columns, tuple(rows), f"Scores are on the scale {scale}; {scored:,} of {total:,} events have one.")


def _types(relation: Relation) -> Table:
    counts = [{one.type: one.events for one in series.types} for series in relation.series]
    both = {kind: sum(of.get(kind, 0) for of in counts) for of in counts for kind in of}
    columns = (
        Column("", right=False), *(Column(_way(one)) for one in relation.series), Column("", right=False, spare=True),
    )  # fmt: skip
    ranked = sorted(both, key=lambda kind: (-both[kind], kind))
    rows = [(kind, *(f"{of.get(kind, 0):,}" for of in counts), ontology().types[kind].meaning) for kind in ranked]
    return Table("By type", columns, tuple(rows))


def _shifts(relation: Relation, numbers: dict[str, int]) -> Listing:
    groups = tuple(_shift(one, relation, numbers) for one in relation.shifts)
    if not groups:
        return Listing("Shifts", (Group(None, (Line("", (Part("No lasting change is likelier than not.", "faint"),)),)),))
    lasting = {"day": "four weeks", "week": "four weeks", "month": "two months"}[relation.sought_by]
    key = f"Shifts last at least {lasting}; rates are events per {relation.series[0].per}, on average before and after."
    return Listing("Shifts", groups, key)


def _shift(one: Shift, relation: Relation, numbers: dict[str, int]) -> Group:
    tone: Tone = "conflict" if one.kind == "worse" else "cooperation" if one.kind == "better" else ""
    lines = [Line("what", (Part(_SAYS[one.kind] + _scores(one)),), tone=tone)]
    for level in one.levels[:_LEVELS]:
        if level.weight >= _TOLD * one.levels[0].weight:
            lines.append(Line("", (Part(f"{_heading(relation, level)}, {level.quad}: {number(level.before)} → {number(level.after)}"),)))
    sure = f"probability {one.probability:.2f}, evidence {strength_words(one.strength)} (2 ln B = {one.strength:.0f})"
    lines.append(Line("how sure", (Part(sure),)))
    lines += [Line("stable", (Part(words),)) for words in _trials(one)]
    if one.events:
        lines += _events(one.events, numbers)
    return Group(f"{one.kind.capitalize()}: {day_range(one.first, one.last)}", tuple(lines))


def _events(events: Iterable[SourcedEvent], numbers: dict[str, int]) -> Iterator[Line]:
    for at, event in enumerate(events):
        day = Part(f"{event.day.day} {event.day:%b %Y} ", "faint")
        words = Part(f"{one_line(event.source)} → {one_line(event.target)}: {event.type}")
        yield Line("events" if not at else "", (day, words), (numbers[event.id],))


def _scores(one: Shift) -> str:
    """The rate of all events before and after, what share of them was conflict, and their mean scores."""
    conflict = [sum(getattr(level, side) for level in one.levels if "conflict" in level.quad) for side in ("before", "after")]
    everything = [sum(getattr(level, side) for level in one.levels) for side in ("before", "after")]
    text = f"; events {number(everything[0])} → {number(everything[1])}"
    if all(everything):
        before, after = (percent(part / whole) for part, whole in zip(conflict, everything, strict=True))
        text += f", conflict {before} → {after} of them"
    if one.score_before is None or one.score_after is None:
        return text
    return f"{text}; mean score {number(one.score_before)} → {number(one.score_after)}"


def _trials(one: Shift) -> Iterator[str]:
    for holds, words in ((True, "holds without"), (False, "not found without")):
        names = [trial.without for trial in one.trials if trial.holds is holds]
        if names:
            yield f"{words} {', '.join(map(one_line, names))}"


def _vanished_key(relation: Relation) -> str:
    left = f"Left out: {', '.join(map(one_line, relation.without))} ({relation.left_out:,} events)."
    return left + ("" if relation.vanished else " Every shift of the whole is still found.")


def _commitment(one: Commitment) -> Line:
    last = one.wordings[-1]
    to = f" to {one_line(one.addressee.name)}" if one.addressee else ""
    conditions = "".join(f"; condition: {bare(one_line(span.quote))}" for span in last.conditions)
    said = f" ({full_day(last.said)})" if last.said else ""
    act = Part(bare(one_line(last.act.quote)) + conditions, "quote")
    return Line(one.kind, (Part(one_line(one.speaker.name), "name"), Part(f"{to}: "), act, Part(said, "faint")), (), (one.id,))


def _remarks(relation: Relation) -> Iterator[str]:
    one = relation.series[0]
    gaps = sum(period.gap for period in one.periods)
    if one.per == "1,000 reported events":
        yield f"Rates are measured against all events of the workspace in the {one.by}." + (
            f" {gaps:,} of {len(one.periods):,} {one.by}s have none at all and are gaps." if gaps else ""
        )
    else:
        yield "Most events of the workspace are of this pair, so rates are by time, not against how much is reported."
    yield f"Smoothed: {one.kernel}. Each happening counts once."
    if not relation.without:
        return
    yield f"Without {', '.join(map(one_line, relation.without))}: {relation.left_out:,} events left out."
