"""What the type model sees of a pair of actors in a sentence: verbs, paths, objects, negation, rules, and word vectors."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from detente.extract.event_frames import noun_frame, verb_frame
from detente.extract.event_status import in_list, standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import numpy as np
    from numpy.typing import NDArray
    from spacy.tokens import Span, Token

    from detente.extract.cast import Cast
    from detente.extract.event_act import Act

_SKIP = frozenset({"PUNCT", "SPACE", "DET", "NUM", "SYM", "X"})
_NAMES = frozenset({"PERSON", "GPE", "NORP", "ORG", "DATE", "TIME", "CARDINAL", "MONEY", "LOC", "FAC", "ORDINAL", "QUANTITY"})


def named_features(sentence: Span, source: Span | None, target: Span | None, acts: Iterable[Act], cast: Cast) -> dict[str, float]:
    """Features by name; blocks of word features are scaled so that long sentences do not outweigh short ones."""
    found: dict[str, float] = {}
    chain = list(_chain(_start(sentence, source)))
    for act in acts:
        for key in _act_keys(act, source, target):
            found[key] = 1.0
    for i, verb in enumerate(chain[:4]):
        found[f"v{min(i, 2)}={_name(verb)}"] = 1.0
        found[f"v={_name(verb)}"] = 1.0
        if frame := verb_frame(verb, cast):
            found[f"vf{min(i, 2)}={frame.type}"] = 1.0
        for child in verb.children:
            if child.dep_ in ("dobj", "attr", "acomp", "oprd", "prt", "nsubjpass") and child.ent_type_ not in _NAMES:
                found[f"o={_name(child)}"] = 1.0
                found[f"vo={_name(verb)}+{_name(child)}"] = 1.0
            elif child.dep_ == "prep":
                found[f"vp={_name(verb)}+{child.lower_}"] = 1.0
        state = standing(verb)
        for flag in ("negated", "future", "possible", "must"):
            if getattr(state, flag):
                found[f"{flag}{min(i, 1)}"] = 1.0
    found |= _sides(source, target)
    if source is not None and target is not None:
        found |= {f"p={step}": 0.7 for step in _path(source.root, target.root)}
    found |= _bag(sentence, source, target, cast)
    return found


def dense_features(sentence: Span, source: Span | None, target: Span | None) -> NDArray[np.float32]:
    """Mean word vectors of the verb chain with its objects, of the words between, and of the sentence without names."""
    import numpy as np  # only when the type model is asked: start-up stays lazy

    inside = {i for span in (source, target) if span is not None for i in range(span.start, span.end)}
    chain = list(_chain(_start(sentence, source)))[:4]
    objects = [
        c for v in chain for c in v.children if c.dep_ in ("dobj", "attr", "acomp", "prt", "nsubjpass", "oprd") and c.i not in inside
    ]
    first, last = _between(source, target, sentence)
    between = [t for t in sentence.doc[first:last] if t.i not in inside and _worded(t)]
    rest = [t for t in sentence if t.i not in inside and _worded(t)]
    return np.concatenate([_mean(chain), _mean([*chain[1:], *objects]), _mean(between), _mean(rest)])


def _mean(tokens: list[Token]) -> NDArray[np.float32]:
    import numpy as np  # only when the type model is asked: start-up stays lazy

    vectors = [t.vector / t.vector_norm for t in tokens if t.has_vector and t.vector_norm]
    size = 300 if not tokens else tokens[0].vocab.vectors_length
    return np.mean(vectors, axis=0).astype(np.float32) if vectors else np.zeros(size, dtype=np.float32)


def _chain(root: Token) -> Iterator[Token]:
    """The verb that a noun phrase belongs to, then the verbs and event nouns that it governs."""
    verb = root
    while verb.head != verb and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    if verb.pos_ not in ("VERB", "AUX"):
        return
    seen: set[int] = set()
    queue = [verb]
    while queue and len(seen) < 5:
        one = queue.pop(0)
        if one.i in seen:
            continue
        seen.add(one.i)
        yield one
        queue += [
            c for c in one.children if c.dep_ in ("xcomp", "ccomp", "conj", "acomp") and c.pos_ in ("VERB", "AUX", "ADJ") and c.i > one.i
        ]
        queue += [d for c in one.children if c.dep_ == "acomp" for d in c.children if d.dep_ == "xcomp"]


def _start(sentence: Span, source: Span | None) -> Token:
    return sentence.root if source is None else source.root


def _act_keys(act: Act, source: Span | None, target: Span | None) -> Iterator[str]:
    mine = source is not None and any(source.start <= p.head < source.end for p in act.sources)
    yours = target is not None and any(target.start <= p.head < target.end for p in act.targets)
    turned = target is not None and any(target.start <= p.head < target.end for p in act.sources)
    place = "pair" if mine and yours else "source" if mine else "target" if yours else "turned" if turned else "other"
    yield f"act:{place}={act.type}"
    yield f"act:{place}={act.type}/{act.rule}"
    if act.status != "happened":
        yield f"act:{place}:{act.status}"


def _sides(source: Span | None, target: Span | None) -> dict[str, float]:
    found: dict[str, float] = {}
    if source is not None:
        found[f"s={_name(source.root)}"] = 1.0
        found |= {f"sw={t.lemma_.lower()}": 0.5 for t in source if t.pos_ in ("NOUN", "ADJ") and t.ent_type_ not in _NAMES}
    if target is not None:
        found[f"t={_name(target.root)}"] = 1.0
        found[f"td={target.root.dep_}"] = 1.0
        found |= {f"tw={t.lemma_.lower()}": 0.5 for t in target if t.pos_ in ("NOUN", "ADJ", "VERB") and t.ent_type_ not in _NAMES}
        head = target.root.head
        found[f"th={_name(head)}"] = 1.0
        found["t<s"] = float(source is not None and target.start < source.start)
        if head.dep_ == "prep" or head.pos_ == "ADP":
            found[f"thh={_name(head.head)}+{head.lower_}"] = 1.0
    return found


def _path(a: Token, b: Token) -> list[str]:
    up = [a, *a.ancestors]
    places = {t.i: n for n, t in enumerate(up)}
    down: list[Token] = []
    at = b
    while at.i not in places and at.head != at:
        down.append(at)
        at = at.head
    if at.i not in places:
        return []
    steps = [_name(t) for t in (*up[1 : places[at.i] + 1], *down[1:]) if t.pos_ not in _SKIP]
    return [*steps, *(f"{x}>{y}" for x, y in pairwise(steps))]


def _between(source: Span | None, target: Span | None, sentence: Span) -> tuple[int, int]:
    if source is None:
        return sentence.start, sentence.end
    if target is None:
        return source.end, sentence.end
    return (source.end, target.start) if source.start < target.start else (target.end, source.start)


def _bag(sentence: Span, source: Span | None, target: Span | None, cast: Cast) -> dict[str, float]:
    inside = set(range(source.start, source.end)) if source is not None else set()
    words = [t for t in sentence if t.i not in inside and _worded(t)]
    first, last = _between(source, target, sentence)
    found: dict[str, float] = {}
    size = max(1.0, len(words)) ** 0.5
    for token, following in zip(words, [*words[1:], None], strict=False):
        name = token.lemma_.lower()
        found[f"w={name}"] = 2.0 / size
        if following is not None:
            found[f"w={name}_{following.lemma_.lower()}"] = 2.0 / size
        if first <= token.i < last:
            found[f"b={name}"] = 2.0 / size
        frame = verb_frame(token, cast) if token.pos_ == "VERB" else noun_frame(token) if token.pos_ == "NOUN" else None
        if frame is not None:
            found[f"f={frame.type}"] = 1.0
    for token in sentence:
        for name in ("commit", "refuse", "threat", "demand", "plan", "commit_adjectives", "commit_nouns", "demand_nouns"):
            if in_list(name, token) and token.pos_ in ("VERB", "ADJ", "NOUN"):
                found[f"att={name}"] = 1.0
    return found


def _worded(token: Token) -> bool:
    return token.pos_ not in _SKIP and not (token.ent_type_ in _NAMES and token.pos_ == "PROPN")


def _name(token: Token) -> str:
    if token.pos_ == "PROPN" and token.ent_type_ in _NAMES:
        return token.ent_type_
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    return token.lemma_.lower() + (f"_{particle}" if particle else "")
