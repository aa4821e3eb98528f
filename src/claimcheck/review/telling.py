"""What a person is told of a review: what became of it in a new draft, what a sheet or a merge brought, how far it is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from claimcheck.export.claims.rows import place
from claimcheck.lang.visible import on_one_line
from claimcheck.report import Claim
from claimcheck.review.decisions import HistoryEntry, ReviewThread
from claimcheck.review.difference import ClaimDifference, ReportDifference
from claimcheck.review.drafts import CarriedThread
from claimcheck.review.keeping import KEPT
from claimcheck.review.merging import ReviewMerge
from claimcheck.review.sheets import SheetImport
from claimcheck.review.statistics import ReviewStatistics

_WIDTH = 90  # characters of a statement
_MOST = 10  # open claims named
_MINUTE = 16  # characters of a time to the minute
_LABEL = 11  # columns of the name of a difference


def carried(found: Sequence[CarriedThread], claims: int) -> Iterator[str]:
    """Yield the lines on a new draft: how many states are where, which were opened again, and which have no place."""
    if not found:
        yield f"{_counted(claims, 'claim')}; no state had to be carried"
        return
    orphans = [one for one in found if one.claim is None]
    moved = [one for one in found if one.claim is not None and (one.how != "exact" or one.changed)]
    kept = len(found) - len(orphans) - len(moved)
    states = f"{kept} as before, {len(moved)} placed or opened again, {len(orphans)} orphaned"
    yield f"{_counted(claims, 'claim')}; {_counted(len(found), 'state')}: {states}"
    for one in moved:
        told = f"changed: {', '.join(one.changed)}" if one.changed else "kept"
        how = "by its words, where none is listed" if one.how == KEPT else f"by {one.how}"
        yield f"  {one.thread.decision.status}, {how}, {told}: {_short(one.claim.text if one.claim else '')}"
    for one in orphans:
        still = ", though its words still stand" if one.stands else ""
        yield f"  orphaned ({one.thread.decision.status}){still}: {_short(one.was)}"


def placed(entry: HistoryEntry) -> str:
    """Return the line on a state that was placed by hand."""
    return f"{entry.decision.status}, {on_one_line(entry.why)}"


def imported(found: SheetImport) -> Iterator[str]:
    """Yield the lines on what a sheet brought, and on each row that is to be looked at."""
    elsewhere = f", {found.elsewhere} of other articles" if found.elsewhere else ""
    yield f"{_counted(found.decided, 'decision')}, {_counted(found.same, 'row')} without news{elsewhere}"
    yield from (f"  row {note.row}: {note.kind}: {on_one_line(note.message)}" for note in found.notes)


def restored(states: int, name: str) -> Iterator[str]:
    """Yield the line on a review that was made of JSON."""
    yield f"{name}: {_counted(states, 'state')}, with all that was before"


def merged(found: ReviewMerge, name: str, claims: Sequence[Claim]) -> Iterator[str]:
    """Yield the lines on what a merge brought, and on each conflict; ``claims`` are those of the draft that both are at."""
    yield f"{name}: {_counted(found.changed, 'claim')} with news, {_counted(len(found.conflicts), 'conflict')}"
    for one in found.conflicts:
        told = {"ours": "the first is taken", "theirs": "the second is taken", None: "left open"}[one.taken]
        yield f"  {_decided(one.ours)} / {_decided(one.theirs)}, {told}: {_numbered(one.claim, claims)}"


def figures(found: ReviewStatistics) -> Iterator[str]:
    """Yield the lines on how far a review is."""
    yield f"{on_one_line(found.article)}: {_counted(found.claims, 'claim')}"
    yield from (f"  {number:>4} {status}" for status, number in found.statuses.items() if number)
    if found.checkers:
        yield "Decided by:"
        yield from (f"  {number:>4} {on_one_line(name)}" for name, number in found.checkers.items())
    if found.undecided:
        yield "Open, most worth checking first:"
        yield from (f"  #{number} {_worth(one)}  {_short(one.text)}" for number, one in found.undecided[:_MOST])
        if len(found.undecided) > _MOST:
            yield f"  and {len(found.undecided) - _MOST} more"
    if found.conflicts:
        yield "Conflicts, to be decided:"
        yield from (f"  {_sides(thread)}: {_numbered(thread.claim, found.listed)}" for thread in found.conflicts)
    if found.orphans:
        yield "Orphaned, in no claim of this draft (claimcheck review place ARTICLE ID NUMBER, or gone):"
        for thread, was in found.orphans:
            yield f"  {thread.key.partition('@')[0]}: {_decided(thread.history[-1])}: {_short(was)}"


def differing(found: ReportDifference) -> str:
    """Return the lines on two drafts: how many claims of each kind there are, then each that is not the same."""
    names = (on_one_line(report.article.source) for report in (found.old, found.new))
    lines = [line for one in found.claims if one.kind != "same" for line in _differing(one)]
    return "".join(f"{line}\n" for line in (f"{' → '.join(names)}: {found.summary}", *lines))


def _differing(one: ClaimDifference) -> Iterator[str]:
    shown = one.new or one.old
    assert shown is not None  # noqa: S101  one of the two drafts has it
    where, margin = place(shown.where), " " * (_LABEL + 1)
    head = "; ".join([*([where] if where else []), *one.told()])
    yield f"{one.kind:<{_LABEL}} {head}".rstrip()
    if one.wording and one.old is not None:
        yield f"{margin}was: {_short(one.old.text)}"
    yield f"{margin}{_short(shown.text)}"


def _sides(thread: ReviewThread) -> str:
    return " / ".join(map(_decided, [*([thread.entry] if thread.entry else []), *thread.rivals]))


def _decided(entry: HistoryEntry) -> str:
    return f"{entry.decision.status} ({on_one_line(entry.by) or 'nobody named'}, {on_one_line(entry.at[:_MINUTE])})"


def _numbered(name: str | None, claims: Sequence[Claim]) -> str:
    """Return a claim as a person finds it, by its number and its words."""
    found = next(((number, one.text) for number, one in enumerate(claims, start=1) if one.id == name), None)
    return f"#{found[0]} {_short(found[1])}" if found else "orphaned"


def _worth(claim: Claim) -> str:
    return f"{claim.worth.score if claim.worth else 0:.2f}"


def _short(text: str) -> str:
    return textwrap.shorten(on_one_line(text), _WIDTH, placeholder=" ...")


def _counted(number: int, name: str) -> str:
    return f"{number} {name}{'' if number == 1 else 's'}"
