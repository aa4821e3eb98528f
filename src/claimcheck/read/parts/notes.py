"""The notes of a text or of passages: marks such as ``[1]``, ``²`` or ``*``, and the paragraphs that say what they call."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import NamedTuple

from claimcheck import lang
from claimcheck.article import Note
from claimcheck.read.parts.composing import Passage, Run
from claimcheck.read.parts.paragraphs import Paragraph, alone

RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
LOWERED = str.maketrans(RAISED_DIGITS, "0123456789")
_GAP = r"[^\S\r\n]*"
_OPENS = re.compile(rf"\[\^?(?P<number>\d{{1,3}})\]:?{_GAP}(?=\S)|\[\^(?P<name>[^\]\s]{{1,64}})\]:{_GAP}(?=\S)")
_OPENS_HIGH = re.compile(rf"(?P<number>[{RAISED_DIGITS}]{{1,3}}){_GAP}(?=\S)")
_OPENS_SYMBOL = re.compile(rf"(?P<name>\*{{1,3}}|†{{1,2}}|‡{{1,2}}){_GAP}(?=[\w\"“(£$€])")
_OPENS_LISTED = re.compile(rf"(?P<number>\d{{1,3}})[.)]?{_GAP}(?<=[.)\s])(?=\S)")
_SEVERAL = rf"\d{{1,3}}(?:{_GAP}[,;–-]{_GAP}\d{{1,3}}){{0,20}}"
_CALL = re.compile(
    rf"""(?P<behind>\S?)(?P<space>[^\S\r\n]?)\[(?:\^(?P<name>[^\]\s]{{1,64}})|\^?(?P<numbers>{_SEVERAL}))\]
    |(?<=[^\s{RAISED_DIGITS}])(?P<high>[{RAISED_DIGITS}]{{1,3}}(?:,[{RAISED_DIGITS}]{{1,3}}){{0,20}})
    |(?<=[\w.,;:!?)\]”"'’%])(?P<symbol>\*{{1,3}}|†{{1,2}}|‡{{1,2}})(?![\w*†‡])
    """,
    re.VERBOSE,
)
_UNIT = re.compile(
    r"(?<![^\W\d_])(?:[kcmdnµμ]?m|ft|in|mi|yd|10)$|(?<![^\s\d(=+*/−-])(?-i:[b-z])$", re.IGNORECASE
)  # km², 10⁶, and a letter by itself: x²
_BEFORE_A_MARK = re.compile(r"[\w.,;:!?)\]%”’\"'*]")
_APART = "\n\n"
_LONGEST_NUMBER = 4  # digits of a note's
_NO_NOTE = frozenset({"code", "headline", "heading", "meta"})
_MOST = 30  # notes that one mark such as [1-9] can call


class Definition(NamedTuple):
    """What a mark calls: ``place`` is its paragraph's number in the list, ``start:end`` its own words."""

    label: str
    place: int
    start: int
    end: int


class NoteMark(NamedTuple):
    """What may call notes: ``text[start:end]``; ``bracketed`` for ``[1]``."""

    start: int
    end: int
    labels: tuple[str, ...]
    bracketed: bool


Cut = tuple[int, int, Sequence[str]]
"""Where a mark is in a passage's words, and the labels that it calls."""


def definitions_in(text: str, paragraphs: Sequence[Paragraph]) -> list[Definition]:
    """Return the notes that paragraphs are, in text order: ``[1] ...``, ``¹ ...``, ``* ...``, or a list of notes."""
    found = {d.place: d for d in (*_marked(paragraphs), *_listed(paragraphs), *_symbols(text, paragraphs))}
    return [found[place] for place in sorted(found)]


def notes_in(text: str, definitions: Sequence[Definition]) -> list[Note]:
    """Return the notes of a text in its order: every call, and what nobody calls at its own words."""
    bodies: dict[str, list[Definition]] = {}
    for definition in definitions:
        bodies.setdefault(definition.label, []).append(definition)
    notes = list(_called(text, calls_in(text, bodies), bodies))
    called = {(note.label, note.body) for note in notes}
    for label, start, end in ((d.label, d.start, d.end) for d in definitions):
        if (label, (start, end)) not in called:
            notes.append(Note(start, start, label, text[start:end], body=(start, end), called=False))
    return sorted(notes, key=lambda note: note.start)


def is_note_heading(words: str) -> bool:
    """Return whether words stand above a list of notes, such as ``Sources:``."""
    return words.strip(" :#*_").lower() in lang.mapping("note_headings", "heading", "heading")


def is_power(before: str) -> bool:
    """Return whether a raised number behind these words is an exponent: ``km²``, ``10⁶``, ``x²``."""
    return _UNIT.search(before) is not None


def _called(text: str, marks: Iterable[NoteMark], bodies: Mapping[str, Sequence[Definition]]) -> Iterator[Note]:
    """Yield a note for each label of each mark; of two that have it, the next one behind the mark is meant."""
    words: dict[int, str] = {}  # one text for all that call it
    for mark in marks:
        for label in mark.labels:
            known = bodies.get(label, ())
            body = next((d for d in known if d.start > mark.start), known[-1] if known else None)
            if body is None:
                yield Note(mark.start, mark.end, label, "")
            else:
                said = words.get(body.place) or words.setdefault(body.place, text[body.start : body.end])
                yield Note(mark.start, mark.end, label, said, body=(body.start, body.end))


def _marked(paragraphs: Sequence[Paragraph]) -> Iterator[Definition]:
    """Yield the paragraphs that open with a number in brackets or a superscript one."""
    for place, paragraph in enumerate(paragraphs):
        opened = _OPENS.match(paragraph.text) or _OPENS_HIGH.match(paragraph.text)
        if opened and place:
            yield _definition(paragraph, place, opened)


def _listed(paragraphs: Sequence[Paragraph]) -> Iterator[Definition]:
    """Yield the paragraphs ``1. ...``, ``2. ...`` below a heading such as Notes or Sources."""
    for place, heading in enumerate(paragraphs):
        if heading.lines > 1 or not is_note_heading(heading.text):
            continue
        for number, paragraph in enumerate(paragraphs[place + 1 :], start=1):
            opened = _OPENS_LISTED.match(paragraph.text)
            if not opened or opened["number"] != str(number):
                break
            yield _definition(paragraph, place + number, opened)


def _symbols(text: str, paragraphs: Sequence[Paragraph]) -> Iterator[Definition]:
    """Yield the paragraphs that open with a symbol which a word before them carries; two with ``*`` are a list."""
    opened = [(place, match) for place, p in enumerate(paragraphs) if (match := _OPENS_SYMBOL.match(p.text)) and place]
    if not opened:
        return
    first: dict[str, int] = {}
    for mark in _CALL.finditer(text):
        if mark["symbol"]:
            first.setdefault(mark["symbol"], mark.start())
    symbols = [match["name"] for _, match in opened]
    for place, match in opened:
        symbol, paragraph = match["name"], paragraphs[place]
        alone = symbols.count(symbol) == 1 and paragraph.text.count(symbol[0]) == len(symbol)
        if alone and first.get(symbol, paragraph.end) < paragraph.start:
            yield _definition(paragraph, place, match)


def _definition(paragraph: Paragraph, place: int, opened: re.Match[str]) -> Definition:
    """Return the definition that a paragraph is, behind the mark that opens it."""
    named = opened.groupdict()
    number, name = named.get("number"), named.get("name")
    label = str(int(number.translate(LOWERED))) if number else str(name)
    return Definition(label, place, paragraph.start + opened.end(), paragraph.end)


def calls_in(text: str, known: Collection[str], called: Collection[str] = ()) -> list[NoteMark]:
    """Return the marks that call a note: those whose note is there, and those of a series of ``[1]``, ``[2]``.

    ``called`` are the notes that the format says itself are called.
    """
    marks = list(_in_turn(text, known, called))
    enough = 1 if any(label.isdigit() for label in known) else 2
    series = _is_series([label for mark in marks if mark.bracketed for label in mark.labels], enough=enough)
    return [mark for mark in marks if any(label in known for label in mark.labels) or (series and mark.bracketed)]


def _in_turn(text: str, known: Collection[str], called: Collection[str]) -> Iterator[NoteMark]:
    """Yield the marks of a text; behind a figure, as in ``2³¹``, a raised number is one only where it is that note's turn."""
    so_far, note_of = set(called), dict(zip(known, known, strict=True)).get
    for found in _marks(text):
        mark = found if found.bracketed else _told_apart(found, note_of, so_far)
        if mark.bracketed or not text[mark.start - 1].isdigit() or is_due(mark.labels[0], note_of, so_far):
            so_far.update(mark.labels)
            yield mark


def is_due(label: str, note_of: Callable[[str], str | None], called: Collection[str]) -> bool:
    """Return whether a note is the next one to be called: its number is the first, or the one before was called.

    ``note_of`` returns the note that has a label where that is written, which is among ``called`` when it was.
    """
    before = note_of(str(int(label) - 1)) if label.isdecimal() else None
    return note_of(label) not in called and (before is None or before in called)


def _told_apart(mark: NoteMark, note_of: Callable[[str], str | None], called: Collection[str]) -> NoteMark:
    """Return a mark such as ``¹²`` as 1 and 2 where there is no note 12, and it is their turn."""
    apart = [part for label in mark.labels for part in ([label] if note_of(label) else list(label))]
    rises = sorted({*apart}) == apart and is_due(apart[0], note_of, called)
    return mark._replace(labels=tuple(apart)) if rises and all(map(note_of, apart)) else mark


def _is_series(labels: Sequence[str], *, enough: int) -> bool:
    """Return whether labels count up from 1, each new one by one."""
    last = 0
    for label in labels:
        if not (label.isdecimal() and len(label) <= _LONGEST_NUMBER) or int(label) > last + 1:
            return False
        last = max(last, int(label))
    return last >= enough


def _marks(text: str) -> Iterator[NoteMark]:
    """Yield all that looks like the mark of a note, behind a word or its punctuation."""
    for found in _CALL.finditer(text):
        if found["symbol"]:
            yield NoteMark(found.start("symbol"), found.end(), (found["symbol"],), bracketed=False)
        elif found["high"]:
            if not is_power(text[max(0, found.start() - 4) : found.start()]):
                labels = tuple(found["high"].translate(LOWERED).split(","))
                yield NoteMark(found.start(), found.end(), labels, bracketed=False)
        elif _is_behind_a_word(text, found):
            start = text.index("[", found.start())
            labels = (found["name"],) if found["name"] else tuple(_numbers(found["numbers"]))
            if labels:
                yield NoteMark(start, found.end(), labels, bracketed=True)


def _is_behind_a_word(text: str, found: re.Match[str]) -> bool:
    """Return whether a mark in brackets stands behind a word, its stop or another mark, not where a quotation opens."""
    before = found["behind"]
    if not before:
        return found.start() > 0 and text[found.start() - 1] == "]"
    opens_quotation = before in "\"'" and (found.start() == 0 or text[found.start() - 1].isspace())
    return bool(_BEFORE_A_MARK.match(before)) and not opens_quotation


def _numbers(several: str) -> Iterator[str]:
    """Yield the labels in ``1, 3`` or ``1-3``; none where they count down or are too many to be meant."""
    parts = [re.split(r"[–-]", part) for part in re.split(r"[,;]", several)]
    labels = [str(n) for part in parts for n in range(int(part[0]), min(int(part[-1]), int(part[0]) + _MOST) + 1)]
    if len(labels) <= _MOST and all(int(part[0]) <= int(part[-1]) for part in parts):
        yield from labels


def bind_marks(passages: Sequence[Passage]) -> list[Passage]:
    """Return the passages with marks such as ``[1]`` and ``²`` as calls, and ``[1] ...`` passages as what they call.

    A run that has both a text and a note is a mark only where that note is there.
    """
    texts = ["".join(run.text for run in passage.runs) for passage in passages]
    starts = list(accumulate((len(text) + len(_APART) for text in texts), initial=0))
    text = _APART.join(texts)
    defined = _definitions(text, passages, [_paragraph(*pair) for pair in zip(starts, texts, strict=False)])
    known = {label for passage in passages if (label := passage.note) is not None} | {d.label for d in defined.values()}
    called = {run.note for passage in passages for run in passage.runs if run.note is not None and not run.text}
    marks = calls_in(text, known, called)
    bound = []
    for number, passage in enumerate(passages):
        start, behind = starts[number], starts[number + 1]
        first, last = (bisect_left(marks, place, key=lambda mark: mark.start) for place in (start, behind))
        within = [] if passage.section == "code" else marks[first:last]
        cuts: list[Cut] = [(mark.start - start, mark.end - start, mark.labels) for mark in within]
        note = passage.note
        if definition := defined.get(number):
            note = definition.label
            cuts = [(0, definition.start - start, ()), *cuts]
        runs = [_sure(run, known) for run in passage.runs]
        runs = list(_cut(runs, cuts)) if cuts else runs
        line = next((run.line for run in runs if run.line is not None and run.text.strip()), passage.line)
        bound.append(passage._replace(runs=runs, note=note, line=line))
    return bound


def _definitions(text: str, passages: Sequence[Passage], paragraphs: Sequence[Paragraph]) -> dict[int, Definition]:
    """Return the passages that are notes by how they open; of a label that a note of the format has, that one holds."""
    taken = {passage.note for passage in passages}
    found: dict[int, Definition] = {}
    for definition in definitions_in(text, paragraphs):
        passage = passages[definition.place]
        if definition.label not in taken and passage.note is None and passage.section not in _NO_NOTE:
            found[definition.place] = definition
            taken.add(definition.label)
    return found


def _paragraph(start: int, words: str) -> Paragraph:
    """Return a passage's words as a paragraph of the text that all of them make."""
    return alone(words.strip(), start=start + len(words) - len(words.lstrip()))


def _sure(run: Run, known: Collection[str]) -> Run:
    """Return a run that may be a mark as the call of a note, or as plain text where there is no such note."""
    if run.note is None or not run.text:
        return run
    return run._replace(text="") if run.note in known else run._replace(note=None)


def _cut(runs: Iterable[Run], cuts: Sequence[Cut]) -> Iterator[Run]:
    """Yield the runs without what is cut out of them, and the calls in its place."""
    at, number = 0, 0
    for run in runs:
        end, left = at + len(run.text), at
        while number < len(cuts) and cuts[number][0] < end:
            start, stop, labels = cuts[number]
            if start >= at:
                yield run.part(left - at, start - at)
                yield from (Run("", note=label) for label in labels)
            left = min(stop, end)
            if stop > end:
                break
            number += 1
        yield run.part(left - at, len(run.text))
        at = end
