"""Dates, clock times, durations and sets in a Doc, placed on the calendar by publication date and tense."""

from claimcheck.annotate.times.component import Time, find_times, times

__all__ = ["Time", "find_times", "times"]
