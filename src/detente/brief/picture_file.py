"""The picture of a brief as the bytes of a file: SVG or PNG."""

from __future__ import annotations

from detente.brief.parts import Brief, Picture
from detente.brief.picture_svg import picture_svg

_SCALE = 2.0  # pixels of a PNG for one of the SVG, so that small words stay sharp in print


def picture_file(brief: Brief, form: str) -> bytes:
    """The drawing as `svg` or `png`; a brief with nothing to draw gives an empty sheet that says so."""
    sentences = {note.number: note.quote for note in brief.notes}
    drawn = picture_svg(brief.picture or Picture(), sentences, linked=False)
    if form == "svg":
        return drawn.encode("utf-8")
    import vl_convert  # heavy: only where a PNG is made

    return bytes(vl_convert.svg_to_png(drawn, scale=_SCALE))
