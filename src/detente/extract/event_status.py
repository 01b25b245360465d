"""Whether the act in a clause happened: negation, future, possibility, and the attitudes that govern it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from detente.extract.event_arguments import in_a_rank
from detente.knowledge.tables import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_PACKAGE = "detente.extract"
_FILE = "event_attitudes"
_UP = (
    "xcomp",
    "ccomp",
    "acl",
    "pcomp",
    "acomp",
    "dobj",
    "pobj",
    "prep",
    "conj",
    "advcl",
    "attr",
    "oprd",
    "dative",
    "nsubj",
    "nsubjpass",
    "csubj",
    "agent",
    "compound",
    "relcl",
)
Attitude = Literal["commit", "plan", "threat", "vow", "refuse", "demand", "deny", "say", "doubt"]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clause stands: its own negation and tense or modality, and whether it hangs on a condition."""

    negated: bool = False
    future: bool = False
    possible: bool = False
    must: bool = False
    conditional: bool = False


def in_list(name: str, token: Token) -> bool:
    """Whether the lemma of a token is in a list of the attitudes file."""
    known = words(_FILE, name, _PACKAGE)
    return token.lemma_.lower() in known or token.lower_ in known


def standing(verb: Token) -> Standing:
    """The negation, tense and condition of a verb's own clause; coordinated verbs share the auxiliaries of the first."""
    own = list(verb.children)
    aux = [t for t in own if t.dep_ in ("aux", "auxpass")]
    carrier = verb
    while not aux and carrier.dep_ == "conj" and carrier.head.pos_ in ("VERB", "AUX"):
        if any(t.dep_ in ("nsubj", "nsubjpass") for t in carrier.children):
            break
        carrier = carrier.head
        aux = [t for t in carrier.children if t.dep_ in ("aux", "auxpass") and t.i < verb.i]
        if verb.tag_ != carrier.tag_:
            aux = []
    negated = any(t.dep_ == "neg" or (in_list("negation", t) and t.dep_ in ("advmod", "neg")) for t in own)
    negated = negated or no_longer(verb)
    negated = negated or any(t.dep_ == "neg" for t in carrier.children if carrier != verb and aux and t.i < verb.i)
    negated = negated or any(
        g.dep_ == "det" and g.lower_ == "no" for t in own if t.dep_ in ("nsubj", "nsubjpass", "dobj") for g in t.children
    )
    modal = {t.lower_ for t in aux}
    goes = verb.dep_ == "xcomp" and verb.head.lemma_ == "go" and verb.head.tag_ == "VBG"
    infinitive_of_be = verb.dep_ == "xcomp" and verb.head.lemma_ == "be"
    return Standing(
        negated=negated,
        future=bool(modal & words(_FILE, "future", _PACKAGE)) or goes or infinitive_of_be,
        possible=bool(modal & (words(_FILE, "possible", _PACKAGE) - {"would", "must", "should"})) or {"would", "have"} <= modal,
        must=bool(modal & {"must", "should", "ought"}) or _has_to(verb),
        conditional=_conditional(verb),
    )


def no_longer(verb: Token) -> bool:
    """ "no longer recognised": what was so has ended."""
    return any(t.lower_ in ("longer", "more") and t.i < verb.i and verb.doc[max(t.i - 1, 0)].lower_ == "no" for t in verb.children)


def governors(token: Token) -> list[tuple[Token, Token]]:
    """The words above a clause or noun on the way up: (governor, the child by which it governs), nearest first."""
    found = []
    child = token
    for _ in range(9):
        head = child.head
        if head == child or child.dep_ not in _UP:
            break
        if child.dep_ == "conj":
            if _finite(child) and _infinitive(head):
                break  # "told him to move tanks and recalled every diplomat": the finite verb goes with the verb above
            child = head
            continue
        if child.dep_ in ("ccomp", "parataxis") and child.i < head.i and any(t.lower_ in (";", ":") for t in head.lefts):
            break  # two sentences in one, which the parser hangs on one another
        found.append((head, child))
        child = head
    return found


def irreal(token: Token) -> bool:
    """Whether a clause or event noun stands under a word, condition or modal that leaves it open if it happened."""
    if token.pos_ in ("VERB", "AUX") and (_aimed(token) or _open_gerund(token) or _not_yet(token)):
        return True
    if _speech_tag(token):
        return False
    for head, child in governors(token):
        if child.pos_ in ("VERB", "AUX") and child != token and (_aimed(child) or _open_gerund(child)):
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "csubj", "agent"):
            return head.pos_ in ("VERB", "AUX") and (_modal_future(head) or (child.dep_ != "agent" and _conditional(head)))
        if child.dep_ == "advcl":
            return _modal(child) or (_modal_future(head) and any(t.lower_ in ("after", "once", "until", "when") for t in child.children))
        if child.dep_ == "relcl":
            if child.tag_ == "VBD" or (_finite(child) and not _modal(child)):
                return False  # "accords that they concluded" stands whatever the sentence makes of the accords
            continue
        if head.pos_ in ("VERB", "ADJ", "NOUN", "AUX") and in_list("doubt", head) and not _reported(child):
            return True
        if head.pos_ in ("VERB", "ADJ", "NOUN") and any(
            in_list(name, head)
            for name in (
                "threat",
                "threat_nouns",
                "refuse",
                "refuse_nouns",
                "commit_nouns",
                "plan_nouns",
                "demand_nouns",
                "commit_adjectives",
            )
        ):
            return True
        if (
            head.pos_ in ("VERB", "ADJ")
            and child.dep_ in ("xcomp", "dobj", "prep", "acomp")
            and any(in_list(n, head) for n in ("commit", "plan", "failed"))
        ):
            return True
        if head.pos_ in ("VERB", "AUX") and (_conditional(head) or (not in_list("say", head) and _modal(head))):
            return True
    return False


def _finite(verb: Token) -> bool:
    """A verb with a tense of its own or of its auxiliary: "recalled", "has recalled"."""
    if verb.tag_ in ("VBD", "VBZ", "VBP"):
        return not any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children)
    return any(t.dep_ in ("aux", "auxpass") and t.tag_ in ("VBD", "VBZ", "VBP") for t in verb.children)


def _infinitive(verb: Token) -> bool:
    return verb.tag_ == "VB" and any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children)


def _speech_tag(verb: Token) -> bool:
    """ "Should they fire, he warned, the base would burn": a verb of saying put into its own content."""
    if verb.pos_ != "VERB" or verb.dep_ not in ("ccomp", "parataxis") or not in_list("say", verb) or not _finite(verb):
        return False
    if any(t.dep_ == "mark" for t in verb.children) or not any(t.dep_ == "nsubj" for t in verb.children):
        return False
    return any(t.is_punct for t in verb.doc[max(verb.left_edge.i - 1, 0) : verb.left_edge.i])


def denied(token: Token) -> bool:
    """Whether a clause is the content of a denial, or its verb failed."""
    return any(
        head.pos_ in ("VERB", "NOUN") and in_list("deny", head) and child.dep_ in ("ccomp", "xcomp", "dobj", "pcomp", "acl", "pobj", "prep")
        for head, child in governors(token)[:3]
    )


def _aimed(verb: Token) -> bool:
    """An infinitive says what somebody aims at, save after a verb of doing ("began to shell", "managed to free")."""
    if not any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children):
        return False
    if (verb.dep_ in ("relcl", "acl") and in_a_rank(verb)) or (verb.dep_ == "xcomp" and verb.head.lemma_ == "be"):
        return False
    return not (verb.dep_ in ("xcomp", "ccomp") and in_list("doing", verb.head))


def _not_yet(verb: Token) -> bool:
    """ "before they disarm", "until troops leave": a clause of time in the present tells of no act so far."""
    return verb.dep_ == "advcl" and verb.tag_ in ("VBZ", "VBP") and any(t.dep_ == "mark" and in_list("not_yet", t) for t in verb.children)


def _open_gerund(verb: Token) -> bool:
    """ "accused of killing", "without attacking", "plans for attacking"; but "by shelling" and "after seizing" tell of acts."""
    if verb.dep_ == "pcomp" and verb.head.lower_ == "on" and in_list("doing", verb.head.head):
        return False  # "went on shelling"
    return verb.dep_ == "pcomp" and verb.head.lower_ not in ("by", "after", "since", "in", "while", "when", "besides", "despite")


def _reported(child: Token) -> bool:
    """A finite clause: "asked why Iran attacked" still reports an attack."""
    return child.dep_ == "ccomp" and child.tag_ in ("VBD", "VBZ") and any(t.dep_ == "nsubj" for t in child.children)


def _modal(verb: Token) -> bool:
    state = standing(verb)
    return state.future or state.possible or state.must


def _modal_future(verb: Token) -> bool:
    state = standing(verb)
    return state.future or state.possible


def _has_to(verb: Token) -> bool:
    return (
        verb.dep_ == "xcomp" and verb.head.lemma_ in ("have", "need") and any(t.dep_ == "aux" and t.lower_ == "to" for t in verb.children)
    )


def _conditional(verb: Token) -> bool:
    return any(t.dep_ == "mark" and in_list("conditional", t) for t in verb.children) or any(
        t.dep_ == "advmod" and t.lower_ == "whether" for t in verb.children
    )
