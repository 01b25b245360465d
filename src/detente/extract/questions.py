"""What the document leaves open, as questions that can be resolved later."""

from __future__ import annotations

from detente.extract.draft import Draft


def find_questions(draft: Draft) -> Draft:
    """Fill in the open questions, stated and implied."""
    return draft
