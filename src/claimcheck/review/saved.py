"""A review as JSON: all that its file holds, so that one can be made of the other again."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from claimcheck.errors import ClaimcheckError, InputError
from claimcheck.report import Report
from claimcheck.review.decisions import FIELDS, Decision, HistoryEntry, ReviewThread
from claimcheck.review.store import MEMORY, DraftPlace, ReviewStore

FORMAT = "claimcheck-review"
_VERSION = 1


def saved(store: ReviewStore) -> str:
    """Return a review as JSON. Raises an InputError where there is none yet."""
    drafts = [
        {"id": draft.id, "at": draft.at, "report": draft.report.model_dump(mode="json")} for draft in store.drafts()
    ]
    numbers = {draft.number: number for number, draft in enumerate(store.drafts(), start=1)}
    places = store.places()
    threads = [
        {
            "key": thread.key,
            "places": [
                {"draft": numbers[one.draft], "claim": one.claim, "how": one.how}
                for one in places
                if one.thread == thread.key
            ],
            "history": [_plain(entry) for entry in thread.history],
        }
        for thread in store.threads()
    ]
    whole = {"format": FORMAT, "version": _VERSION, "drafts": drafts, "threads": threads}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def restored(text: str, *, name: str) -> ReviewStore:
    """Return what ``saved`` wrote as a store in memory. Raises an InputError for anything else."""
    store = ReviewStore(MEMORY)
    try:
        whole = json.loads(text)
        if (whole["format"], whole["version"]) != (FORMAT, _VERSION):
            message = f"format {whole['format']}, version {whole['version']}"
            raise ValueError(message)  # noqa: TRY301  one message for all that can be wrong
        with store.writing():
            _fill(store, whole)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, ClaimcheckError) as error:
        message = f"{name} is no review that claimcheck can read: {error}"
        raise InputError(message, "write it again with claimcheck review export --to json") from None
    return store


def _fill(store: ReviewStore, whole: dict[str, Any]) -> None:
    for draft in whole["drafts"]:
        store.add_draft(Report.model_validate(draft["report"]), at=draft["at"], name=str(draft.get("id", "")))
    for one in whole["threads"]:
        places = [DraftPlace(place["draft"], one["key"], place["claim"], place["how"]) for place in one["places"]]
        store.place(places)
        newest = max(places)
        thread = ReviewThread(one["key"], newest.claim, newest.how, ())
        store.add_entries(thread, [_entry(entry, number) for number, entry in enumerate(one["history"], start=1)])


def _plain(entry: HistoryEntry) -> dict[str, Any]:
    """Return an entry without what is empty."""
    decided = {name: value for name, value in asdict(entry.decision).items() if value}
    about = {"id": entry.id, "by": entry.by, "at": entry.at, "why": entry.why, "rival": entry.rival}
    return decided | {name: value for name, value in about.items() if value}


def _entry(given: dict[str, Any], version: int) -> HistoryEntry:
    decided = {name: str(given[name]) for name in FIELDS if name in given}
    by, at, why = (str(given.get(name, "")) for name in ("by", "at", "why"))
    return HistoryEntry(str(given["id"]), version, Decision(**decided), by, at, why, bool(given.get("rival")))
