"""Hand-made situations of two invented dispatches, for tests that need records without the language model."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from detente.knowledge.ontology import SCALE, ontology
from detente.records import (
    Actor,
    Ask,
    Document,
    Event,
    Evidence,
    Link,
    LinkEnd,
    Mention,
    Question,
    Situation,
    Span,
    Statement,
    TimeExpression,
    When,
    record_id,
)

TEXTS = Path(__file__).parent / "texts"
HARBOUR = (TEXTS / "harbour.txt").read_text(encoding="utf-8")
LEAGUE = (TEXTS / "league.txt").read_text(encoding="utf-8")

FIRST = HARBOUR.split("\n\n")[1].split(". ")[0] + "."


class Story:
    """Makes records over one text; each place is named by its words."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def span(self, place: str) -> Span:
        """The words; `context|words` means the last such words within the context."""
        context, _, words = place.rpartition("|")
        start = self.document.text.index(context) + context.rindex(words) if context else self.document.text.index(words)
        return Span(start, start + len(words), words)

    def evidence(self, words: str, confidence: float = 0.9, method: str = "by-hand-1") -> Evidence:
        span = self.span(words)
        return Evidence(self.document.id, span.start, span.end, span.quote, method, confidence)

    def said(self, speaker: Actor | None, kind: Any, cue: str, *content: str, **more: Any) -> Statement:
        confidence = more.pop("confidence", 0.9)
        evidence = (*(self.evidence(words, confidence) for words in content), self.evidence(cue, confidence))
        values: dict[str, Any] = {
            "addressee": None,
            "kinds": (kind,),
            "quotation": "indirect",
            "polarity": "positive",
            "modality": "asserted",
            "asks": (),
            "conditions": (),
            "deadline": None,
            "when": None,
            "on_behalf_of": None,
            "source": None,
        }
        return Statement(
            id=record_id("statement", self.document.id, cue, *content),
            speaker=speaker,
            kind=kind,
            cue=self.span(cue),
            content=tuple(self.span(words) for words in content),
            evidence=evidence,
            **values | more,
        )

    def event(self, kind: Any, source: tuple[Actor, ...], target: tuple[Actor, ...], words: str, **more: Any) -> Event:
        facts = ontology()
        mode = more.pop("mode", None)
        evidence = (self.evidence(words, more.pop("confidence", 0.8)),)
        values: dict[str, Any] = {"when": None, "status": "happened", "place": None, "said_in": None, "contexts": ()}
        return Event(
            id=record_id("event", self.document.id, kind, words),
            type=kind,
            mode=mode,
            source=source,
            target=target,
            quad=facts.quad(kind),
            score=facts.score(kind, mode),
            scale=SCALE,
            evidence=evidence,
            **values | more,
        )

    def link(self, kind: Any, cause: str, effect: str, words: str, **more: Any) -> Link:
        ends = [LinkEnd(span.start, span.end, span.quote) for span in (self.span(cause), self.span(effect))]
        values: dict[str, Any] = {"modality": "asserted", "negated": False, "said_by": None}
        name = record_id("link", self.document.id, cause, effect)
        return Link(id=name, cause=ends[0], effect=ends[1], kind=kind, evidence=self.evidence(words, 0.8), **values | more)

    def question(self, text: str, words: str, *about: str) -> Question:
        return Question(record_id("question", self.document.id, text), text, about, True, self.evidence(words))

    def mention(self, actor: Actor, words: str) -> Mention:
        return Mention(actor.id, "name", self.evidence(words))


def actor(name: str, kind: Any, **more: Any) -> Actor:
    return Actor(record_id("a", name), name, kind=kind, **{"resolved": True} | more)


NORLAND = actor("Norland", "country", role="state")
SUDRIA = actor("Sudria", "country", role="state")
MARWOOD = actor("Ilse Marwood", "person", role="President of Norland", sector="GOV")
OKELLO = actor("Tomas Okello", "person", role="Foreign Minister of Sudria", sector="GOV")
SPOKESWOMAN = actor("spokeswoman", "person", role="described, not named", sector="GOV", resolved=False)
GUARDS = actor("Sudrian coast guards", "group", country="SUD", role="described, not named", resolved=False)
FISHERMEN = actor("fishermen in Brenn", "group", role="described, not named", resolved=False)
CREW = actor("crew", "group", role="described, not named", resolved=False)
LEAGUE_OF_STRAITS = actor("League of Straits", "organisation", role="igo")
DEYO = actor("Ann Deyo", "person", role="Secretary-General of the League of Straits")
REPORTERS = actor("reporters", "group", resolved=False)
BRENN = actor("Brenn", "place")


def harbour() -> Situation:
    """A dated dispatch with nearly every kind of record."""
    story = Story(
        Document(
            "doc-harbour",
            HARBOUR,
            "Norland offers Sudria a harbour, at a price",
            "The Strait Times",
            date(2031, 5, 13),
            origin="harbour.txt",
        )
    )
    deadline = _deadline(story)
    statements = _said_at_the_harbour(story, deadline)
    events = _done_at_the_harbour(story, statements[3].id, statements[4].id)
    questions = (
        story.question("Who would watch over a withdrawal of the boats?", "It is unclear who would watch over a withdrawal of the boats."),
        story.question("Is the crew part of the bargain?", "Nor has Norland said whether the crew is part of the bargain.", CREW.id),
        Question("q-3", "Will both sides come on Friday?", (), False, story.evidence("it would host both sides on Friday", 0.6)),
    )
    actors = (NORLAND, SUDRIA, BRENN, GUARDS, CREW, MARWOOD, LEAGUE_OF_STRAITS, OKELLO, SPOKESWOMAN, REPORTERS, FISHERMEN)
    mentions = (story.mention(NORLAND, "Norland"), story.mention(MARWOOD, "Ilse Marwood"))
    return Situation(story.document, actors, mentions, (deadline,), statements, events, _drives_at_the_harbour(story), questions)


def league() -> Situation:
    """An undated dispatch on the same affair, with markup in its text."""
    document = Document(
        "doc-league",
        LEAGUE,
        "League calls Norland & Sudria to the table",
        origin="https://seahaven.example/league",
        notices=("read as cp1252",),
    )
    story = Story(document)
    fear = "Sudria could shell the port <b>if talks fail</b>"
    statements = (
        story.said(DEYO, "announcement", "announced", "The League of Straits has invited Norland and Sudria to talks on Friday"),
        story.said(DEYO, "assessment", "she said", '"A harbour is worth more than a quarrel,"', quotation="direct"),
        story.said(
            None,
            "prediction",
            "fear",
            "that Sudria could shell the port <b>if talks fail</b>",
            conditions=(story.span("talks fail"),),
            confidence=0.6,
            source=story.span("Some in Brenn"),
        ),
    )
    seized = When(date(2031, 4, 28), date(2031, 5, 4), "week")
    events = (
        story.event(
            "COERCE", (GUARDS,), (NORLAND,), "Sudrian coast guards seized a Norlander trawler two weeks ago.", mode="seize", when=seized
        ),
        story.event("ASSAULT", (SUDRIA,), (), fear, mode="heavy-weapons", status="hypothetical", said_in=statements[2].id),
    )
    links = (story.link("condition", "talks fail", "Sudria could shell the port", fear, modality="hypothetical"),)
    question = story.question("Will Sudria shell the port?", fear)
    return Situation(document, (LEAGUE_OF_STRAITS, NORLAND, SUDRIA, DEYO, GUARDS), (), (), statements, events, links, (question,))


def quiet() -> Situation:
    """A document without politics and without a date."""
    document = Document("doc-quiet", "Rain is expected in the hills.\n\nBring a coat.\n", origin="-")
    return Situation(document, (), (), (), (), (), (), ())


def _offer(story: Story) -> Statement:
    words = "to open its harbour at Brenn to Sudrian grain ships, provided that Sudria pulls its patrol boats back from the strait"
    condition = story.span("Sudria pulls its patrol boats back from the strait")
    ask = Ask("Sudria", story.span("pulls its patrol boats back from the strait"))
    return story.said(
        NORLAND, "offer", "offered", words, kinds=("offer", "condition"), conditions=(condition,), asks=(ask,), addressee=SUDRIA
    )


def _deadline(story: Story) -> TimeExpression:
    june = story.evidence("by 1 June")
    return TimeExpression("t-1", "DATE", "2031-06-01", When(None, date(2031, 6, 1), "day"), june)


def _said_at_the_harbour(story: Story, deadline: TimeExpression) -> tuple[Statement, ...]:
    demand = story.said(
        OKELLO,
        "demand",
        "demanded",
        "that Norland free 40 million crowns of frozen assets by 1 June",
        deadline=deadline,
        asks=(Ask("Norland", story.span("free 40 million crowns of frozen assets")),),
    )
    warning = story.said(
        OKELLO,
        "threat",
        "warned",
        "that Sudria would close the strait to Norlander tankers if nothing had moved by then",
        kinds=("threat", "condition"),
        conditions=(story.span("nothing had moved by then"),),
        confidence=0.85,
    )
    return (
        _offer(story),
        story.said(
            MARWOOD,
            "promise",
            "wrote",
            '"We will open the harbour the day the last boat has gone,"',
            quotation="direct",
            addressee=LEAGUE_OF_STRAITS,
        ),
        story.said(OKELLO, "praise", "called", 'the letter "a first step"', quotation="mixed"),
        demand,
        warning,
        story.said(
            SPOKESWOMAN,
            "refusal",
            "told",
            '"You do not set a clock on a friend,"',
            quotation="direct",
            addressee=REPORTERS,
            on_behalf_of=MARWOOD,
        ),
        story.said(OKELLO, "claim", "Okello said|said", "The seizure was caused by a misread chart, not by orders from the capital"),
        story.said(FISHERMEN, "accusation", "accuse", "the coast guard of hunting them for years", confidence=0.7),
        story.said(SUDRIA, "denial", "denies", "denies it|it", polarity="negative"),
        story.said(None, "assessment", "have doubled", "Grain prices have doubled", confidence=0.2),
    )


def _done_at_the_harbour(story: Story, demand: str, warning: str) -> tuple[Event, ...]:
    monday, seized = When(date(2031, 5, 12), date(2031, 5, 12), "day"), When(date(2031, 4, 28), date(2031, 5, 4), "week")
    last = "The offer came two weeks after Sudrian coast guards seized a Norlander trawler and arrested its crew of nine"
    return (
        story.event("AGREE", (NORLAND,), (SUDRIA,), FIRST, when=monday, confidence=0.86),
        story.event("COERCE", (GUARDS,), (NORLAND,), last, mode="seize", when=seized),
        story.event("COERCE", (GUARDS,), (CREW,), "arrested its crew of nine", mode="arrest", when=seized),
        story.event(
            "REQUEST",
            (OKELLO,),
            (NORLAND,),
            "He demanded that Norland free 40 million crowns of frozen assets by 1 June",
            said_in=demand,
        ),
        story.event(
            "COERCE",
            (SUDRIA,),
            (NORLAND,),
            "close the strait to Norlander tankers",
            mode="restrict",
            status="threatened",
            said_in=warning,
        ),
        story.event("REJECT", (NORLAND,), (SUDRIA,), "Marwood's office rejected the deadline."),
        story.event(
            "CONSULT",
            (LEAGUE_OF_STRAITS,),
            (NORLAND, SUDRIA),
            "it would host both sides on Friday",
            status="planned",
            when=When(date(2031, 5, 16), date(2031, 5, 16), "day"),
        ),
        story.event("ASSAULT", (GUARDS,), (FISHERMEN,), "hunting them for years", status="negated", confidence=0.6),
        story.event("PROTEST", (), (SUDRIA,), "Fishermen in Brenn do not believe him", confidence=0.3),
    )


def _drives_at_the_harbour(story: Story) -> tuple[Link, ...]:
    chart = "The seizure was caused by a misread chart, not by orders from the capital"
    return (
        story.link(
            "condition",
            "Sudria pulls its patrol boats back from the strait",
            "open its harbour at Brenn to Sudrian grain ships",
            FIRST,
            said_by=NORLAND,
        ),
        story.link("causes", "a misread chart", "The seizure", chart, said_by=OKELLO),
        story.link("causes", "orders from the capital", "The seizure", chart, said_by=OKELLO, negated=True),
        story.link(
            "condition",
            "nothing had moved by then",
            "close the strait to Norlander tankers",
            "warned that Sudria would close the strait",
            modality="conditional",
        ),
        story.link(
            "worsens",
            "the strait became unsafe",
            "Grain prices",
            "Grain prices have doubled since the strait became unsafe.",
            modality="possible",
        ),
    )
