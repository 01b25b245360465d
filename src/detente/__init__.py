"""Turn news articles into sourced records of how states and the groups inside them get along."""

from detente.workspace import Workspace

__all__ = ["Workspace"]
