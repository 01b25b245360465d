"""Score the tool on gold data: predictions, figures, reports."""
