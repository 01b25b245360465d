"""Candidate cues of a page, and what the cue model looks at."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Set

    from detente.extract.tree import Tree

_SMALL = frozenset({"aux", "auxpass", "punct", "det", "case", "", "predet", "nummod", "quantmod"})
_COMPLEMENT = frozenset({"ccomp", "xcomp", "parataxis"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")
_OPEN = frozenset({"VERB", "AUX"})


def cue_candidates(tree: Tree, lexicon: Set[str]) -> list[int]:
    """Tokens that may be the head of a cue: words of the lexicon, verbs with a clause or beside a quotation."""
    found = []
    for i, pos in enumerate(tree.pos):
        if f"{tree.lemma[i]}/{pos}" in lexicon or (
            pos == "VERB" and (any(tree.dep[kid] in _COMPLEMENT for kid in tree.kids[i]) or _beside_quote(tree, i))
        ):
            found.append(i)
    return found


def word_of(tree: Tree, i: int) -> str:
    """Lemma and part of speech, with the particle of a phrasal verb."""
    particle = next((tree.lower[kid] for kid in tree.kids[i] if tree.dep[kid] == "prt"), "")
    return f"{tree.lemma[i]}_{particle}/{tree.pos[i]}" if particle else f"{tree.lemma[i]}/{tree.pos[i]}"


def relation(tree: Tree, kid: int) -> str:
    """A child's relation; prepositions and adverbs by their own word."""
    dep = tree.dep[kid]
    return f"{dep}:{tree.lower[kid]}" if dep in ("prep", "agent", "dative") else dep


def phrase_class(tree: Tree, i: int) -> str:
    """What kind of thing a noun phrase is: pronoun, entity type or noun."""
    if tree.pos[i] == "PRON":
        return tree.lower[i]
    return tree.ent[i] or tree.pos[i]


def subject_of(tree: Tree, i: int) -> int | None:
    """The verb's own subject."""
    return tree.kid(i, *_SUBJECTS)


def cue_features(tree: Tree, i: int) -> list[str]:
    """What the cue model sees of one candidate."""
    w, dep, kids = word_of(tree, i), tree.dep[i], tree.kids[i]
    rels = {relation(tree, kid) for kid in kids if tree.dep[kid] not in _SMALL}
    found = [f"w={w}", f"wd={w}|{dep}", f"wt={w}|{tree.tag[i]}", f"d={dep}", f"t={tree.tag[i]}|{dep}"]
    for rel in rels:
        found += (f"r={rel}", f"wr={w}|{rel}")
    subject = subject_of(tree, i)
    kind = phrase_class(tree, subject) if subject is not None else "none"
    found += (f"s={kind}", f"ws={w}|{kind}")
    if subject is not None and tree.pos[subject] == "NOUN":
        found.append(f"sl={tree.lemma[subject]}")
    found += _complement_features(tree, i, w, rels)
    found += _shape_features(tree, i, subject)
    found += _surface_features(tree, i, w)
    return found


def _complement_features(tree: Tree, i: int, w: str, rels: set[str]) -> list[str]:
    found: list[str] = []
    for kid in tree.kids[i]:
        dep = tree.dep[kid]
        if dep in _COMPLEMENT or dep in ("advcl", "acl"):
            mark = next(
                (tree.lower[one] for one in tree.kids[kid] if tree.dep[one] in ("mark", "aux") and tree.lower[one] in _MARKS), "none"
            )
            found += (f"c={dep}|{mark}|{kid < i}", f"wc={w}|{mark}")
        elif dep in ("dobj", "attr", "pobj", "nsubjpass", "oprd"):
            kind = phrase_class(tree, kid)
            found += (f"o={dep}|{kind}", f"wo={w}|{kind}", f"ol={dep}|{tree.lemma[kid]}", f"wol={w}|{tree.lemma[kid]}")
        elif dep in ("aux", "neg", "auxpass", "advmod", "mark", "amod", "poss", "compound", "det"):
            found.append(f"x={dep}|{tree.lemma[kid] if dep not in ('poss', 'compound') else phrase_class(tree, kid)}")
            if dep in ("auxpass", "neg"):
                found.append(f"wx={w}|{dep}")
    if not rels & {"ccomp", "xcomp", "dobj", "nsubjpass", "parataxis", "acl"}:
        found.append(f"wbare={w}|{tree.dep[i]}")
    return found


def _shape_features(tree: Tree, i: int, subject: int | None) -> list[str]:
    head, lemma, tag = tree.head[i], tree.lemma[i], tree.tag[i]
    shape = "+".join(sorted({tree.dep[kid] for kid in tree.kids[i]} - _PLAIN))
    before, after = max(i - 1, 0), min(i + 1, len(tree) - 1)
    depth, at = 0, i
    while depth < 8 and tree.head[at] != at:
        depth, at = depth + 1, tree.head[at]
    found = [
        f"hh={tree.dep[i]}|{tree.dep[head]}|{tag}",
        f"depth={depth}",
        f"shape={shape}",
        f"shape={shape}|{tag}",
        f"ptag={tree.tag[before]}|{tree.tag[after]}",
        f"b1={tree.lower[before]}_{lemma}",
        f"b2={lemma}_{tree.lower[after]}",
        f"win={'_'.join(tree.tag[max(0, i - 2) : i + 3])}",
        f"n2={'_'.join(tree.lower[i + 1 : i + 3])}",
    ]
    thing = tree.kid(i, "dobj")
    if subject is not None and thing is not None:
        found.append(f"so={phrase_class(tree, subject)}|{phrase_class(tree, thing)}|{tag}")
    return found


_PLAIN = frozenset({"punct", "det", "advmod", "aux", ""})
_MARKS = frozenset({"that", "to", "if", "whether", "because", "as", "while", "when", "for"})


def _surface_features(tree: Tree, i: int, w: str) -> list[str]:
    head = tree.head[i]
    first, last = tree.sent_start[tree.sent[i]], tree.sent_end[tree.sent[i]]
    beside = _beside_quote(tree, i)
    found = [
        f"h={tree.dep[i]}|{tree.lemma[head]}",
        f"wh={w}|{tree.lemma[head]}",
        f"n={tree.lower[i + 1] if i + 1 < last else '$'}",
        f"p={tree.lower[i - 1] if i > first else '^'}",
        f"q={tree.quote[i] >= 0}",
        f"b={beside}",
        f"title={tree.para[i] == 0}",
        f"short={last - first < 9}",
    ]
    if tree.quote[i] >= 0:
        found.append(f"wq={w}")
    if beside:
        found.append(f"wb={w}")
    if any(tree.quote[k] >= 0 for k in (first, last - 1)) and tree.quote[i] < 0:
        found += ("sq", f"sqd={tree.dep[i]}")
    if tree.pos[i] not in _OPEN:
        found.append(f"wn={w}|{tree.lower[i + 1] if i + 1 < last else '$'}")
    return found


def _beside_quote(tree: Tree, i: int) -> bool:
    """Whether a quotation stands within a few words of a token that is outside it."""
    if tree.quote[i] >= 0:
        return False
    last = min(i + 5, len(tree) - 1)
    first = max(i - 5, 0)
    return tree.quote[last] >= 0 or tree.quote[first] >= 0 or any(q >= 0 for q in tree.quote[first : last + 1])
