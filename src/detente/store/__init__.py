"""One DuckDB file a workspace."""
