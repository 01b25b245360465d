"""Who is meant by appositions and pronouns within a document; no resolution beats a wrong one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detente.extract.cast import Role
from detente.extract.casting import Casting, Place
from detente.extract.nominals import agent_of, with_apposition
from detente.knowledge.tables import toml_table, words
from detente.records import Actor

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_FORMER = words("actors", "former", "detente.extract")
_LEADING: dict[str, str] = toml_table("actors", "detente.extract")["leading"]
_MARGIN = 0.5
_REACH = 150  # tokens; no reader looks further back for whom a pronoun means
_THIRD = _HE | _SHE | _THEY | _IT
_PLEONASTIC = frozenset(["seem", "appear", "happen", "turn", "rain", "matter", "take", "become", "remain", "make"])


def join_appositions(casting: Casting) -> None:
    """Let `X, an opposition lawmaker in Caracas,` tell who X is, and `the foreign minister, X` be one actor."""
    doc = casting.page.doc
    chunks = {chunk.root.i: chunk for chunk in casting.chunks}
    for role in [r for r in casting.roles if casting.actors[r.actor_id].kind == "person" and r.mention.form == "name"]:
        actor, head = casting.actors[role.actor_id], doc[role.head]
        for noun in _appositions(casting, role, head):
            chunk = chunks.get(noun.i)
            if chunk is None or chunk.start <= role.head < chunk.end:
                continue
            agent = agent_of(casting, chunk)
            if agent is None:
                continue
            _same(casting, noun, actor)
            if not actor.resolved or ((not actor.role or actor.role.startswith("former ")) and _new_office(casting, chunk, actor)):
                clauses = [c.left_edge.i for c in noun.children if c.dep_ == "relcl" and c.i > noun.i]
                last = min([noun.right_edge.i + 1, noun.i + 9, *clauses])
                stretch = doc[chunk.start : _before_comma(doc[chunk.start : last])]
                countries = [c for hit in casting.names_in(chunk.start, stretch.end) if (c := casting.country(hit))]
                actor = casting.actors[actor.id] = with_apposition(
                    actor, _without_article(stretch), next(iter(countries), None), agent.sector
                )
        if not actor.resolved and not actor.role:
            _affiliation(casting, role, head)
        if not casting.actors[role.actor_id].resolved and not casting.actors[role.actor_id].role:
            _leadership(casting, role, head, chunks)


def _new_office(casting: Casting, chunk: Span, actor: Actor) -> bool:
    """Whether a description names a present office that the registry does not know as one that the person left."""
    near = casting.titles_in(max(chunk.root.i - 8, 0), chunk.root.i + 8)
    titles = [hit.title for hit in near if hit.first <= chunk.root.i < hit.last and hit.title]
    person, day = casting.profiles[actor.id].person, casting.day
    left = {term.office for term in person.terms if term.status(day) == "former"} if person else set()
    new = any(title.office not in ("honorific", "religious_leader") and title.office not in left for title in titles)
    return new and not any(token.lower_ in _FORMER or token.lower_ == "until" for token in chunk.root.subtree)


def _appositions(casting: Casting, role: Role, head: Token) -> list[Token]:
    doc = casting.page.doc
    found = [c for c in head.children if c.dep_ == "appos" and c.pos_ in ("NOUN", "PROPN")]
    if head.dep_ == "appos" and head.head.pos_ == "NOUN":
        found.append(head.head)
    at = role.end
    if not found and at + 1 < len(doc) and doc[at].text == "," and doc[at + 1].lower_ in ("a", "an", "the", "its", "his", "her"):
        noun = next((chunk.root for chunk in casting.chunks if chunk.start == at + 1), None)
        if noun is not None and noun.dep_ not in ("nsubj", "nsubjpass", "dobj"):
            found.append(noun)
    return found


def _before_comma(span: Span) -> int:
    """The end of the stretch before its first comma or clause mark."""
    for token in span:
        if (
            token.text in (",", ";", "(", "–", "—", "-", "who")
            and token.i > span.start
            and not (token.text == "-" and not token.whitespace_)
        ):
            return int(token.i)
    return int(span.end)


def _without_article(span: Span) -> str:
    words = [t for t in span if not t.is_space]
    if words and words[0].lower_ in ("a", "an", "the", "its", "their"):
        words = words[1:]
    return " ".join("".join(t.text_with_ws for t in words).split()).rstrip("'’ ")


def _same(casting: Casting, noun: Token, actor: Actor) -> None:
    """The description's own mention, if any, becomes a mention of the person."""
    known = casting.taken.get(noun.i)
    if known is None or known.actor_id == actor.id or known.modifier or casting.actors[known.actor_id].kind == "country":
        return
    casting.roles.remove(known)
    del casting.taken[noun.i]
    evidence = known.mention.evidence
    casting.mention(actor, Place(known.start, known.end, known.head), "nominal", 0.85, (evidence.start, evidence.end))


def _affiliation(casting: Casting, role: Role, head: Token) -> None:
    """`Dr. X, of the Assembly of Y`, `X of the Z group`: role, country and sector from the organisation."""
    doc = casting.page.doc
    at = role.end + (1 if role.end < len(doc) and doc[role.end].text == "," else 0)
    if at >= len(doc) or doc[at].lower_ not in ("of", "from", "with") or doc[at].sent != head.sent:
        return
    for other in casting.recent(at, min(at + 10, len(doc))):
        if (
            at < other.head <= at + 9
            and other.actor_id != role.actor_id
            and casting.actors[other.actor_id].kind in ("organisation", "government")
            and not other.modifier
        ):
            told = casting.actors[other.actor_id]
            actor = casting.actors[role.actor_id]
            casting.actors[role.actor_id] = with_apposition(
                actor, f"{doc[at].text} the {told.name}", told.country if told.country != "IGO" else None, told.sector
            )
            return


def _leadership(casting: Casting, role: Role, head: Token, chunks: dict[int, Span]) -> None:
    """`X, who leads the main opposition team`: role, country and sector from what X leads."""
    for verb in (c for c in head.children if c.dep_ == "relcl" and c.lemma_ in _LEADING):
        for noun in (c for c in verb.children if c.dep_ == "dobj"):
            phrase = casting.page.doc[noun.left_edge.i : noun.right_edge.i + 1]
            led = _without_article(casting.page.doc[phrase.start : _before_comma(phrase)])
            known = casting.taken.get(noun.i)
            told = casting.actors[known.actor_id] if known else None
            agent = agent_of(casting, chunks[noun.i]) if noun.i in chunks else None
            sector = (told.sector if told else None) or (agent.sector if agent else None)
            country = told.country if told and told.country != "IGO" else None
            actor, said = casting.actors[role.actor_id], f"{_LEADING[verb.lemma_]} the {led}"
            casting.actors[role.actor_id] = with_apposition(actor, said, country, sector)
            return


# ---- pronouns --------------------------------------------------------------------------------------------------------


def find_pronouns(casting: Casting) -> None:
    """Record third-person pronouns whose actor is beyond doubt."""
    for sentence in casting.page.sentences():
        for token in sentence:
            lower = token.lower_
            if lower not in _THIRD or token.i in casting.taken or (lower in _IT and not _refers(token)):
                continue
            own = lower.endswith(("self", "selves"))
            if antecedent := _reflexive(casting, token) if own else _antecedent(casting, token, sentence):
                casting.mention(antecedent[0], Place(token.i, token.i + 1, token.i, token.dep_ == "poss"), "pronoun", antecedent[1])


def _refers(token: Token) -> bool:
    """Whether an `it` stands for something, and not for a clause to come."""
    if token.dep_ == "poss":
        return True
    if token.dep_ != "nsubj" or token.head.pos_ not in ("VERB", "AUX"):
        return False
    verb = token.head
    return verb.lemma_ not in _PLEONASTIC and verb.lemma_ != "be"


def _reflexive(casting: Casting, token: Token) -> tuple[Actor, float] | None:
    """`himself` is the subject of its own verb or nobody that we know."""
    subjects = [casting.taken[t.i] for t in _subjects(_verb(token)) if t.i in casting.taken]
    fits = [role for role in subjects if _agrees(casting, role, token)]
    return (casting.actors[fits[0].actor_id], 0.9) if len(fits) == 1 else None


def _antecedent(casting: Casting, token: Token, sentence: Span) -> tuple[Actor, float] | None:
    scores: dict[str, float] = {}
    block = next((b for b in casting.page.blocks if b.start <= token.idx < b.end), None)
    begin = max(_window(sentence), token.i - _REACH)
    inside = casting.page.quote_at(token.idx)
    barred = _barred(casting, token)
    ruling = _ruling_subjects(token)
    meant_by_it = {r.actor_id for r in casting.recent(sentence.start, sentence.end) if casting.page.doc[r.head].lower_ in _IT}
    for role in casting.recent(begin, token.i):
        if token.lower_ in _THEY and role.actor_id in meant_by_it:
            continue
        if role.actor_id in barred or _turn_label(casting, role):
            continue
        if not (begin <= role.head < token.i) or not _agrees(casting, role, token) or _excluded(casting, role, token):
            continue
        head = casting.page.doc[role.head]
        distance = _distance(casting, role.head, sentence)
        score = 2.0 - 1.2 * distance
        subject = _first_of_list(head)
        score += {"nsubj": 1.2, "nsubjpass": 1.0}.get(subject.dep_, 0.0)
        score += 0.4 if subject.dep_ in ("nsubj", "nsubjpass") and subject.head.dep_ == "ROOT" else 0.0
        score += 0.6 if subject.i in ruling else 0.0
        score -= 1.0 if role.modifier else 0.0
        score -= 0.8 if block and not block.start <= head.idx < block.end else 0.0
        quoted = casting.page.quote_at(head.idx)
        score -= 1.2 if quoted is not inside and quoted is not None else 0.0
        score -= 1.0 if inside is not None and quoted is None and token.lower_ in _IT | _THEY else 0.0
        score -= 0.6 if token.lower_ in _THEY and casting.actors[role.actor_id].kind == "country" else 0.0
        score += 0.3 if role.mention.form == "pronoun" else 0.0
        if token.lower_ in _IT | _THEY and casting.actors[role.actor_id].kind in ("place", "unknown"):
            score -= 1.0
        scores[role.actor_id] = max(scores.get(role.actor_id, -9.0), score)
    if not scores:
        return None
    ranked = sorted(scores.items(), key=lambda s: (-s[1], s[0]))
    margin = ranked[0][1] - ranked[1][1] if len(ranked) > 1 else 2.0
    floor = 2.0 if token.lower_ in _IT else 1.2 if token.lower_ in _THEY else 0.2
    if ranked[0][1] < floor or margin < _MARGIN:
        return None
    return casting.actors[ranked[0][0]], min(0.9, 0.6 + 0.12 * margin)


def _barred(casting: Casting, token: Token) -> set[str]:
    """Whom a pronoun cannot be.

    An object is not the subject of its own verb, nor whom the relative clause around it describes; where that verb is an infinitive
    without a subject of its own, not whoever may be that subject. A possessor is not whom its own apposition describes.
    """
    if token.dep_ in ("nsubj", "nsubjpass"):
        return set()
    if token.dep_ == "poss":
        described = token.head.head if token.head.dep_ == "appos" else None
        return _actors_of(casting, [described]) if described is not None else set()
    verb = _verb(token)
    others = _subjects(verb)
    if verb.dep_ in ("relcl", "acl") and all(c.tag_ in ("WDT", "WP") for c in others):
        others.append(verb.head)
    if not others and verb.dep_ in ("xcomp", "advcl", "acl"):
        others = [*_subjects(verb.head), *(c for c in verb.head.children if c.dep_ in ("dobj", "dative"))]
    return _actors_of(casting, others)


def _actors_of(casting: Casting, tokens: list[Token]) -> set[str]:
    heads = {t.i for t in tokens} | {t.head.i for t in tokens if t.dep_ == "appos"}
    return {casting.taken[i].actor_id for i in heads if i in casting.taken}


def _verb(token: Token) -> Token:
    """The verb that a pronoun is an object of, by prepositions too."""
    verb = token.head
    while verb.dep_ in ("prep", "agent", "dative", "prt") and verb.head != verb:
        verb = verb.head
    return verb


def _subjects(verb: Token) -> list[Token]:
    """The subjects of a verb; a name right before it where the parse gives none."""
    found = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")]
    before = verb.doc[verb.i - 1] if verb.i else verb
    return found or ([before] if before.pos_ == "PROPN" and verb.pos_ == "VERB" else [])


def _ruling_subjects(token: Token) -> set[int]:
    """The subjects of the verbs that a pronoun's own clause hangs on: `Smith replied that he`."""
    verb = token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head != verb:
        verb = verb.head
    if token.dep_ in ("dobj", "pobj", "dative") and not _subjects(verb):
        return set()
    while verb.dep_ in ("ccomp", "advcl", "xcomp", "acl") and verb.head != verb:
        verb = verb.head
        if found := _subjects(verb):
            return {c.i for c in found}
    return set()


def _turn_label(casting: Casting, role: Role) -> bool:
    """Whether a mention is the label of a speaker's turn, as `CORRESPONDENT:` in a transcript."""
    doc = casting.page.doc
    return role.end < len(doc) and doc[role.end].text == ":" and doc[role.head].is_upper


def _first_of_list(head: Token) -> Token:
    """The noun that stands in the sentence for a list of names: all of `A and B met C` are subjects alike."""
    while head.dep_ == "conj" and head.head.pos_ in ("PROPN", "NOUN", "PRON") and head.head != head:
        head = head.head
    return head


def _window(sentence: Span) -> int:
    begin = sentence.start
    for _ in range(2):
        if begin == 0:
            break
        begin = sentence.doc[begin - 1].sent.start
    return int(begin)


def _distance(casting: Casting, head: int, sentence: Span) -> int:
    if head >= sentence.start:
        return 0
    return 1 if sentence.start and head >= casting.page.doc[sentence.start - 1].sent.start else 2


def _agrees(casting: Casting, role: Role, token: Token) -> bool:
    actor, profile = casting.actors[role.actor_id], casting.profiles[role.actor_id]
    lower = token.lower_
    if lower in _HE | _SHE:
        wanted = "m" if lower in _HE else "f"
        return actor.kind == "person" and profile.gender in (None, wanted)
    if lower in _THEY:
        return profile.plural or actor.kind in ("organisation", "government", "group") or (actor.kind == "country" and not role.modifier)
    return actor.kind in ("country", "government", "organisation")


def _excluded(casting: Casting, role: Role, token: Token) -> bool:
    """Subject and object of one verb are two; a possessor is not inside its own phrase."""
    head = casting.page.doc[role.head]
    if role.start <= token.i < role.end:
        return True
    same_verb = token.head == head.head and token.dep_ != "poss"
    return bool(
        same_verb
        and head.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "dative")
        and token.dep_ in ("dobj", "iobj", "dative", "pobj", "nsubj", "nsubjpass")
    )
