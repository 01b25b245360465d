"""The door for the shell."""

from detente.cli.app import app, main

__all__ = ["app", "main"]
