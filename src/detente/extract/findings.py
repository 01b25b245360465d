"""Cue by cue: which parts of its sentence are the content, where they end, and who is the source."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from detente.extract.cues import cue_candidates, cue_features, phrase_class, word_of
from detente.extract.edges import sunk, trimmed
from detente.extract.parts import Part, part_features, parts_of, shape_of, strip_features
from detente.extract.sources import source_candidates, source_features

if TYPE_CHECKING:
    from collections.abc import Mapping, Set

    from detente.extract.linear import Linear
    from detente.extract.tree import Tree

FLOOR = -1.3  # log-odds below which a candidate cue is not looked at any further
FLOOR_LISTED = -1.9  # the same for cues of the hand lexicon
FLOOR_JOINED = -2.4  # the same for those of them that go on after another cue: "said that X but underscored Y"


@dataclass(frozen=True, slots=True)
class Finding:
    """A cue with its content tokens and source head; `score` is the log-odds that the attribution is right."""

    cue: int
    tokens: tuple[int, ...]
    parts: tuple[str, ...]
    source: int | None
    path: str
    cue_score: float
    part_score: float
    source_score: float
    score: float = 0.0


def find_by_cue(
    tree: Tree, models: Mapping[str, Linear], lexicon: Set[str], listed: Set[str] = frozenset(), floor: float = FLOOR
) -> list[Finding]:
    """Every candidate cue of a page with the content and source that the models choose for it."""
    found, doubtful = [], []
    for cue in cue_candidates(tree, lexicon | listed):
        score = models["cue"].score(cue_features(tree, cue))
        named = f"{tree.lemma[cue]}/{tree.pos[cue]}" in listed
        if score >= (FLOOR_LISTED if named else floor):
            found.append(finding_at(tree, cue, score, models))
        elif named and score >= FLOOR_JOINED and tree.dep[cue] == "conj":
            doubtful.append((cue, score))
    joined = [(cue, score) for cue, score in doubtful if any(_coordinate(tree, one.cue, cue) for one in found)]
    found = sorted([*found, *(finding_at(tree, cue, score, models) for cue, score in joined)], key=lambda one: one.cue)
    found = _parted(tree, found)
    return in_context(tree, found, models["stand"]) if "stand" in models else found


def _parted(tree: Tree, found: list[Finding]) -> list[Finding]:
    """Cut a second cue of the same speaker out of a content: "said it was not for sale and offered help"."""
    now = list(found)
    for at, one in enumerate(found):
        inside = set(one.tokens)
        for other_at, other in enumerate(found):
            if other.cue not in inside or other.cue_score <= -2.5:
                continue
            if _aside(tree, other.cue, inside):
                inside -= set(range(tree.left[other.cue], tree.right[other.cue]))
            elif _coordinate(tree, one.cue, other.cue):
                inside -= set(range(tree.left[other.cue], tree.right[other.cue]))
                now[other_at] = replace(now[other_at], source=one.source, path=one.path, source_score=one.source_score)
        if len(inside) == len(one.tokens):
            continue
        while inside and tree.dep[max(inside)] == "cc":
            inside.discard(max(inside))
        now[at] = replace(now[at], tokens=tuple(sorted(inside)) if inside else one.tokens)
    return now


def _aside(tree: Tree, other: int, inside: set[int]) -> bool:
    """Whether a cue heads a relative clause after a comma at the end of a content: "would not sign, which he called a surrender"."""
    first, last = tree.left[other], max(inside)
    return (
        tree.dep[other] == "relcl"
        and tree.lower[first - 1] == ","
        and tree.lower[first] in ("which", "who", "whom")
        and tree.right[other] > last
        and tree.quote[other] < 0
        and tree.kid(other, "nsubj") is not None
    )


def _coordinate(tree: Tree, cue: int, other: int) -> bool:
    """Whether a cue that the parser hangs into another's clause goes with that other cue instead."""
    above = tree.head[other]
    if any(tree.dep[kid] in ("nsubj", "nsubjpass") for kid in tree.kids[other]) or other < cue or tree.quote[other] >= 0:
        return False
    if tree.dep[other] == "advcl":
        return tree.tag[other] == "VBG" and tree.lower[tree.left[other] - 1] == "," and tree.head[above] == cue
    if tree.dep[above] in ("acomp", "attr") or (tree.dep[above] == "advcl" and tree.tag[above] == "VBG" and tree.head[above] > cue):
        above = tree.head[above]
    if tree.dep[other] != "conj" or tree.tag[other] != tree.tag[cue]:
        return False
    if tree.tag[other] in ("VBD", "VBZ") and _bare_under(tree, above, cue):
        return True  # "called on them to stop and offered talks": a finite verb goes with no infinitive
    if tree.head[above] != cue:
        return False
    contrast = any(tree.dep[kid] == "cc" and tree.lower[kid] == "but" for kid in tree.kids[tree.head[other]])
    subject = tree.kid(above, "nsubj", "nsubjpass")
    dead = (
        subject is not None
        and tree.ent[subject] not in ("PERSON", "ORG", "NORP")
        and tree.lower[subject] not in ("he", "she", "they", "we", "i")
    )
    return contrast or tree.lemma[above] == "be" or (dead and tree.ent[subject or 0] != "GPE")


def _bare_under(tree: Tree, verb: int, cue: int) -> bool:
    """Whether a verb is an infinitive, or a form in -ing, on a way of such verbs up to the cue."""
    while verb != cue and tree.head[verb] != verb:
        if tree.tag[verb] not in ("VB", "VBG", "IN", "TO") or any(tree.tag[kid] == "MD" for kid in tree.kids[verb]):
            return False
        verb = tree.head[verb]
    return verb == cue


def in_context(tree: Tree, found: list[Finding], model: Linear) -> list[Finding]:
    """The findings scored once more, each in the light of the others."""
    every = contexts(tree, found)
    return [replace(one, score=model.score(features)) if one.tokens else one for one, features in zip(found, every, strict=True)]


def contexts(tree: Tree, found: list[Finding]) -> list[list[str]]:
    """For each finding: how sure it is, what it lies in, what lies beside it, how often its source speaks."""
    spans = [(one.tokens[0], one.tokens[-1], frozenset(one.tokens)) if one.tokens else (0, -1, frozenset[int]()) for one in found]
    speaks: dict[str, float] = {}
    for one in found:
        if one.source is not None and one.score > 0:
            name = tree.lower[one.source]
            speaks[name] = speaks.get(name, 0.0) + 1
    by_sentence: dict[int, list[int]] = {}
    for at, one in enumerate(found):
        by_sentence.setdefault(tree.sent[one.cue], []).append(at)
    level = bucket(sum(one.score > 0 for one in found) * 100 / max(len(tree), 1) - 2)
    return [_context(tree, found, spans, at, by_sentence[tree.sent[one.cue]], speaks, level) for at, one in enumerate(found)]


def _context(
    tree: Tree,
    found: list[Finding],
    spans: list[tuple[int, int, frozenset[int]]],
    at: int,
    beside: list[int],
    speaks: Mapping[str, float],
    level: int,
) -> list[str]:
    one, w = found[at], word_of(tree, found[at].cue)
    step = bucket(one.score)
    inside = [other for other in beside if other != at and one.cue in spans[other][2]]
    holds = [other for other in beside if other != at and found[other].cue in spans[at][2]]
    rival = [other for other in beside if other != at and spans[other][2] & spans[at][2] and other not in inside and other not in holds]
    top = [bucket(max((found[other].score for other in group), default=-9.0)) if group else -9 for group in (inside, holds, rival)]
    twin = max((found[other].score for other in beside if other != at and _nearly(spans[other][2], spans[at][2])), default=None)
    twinned = "none" if twin is None else "better" if twin > one.score else "worse"
    others = bucket(max((found[other].score for other in beside if other != at), default=-9.0))
    known = min(int(speaks.get(tree.lower[one.source], 0)), 4) if one.source is not None else -1
    return [
        f"m={step}",
        f"in={top[0]}",
        f"in={top[0]}|{step}",
        f"inw={top[0] > 0}|{w}",
        f"has={top[1]}",
        f"has={top[1] > 0}|{step}",
        f"riv={top[2]}",
        f"riv={top[2] > step}|{step}",
        f"rivd={top[2] > step}|{tree.dep[one.cue]}",
        f"beside={others}|{len(beside) > 2}",
        f"twin={twinned}|{step}",
        f"twin={twinned}|{tree.dep[one.cue]}|{tree.pos[one.cue]}",
        f"twinw={twinned}|{w}",
        f"known={known}",
        f"known={known}|{step}",
        f"level={level}|{step}",
        f"w={w}",
        f"q={tree.quote[one.cue] >= 0}|{step}",
        f"title={tree.para[one.cue] == 0}|{step}",
        f"ind={top[0] > 0}|{tree.dep[one.cue]}",
        f"parts={'+'.join(one.parts)}|{top[0] > 0}",
        f"long={min(len(one.tokens) // 4, 6)}|{step > 0}",
    ]


def _nearly(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether two contents are the same but for some words at an edge."""
    return len(one & other) > 0.6 * len(one | other)


def finding_at(tree: Tree, cue: int, score: float, models: Mapping[str, Linear]) -> Finding:
    """The content and source of one cue; no tokens where no part of the sentence is its content."""
    chosen, part_score = chosen_parts(tree, cue, models)
    tokens: set[int] = set()
    for part, stripped in chosen:
        kept = trimmed(tree, cue, part, lambda _kid, _side, features: models["edge"].score(features) > 0)
        if "sink" in models and not stripped:
            kept = sunk(tree, cue, part, kept, lambda _lost, features: models["sink"].score(features) > 0)
        tokens |= set(kept) - ({part.head} if stripped else set())
    source, path, source_score = chosen_source(tree, cue, tokens, models)
    tokens = _own_clause(tree, cue, source, {i for i in tokens if tree.word[i]})
    tokens = _after_colon(tree, cue, chosen, tokens)
    names = tuple(sorted(part.relation for part, _ in chosen))
    finding = Finding(cue, tuple(sorted(tokens)), names, source, path, score, part_score, source_score)
    if not tokens:
        return replace(finding, score=min(score, 1.0))  # a cue whose words may be a quotation elsewhere
    return replace(finding, score=models["match"].score(match_features(tree, finding))) if "match" in models else finding


def _own_clause(tree: Tree, cue: int, source: int | None, tokens: set[int]) -> set[int]:
    """What stands before a semicolon on the left of cue and source belongs to another clause, where something is left."""
    low = min(cue, source) if source is not None else cue
    first = min(tokens, default=low)
    marks = [i for i in range(first, low) if tree.lower[i] == ";" and tree.quote[i] < 0]
    if not marks:
        return tokens
    left = {i for i in tokens if i > marks[-1]}
    return left or tokens


def _after_colon(tree: Tree, cue: int, chosen: list[tuple[Part, bool]], tokens: set[int]) -> set[int]:
    """What follows a colon in the sentence of a verb of saying is what was said: "insisted: it would talk", "put it differently: ..."."""
    if (
        tree.pos[cue] != "VERB"
        or tree.quote[cue] >= 0
        or any(part.relation in ("ccomp", "xcomp") and part.head - cue < 6 and part.head > cue for part, _ in chosen)
    ):
        return tokens
    last = tree.sent_end[tree.sent[cue]]
    colon = next((i for i in range(cue + 1, min(cue + 9, last)) if tree.lower[i] == ":" and tree.quote[i] < 0), None)
    if colon is None or any(tree.pos[i] in ("VERB", "AUX") for i in range(cue + 1, colon)):
        return tokens
    behind = {i for i in range(colon + 1, last) if tree.word[i]}
    return behind if len(behind) >= 4 else tokens


def chosen_parts(tree: Tree, cue: int, models: Mapping[str, Linear]) -> tuple[list[tuple[Part, bool]], float]:
    """The parts that are content, whether each loses its preposition, and the log-odds of the weakest choice."""
    shape, model = shape_of(tree, cue), models["part"]
    scored = [(model.score(part_features(tree, cue, part, shape)), part) for part in parts_of(tree, cue)]
    if not scored:
        return [], 0.0
    below = [(s, part) for s, part in scored if part.without is None and s > 0]
    above = [(s, part) for s, part in scored if part.without is not None and s > 0]
    best = below if below else sorted(above, key=lambda one: -one[0])[:1]
    if not best:
        best = [max(scored, key=lambda one: one[0])]
        if best[0][0] < -1.5:
            return [], best[0][0]
    chosen = []
    for _, part in best:
        prepositional = part.without is None and part.relation.split(":")[0] in ("prep", "agent", "dative")
        chosen.append((part, prepositional and models["strip"].score(strip_features(tree, cue, part)) > 0))
    return chosen, min(s for s, _ in best)


def chosen_source(tree: Tree, cue: int, content: Set[int], models: Mapping[str, Linear]) -> tuple[int | None, str, float]:
    """The most likely source outside the content, its path, and its log-odds."""
    model = models["source"]
    scored = [
        (model.score(source_features(tree, cue, one)), -at, one)
        for at, one in enumerate(source_candidates(tree, cue))
        if one.head not in content
    ]
    if not scored:
        return None, "none", -5.0
    score, _, best = max(scored, key=lambda one: one[:2])
    if score > -0.6:
        return best.head, best.path, score
    beside = _beside(tree, cue, content)
    return (beside, "beside", score) if beside is not None else (None, "none", score)


def _beside(tree: Tree, cue: int, content: Set[int]) -> int | None:
    """A name or pronoun right beside a verb that stands next to a quotation, where the parse knows no subject."""
    if tree.pos[cue] != "VERB" or tree.quote[cue] >= 0 or tree.kid(cue, "auxpass") is not None:
        return None
    after, before = min(cue + 1, len(tree) - 1), max(cue - 1, 0)
    for at, far in ((after, before), (before, after)):
        if (
            tree.pos[at] in ("PROPN", "PRON")
            and at not in content
            and tree.quote[at] < 0
            and tree.lower[at] not in _NOBODY
            and (tree.quote[far] >= 0 or not tree.word[far])
        ):
            while (
                tree.pos[tree.head[at]] in ("PROPN", "NOUN")
                and abs(tree.head[at] - at) <= 3
                and tree.head[at] not in content
                and tree.head[at] != at
            ):
                at = tree.head[at]
            return at
    return None


_NOBODY = frozenset({"it", "that", "this", "which", "what", "there", "them", "him", "her", "me", "us"})


def match_features(tree: Tree, one: Finding) -> list[str]:
    """What decides in the end whether an attribution stands."""
    w, parts = word_of(tree, one.cue), "+".join(one.parts)
    kind = phrase_class(tree, one.source) if one.source is not None else "none"
    first = one.tokens[0]
    sure, part = bucket(one.cue_score), bucket(one.part_score)
    found = [
        f"c={sure}",
        f"p={part}",
        f"s={bucket(one.source_score)}|{one.path == 'none'}",
        f"cp={sure}|{part}",
        f"w={w}",
        f"wp={w}|{parts}",
        f"parts={parts}",
    ]
    found += (
        f"k={kind}",
        f"wk={w}|{kind}",
        f"path={one.path}",
        f"n={min(len(one.tokens), 12)}",
        f"nw={min(len(one.tokens) // 3, 4)}|{w}",
        f"q={tree.quote[one.cue] >= 0}|{tree.quote[first] >= 0}",
    )
    found += (
        f"f={tree.lower[first]}",
        f"ft={tree.tag[first]}|{parts}",
        f"title={tree.para[one.cue] == 0}",
        f"pos={tree.pos[one.cue]}|{tree.dep[one.cue]}",
    )
    if one.source is not None:
        found.append(f"sl={tree.lemma[one.source]}")
    return found


def bucket(score: float) -> int:
    """A log-odds as one of about a dozen steps."""
    return round(max(min(score, 5.0), -3.0) * 1.5)
