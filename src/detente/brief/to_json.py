"""A brief as lossless JSON: what is shown, and all records behind it."""

from __future__ import annotations

import json

from detente.brief.parts import Brief
from detente.json_form import to_data


def to_json(brief: Brief) -> str:
    """One JSON object: `brief` (what is shown), `commitments`, `outlooks` (what next), `situations` (every record, uncertain ones too)."""
    shown = to_data(brief)
    records = {name: shown.pop(name) for name in ("commitments", "outlooks", "situations")}
    data = {"brief": shown, **records}
    text = json.dumps(data, ensure_ascii=False, indent=1)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = json.dumps(data, indent=1)
    return text + "\n"
