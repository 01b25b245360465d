"""A picture as SVG: no scripts, readable in black and white, every node and arrow with its sentences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from detente.brief.parts import Picture
from detente.brief.picture_layout import LINE, SIZE, Box, Plan, Route, plan
from detente.brief.plain import ranges, safe, short
from detente.brief.text_size import FONT

_MARGIN = 12.0
_INK, _SOFT, _PAPER = "#1d2126", "#5b626b", "#ffffff"
_TITLE = "The situation as a picture: actors, acts and what drives what"
_SENTENCE = 300


def picture_svg(picture: Picture, sentences: Mapping[int, str], *, linked: bool) -> str:
    """The drawing; `sentences` by number are shown on pointing, and `linked` lets nodes lead to the anchors `#s1`, `#s2`, … of a page."""
    made = plan(picture) if picture.arrows else Plan(240.0, 30.0, [Box(("Nothing to draw in this text",), 230.0, 20.0, 120.0, 15.0)])
    wide, high = made.width + 2 * _MARGIN, made.height + 2 * _MARGIN
    body = [_route(route, sentences, linked=linked) for route in made.routes] + [_box(box, sentences, linked=linked) for box in made.boxes]
    names = [node.text for node in picture.nodes if node.kind == "actor"]
    about = f"{len(picture.nodes)} nodes, {len(picture.arrows)} arrows" + (f"; actors: {', '.join(names[:12])}" if names else "")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="picture" role="img" aria-labelledby="picture-title picture-about" '
        f'viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" height="{high:.0f}" font-family="{FONT}" font-size="{SIZE}">'
        f'<title id="picture-title">{_TITLE}</title><desc id="picture-about">{escape(safe(about))}</desc>{_heads()}'
        + (f'<rect width="100%" height="100%" fill="{_PAPER}"/>' if not linked else "")
        + f'<g transform="translate({_MARGIN} {_MARGIN})">{"".join(body)}</g></svg>'
    )


def _heads() -> str:
    """An arrowhead, and the bar of what ends or prevents."""
    common = 'markerUnits="userSpaceOnUse" orient="auto"'
    arrow = f'<marker id="head" viewBox="0 0 10 10" refX="9.5" refY="5" markerWidth="9" markerHeight="9" {common}>'
    bar = f'<marker id="bar" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="12" markerHeight="12" {common}>'
    return (
        f'<defs>{arrow}<path class="head" d="M0 0.8 10 5 0 9.2z" fill="{_INK}"/></marker>'
        f'{bar}<path class="head" d="M6.5 0h2.2v10H6.5z" fill="{_INK}"/></marker></defs>'
    )


def _route(route: Route, sentences: Mapping[int, str], *, linked: bool) -> str:
    arrow = route.arrow
    head = f' marker-end="url(#{"bar" if arrow.stops else "head"})"' if route.head else ""
    dash = "" if arrow.firm else ' stroke-dasharray="5 4"'
    heavy = 1.9 if arrow.kind == "drives" else 1.2
    drawn = f'<path class="way {arrow.kind}" d="{_curve(route.points)}" fill="none" stroke="{_INK}" stroke-width="{heavy}"{dash}{head}/>'
    return drawn if arrow.label else _leading(drawn, "who does or says it", arrow.notes, sentences, linked=linked)


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """Bends with level ends, so that arrows leave and enter boxes straight."""
    steps = [f"M{points[0][0]:.1f} {points[0][1]:.1f}"]
    for (x, y), (to_x, to_y) in pairwise(points):
        middle = (x + to_x) / 2
        steps.append(f"C{middle:.1f} {y:.1f} {middle:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}")
    return "".join(steps)


def _box(box: Box, sentences: Mapping[int, str], *, linked: bool) -> str:
    notes = box.node.notes if box.node else box.arrow.notes if box.arrow else ()
    shape = _shape(box)
    first = box.y - (len(box.lines) - 1) * LINE / 2 + SIZE * 0.35
    bold = ' font-weight="600"' if box.node and box.node.kind == "actor" else ""
    ink = _INK if box.node else _SOFT
    kind = "words" if box.node else f"words tag {box.arrow.tone if box.arrow else ''}".rstrip()
    text = "".join(f'<tspan x="{box.x:.1f}" y="{first + at * LINE:.1f}">{escape(safe(line))}</tspan>' for at, line in enumerate(box.lines))
    drawn = f'{shape}<text class="{kind}" text-anchor="middle" fill="{ink}"{bold}>{text}</text>'
    return _leading(drawn, " ".join(box.lines), notes, sentences, linked=linked)


def _leading(drawn: str, words: str, notes: Sequence[int], sentences: Mapping[int, str], *, linked: bool) -> str:
    """A drawing that shows its sentences when pointed at, and in a page leads to the first of them."""
    told = " ".join(
        f"[{number}] {short(' '.join(safe(sentences[number]).split()), _SENTENCE)}" for number in notes[:3] if number in sentences
    )
    title = f"<title>{escape(told)}</title>" if told else ""
    if linked and notes:
        label = quoteattr(f"{safe(words)} – sentence {ranges(notes)}")
        return f'<a href="#s{notes[0]}" aria-label={label} data-notes="{" ".join(map(str, notes))}">{title}{drawn}</a>'
    return f"<g>{title}{drawn}</g>"


def _shape(box: Box) -> str:
    left, top = box.x - box.width / 2, box.y - box.height / 2
    place = f'x="{left:.1f}" y="{top:.1f}" width="{box.width:.1f}" height="{box.height:.1f}"'
    if box.node is None:
        return f'<rect class="under" {place} fill="{_PAPER}"/>'
    if box.node.kind == "actor":
        return f'<rect class="box actor" {place} rx="{min(14.0, box.height / 2):.1f}" fill="{_PAPER}" stroke="{_INK}" stroke-width="1.8"/>'
    return f'<rect class="box" {place} rx="2" fill="{_PAPER}" stroke="{_SOFT}"/>'
