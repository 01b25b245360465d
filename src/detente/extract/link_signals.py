"""Links by their signals: connectives, causative verbs and nouns, and with them result clauses, reactions and conditions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.link_conditions import conditions_in
from detente.extract.link_found import Found
from detente.extract.link_reactions import reactions_in, results_in
from detente.extract.link_spans import End, clause_over, governed, main_clause, reported, run_around, telling, verbal, with_antecedent
from detente.extract.link_words import colour, kinds, listed, matches, phrases

if TYPE_CHECKING:
    from detente.extract.tree import Tree

_OBJECTS = ("dobj", "attr", "oprd")
_UNDER = ("pobj", "pcomp")
_MAKING = frozenset({"cause", "prompt", "force", "lead", "enable", "allow", "drive"})


def links_in(tree: Tree, first: int, last: int) -> list[Found]:
    """Every link that a signal marks in the tokens first..last (exclusive) of one sentence, one for each pair of ends."""
    found: dict[tuple[End, End], Found] = {}
    for one in (*_connected(tree, first, last), *conditions_in(tree, first, last), *_by_word(tree, first, last)):
        whole = with_antecedents(tree, one)
        if _sound(tree, whole):
            one = whole
            found.setdefault((one.cause, one.effect), one)
    return list(found.values())


def with_antecedents(tree: Tree, one: Found) -> Found:
    """The link with the noun that a relative clause among its ends speaks of."""
    return replace(one, cause=with_antecedent(tree, one.cause, one.effect), effect=with_antecedent(tree, one.effect, one.cause))


def _by_word(tree: Tree, first: int, last: int) -> Iterator[Found]:
    for i in range(first, last):
        if tree.pos[i] in ("VERB", "AUX"):
            yield from _verb(tree, i)
            yield from _blamed(tree, i)
            yield from results_in(tree, i)
        elif tree.pos[i] in ("NOUN", "ADP", "SCONJ"):
            yield from reactions_in(tree, i)
            yield from _noun(tree, i)


def _sound(tree: Tree, one: Found) -> bool:
    """Whether the ends are two different stretches, and each says something by itself."""
    apart = one.cause.last < one.effect.first or one.effect.last < one.cause.first
    return apart and telling(tree, one.cause) and (telling(tree, one.effect) or tree.tag[one.effect.head] == "VB")


# ---- connectives -----------------------------------------------------------------------------------------------


def _connected(tree: Tree, first: int, last: int) -> Iterator[Found]:
    at = first
    while at < last:
        match = next((item for item in phrases("before_cause").get(tree.lower[at], ()) if matches(tree, at, item[0], last)), None)
        if match is None:
            at += 1
            continue
        split, kind = match
        stop = at + len(split)
        if kind != "condition":
            yield from _connective(tree, at, stop, " ".join(split))
        at = stop


def _connective(tree: Tree, at: int, stop: int, name: str) -> Iterator[Found]:
    signal = set(range(at, stop))
    down = brought(tree, signal)
    if down is None:
        return
    if stop < len(tree) and tree.lower[stop] == ",":  # "because, they said, the name is theirs"
        down = tree.head[down] if tree.dep[down] == "parataxis" and tree.head[down] > down else reported(tree, down, -1)
    up = next((i for i in tree.above(down) if i not in signal), None)
    if up is None:
        return
    if tree.lemma[down] in listed("reaction", "asked"):
        return
    cause = governed(tree, down, [i for i in signal if tree.left[down] <= i < tree.right[down] and i < down])
    negated = _not_before(tree, at)
    if cause is not None and negated and not verbal(tree, down):
        cause = End(cause.first, min(cause.last, _comma_after(tree, cause.first)), cause.head)
    effect = effect_of(tree, up, signal, down)
    if cause and effect:
        yield Found(cause, effect, "causes", f"connective:{name}", (at, stop - 1), at, negated)


def brought(tree: Tree, signal: set[int]) -> int | None:
    """The word that a signal brings: the clause that it marks, or its object."""
    last = max(signal)
    for i in sorted(signal, reverse=True):
        if tree.dep[i] in ("mark", "advmod") and tree.head[i] > last:
            return tree.head[i]
        kid = next(
            (kid for kid in tree.kids[i] if kid > last and tree.dep[kid] in (*_UNDER, "ccomp", "advcl", "acl", "relcl", "xcomp")), None
        )
        if kid is not None:
            return kid
    return None


def effect_of(tree: Tree, up: int, signal: set[int], down: int) -> End | None:
    """The other end: the clause around the word, or what a bare "it's" or "this is" points to."""
    top = clause_over(tree, up) if verbal(tree, up) or tree.dep[up] in ("attr", "acomp", "dobj", "pobj") else up
    if not verbal(tree, top) and tree.dep[top] == "ROOT":
        top = up
    while tree.dep[top] in ("xcomp", "acl") and verbal(tree, clause_over(tree, tree.head[top])):  # "they were forced to stop due to X"
        top = clause_over(tree, tree.head[top])
    top = reported(tree, top, down)
    back = _pointed(tree, top, signal, down)
    rivals = {kid for kid in tree.kids[top] if tree.lower[kid] == "because" and kid not in signal}  # "not because of X but because of Y"
    return back or main_clause(tree, top, signal | rivals, down)


def _pointed(tree: Tree, top: int, signal: set[int], down: int) -> End | None:
    """For "it is because of X": the clause before, to which "it" points."""
    if tree.lemma[top] != "be":
        return None
    subject = tree.kid(top, "nsubj")
    if subject is None or tree.lower[subject] not in ("it", "that", "this"):
        return None
    if any(
        tree.word[i] and i not in signal and tree.dep[i] not in ("neg", "advmod", "cc")
        for kid in tree.kids[top]
        if kid not in (subject, down) and kid not in signal and tree.dep[kid] in ("attr", "acomp")
        for i in [kid]
    ):
        return None
    start = tree.sent_start[tree.sent[top]]
    before = next(
        (
            i
            for i in range(subject - 1, start - 1, -1)
            if tree.dep[i] in ("ROOT", "ccomp", "conj") and verbal(tree, i) and _full(tree, i, signal)
        ),
        None,
    )
    if before is None and tree.sent[top] > 0:
        before = next((i for i in range(start - 1, tree.sent_start[tree.sent[top] - 1] - 1, -1) if tree.head[i] == i), None)
        return governed(tree, before) if before is not None else None
    if before is None:
        return None
    kept = [i for i in range(start, subject) if i not in range(tree.left[top], tree.right[top]) or i < subject]
    stop = next((i for i in range(before, subject) if tree.lower[i] in (",", ";", ":", "-", "–", "—") and i > before), subject)
    return run_around(tree, [i for i in kept if i < stop], before)


def _full(tree: Tree, verb: int, signal: set[int]) -> bool:
    """Whether a clause says more than that something is because of something."""
    subject = tree.kid(verb, "nsubj", "nsubjpass", "csubj")
    if tree.lemma[verb] != "be" or subject is None:
        return subject is not None
    return tree.lower[subject] not in ("it", "that", "this") and not any(
        tree.lower[i] == "because" for i in tree.kids[verb] if i not in signal
    )


def _not_before(tree: Tree, at: int) -> bool:
    return at > 0 and tree.lower[at - 1] in colour("denial")


def _comma_after(tree: Tree, first: int) -> int:
    stop = tree.sent_end[tree.sent[first]]
    return next((i - 1 for i in range(first, stop) if tree.lower[i] in (",", ";", "but")), stop - 1)


# ---- causative verbs and nouns ---------------------------------------------------------------------------------


def _verb(tree: Tree, i: int) -> Iterator[Found]:
    if tree.dep[i] in ("aux", "auxpass", "amod"):
        return
    subject, passive = _subject(tree, i)
    for name, target, signal_end in objects(tree, i):
        kind = kinds("forward").get(name)
        if kind and subject is not None and not passive and not required(tree, i):
            effect, cause = outcome(tree, i, target), _whole_before(tree, i) or _nominal_end(tree, subject)
            if name == "add":
                effect = run_around(tree, list(range(i, tree.right[i])), target) if _strain(tree, target) else None
            if cause and effect and (_caused(tree, subject) or cause.head != subject):
                yield Found(cause, effect, kind, f"verb:{name}", (i, signal_end), i)
        kind = kinds("backward").get(name)
        if kind and kind != "condition" and subject is not None:
            cause, effect = governed(tree, target), _nominal_end(tree, subject)
            if cause and effect:
                yield Found(cause, effect, kind, f"verb:{name}", (i, signal_end), i)
    yield from _agent(tree, i, subject, passive)


def outcome(tree: Tree, i: int, target: int) -> End | None:
    """What comes about: the object, with what it is made to do and the place that the parser hung on the verb."""
    end, made = governed(tree, target), tree.kid(i, "dobj")
    if end and made is not None and made < target and tree.dep[target] == "xcomp":
        return End(tree.left[made], end.last, target)
    urged = tree.kid(i, "xcomp")
    if end and urged is not None and tree.dep[target] == "dobj" and tree.left[urged] == end.last + 1 and tree.tag[urged] == "VB":
        inner = governed(tree, urged)
        return End(end.first, inner.last if inner else end.last, urged)
    place = next((kid for kid in tree.kids[i] if end and tree.dep[kid] == "prep" and tree.left[kid] == end.last + 1), None)
    kept_from = "from" if {kinds("forward").get(tree.lemma[i]), kinds("pointed").get(tree.lemma[i])} & {"prevents"} else ""
    if end and place is not None and (tree.lower[place] in listed("forward_place", "prepositions") or tree.lower[place] == kept_from):
        inner = governed(tree, place)
        return End(end.first, inner.last if inner else end.last, end.head)
    return end


def required(tree: Tree, i: int) -> bool:
    """Whether the verb tells what must come about ("would have to lead to"), which is a condition."""
    above = tree.head[i]
    return tree.dep[i] == "xcomp" and tree.lemma[above] in ("have", "need") and tree.kid(above, "dobj") is None


def _agent(tree: Tree, i: int, subject: int | None, passive: bool) -> Iterator[Found]:
    by = tree.kid(i, "agent")
    target = tree.kid(by, *_UNDER) if by is not None else None
    kind = kinds("forward").get(tree.lemma[i])
    if by is None or target is None or kind is None or tree.lemma[i] in ("add", "force", "drive"):
        return
    hurt = subject if passive else (tree.head[i] if tree.dep[i] == "acl" else None)
    if hurt is None:
        return
    cause = governed(tree, target)
    effect = governed(tree, hurt, [i] if tree.dep[i] == "acl" else ())
    if cause and effect:
        yield Found(cause, effect, kind, f"by:{tree.lemma[i]}", (i, by), i)


def _subject(tree: Tree, i: int) -> tuple[int | None, bool]:
    """The subject of a verb, through auxiliaries, joined verbs and infinitives, and whether it is passive."""
    at = i
    for _ in range(4):
        for kid in tree.kids[at]:
            if tree.dep[kid] in ("nsubj", "nsubjpass", "csubj"):
                if tree.tag[kid] in ("WDT", "WP") and tree.dep[at] == "relcl":
                    return _deed_over(tree, tree.head[at]), tree.dep[kid] == "nsubjpass"
                return kid, tree.dep[kid] == "nsubjpass" and at == i
        if tree.dep[at] == "acl" and tree.tag[at] == "VBG":
            return tree.head[at], False
        if tree.dep[at] in ("xcomp", "conj") and verbal(tree, tree.head[at]) and tree.kid(at, "dobj") != tree.head[at]:
            if tree.dep[at] == "xcomp" and tree.kid(tree.head[at], "dobj") is not None:
                return None, False
            at = tree.head[at]
        else:
            break
    return None, False


def _deed_over(tree: Tree, noun: int) -> int:
    """The act or state in a noun phrase that ends with a person or place: "the assault on a student" that did something."""
    at = noun
    while not _caused(tree, at) and tree.dep[at] == "pobj" and tree.pos[tree.head[tree.head[at]]] == "NOUN":
        at = tree.head[tree.head[at]]
    return at if _caused(tree, at) else noun


def objects(tree: Tree, i: int) -> Iterator[tuple[str, int, int]]:
    """What a verb acts on: its name with its particle or preposition, the target, and the last token of the signal."""
    lemma = tree.lemma[i]
    particle = tree.kid(i, "prt")
    name = f"{lemma} {tree.lower[particle]}" if particle is not None else lemma
    made = tree.kid(i, "xcomp") if lemma in _MAKING else None
    for kid in tree.kids[i]:
        if tree.dep[kid] == "dobj" and tree.lemma[kid] in listed("forward_place", "ways"):
            lead = next((up for up in (*tree.kids[kid], *tree.kids[i]) if up > kid and tree.lower[up] in ("for", "to")), None)
            target = tree.kid(lead, *_UNDER) if lead is not None else None
            if lead is not None and target is not None:
                yield f"{lemma} {tree.lemma[kid]}", target, lead
        elif tree.dep[kid] in _OBJECTS and kid > i and made is None:
            yield name, kid, particle if particle is not None and particle < kid else i
        elif tree.dep[kid] == "prep" and kid > i:
            target = tree.kid(kid, *_UNDER)
            if target is not None:
                yield f"{lemma} {tree.lower[kid]}", target, kid
        elif tree.dep[kid] in ("ccomp", "xcomp") and kid > i and lemma in _MAKING:
            yield name, kid, i


def _whole_before(tree: Tree, i: int) -> End | None:
    """ "He shelled the camp, which led to a famine": after a comma at the end of a clause "which" means all of it."""
    which = tree.kid(i, "nsubj")
    if tree.dep[i] != "relcl" or which is None or tree.lower[which] != "which" or not which or tree.lower[which - 1] != ",":
        return None
    top = clause_over(tree, tree.head[i])
    if not verbal(tree, top) or top > which or tree.kid(top, "nsubj", "nsubjpass") is None or tree.right[i] < tree.right[top] - 1:
        return None
    return governed(tree, top, [i])


def _strain(tree: Tree, target: int) -> bool:
    """Whether what is added is a state of affairs: strain, pressure, fuel."""
    return tree.lemma[target] in colour("strain")


def _nominal_end(tree: Tree, subject: int) -> End | None:
    verb = tree.head[subject]
    inner = verb if tree.dep[verb] == "relcl" and tree.tag[subject] in ("WDT", "WP") else None
    drop = [kid for kid in tree.kids[subject] if tree.dep[kid] == "relcl" and tree.right[kid] - tree.left[kid] > 3]
    return governed(tree, subject, [*([inner] if inner is not None else []), *drop], bare=not verbal(tree, subject))


def _caused(tree: Tree, subject: int) -> bool:
    """Whether a subject is an act or a state, not a person or a country that merely does something."""
    return (
        tree.pos[subject] not in ("PRON", "PROPN")
        and not tree.tag[subject].startswith("NNP")
        and tree.ent[subject] not in ("PERSON", "GPE", "ORG", "NORP", "DATE", "CARDINAL")
        and tree.lemma[subject] not in colour("persons")
    )


def _blamed(tree: Tree, i: int) -> Iterator[Found]:
    """ "blamed the flood on the dam", "blamed the dam for the flood", "attributed the flood to rain": who says so is its subject."""
    thing = tree.kid(i, "dobj", "nsubjpass")
    if thing is None:
        return
    for kid in (*tree.kids[i], *tree.kids[thing]):  # the parser hangs "on the rain" on the verb or on the flood
        target = tree.kid(kid, *_UNDER) if tree.dep[kid] in ("prep", "dative") and kid > i else None
        name = f"{tree.lemma[i]} {tree.lower[kid]}"
        if target is None or name not in listed("blame", "effect_first") | listed("blame", "cause_first"):
            continue
        first, second = governed(tree, thing, [kid]), governed(tree, target, [by for by in tree.kids[target] if tree.lower[by] == "by"])
        cause, effect = (second, first) if name in listed("blame", "effect_first") else (first, second)
        if cause and effect and _caused(tree, cause.head) and _caused(tree, effect.head):
            yield Found(cause, effect, "causes", f"verb:{name}", (i, kid), i)


def _noun(tree: Tree, i: int) -> Iterator[Found]:
    """ "X is the result of Y", "X was the cause of Y"."""
    lemma = tree.lemma[i]
    if tree.dep[i] != "attr" or tree.lemma[tree.head[i]] != "be":
        return
    subject, of = tree.kid(tree.head[i], "nsubj"), next((kid for kid in tree.kids[i] if tree.lower[kid] in ("of", "for", "behind")), None)
    target = tree.kid(of, *_UNDER) if of is not None else None
    if subject is None or of is None or target is None or tree.pos[subject] == "PRON":
        return
    near, far = _nominal_end(tree, subject), governed(tree, target)
    if near is None or far is None:
        return
    if lemma in listed("nouns", "effect"):
        yield Found(far, near, "causes", f"noun:{lemma}", (i, of), i)
    elif lemma in listed("nouns", "cause"):
        yield Found(near, far, "causes", f"noun:{lemma}", (i, of), i)
