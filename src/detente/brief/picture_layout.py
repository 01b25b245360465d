"""Lay a picture out: layers from left to right by Sugiyama's method, boxes as large as their words, arrows around them.

Sugiyama, Tagawa, Toda: Methods for visual understanding of hierarchical system structures, IEEE SMC 11(2), 1981 (python-igraph's
implementation orders the layers; rooms for boxes and labels are made here, so that nothing overlaps).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import pairwise

from detente.brief.parts import Arrow, Node, Picture
from detente.brief.text_size import width, wrapped

SIZE, LINE = 12.5, 16.0  # font size and height of a line, in pixels
_NODE_ROOM, _LABEL_ROOM = 140.0, 112.0
_PAD = 9.0
_GAP_X, _GAP_Y = 38.0, 14.0
_BEND = 8.0  # the height of the room in which an arrow passes a layer
_SHEET = 1180.0  # pictures of separate parts stand side by side up to this width
_ROUNDS = 12

type Point = tuple[float, float]


@dataclass(slots=True)
class Box:
    """A rectangle with its lines of words; x and y are its middle."""

    lines: tuple[str, ...]
    width: float
    height: float
    x: float = 0.0
    y: float = 0.0
    node: Node | None = None
    arrow: Arrow | None = None


@dataclass(slots=True)
class Route:
    """An arrow with the points that it passes, from the edge of a box to the edge of the next; the label's box lies on it."""

    arrow: Arrow
    points: tuple[Point, ...]
    head: bool  # whether the arrowhead is at its end: an arrow is two routes, to its label and on


@dataclass(slots=True)
class Plan:
    """Where everything is, from the corner at 0, 0."""

    width: float
    height: float
    boxes: list[Box] = field(default_factory=list)
    routes: list[Route] = field(default_factory=list)


def plan(picture: Picture) -> Plan:
    """The layout of a picture; the same picture gives the same plan."""
    parts = [_part(nodes, arrows) for nodes, arrows in _components(picture)]
    whole, x, y, row = Plan(0.0, 0.0), 0.0, 0.0, 0.0
    for part in sorted(parts, key=lambda one: -one.height * one.width):
        if x > 0 and x + part.width > _SHEET:
            x, y, row = 0.0, y + row + 2 * _GAP_Y, 0.0
        _shift(part, x, y)
        whole.boxes += part.boxes
        whole.routes += part.routes
        x, row = x + part.width + 2 * _GAP_X, max(row, part.height)
        whole.width = max(whole.width, x - 2 * _GAP_X)
    whole.height = y + row
    return whole


def _components(picture: Picture) -> list[tuple[list[Node], list[Arrow]]]:
    home = {node.id: at for at, node in enumerate(picture.nodes)}
    for _ in picture.nodes:
        for arrow in picture.arrows:
            home[arrow.source] = home[arrow.target] = min(home[arrow.source], home[arrow.target])
    return [
        ([node for node in picture.nodes if home[node.id] == at], [arrow for arrow in picture.arrows if home[arrow.source] == at])
        for at in sorted(set(home.values()))
    ]


def _part(nodes: list[Node], arrows: list[Arrow]) -> Plan:
    """One connected part: every label is a box of its own between its two nodes."""
    from igraph import Graph  # heavy: only where a picture is drawn

    boxes = [_box(node.text, _NODE_ROOM, 5, node=node) for node in nodes]
    at = {node.id: index for index, node in enumerate(nodes)}
    edges: list[tuple[int, int]] = []
    owners: list[tuple[Arrow, bool]] = []
    for arrow in arrows:
        if arrow.label:
            boxes.append(_box(arrow.label, _LABEL_ROOM, 4, arrow=arrow))
            edges += [(at[arrow.source], len(boxes) - 1), (len(boxes) - 1, at[arrow.target])]
            owners += [(arrow, False), (arrow, True)]
        else:
            edges.append((at[arrow.source], at[arrow.target]))
            owners.append((arrow, True))
    graph = Graph(n=len(boxes), edges=edges, directed=True)
    layout = graph.layout_sugiyama(hgap=1, vgap=1, maxiter=200)
    places = [(x, round(layer)) for x, layer in layout]
    paths = []
    for (source, target), bends in zip(edges, layout.edge_routing, strict=True):
        paths.append([source, *range(len(places), len(places) + len(bends)), target])
        places += [(x, round(layer)) for x, layer in bends]
    everything = [*boxes, *(Box((), 0.0, _BEND) for _ in places[len(boxes) :])]
    layers, order = [layer for _, layer in places], [x for x, _ in places]
    rooms = _set_columns(everything, layers)
    _set_rows(everything, layers, order, paths)
    routes = [Route(arrow, _points(everything, rooms, path), head) for (arrow, head), path in zip(owners, paths, strict=True)]
    return _framed(boxes, routes)


def _box(text: str, room: float, lines: int, node: Node | None = None, arrow: Arrow | None = None) -> Box:
    made = wrapped(text, SIZE, room, lines) or ("",)
    pad = _PAD if node else _PAD / 2
    return Box(
        made, max(width(line, SIZE) for line in made) + 2 * pad, len(made) * LINE + (2 * pad if node else 2.0), node=node, arrow=arrow
    )


def _set_columns(boxes: list[Box], layers: list[int]) -> list[Point]:
    """Give every box its column; the left and right border of each box's column."""
    wide = [
        max((box.width for box, layer in zip(boxes, layers, strict=True) if layer == one), default=0.0) for one in range(max(layers) + 1)
    ]
    left, borders = 0.0, []
    for room in wide:
        borders.append((left, left + room))
        left += room + _GAP_X
    for box, layer in zip(boxes, layers, strict=True):
        box.x = sum(borders[layer]) / 2
    return [borders[layer] for layer in layers]


def _set_rows(boxes: list[Box], layers: list[int], order: list[float], paths: list[list[int]]) -> None:
    """Heights: each box towards the middle of its neighbours, in the order of its layer, with room between."""
    columns = [sorted((i for i, layer in enumerate(layers) if layer == one), key=lambda i: (order[i], i)) for one in range(max(layers) + 1)]
    near: dict[int, list[int]] = defaultdict(list)
    for path in paths:
        for one, other in pairwise(path):
            near[one].append(other)
            near[other].append(one)
    for column in columns:
        _stack(boxes, column, [order[i] * 40 for i in column])
    for turn in range(_ROUNDS):
        for column in columns if turn % 2 == 0 else reversed(columns):
            _stack(boxes, column, [sum(boxes[j].y for j in near[i]) / len(near[i]) if near[i] else boxes[i].y for i in column])


def _stack(boxes: list[Box], column: list[int], wanted: list[float]) -> None:
    """Place a column as near to the wanted heights as order and gaps allow (pool adjacent violators)."""
    offsets = [0.0]
    for one, other in pairwise(column):
        offsets.append(offsets[-1] + (boxes[one].height + boxes[other].height) / 2 + _GAP_Y)
    pools: list[tuple[float, int]] = []
    for value in (want - offset for want, offset in zip(wanted, offsets, strict=True)):
        pools.append((value, 1))
        while len(pools) > 1 and pools[-2][0] >= pools[-1][0]:
            (low, few), (high, more) = pools[-2], pools[-1]
            pools[-2:] = [((low * few + high * more) / (few + more), few + more)]
    free = [mean for mean, count in pools for _ in range(count)]
    for i, value, offset in zip(column, free, offsets, strict=True):
        boxes[i].y = value + offset


def _points(boxes: list[Box], rooms: list[Point], path: list[int]) -> tuple[Point, ...]:
    """The points of a way: level through every column, so that it bends only in the gaps, where no box stands."""
    ahead = 1 if boxes[path[-1]].x >= boxes[path[0]].x else -1
    enter, leave = (0, 1) if ahead == 1 else (1, 0)
    first, last = boxes[path[0]], boxes[path[-1]]
    points = [(first.x + ahead * first.width / 2, first.y), (rooms[path[0]][leave], first.y)]
    for i in path[1:-1]:
        points += [(rooms[i][enter], boxes[i].y), (rooms[i][leave], boxes[i].y)]
    points += [(rooms[path[-1]][enter], last.y), (last.x - ahead * last.width / 2, last.y)]
    return tuple(point for at, point in enumerate(points) if at == 0 or point != points[at - 1])  # an arrowhead needs a direction


def _framed(boxes: list[Box], routes: list[Route]) -> Plan:
    points = [point for route in routes for point in route.points]
    left = min(box.x - box.width / 2 for box in boxes)
    top = min([box.y - box.height / 2 for box in boxes] + [y for _, y in points])
    made = Plan(
        max(box.x + box.width / 2 for box in boxes) - left,
        max([box.y + box.height / 2 for box in boxes] + [y for _, y in points]) - top,
        boxes,
        routes,
    )
    _shift(made, -left, -top)
    return made


def _shift(part: Plan, x: float, y: float) -> None:
    for box in part.boxes:
        box.x, box.y = box.x + x, box.y + y
    for route in part.routes:
        route.points = tuple((px + x, py + y) for px, py in route.points)
