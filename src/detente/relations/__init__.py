"""What lies between two actors: ledger, series, shifts."""
