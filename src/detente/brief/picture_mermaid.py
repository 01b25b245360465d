"""A picture as a Mermaid flowchart, for Markdown."""

from __future__ import annotations

from detente.brief.parts import Arrow, Node, Picture
from detente.brief.plain import one_line


def picture_mermaid(picture: Picture) -> str:
    """The flowchart's text; words of documents are quoted, so that nothing in them acts as Mermaid or HTML."""
    names = {node.id: f"n{at}" for at, node in enumerate(picture.nodes, start=1)}
    lines = ["flowchart LR"]
    lines += [f"  {names[node.id]}{_shape(node)}" for node in picture.nodes]
    lines += [f"  {names[arrow.source]} {_line(arrow)}{_label(arrow)} {names[arrow.target]}" for arrow in picture.arrows]
    return "\n".join(lines)


def _shape(node: Node) -> str:
    return f"([{_quoted(node.text)}])" if node.kind == "actor" else f"[{_quoted(node.text)}]"


def _label(arrow: Arrow) -> str:
    return f"|{_quoted(arrow.label)}|" if arrow.label else ""


def _line(arrow: Arrow) -> str:
    if not arrow.firm:
        return "-.-x" if arrow.stops else "-.->"
    if arrow.kind == "drives":
        return "==x" if arrow.stops else "==>"
    return "-->"


def _quoted(text: str) -> str:
    """Quoted text, with every character that Mermaid or HTML reads written as an entity."""
    return '"' + "".join(f"#{ord(letter)};" if letter in '"#&<>;`\\|{}[]()' else letter for letter in one_line(text)) + '"'
