"""What comes next, with a record."""
