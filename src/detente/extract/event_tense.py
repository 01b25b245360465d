"""What becomes of an act whose clause is in the future, refused, denied or going on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from detente.extract.event_status import denied, no_longer, standing
from detente.knowledge.ontology import ontology

if TYPE_CHECKING:
    from spacy.tokens import Token

    from detente.extract.event_act import Act


def tensed(act: Act, verb: Token) -> Act:
    """A future act becomes what PLOVER makes of a plan, a refused one REJECT, a denied one is negated."""
    state = standing(verb)
    kind, status = act.type, act.status
    if state.future and state.negated:
        return (
            replace(act, type="REJECT", rule="refusal") if ontology().quad(kind).endswith("cooperation") else replace(act, status="negated")
        )
    if state.future:
        reduced = ontology().reduced(kind)
        if any(t.dep_ == "advcl" and any(m.lower_ == "unless" for m in t.children) for t in verb.children):
            reduced = "THREATEN"
        return replace(act, type=reduced, rule="future") if reduced != kind else replace(act, status="planned")
    if no_longer(verb) and ontology().quad(kind) == "verbal cooperation":
        return replace(act, type="REJECT", rule="refusal")
    if state.negated or denied(verb):
        status = "negated"
    elif verb.tag_ == "VBG" and any(t.dep_ == "aux" and t.lemma_ == "be" for t in verb.children):
        status = "ongoing"
    return replace(act, status=status)
