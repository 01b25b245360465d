"""Who acts and who is acted on: subjects and targets of a verb or an event noun, resolved to actors of the cast."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.event_act import Party
from detente.knowledge.tables import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from detente.extract.cast import Cast

_PACKAGE = "detente.extract"
_MODIFIERS = ("poss", "amod", "compound", "nmod", "nummod")
_TARGET_PREPS = (
    "against",
    "of",
    "by",
    "from",
    "to",
    "with",
    "on",
    "for",
    "in",
    "over",
    "between",
    "toward",
    "towards",
    "at",
    "into",
    "behind",
    "among",
    "near",
    "about",
    "outside",
)
_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "MONEY", "PERCENT"})
_RANKS = frozenset({"first", "second", "third", "last", "latest", "only", "youngest", "oldest"})
_PLACE_PREPS = ("in", "into", "at", "near", "around", "inside", "outside", "along", "throughout", "across", "on", "through")


def is_passive(verb: Token) -> bool:
    """Whether a participle is passive: with its auxiliary, as a reduced relative clause, or after another passive."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    if verb.tag_ != "VBN" or any(child.dep_ in ("nsubj", "dobj", "aux") for child in verb.children):
        return False
    return verb.dep_ in ("acl", "advcl") or (verb.dep_ == "conj" and is_passive(verb.head))


def subjects(verb: Token, depth: int = 0) -> list[Token]:
    """The heads of the phrases that do what an active verb says (or undergo a passive one)."""
    if depth > 6:
        return []
    own = [child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")]
    if own:
        return _antecedents(verb, own)
    if _swallowed(verb):
        return [above] if (above := next((t for t in verb.ancestors if t.i < verb.i and t.pos_ in ("NOUN", "PROPN")), None)) else []
    head = _coordinated(verb)
    if verb.dep_ in ("relcl", "acl") and in_a_rank(verb):
        return subjects(head.head, depth + 1) if head.dep_ == "attr" else [head]
    if verb.dep_ == "relcl" or (verb.dep_ == "acl" and verb.tag_ in ("VBG", "VBN", "VBD")):
        return [head]
    if verb.dep_ == "acl":  # "a plan to strike": who has the plan
        return owners(head, depth + 1)
    if verb.dep_ == "xcomp" and (controlled := _controller(head)):
        return controlled
    if verb.dep_ in ("conj", "xcomp", "advcl", "ccomp", "pcomp", "acomp", "prep", "pobj", "dep", "parataxis", "attr", "oprd"):
        if head.pos_ in ("NOUN", "PROPN"):
            return owners(head, depth + 1)
        if head == verb:
            return []
        return agents(head) if verb.tag_ == "VBG" and is_passive(head) and agents(head) else subjects(head, depth + 1)
    return []


def _coordinated(verb: Token) -> Token:
    """The verb above; for "told him to move tanks and recalled every diplomat" the finite one."""
    head = verb.head
    if verb.dep_ == "conj" and verb.tag_ == "VBD":
        while head.tag_ == "VB" and head.dep_ in ("xcomp", "conj", "advcl", "ccomp") and head.head.pos_ == "VERB":
            head = head.head
    return head


def _swallowed(verb: Token) -> bool:
    """ "The president on Saturday hosted the premier": a finite verb that the parser takes for an adjective of its object."""
    return verb.dep_ == "amod" and verb.tag_ == "VBD" and verb.i < verb.head.i


def in_a_rank(verb: Token) -> bool:
    """ "the first leader to be convicted": an infinitive that tells of an act, not of an aim."""
    return any(t.lower_ in _RANKS for t in (*verb.head.children, verb.head)) and any(t.lower_ == "to" for t in verb.children)


def owners(noun: Token, depth: int = 0) -> list[Token]:
    """Who has or does what a noun names: its possessor, the agent with "by", or the subject of the verb that governs it."""
    for child in noun.children:
        if child.dep_ == "poss":
            return [child]
    for child in noun.children:
        if child.lower_ == "by":
            return [inner for inner in child.children if inner.dep_ == "pobj"]
    head = noun.head
    if noun.dep_ in ("dobj", "attr", "conj", "pobj", "oprd") and head != noun:
        if noun.dep_ == "pobj":
            head = head.head
        if head.pos_ in ("VERB", "AUX"):
            return subjects(head, depth + 1) if not is_passive(head) else agents(head)
        if head.pos_ in ("NOUN", "PROPN") and depth < 6:
            return owners(head, depth + 1)
    return []


def agents(verb: Token) -> list[Token]:
    """The by-phrase of a passive; coordinated ones share the last ("was seized and beaten by")."""
    for one in (
        verb,
        *(t for t in verb.conjuncts if t.i > verb.i and t.tag_ == "VBN" and not any(c.dep_ == "nsubjpass" for c in t.children)),
    ):
        found = [t for child in one.children if child.dep_ == "agent" or child.lower_ == "by" for t in child.children if t.dep_ == "pobj"]
        if found:
            return found
    return _far_agents(verb)


def _far_agents(verb: Token) -> list[Token]:
    """ "fired at the port by the navy", "left to bleed by rebels": a by-phrase that the parser hangs deeper on the right."""
    if not is_passive(verb):
        return []
    level = [c for c in verb.children if c.i > verb.i]
    for _ in range(4):
        level = [c for one in level if one.dep_ in ("prep", "pobj", "conj", "xcomp", "dobj") for c in one.children if c.i > verb.i]
        found = [t for one in level if one.lower_ == "by" for t in one.children if t.dep_ == "pobj" and t.ent_type_ not in _TIMES]
        if found:
            return found
    return []


def doers(verb: Token) -> list[Token]:
    """Who does what a verb says, active or passive."""
    return agents(verb) if is_passive(verb) else subjects(verb)


def undergoers(verb: Token) -> list[Token]:
    """Direct objects of an active verb, subjects of a passive one."""
    if is_passive(verb):
        return subjects(verb)
    found = [verb.head] if _swallowed(verb) else [child for child in verb.children if child.dep_ in ("dobj", "obj")]
    found = found or [child for child in verb.children if child.dep_ == "oprd" and child.pos_ == "PROPN"]  # "called Scott Morrison to …"
    if verb.dep_ == "relcl":
        found = [verb.head if one.tag_ in ("WDT", "WP") else one for one in found]
    if not found and verb.dep_ == "relcl" and not any(c.dep_ == "dobj" for c in verb.children):
        own = [c for c in verb.children if c.dep_ == "nsubj"]
        if own and own[0].tag_ not in ("WDT", "WP"):  # "the town that rebels took"
            found = [verb.head]
    if not found and verb.dep_ == "conj" and verb.tag_ == verb.head.tag_ and any(c.dep_ == "cc" for c in verb.head.children):
        after = [c for c in verb.head.children if c.dep_ == "dobj" and c.i > verb.i]
        found = after  # "arrested and jailed him" parsed on the first verb
    return found or allowed(verb)


def allowed(verb: Token) -> list[Token]:
    """ "allowed inspectors to enter": the parser takes the object for the subject of the infinitive."""
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.tag_ == "VB" and c.i > verb.i]
    below = [c for c in clauses if any(t.dep_ == "aux" and t.lower_ == "to" for t in c.children)]
    return [t for c in below for t in c.children if t.dep_ == "nsubj" and t.i > verb.i]


def names_nobody(token: Token) -> bool:
    """Whether an object says that nobody is acted on: "charged no one"."""
    return token.lower_ in ("nobody", "none") or (token.lower_ == "one" and any(t.lower_ == "no" for t in token.children))


def source_parties(tokens: Iterable[Token], cast: Cast) -> list[Party]:
    """The actors that the subject phrases name; a modifier counts where the noun is no actor itself ("Israeli air strikes")."""
    found: list[Party] = []
    for token in with_conjuncts(tokens):
        told = _told(
            _direct(token, cast)
            or _through_measure(token, cast)
            or _modifiers(token, cast)
            or _of_phrase(token, cast)
            or _writers(token, cast)
            or _possessor(token, cast),
            token,
            cast,
        )
        unknown = not any(cast[p.actor_id].country for p in told)
        found += ([p for p in _writers(token, cast) if cast[p.actor_id].country] or told) if unknown else told
    return _distinct(found)


def target_parties(tokens: Iterable[Token], cast: Cast) -> list[Party]:
    """The actors that object phrases name or touch: the head, its modifiers, its prepositional phrases; no relative clauses."""
    found: list[Party] = []
    for token in with_conjuncts(tokens):
        found += _told(_direct(token, cast) or _through_measure(token, cast) or _modifiers(token, cast) or _deep(token, cast), token, cast)
    return _distinct(found)


def prepositional(head: Token, prep: str) -> list[Token]:
    """What a preposition of a verb or noun governs; a particle before it is passed over ("pulled out of")."""
    found = []
    for child in head.children:
        if child.lower_ == prep and child.dep_ in ("prep", "agent", "dative", "prt", "advmod"):
            found += [inner for inner in child.children if inner.dep_ == "pobj"]
        elif child.dep_ in ("prep", "advmod", "prt") and child.lower_ in ("out", "back", "away", "along", "up", "down", "together", "off"):
            found += [inner for deep in child.children if deep.lower_ == prep for inner in deep.children if inner.dep_ == "pobj"]
    return found


def places(verb: Token, cast: Cast) -> list[Party]:
    """Actors at the place of an act: countries and cities behind a preposition of place."""
    found: list[Party] = []
    for prep in _PLACE_PREPS:
        for token in prepositional(verb, prep):
            found += _direct(token, cast) or _modifiers(token, cast) or _of_phrase(token, cast)
    return _distinct(found)


def slot_parties(anchor: Token, slots: Iterable[str], cast: Cast, but: frozenset[str] = frozenset()) -> list[Party]:
    """The actors in the first filled of several places of a verb or noun, but not these; a known country goes before an unknown one."""
    second: list[Party] = []
    for slot in slots:
        if slot == "obj":
            tokens = undergoers(anchor)
        elif slot == "dat":
            tokens = [t for c in anchor.children if c.dep_ == "dative" for t in ([c] if c.pos_ != "ADP" else c.children)]
        else:
            tokens = prepositional(anchor, slot) or _stranded(anchor, slot)
        found = [p for p in target_parties(tokens, cast) if p.actor_id not in but] if tokens else []
        if any(cast[p.actor_id].country for p in found):
            return found
        second = second or found
    return second


def _stranded(verb: Token, prep: str) -> list[Token]:
    """ "the government they rose up against"."""
    if verb.dep_ != "relcl" or not any(c.lower_ == prep and c.dep_ == "prep" and not any(True for _ in c.children) for c in verb.children):
        return []
    return [verb.head]


def _antecedents(verb: Token, own: list[Token]) -> list[Token]:
    return [verb.head if token.tag_ in ("WDT", "WP") and verb.dep_ == "relcl" else token for token in own]


def _controller(head: Token) -> list[Token]:
    """The object of a verb that makes it the doer of the infinitive ("urged Iran to …")."""
    if head.lemma_.lower() not in words("event_attitudes", "object_control", _PACKAGE):
        return []
    return undergoers(head) or [t for prep in ("on", "upon", "to", "with") for t in prepositional(head, prep)]


def with_conjuncts(tokens: Iterable[Token]) -> Iterator[Token]:
    seen: set[int] = set()
    for token in tokens:
        for one in (token, *token.conjuncts):
            if one.i not in seen and (one == token or one.i > token.i):
                seen.add(one.i)
                yield one


def _direct(token: Token, cast: Cast) -> list[Party]:
    role = cast.role_at(token.i)
    if role is None and token.tag_ == "PRP" and token.lower_ in ("it", "he", "she", "they", "them"):
        return _speaker_again(token, cast) or _several_before(token, cast)
    if role is None or (role.modifier and token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "poss", "conj", "appos", "dative")):
        return []
    if any(c.dep_ in _MODIFIERS and c.i < token.i and any(cast.role_at(t.i) for t in c.conjuncts) for c in token.children):
        return _modifiers(token, cast)  # "US and British forces"
    return [Party(token.i, actor.id) for actor in cast.actors_at(token.i)]


def _told(parties: list[Party], token: Token, cast: Cast) -> list[Party]:
    """Of one phrase, the actors whose country is known, if any is; else those of its apposition."""
    known = [p for p in parties if cast[p.actor_id].country]
    if known or not parties:
        return known or parties
    named = with_conjuncts(c for c in token.children if c.dep_ == "appos")
    beside = [p for c in named for p in (_direct(c, cast) or _modifiers(c, cast) or _of_phrase(c, cast))]
    before = _modifiers(token, cast)
    owner = [] if beside else [p for p in before if token.doc[p.head].dep_ == "poss"] or _members(token, cast)
    if found := [p for p in (*beside, *owner) if cast[p.actor_id].country]:
        return found
    peoples = [p for p in before if cast[p.actor_id].country and token.doc[p.head].ent_type_ in ("NORP", "GPE")]
    if len({cast[p.actor_id].country for p in peoples}) == 1:
        return peoples  # "British Royal Marines", "the Syrian army command"
    return parties


def _speaker_again(token: Token, cast: Cast) -> list[Party]:
    """ "Syria says it will …": a pronoun that the cast leaves open stands for the subject of the reporting verb."""
    head = token.head
    for above in head.ancestors:
        if (
            above.pos_ == "VERB"
            and above.lemma_.lower() in words("event_attitudes", "say", _PACKAGE)
            and token.dep_ in ("nsubj", "nsubjpass")
        ):
            named = [t for t in subjects(above) if t.tag_ != "PRP"]
            return [p for t in named for p in _direct(t, cast)]
    return []


def _several_before(token: Token, cast: Cast) -> list[Party]:
    """ "Dublin and Oslo recognised it, and Israel accused them": the last subject of several that stands before."""
    if token.lower_ not in ("they", "them"):
        return []
    for before in reversed(token.doc[token.sent.start : token.i]):
        if before.dep_ in ("nsubj", "nsubjpass") and before.pos_ in ("NOUN", "PROPN") and before.head != token.head:
            several = [t for t in with_conjuncts([before]) if t.i < before.head.i]
            if len(several) > 1 or before.tag_ in ("NNS", "NNPS"):
                return [p for t in several for p in (_direct(t, cast) or _modifiers(t, cast) or _of_phrase(t, cast))]
    return []


def _through_measure(token: Token, cast: Cast) -> list[Party]:
    """ "thousands of Nigerians", "a group of refugees", "leaders of the opposition"."""
    if token.lemma_.lower() not in words("event_frames", "measures", _PACKAGE) and token.pos_ not in ("NUM", "DET", "PRON", "ADJ"):
        return []
    return source_parties(
        [t for c in token.children if c.lower_ in ("of", "between", "from", "among") for t in c.children if t.dep_ == "pobj"], cast
    )


def _modifiers(token: Token, cast: Cast) -> list[Party]:
    found = []
    for child in token.children:
        if (child.dep_ in _MODIFIERS and child.tag_ != "PRP$") or (child.dep_ == "appos" and child.i > token.i):
            found += [Party(child.i, actor.id, False) for actor in cast.actors_at(child.i)]
            for deep in (*child.conjuncts, *(c for c in child.children if c.dep_ in _MODIFIERS)):
                found += [Party(deep.i, actor.id, False) for actor in cast.actors_at(deep.i)]
    return found


def _members(token: Token, cast: Cast) -> list[Party]:
    """ "a convoy of Kenyan police": who a group is made of."""
    return [p for c in token.children if c.lower_ == "of" for t in c.children if t.dep_ == "pobj" for p in _direct(t, cast)]


def _of_phrase(token: Token, cast: Cast) -> list[Party]:
    found = []
    for child in token.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "in", "for", "by"):
            found += [p for t in child.children if t.dep_ == "pobj" for p in (_direct(t, cast) or _modifiers(t, cast))]
    return [Party(p.head, p.actor_id, False) for p in found]


def _possessor(token: Token, cast: Cast) -> list[Party]:
    """ "said his country would …", "its forces": whoever a party without a name of its own belongs to."""
    return [Party(c.i, actor.id, False) for c in token.children if c.tag_ == "PRP$" for actor in cast.actors_at(c.i)]


def _writers(token: Token, cast: Cast) -> list[Party]:
    """ "issued a declaration demanding": whoever made the thing that speaks."""
    if token.pos_ != "NOUN" or token.dep_ != "dobj":
        return []
    return [p for t in owners(token) for p in _direct(t, cast) or _modifiers(t, cast)]


def _deep(token: Token, cast: Cast, depth: int = 0) -> list[Party]:
    """The nearest actor in the phrases below a noun: its prepositions in order of their force, then one level deeper."""
    if depth > 2:
        return []
    behind = {child.lower_: child for child in token.children if child.dep_ in ("prep", "agent")}
    for prep in sorted(behind, key=lambda p: _TARGET_PREPS.index(p) if p in _TARGET_PREPS else 99):
        if prep not in _TARGET_PREPS:
            continue
        for inner in behind[prep].children:
            if inner.dep_ in ("pobj", "pcomp"):
                found = _direct(inner, cast) or _modifiers(inner, cast)
                found += [p for t in inner.conjuncts for p in _direct(t, cast)]
                if found := found or _deep(inner, cast, depth + 1):
                    return [Party(p.head, p.actor_id, False) for p in found]
    for child in token.children:
        if child.dep_ == "acl" and (found := [p for t in agents(child) for p in _direct(t, cast)]):
            return [Party(p.head, p.actor_id, False) for p in found]
    return []


def _distinct(parties: list[Party]) -> list[Party]:
    seen: dict[str, Party] = {}
    for party in parties:
        seen.setdefault(party.actor_id, party)
    return list(seen.values())
