"""What the CC4 rules share: the figures and dates of a Report, what they admit, what they are of, and where they disagree."""
