"""Drawings of forecasts as SVG: chances with their intervals, reliability, and skill over time; readable in black and white."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from detente.brief.report import percent, signed
from detente.brief.text_size import FONT
from detente.forecast_records import ReliabilityBin, Score
from detente.knowledge.ontology import ontology
from detente.records import Forecast

_SIZE, _INK, _SOFT, _PAPER = 12.0, "#1d2126", "#5b626b", "#ffffff"
_LABEL, _NARROW, _ROW, _DOT = 136.0, 480.0, 24.0, 5.0
_SQUARE, _EDGE = 300.0, 64.0
_WIDE, _TALL, _LEFT = 620.0, 190.0, 50.0


def interval_chart(forecasts: Sequence[Forecast]) -> str:
    """A row a forecast: dot for the chance, line for its 80 % interval, tick for the base rate; hollow is cooperation."""
    wide = _NARROW - _LABEL - 60
    high = _ROW * len(forecasts) + 28
    parts = []
    for mark in range(5):
        x = _LABEL + wide * mark / 4
        parts.append(_line(x, 4, x, high - 22, "grid"))
        parts.append(_text(x, high - 8, f"{mark * 25}%", "middle", soft=True))
    for row, one in enumerate(forecasts):
        y = _ROW * (row + 0.5) + 4
        at, low, top = (_LABEL + wide * chance for chance in (one.probability, one.low, one.high))
        parts.append(_text(_LABEL - 12, y + 4, one.event_class, "end"))
        parts.append(_line(low, y, top, y, "way"))
        if one.base_rate is not None:
            base = _LABEL + wide * one.base_rate
            parts.append(_line(base, y - 8, base, y + 8, "base"))
        parts.append(_dot(at, y, _DOT, hollow=is_cooperation(one.event_class)))
        parts.append(_text(_NARROW - 6, y + 4, percent(one.probability), "end"))
    told = "; ".join(f"{one.event_class} {percent(one.probability)}" for one in forecasts)
    return _svg(_NARROW, high, f"Chances: {told}", parts)


def reliability_chart(bins: Sequence[ReliabilityBin]) -> str:
    """What was said (across) against what came true (up), each dot with its 90 % interval; on the diagonal is right."""
    most = max((one.forecasts for one in bins), default=1)
    bottom, right = _SQUARE + 10, _EDGE + _SQUARE

    def place(across: float, up: float) -> tuple[float, float]:
        return _EDGE + _SQUARE * across, bottom - _SQUARE * up

    parts = [_line(_EDGE, bottom, right, 10, "base")]
    for mark in range(5):
        x, y = place(mark / 4, mark / 4)
        parts += [_line(x, 10, x, bottom, "grid"), _line(_EDGE, y, right, y, "grid")]
        parts += [_text(x, bottom + 16, f"{mark * 25}%", "middle", soft=True), _text(_EDGE - 6, y + 4, f"{mark * 25}%", "end", soft=True)]
    for one in bins:
        x, y = place(one.mean, one.came_true)
        parts.append(_line(x, place(0, one.share_low)[1], x, place(0, one.share_high)[1], "way"))
        parts.append(_dot(x, y, 2.5 + 5.5 * (one.forecasts / most) ** 0.5, hollow=False))
    parts.append(_text(_EDGE + _SQUARE / 2, bottom + 34, "said", "middle"))
    parts.append(f'<g transform="rotate(-90 10 {10 + _SQUARE / 2:.0f})">{_text(10, 10 + _SQUARE / 2 + 4, "came true", "middle")}</g>')
    told = "; ".join(f"said {percent(one.mean)}, came true {percent(one.came_true)} ({one.forecasts})" for one in bins)
    return _svg(right + 24, bottom + 42, f"Reliability: {told}", parts)


def skill_chart(scores: Sequence[Score]) -> str:
    """Skill over the base rate (filled) and over persistence (hollow) by period; the line is no better."""
    pairs = [(one.skill_over_base_rate, one.skill_over_persistence) for one in scores]
    values = [value for pair in pairs for value in pair if value is not None]
    top, low = max([0.1, *values]), max(-1.0, min([-0.1, *values]))
    span = top - low

    def up(value: float) -> float:
        return 12 + _TALL * (top - max(value, low)) / span

    wide = _WIDE - _LEFT - 10
    parts = [_line(_LEFT, up(0), _LEFT + wide, up(0), "way")]
    for mark in (top, 0.0, low):
        parts.append(_text(_LEFT - 6, up(mark) + 4, f"{mark:+.0%}".replace("-", "−") if mark else "0%", "end", soft=True))
    for at, (one, pair) in enumerate(zip(scores, pairs, strict=True)):
        x = _LEFT + wide * (at + 0.5) / len(scores)
        parts.append(_text(x, _TALL + 32, one.group, "middle", soft=True))
        for value, aside, hollow in zip(pair, (-5, 5), (False, True), strict=True):
            if value is not None:
                parts.append(_line(x + aside, up(0), x + aside, up(value), "grid"))
                parts.append(_dot(x + aside, up(value), 4, hollow=hollow))
    told = "; ".join(f"{one.group} {signed(base)} and {signed(last)}" for one, (base, last) in zip(scores, pairs, strict=True))
    return _svg(_WIDE, _TALL + 40, f"Skill over base rate and over persistence: {told}", parts)


def is_cooperation(event_class: str) -> bool:
    """Whether a class, or a type, is cooperation."""
    quad = next((str(facts.quad) for kind, facts in ontology().types.items() if kind == event_class), event_class)
    return quad.endswith("cooperation")


def _svg(wide: float, high: float, about: str, parts: Sequence[str]) -> str:
    kind = "picture plot broad" if wide > _NARROW else "picture plot"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="{kind}" role="img" viewBox="0 0 {wide:.0f} {high:.0f}" '
        f'width="{wide:.0f}" height="{high:.0f}" font-family="{FONT}" font-size="{_SIZE}">'
        f"<title>{escape(about)}</title>{''.join(parts)}</svg>"
    )


def _line(x: float, y: float, to_x: float, to_y: float, kind: str) -> str:
    ink, heavy, dash = {"way": (_INK, 1.5, ""), "grid": (_SOFT, 0.4, ""), "base": (_SOFT, 1.5, ' stroke-dasharray="3 2"')}[kind]
    return f'<path class="{kind}" d="M{x:.1f} {y:.1f}L{to_x:.1f} {to_y:.1f}" stroke="{ink}" stroke-width="{heavy}"{dash}/>'


def _dot(x: float, y: float, radius: float, *, hollow: bool) -> str:
    kind, fill = ("dot", _PAPER) if hollow else ("dot conflict", _INK)
    return f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{fill}" stroke="{_INK}"/>'


def _text(x: float, y: float, words: str, anchor: str, *, soft: bool = False) -> str:
    kind, ink = ("words tag", _SOFT) if soft else ("words", _INK)
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{ink}">{escape(words)}</text>'
