"""The picture: what it shows, and that nothing in it overlaps, is cut or acts as markup."""

from __future__ import annotations

import random
import re
from itertools import combinations, pairwise
from xml.etree import ElementTree

import pytest

from detente.brief import picture_file
from detente.brief.compose import compose
from detente.brief.parts import Arrow, Node, Picture
from detente.brief.picture_layout import SIZE, Box, Plan, plan
from detente.brief.picture_mermaid import picture_mermaid
from detente.brief.picture_svg import picture_svg
from detente.brief.text_size import width, wrapped
from situations import harbour, league, quiet

WORDS = ("the", "border", "crossing", "stays", "shut", "while", "ministers", "weigh", "sanctions", "on", "exporters", "until", "talks")


def drawn(nodes: int, seed: int) -> Picture:
    """A picture of so many nodes, a third of them actors, with more arrows than nodes and a few cycles."""
    chance = random.Random(seed)
    made = tuple(
        Node(f"n{i}", "actor" if i % 3 == 0 else "act", " ".join(chance.choices(WORDS, k=chance.randint(1, 14))), (1,))
        for i in range(nodes)
    )
    arrows = []
    for i in range(int(nodes * 1.2)):
        source, target = chance.sample(range(nodes), 2)
        label = " ".join(chance.choices(WORDS, k=chance.randint(0, 6)))
        arrows.append(Arrow(f"n{source}", f"n{target}", "drives" if i % 2 else "says", label, (1,)))
    named = {end for arrow in arrows for end in (arrow.source, arrow.target)}
    return Picture(tuple(node for node in made if node.id in named), tuple(arrows))


def edges(box: Box) -> tuple[float, float, float, float]:
    return box.x - box.width / 2, box.y - box.height / 2, box.x + box.width / 2, box.y + box.height / 2


def overlap(one: Box, other: Box) -> bool:
    (a, b, c, d), (e, f, g, h) = edges(one), edges(other)
    return a < g - 0.01 and e < c - 0.01 and b < h - 0.01 and f < d - 0.01


def crossed(made: Plan) -> list[tuple[str, Box]]:
    """Ways that pass through a box; a way bends only between two points, and stays between their heights."""
    found = []
    for route in made.routes:
        for (x, y), (to_x, to_y) in pairwise(route.points):
            low, high, top, bottom = min(x, to_x), max(x, to_x), min(y, to_y), max(y, to_y)
            for box in made.boxes:
                left, up, right, down = edges(box)
                if low < right - 0.5 and left + 0.5 < high and top < down - 0.5 and up + 0.5 < bottom + 0.001:
                    found.append((route.arrow.label, box))
    return found


@pytest.mark.parametrize(("nodes", "seed"), [(5, 1), (5, 2), (12, 3), (25, 4), (40, 5), (40, 6)])
def test_no_boxes_overlap_and_no_arrow_runs_through_a_box(nodes: int, seed: int) -> None:
    made = plan(drawn(nodes, seed))
    assert not [pair for pair in combinations(made.boxes, 2) if overlap(*pair)]
    assert not crossed(made)
    for box in made.boxes:
        left, top, right, bottom = edges(box)
        assert min(left, top) >= -0.01
        assert right <= made.width + 0.01
        assert bottom <= made.height + 0.01
        assert all(width(line, SIZE) <= box.width + 0.01 for line in box.lines)


def test_every_node_and_arrow_is_drawn_with_its_words() -> None:
    shown = drawn(25, 9)
    made = plan(shown)
    assert {box.node for box in made.boxes if box.node} == set(shown.nodes)
    assert {route.arrow for route in made.routes if route.head} == set(shown.arrows)


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert picture_svg(drawn(20, 1), {1: "A."}, linked=True) == picture_svg(drawn(20, 1), {1: "A."}, linked=True)


def test_words_wrap_within_their_room_and_end_in_an_ellipsis() -> None:
    lines = wrapped("an exceedingly long demand about " + "w" * 60 + " and more of it", SIZE, 100, 3)
    assert len(lines) == 3
    assert lines[-1].endswith("…")
    assert all(width(line, SIZE) <= 100 for line in lines)


def test_a_brief_shows_actors_acts_and_what_is_on_the_table() -> None:
    shown = compose((harbour(), league())).picture
    assert shown
    assert {"actor", "act"} == {node.kind for node in shown.nodes}
    assert {"drives", "does"} <= {arrow.kind for arrow in shown.arrows}
    known = {node.id for node in shown.nodes}
    assert all(arrow.source in known and arrow.target in known for arrow in shown.arrows)
    assert all(arrow.notes for arrow in shown.arrows)


def test_what_has_no_room_is_counted() -> None:
    from detente.brief.compose import _material
    from detente.brief.names import Naming
    from detente.brief.picture import picture

    material = _material((harbour(), league()), 0.0, ())
    whole, small = picture(material, Naming()), picture(material, Naming(), most=4)
    assert len(small.nodes) <= 4
    assert small.left_out == len(whole.arrows) - len(small.arrows) > 0


def test_the_svg_is_well_formed_and_leads_to_the_sentences() -> None:
    made = compose((harbour(),))
    assert made.picture
    tree = ElementTree.fromstring(picture_svg(made.picture, {note.number: note.quote for note in made.notes}, linked=True))
    assert all(node.notes for node in made.picture.nodes)
    drawn_boxes = list(tree.iter("{http://www.w3.org/2000/svg}text"))
    assert len(
        [link for link in tree.iter("{http://www.w3.org/2000/svg}a") if link.find("{http://www.w3.org/2000/svg}text") is not None]
    ) == len(drawn_boxes)
    targets = {link.attrib["href"] for link in tree.iter("{http://www.w3.org/2000/svg}a")}
    assert targets
    assert targets <= {f"#s{note.number}" for note in made.notes}
    titles = [title.text for title in tree.iter("{http://www.w3.org/2000/svg}title")]
    assert any("[1]" in (title or "") for title in titles)


def test_words_of_a_document_do_not_act_as_markup() -> None:
    bad = Picture(
        (Node("a", "actor", '<script>alert("1")</script>'), Node("b", "act", '"]; click n1 href "x" & |pipe| [brackets]')),
        (Arrow("a", "b", "says", '--> n9["<b>x</b>"]\x07'),),
    )
    svg = picture_svg(bad, {}, linked=True)
    assert "<script" not in svg
    ElementTree.fromstring(svg)
    text = picture_mermaid(bad)
    assert "<" not in text
    for line in text.splitlines()[1:]:
        assert re.fullmatch(r'  n\d(\(\[|\[)"[^"]*"(\]\)|\])|  n\d [-=.x>]+(\|"[^"]*"\|)? n\d', line), line


@pytest.mark.parametrize("form", ["svg", "png"])
def test_a_file_is_drawn_also_where_there_is_nothing_to_draw(form: str) -> None:
    for situations in ((harbour(),), (quiet(),)):
        data = picture_file(compose(situations), form)
        assert data.startswith(b"\x89PNG" if form == "png" else b"<svg")
