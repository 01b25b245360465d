"""One attribution as found in the text, before any product filter."""

from __future__ import annotations

from dataclasses import dataclass

type Chars = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Source, cue and content as character spans, with the tokens they hang on.

    `carried` marks a quotation without a cue; `quoted` a content that holds an utterance; `score` is the model's log-odds.
    """

    source: tuple[Chars, ...]
    cue: tuple[Chars, ...]
    content: tuple[Chars, ...]
    cue_token: int | None
    source_token: int | None
    content_token: int
    confidence: float
    carried: bool = False
    quoted: bool = False
    score: float | None = None
