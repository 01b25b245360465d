"""The parts of the registry build: rows, extraction from packages, one module a table, checks."""
