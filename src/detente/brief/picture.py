"""The situation as a picture: actors, acts and pressures as nodes, what drives what and what is on the table as arrows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from detente.brief.merging import who
from detente.brief.names import Naming, country_name
from detente.brief.parts import Arrow, Node, Picture
from detente.brief.plain import one_line, short
from detente.brief.sections import Material, statement_places
from detente.brief.wording import bare, content_words, event_pattern, event_tone, link_words
from detente.knowledge.tables import words
from detente.records import Actor, Event, Evidence, Link, LinkEnd

MOST_NODES = 40
_ACT, _LABEL = 90, 60  # characters of a node's and of a label's words
_SAME_PLACE = 0.5  # share of two spans from which they are one act


def picture(material: Material, naming: Naming, most: int = MOST_NODES) -> Picture:
    """The picture of the records that are shown; the surest arrows first where there are too many."""
    sketch = _Sketch(material, naming)
    arrows = [*sketch.links(), *sketch.doers(), *sketch.statements(), *sketch.events()]
    kept: list[Arrow] = []
    nodes: set[str] = set()
    for arrow in _in_turn(arrows):
        wanted = nodes | {arrow.source, arrow.target}
        if len(wanted) <= most:
            nodes = wanted
            kept.append(arrow)
    chosen = {id(arrow) for arrow in kept}
    shown = tuple(arrow for arrow in arrows if id(arrow) in chosen)
    return Picture(tuple(_cited(node, shown) for name, node in sketch.nodes.items() if name in nodes), shown, len(arrows) - len(shown))


def _cited(node: Node, arrows: Iterable[Arrow]) -> Node:
    """An actor leads to the sentences of its arrows."""
    if node.notes:
        return node
    return replace(node, notes=tuple(sorted({number for one in arrows if node.id in (one.source, one.target) for number in one.notes})))


def _in_turn(arrows: list[Arrow]) -> list[Arrow]:
    """The surest of each kind first, the kinds in turn, so that many causes leave room for the parties."""
    ranked: list[tuple[int, Arrow]] = []
    for kind in ("drives", "does", "says"):
        of_kind = sorted((arrow for arrow in arrows if arrow.kind == kind), key=lambda one: -one.weight)
        ranked += [(rank, arrow) for rank, arrow in enumerate(of_kind)]
    return [arrow for _, arrow in sorted(ranked, key=lambda one: one[0])]


@dataclass(slots=True)
class _Sketch:
    """Collects nodes; the same actor or act is one node."""

    material: Material
    naming: Naming
    nodes: dict[str, Node] = field(default_factory=dict)
    _acts: list[tuple[str, LinkEnd, str]] = field(default_factory=list)  # document, end, node
    _drawn: set[str] = field(default_factory=set)  # ids of records that are nodes

    def links(self) -> Iterator[Arrow]:
        for link in self.material.links:
            source, target = self._act(link, link.cause), self._act(link, link.effect)
            if source != target:
                yield Arrow(
                    source, target, "drives", link_words(link), self._notes([_place(link)]), (link.id,),
                    firm=link.modality == "asserted" and not link.negated and link.kind != "condition",
                    stops=link.kind in ("prevents", "eases"), weight=link.evidence.confidence,
                )  # fmt: skip

    def doers(self) -> Iterator[Arrow]:
        """Who does or says an act that is a node, and to whom."""
        at = {name: node.id for node in self.nodes.values() for name in node.records if node.kind == "act"}
        for event, ids in self.material.events:
            for node in sorted({at[name] for name in ids if name in at}):
                yield from self._party(node, event.source[:1], event.target[:1], event.evidence[0], ids)
        for statement, ids in self.material.statements:
            for node in sorted({at[name] for name in ids if name in at}):
                speaker, addressee = ((actor,) if actor else () for actor in (statement.speaker, statement.addressee))
                yield from self._party(node, speaker, addressee, statement.evidence[0], ids)

    def _party(
        self, node: str, source: tuple[Actor, ...], target: tuple[Actor, ...], evidence: Evidence, ids: tuple[str, ...]
    ) -> Iterator[Arrow]:
        notes = self._notes([(evidence.document_id, evidence.start, evidence.end)])
        for actor in source:
            yield Arrow(self._actor(actor, evidence.document_id), node, "does", "", notes, ids, weight=evidence.confidence)
        for actor in target:
            yield Arrow(node, self._actor(actor, evidence.document_id), "does", "", notes, ids, weight=evidence.confidence)

    def statements(self) -> Iterator[Arrow]:
        """What is on the table between parties, one arrow a pair and kind of act."""
        shown = words("wording", "on_the_table", "detente.brief")
        texts = {situation.document.id: situation.document.text for situation in self.material.situations}
        for statement, ids in self.material.statements:
            target = statement.addressee
            if statement.kind not in shown or statement.speaker is None or target is None or statement.polarity == "negative":
                continue
            if who(statement.speaker) == who(target) or self._drawn & set(ids):
                continue
            document = statement.evidence[0].document_id
            asked = statement.asks if statement.kind == "demand" else ()
            ask = asked[0].span.quote if asked else content_words(statement, texts[document])
            yield Arrow(
                self._actor(statement.speaker, document), self._actor(target, document), "says",
                f"{statement.kind}: {short(one_line(bare(ask)), _LABEL)}", self._notes(statement_places(statement)), ids,
                firm=statement.modality == "asserted", weight=max(one.confidence for one in statement.evidence),
            )  # fmt: skip

    def events(self) -> Iterator[Arrow]:
        """Who did what to whom; the same act between the same parties is one arrow that counts."""
        found: dict[tuple[str, str, str], list[Arrow]] = {}
        for event, ids in self.material.events:
            if event.source and event.target and not self._drawn & set(ids):
                arrow = self._event(event, ids)
                if arrow.source != arrow.target:
                    found.setdefault((arrow.source, arrow.target, arrow.label), []).append(arrow)
        for arrows in found.values():
            first = arrows[0]
            notes = tuple(sorted({number for one in arrows for number in one.notes}))
            label = first.label if len(arrows) == 1 else f"{first.label} (×{len(arrows)})"
            records = tuple(dict.fromkeys(name for one in arrows for name in one.records))
            yield replace(first, label=label, notes=notes, records=records, weight=max(one.weight for one in arrows))

    def _event(self, event: Event, ids: tuple[str, ...]) -> Arrow:
        document = event.evidence[0].document_id
        label = event_pattern(event).replace("{s}", "").strip().removesuffix("{t}").replace("{t}", "…").strip()
        return Arrow(
            self._actor(event.source[0], document), self._actor(event.target[0], document), "does", label,
            self._notes((one.document_id, one.start, one.end) for one in event.evidence), ids, event_tone(event),
            firm=event.status in ("happened", "ongoing"), weight=max(one.confidence for one in event.evidence),
        )  # fmt: skip

    def _actor(self, actor: Actor, document: str) -> str:
        state = country_name(actor.country) if actor.kind in ("country", "government") else None
        key = f"actor {state or who(actor, document)}"  # a state and its government are one party
        if key not in self.nodes:
            name = one_line(state or self.naming.name(actor))
            self.nodes[key] = Node(key, "actor", name[:1].upper() + name[1:], records=(actor.id,))
        return key

    def _act(self, link: Link, end: LinkEnd) -> str:
        document = link.evidence.document_id
        for known_document, known, name in self._acts:
            same = end.record_id is not None and end.record_id == known.record_id
            if known_document == document and _shared(known, end) >= (0.01 if same else _SAME_PLACE):
                return name
        name = f"act {document} {end.start} {end.end}"
        records = (end.record_id,) if end.record_id else ()
        self._drawn |= set(records)
        notes = self._notes([(document, end.start, end.end)])
        self.nodes[name] = Node(name, "act", short(one_line(bare(end.quote)), _ACT), notes, records)
        self._acts.append((document, end, name))
        return name

    def _notes(self, places: Iterable[tuple[str, int, int]]) -> tuple[int, ...]:
        return self.material.numbers.of(places)


def _place(link: Link) -> tuple[str, int, int]:
    return link.evidence.document_id, link.evidence.start, link.evidence.end


def _shared(one: LinkEnd, other: LinkEnd) -> float:
    shared = min(one.end, other.end) - max(one.start, other.start)
    whole = max(one.end, other.end) - min(one.start, other.start)
    return max(0, shared) / whole if whole else 0.0
