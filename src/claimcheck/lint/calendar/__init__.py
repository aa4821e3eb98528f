"""What the calendar says of an article's times: the days that a value covers, the days as they are written, and what follows.

Ages, durations and anniversaries are held against the dates beside them; ``tenses`` tells whether a date is told as past.
"""

from claimcheck.lint.calendar import ages, anniversaries, durations
from claimcheck.lint.calendar.days import Written, written_days
from claimcheck.lint.calendar.periods import Period, period, published

__all__ = ["Period", "Written", "ages", "anniversaries", "durations", "period", "published", "written_days"]
