"""The reader of Markdown: what a reader of the page sees, with each word's line and column in the file.

CommonMark with tables, footnotes, struck text (which is left out, as its author did) and bare addresses. Images, comments
and tags are no text. Front matter gives title, date, authors and publisher, and is no text either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.article import Article, require_length
from claimcheck.errors import EmptyInputError
from claimcheck.read.markdown.front_matter import FrontMatter, front_matter
from claimcheck.read.parts.composing import LINE_END, Passage, Run, compose
from claimcheck.read.parts.decoding import decode, media_type_of
from claimcheck.read.parts.notes import bind_marks


def read_markdown(data: bytes | str, source: str = "-") -> Article:
    """Return a Markdown text as an Article. Raises NotTextError for bytes that are none, EmptyInputError for no word in them."""
    text, charset = decode(data, source=source) if isinstance(data, bytes) else (data, "utf-8")
    require_length(len(text), source=source)
    matter = front_matter(text)
    lines = LINE_END.split(text)
    lines[: matter.lines] = [""] * min(matter.lines, len(lines))
    article = compose(
        _passages(lines, matter), matter.said, source=source, media_type=media_type_of("text/markdown", charset)
    )
    if isinstance(data, bytes) and not article.text:
        message = f"{source} holds no text"
        raise EmptyInputError(message, "comments, images and tags are none: was it saved?")
    return article


def _passages(lines: Sequence[str], matter: FrontMatter) -> list[Passage]:
    """Return headings, paragraphs, table rows and code in text order, and behind them the notes as they are called."""
    from claimcheck.read.markdown.blocks import Blocks  # 30 ms that a plain text need not pay

    blocks = Blocks(lines).read()
    passages = blocks.passages
    if matter.said.title and not blocks.titled:  # what makes a page of the file writes the title above the text
        line, column = matter.title_at or (None, None)
        passages = [Passage([Run(matter.said.title, line=line, column=column)], "headline", line), *passages]
    named = _renamed(passages, {label: blocks.labels.get(label.casefold(), label) for label in _called(passages)})
    bound = _notes_last(bind_marks(named))
    return _numbered(bound, taken={passage.note for passage in bound if passage.note})


def _called(passages: Sequence[Passage]) -> list[str]:
    """Return the labels of the notes that passages call, in their order."""
    return list(dict.fromkeys(run.note for passage in passages for run in passage.runs if run.note is not None))


def _renamed(passages: Sequence[Passage], names: Mapping[str, str]) -> list[Passage]:
    """Return the passages with other labels of the notes that they call and are."""
    return [
        passage._replace(
            runs=[run._replace(note=names.get(run.note or "", run.note)) for run in passage.runs],
            note=names.get(passage.note or "", passage.note),
        )
        for passage in passages
    ]


def _notes_last(passages: Sequence[Passage]) -> list[Passage]:
    """Return the notes behind the passages that call them, in the order in which they are called."""
    body = [passage for passage in passages if passage.note is None]
    notes = [passage for passage in passages if passage.note is not None]
    order = {label: place for place, label in enumerate(_called([*body, *notes]))}
    return body + sorted(notes, key=lambda passage: order.get(passage.note or "", len(order)))


def _numbered(passages: Sequence[Passage], *, taken: set[str]) -> list[Passage]:
    """Return the passages with a number for each footnote that stands in the text, as a page of it would have."""
    numbers: dict[str, str] = {}
    for place, label in enumerate(_called(passages), start=1):
        if label.startswith("^"):
            numbers[label] = next(str(n) for n in range(place, place + len(taken) + 1) if str(n) not in taken)
            taken = taken | {numbers[label]}
    return _renamed(passages, numbers)
