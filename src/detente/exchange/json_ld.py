"""Records as Web Annotations on their documents (text quote and position), with what made them in PROV-O."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from detente.json_form import to_data
from detente.records import Document, Evidence, Situation

type Node = dict[str, Any]
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {
        "prov": "http://www.w3.org/ns/prov#",
        "detente": "urn:detente:",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "record": {"@id": "detente:record", "@type": "@json"},
        "wasGeneratedBy": {"@id": "prov:wasGeneratedBy", "@type": "@id"},
        "wasDerivedFrom": {"@id": "prov:wasDerivedFrom", "@type": "@id"},
        "wasAssociatedWith": {"@id": "prov:wasAssociatedWith", "@type": "@id"},
        "startedAtTime": {"@id": "prov:startedAtTime", "@type": "xsd:dateTime"},
        "confidence": {"@id": "detente:confidence", "@type": "xsd:double"},
        "method": "detente:method",
        "version": "detente:version",
        "models": {"@id": "detente:models", "@type": "@json"},
    },
]
HEAD = '{"@context":' + json.dumps(_CONTEXT) + ',"@graph":[\n'
TAIL = "\n]}\n"
_AROUND = 32  # characters before and after a quote that help to find it again
_KINDS = ("statements", "events", "links", "questions")


def runs(makers: Iterable[Mapping[str, Any]]) -> Iterator[Node]:
    """The activities that made the records, each once, and their software."""
    seen: set[str] = set()
    for maker in makers:
        if maker["id"] in seen:
            continue
        seen.add(maker["id"])
        agent = {"id": f"urn:detente:software:{maker['version']}", "type": "prov:SoftwareAgent", "version": maker["version"]}
        yield {
            "id": _urn(maker["id"]),
            "type": "prov:Activity",
            "startedAtTime": maker["started"].isoformat(),
            "wasAssociatedWith": agent,
            "models": json.loads(maker["models"]),
        }


def of_situation(situation: Situation, run_id: str) -> Iterator[Node]:
    """The document and its records, one annotation a record."""
    document = situation.document
    yield {
        "id": _urn(document.id),
        "type": ["prov:Entity", "Text"],
        "format": "text/plain",
        "language": document.language,
        "record": {name: value for name, value in to_data(document).items() if name != "text"},
    }
    for kind in _KINDS:
        for record in getattr(situation, kind):
            evidence = record.evidence if isinstance(record.evidence, tuple) else (record.evidence,)
            best = max(evidence, key=lambda one: one.confidence)
            yield {
                "id": _urn(record.id),
                "type": ["Annotation", "prov:Entity"],
                "motivation": "describing",
                "body": {"type": f"detente:{type(record).__name__}", "record": _without_evidence(to_data(record))},
                "target": [_target(document, one) for one in evidence],
                "method": best.method,
                "confidence": best.confidence,
                "wasDerivedFrom": _urn(document.id),
                "wasGeneratedBy": _urn(run_id),
            }


def of_imported(row: Mapping[str, Any]) -> Node:
    """An imported event; the address of its story stands for its source where it has one."""
    node: Node = {"id": _urn(row["id"]), "type": "prov:Entity", "record": dict(row)}
    return {**node, "wasDerivedFrom": row.get("url") or f"urn:detente:dataset:{row['dataset']}"}


def _target(document: Document, evidence: Evidence) -> Node:
    start, end, text = evidence.start, evidence.end, document.text
    quote = {
        "type": "TextQuoteSelector",
        "exact": evidence.quote,
        "prefix": text[max(0, start - _AROUND) : start],
        "suffix": text[end : end + _AROUND],
    }
    return {"source": _urn(document.id), "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}]}


def _without_evidence(data: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in data.items() if name != "evidence"}


def _urn(name: str) -> str:
    return f"urn:detente:{name}"
