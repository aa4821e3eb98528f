"""CC4, figures and dates that cannot be right: one rule a file, and what only one of them reads: lists, and streaks with scores."""
