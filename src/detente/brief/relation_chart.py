"""A relation as a chart: cooperation upwards, conflict downwards, a panel each way, the score below; shifts as bands. Vega-Lite."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from detente.brief.relation_words import day_range, party_name
from detente.brief.text_size import FONT
from detente.relation_records import Relation, Series

_WIDE, _PANEL, _SCORES = 640, 130, 80
_GOOD, _BAD, _ONE, _OTHER, _BAND = "#2f8f5b", "#c4523f", "#3b78b5", "#a8752a", "#8a8f98"
_PATH, _FRACTION = re.compile(r' d="[^"]*"'), re.compile(r"-?\d+\.\d{2,}")  # a tenth of a pixel is enough, and half as long
_SCALE = 2.0  # pixels of a PNG for one of the SVG


def chart_svg(relation: Relation, *, inline: bool = False) -> str:
    """The chart as SVG; inside a page it takes the colours of the page."""
    import vl_convert  # heavy: holds a whole browser engine

    drawn = str(vl_convert.vegalite_to_svg(json.dumps(chart_spec(relation, inline=inline)), allowed_base_urls=[]))
    return _PATH.sub(lambda path: _FRACTION.sub(lambda number: f"{float(number[0]):.1f}", path[0]), drawn)


def chart_png(relation: Relation) -> bytes:
    """The chart as PNG."""
    import vl_convert  # heavy: holds a whole browser engine

    return bytes(vl_convert.vegalite_to_png(json.dumps(chart_spec(relation)), scale=_SCALE, allowed_base_urls=[]))


def chart_spec(relation: Relation, *, inline: bool = False) -> dict[str, Any]:
    """The chart as a Vega-Lite specification that holds its data."""
    ink = "currentColor" if inline else "#1d2126"
    inner = slice(1, -1) if len(relation.series[0].periods) > 2 else slice(None)  # a first or last period may be one day long
    rates = [value for one in relation.series for row in list(_rates(one))[inner] for value in (row["up"], -row["down"])]
    top = max(rates, default=0.0) or 1.0
    panels = [_panel(one, relation, top) for one in relation.series]
    scores = [row for one in relation.series for row in _scores(one, relation)]
    if any(row["score"] is not None for row in scores):
        panels.append(_score_panel(scores, relation))
    axis = {"labelColor": ink, "titleColor": ink, "domainColor": ink, "tickColor": ink, "gridColor": ink, "gridOpacity": 0.12}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "background": None if inline else "#ffffff",
        "padding": 8,
        "vconcat": panels,
        "resolve": {"legend": {"color": "independent"}, "scale": {"x": "shared"}},
        "spacing": 14,
        "config": {
            "font": FONT,
            "aria": False,
            "view": {"stroke": None},
            "title": {
                "color": ink,
                "anchor": "start",
                "fontSize": 13,
                "fontWeight": 600,
                "frame": "group",
                "offset": 8,
                "subtitleColor": ink,
                "subtitleFontSize": 11,
                "subtitlePadding": 4,
            },
            "axis": {**axis, "labelFontSize": 11, "titleFontSize": 11, "titleFontWeight": 400},
            "legend": {"labelColor": ink, "labelFontSize": 11, "title": None, "orient": "top", "offset": 4},
        },
    }


def _panel(one: Series, relation: Relation, top: float) -> dict[str, Any]:
    scale, axis = {"domain": [-top, top], "nice": False}, {"labelExpr": "format(abs(datum.value), '~g')", "tickCount": 5}
    measure = one.per.replace("1,000 reported events", "1,000 reported")
    layers: list[dict[str, Any]] = []
    for way, colour in (("up", _GOOD), ("down", _BAD)):
        y = {"field": way, "type": "quantitative", "title": None, "scale": scale, "axis": axis}
        raw = {"type": "area", "color": colour, "opacity": 0.28, "interpolate": "step-after", "clip": True}
        smooth = {"type": "line", "color": colour, "strokeWidth": 2}
        layers += [
            {"mark": raw, "encoding": {"x": _time("day"), "y": y}},
            {"mark": smooth, "encoding": {"x": _time("middle"), "y": {**y, "field": f"smooth_{way}"}}},
        ]
    return {
        "title": {
            "text": f"{party_name(relation, one.source)} → {party_name(relation, one.target)}",
            "subtitle": f"cooperation upwards, conflict downwards; events per {measure}",
        },
        "width": _WIDE,
        "height": _PANEL,
        "data": {"values": list(_rates(one))},
        "layer": [*_bands(relation), *layers, _zero()],
    }


def _score_panel(scores: list[dict[str, Any]], relation: Relation) -> dict[str, Any]:
    colour = {
        "field": "way", "type": "nominal", "scale": {"range": [_ONE, _OTHER], "domain": list(dict.fromkeys(row["way"] for row in scores))},
    }  # fmt: skip
    y = {"field": "score", "type": "quantitative", "title": None, "axis": {"tickCount": 4}}
    lines = {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {"x": _time("day"), "y": y, "color": colour}}
    title = {"text": "Mean score, smoothed", "subtitle": f"on the scale {relation.series[0].scale}"}
    return {"title": title, "width": _WIDE, "height": _SCORES, "data": {"values": scores}, "layer": [*_bands(relation), lines, _zero()]}


def _bands(relation: Relation) -> list[dict[str, Any]]:
    """The days between which each shift lies, with a line where it is likeliest."""
    values = [
        {
            "from": str(one.first), "to": str(one.last + timedelta(days=1)), "at": str(one.likeliest),
            "words": f"{one.kind}, {day_range(one.first, one.last)}",
        }
        for one in relation.shifts
    ]  # fmt: skip
    if not values:
        return []
    band = {"mark": {"type": "rect", "color": _BAND, "opacity": 0.22}, "encoding": {"x": _time("from"), "x2": {"field": "to"}}}
    line = {"mark": {"type": "rule", "color": _BAND, "strokeWidth": 1.2}, "encoding": {"x": _time("at")}}
    return [{"data": {"values": values}, **one} for one in (band, line)]


def _time(field: str) -> dict[str, Any]:
    """Days along the chart, the same in every time zone; a year is named where it begins."""
    label = "utcmonth(datum.value) == 0 ? utcFormat(datum.value, '%Y') : utcFormat(datum.value, '%b')"
    axis = {"labelExpr": label, "labelOverlap": "greedy", "tickCount": 12}
    return {"field": field, "type": "temporal", "title": None, "scale": {"type": "utc", "nice": False}, "axis": axis}


def _zero() -> dict[str, Any]:
    return {"data": {"values": [{}]}, "mark": {"type": "rule", "color": _BAND, "strokeWidth": 1}, "encoding": {"y": {"datum": 0}}}


def _rates(one: Series) -> Iterator[dict[str, Any]]:
    """One row a period: gaps have no value, so that areas and lines break there."""
    for period in one.periods:
        middle = period.first + (period.last - period.first) / 2
        yield {
            "day": str(period.first),
            "middle": str(middle),
            "up": period.cooperation_rate or 0,
            "down": -(period.conflict_rate or 0),
            "smooth_up": period.smooth_cooperation,
            "smooth_down": None if period.smooth_conflict is None else -period.smooth_conflict,
        }


def _scores(one: Series, relation: Relation) -> Iterator[dict[str, Any]]:
    way = f"{party_name(relation, one.source)} → {party_name(relation, one.target)}"
    for period in one.periods:
        yield {"day": str(period.first), "score": period.smooth_score, "way": way}
