"""From the Drafts of a word processor's file to an Article: its headline, its notes with their labels, its metadata."""

from __future__ import annotations

import dataclasses
import itertools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from claimcheck.article import Article, Metadata, NoteKind, Section, require_length
from claimcheck.errors import EmptyInputError
from claimcheck.lang import dates
from claimcheck.read.parts.composing import Aside, Passage, Run, compose, linked
from claimcheck.read.parts.notes import bind_marks
from claimcheck.read.parts.properties import persons, plausible_title
from claimcheck.read.parts.story import TITLE, Draft

_SENTENCE_END = re.compile(r"[.!?…]['\"’”)\]]*$")
_SHORT = 18  # words: what stands above a headline (a desk, a date, an author) has no more
_INTERNAL = re.compile(r"(?i)\s*(?:#|(?:mailto|tel|javascript|data|vbscript|about):)")


@dataclass(frozen=True, slots=True)
class Words:
    """What a note says, and how its file names it: by a ``mark`` of its own, or by number.

    A note's key is its kind and a name of the reader's choice: ``endnote:7``.
    """

    kind: NoteKind
    drafts: Sequence[Draft] = ()
    mark: str = ""
    author: str = ""
    initials: str = ""
    replies: Sequence[Words] = ()


@dataclass(frozen=True, slots=True)
class Properties:
    """What a file's properties say of it."""

    title: str = ""
    creator: str = ""
    said: Metadata = field(default_factory=Metadata)


def article_of(
    drafts: Sequence[Draft],
    notes: Mapping[str, Words],
    *,
    properties: Properties | None = None,
    source: str,
    media_type: str,
) -> Article:
    """Return the Article of a document's Drafts and of the notes that they call, by their keys.

    A file's title counts where the text has no headline, its creator where the text has no byline and it is a person's
    name. Its dates are when the draft was made and saved, not when the article was published: that is what a property
    named so says, or the dateline.
    """
    if not any(not draft.blank for draft in drafts):
        message = f"{source} holds no text"
        raise EmptyInputError(message, "is its text in pictures, or in another file? save the article as text")
    require_length(sum(len(run.text) for draft in drafts for run in draft.runs), source=source)
    labels = _labels(drafts, notes)
    passages = bind_marks([*_passages(drafts, labels), *_note_passages(notes, labels)])
    known = {label: notes[key] for key, label in labels.items() if key in notes}
    comments = {label: Aside("comment", _thread(words)) for label, words in known.items() if words.kind == "comment"}
    properties = properties or Properties()
    article = compose(passages, properties.said, source=source, media_type=media_type, notes=comments)
    titled = dataclasses.replace(
        article,
        title=article.title or plausible_title(properties.title),
        byline=article.byline or _named(drafts) or persons(properties.creator),
    )
    return titled.dated(dates.dateline(article.text), "visible")


def external(href: str | None) -> str | None:
    """Return a link's address where it leads out of the document to something that can be read."""
    bare = href.strip() if href else ""
    return None if not bare or _INTERNAL.match(bare) else bare


def initials_of(name: str) -> str:
    """Return ``AL`` for ``Ann Lee``."""
    return "".join(part[0].upper() for part in name.split() if part[0].isalpha())


def _named(drafts: Iterable[Draft]) -> tuple[str, ...]:
    """Return the names on the first lines whose style says that they are the authors'."""
    before = itertools.dropwhile(lambda draft: not draft.names, drafts)
    lines = (draft.text for draft in itertools.takewhile(lambda draft: draft.names, before))
    bare = (re.split(r"\s*[|/–—]\s*", re.sub(r"(?i)^(?:text )?by:?\s+", "", line))[0] for line in lines)
    return tuple(name for line in bare for name in persons(line))


def _labels(drafts: Iterable[Draft], notes: Mapping[str, Words]) -> dict[str, str]:
    """Return the label of every note that is called, in the order of the calls; no two have the same."""
    labels: dict[str, str] = {}
    counts = {"footnote": 0, "endnote": 0, "comment": 0}
    taken: dict[str, int] = {}
    waiting = [run.note for draft in drafts for run in draft.runs if run.note is not None]
    for key in waiting:  # grows by the comments on footnotes
        words = notes.get(key) or Words(_kind(key))
        if key in labels or (key not in notes and words.kind == "comment"):  # a reply, which its thread holds
            continue
        if words.mark:
            label = words.mark
        else:
            counts[words.kind] += 1
            label = _numbered(words, counts[words.kind])
        taken[label] = taken.get(label, 0) + 1
        labels[key] = label if taken[label] == 1 else f"{label} ({taken[label]})"
        waiting.extend(run.note for draft in words.drafts for run in draft.runs if run.note is not None)
    return labels


def _kind(key: str) -> NoteKind:
    """Return the kind that a note's key begins with."""
    return "endnote" if key.startswith("endnote:") else "comment" if key.startswith("comment:") else "footnote"


def _numbered(words: Words, number: int) -> str:
    """Return the label of a note without a mark of its own, as Word shows it: ``3``, ``iii``, ``AL3``."""
    if words.kind == "comment":
        return f"{words.initials or initials_of(words.author) or 'comment '}{number}"
    return str(number) if words.kind == "footnote" else _roman(number)


def _roman(number: int) -> str:
    """Return a number as endnotes are numbered: ``iv``."""
    pairs = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
    written = ""
    for value, letters in (*pairs, (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        written += letters * (number // value)
        number %= value
    return written


def _passages(drafts: Sequence[Draft], labels: Mapping[str, str]) -> Iterable[Passage]:
    """Yield the body's passages with their sections, numbered as Word counts paragraphs: those with a word."""
    headline = _headline(drafts)
    number = 1
    for place, draft in enumerate(drafts):
        section: Section | None = draft.section
        if draft.level is not None:
            section = "headline" if place == headline else "heading"
        elif place < (headline or 0) and section is None:
            section = "meta"
        yield Passage(_runs(draft, labels), section, paragraph=number)
        number += draft.paragraphs


def _headline(drafts: Sequence[Draft]) -> int | None:
    """Return which Draft is the headline: the first title or heading 1 above all prose, or a heading that comes first."""
    above: list[int] = []
    for place, draft in enumerate(drafts):
        if draft.level is not None:
            above.append(place)
        elif draft.section in {None, "body", "lead"} and _is_prose(draft.text):
            break
    for level in (TITLE, 1):
        for place in above:
            if drafts[place].level == level:
                return place
    return 0 if above[:1] == [0] else None


def _is_prose(text: str) -> bool:
    return _SENTENCE_END.search(text) is not None or len(text.split()) > _SHORT


def _note_passages(notes: Mapping[str, Words], labels: Mapping[str, str]) -> Iterable[Passage]:
    """Yield what footnotes say, then what endnotes say."""
    for kind in ("footnote", "endnote"):
        for key, label in labels.items():
            words = notes.get(key)
            for place, draft in enumerate(words.drafts if words and words.kind == kind else ()):
                runs = _runs(draft, labels)
                if place == 0 and words and words.mark:
                    runs = _without_mark(runs, words.mark)
                yield Passage(runs, "footnote", note=label, kind=words.kind if words else "footnote")


def _runs(draft: Draft, labels: Mapping[str, str]) -> list[Run]:
    """Return a Draft's runs with bare addresses as links, and with the labels of the notes that they call."""
    known = (run for run in draft.runs if run.note is None or run.note in labels)
    return linked([run if run.note is None else Run("", note=labels[run.note]) for run in known])


def _without_mark(runs: list[Run], mark: str) -> list[Run]:
    """Return the runs of a note without the mark that it repeats at its start."""
    if not runs:
        return runs
    bare = runs[0].text.lstrip().lstrip("[(")
    behind = bare[len(mark) : len(mark) + 1]
    if not bare.startswith(mark) or (behind.isalnum() and mark.isalnum()):
        return runs
    return [runs[0]._replace(text=bare[len(mark) :].lstrip("]).:")), *runs[1:]]


def _thread(words: Words) -> str:
    """Return what a comment says and what was replied, each with its author: ``Ann Lee: source?``."""
    said = " ".join(text for draft in words.drafts if (text := _spelled(draft)))
    own = f"{words.author}: {said}" if words.author else said
    return "\n".join([own, *(_thread(reply) for reply in words.replies)])  # a reply has none: threads are flat


def _spelled(draft: Draft) -> str:
    """Return a Draft's text with the address of a link written out behind the words that it lies on."""
    pieces = []
    for run in draft.runs:
        shown = not run.href or run.href.rstrip("/") in run.text.strip() or not run.text.strip()
        words = run.text.rstrip()
        pieces.append(run.text if shown else f"{words} ({run.href}){run.text[len(words) :]}")
    return " ".join("".join(pieces).split())
