"""The pipeline: a base that knows grammar and names, our attribution spans, and one component a phenomenon, in this order."""

from __future__ import annotations

import functools
import re
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

import spacy

from claimcheck import __version__, lang
from claimcheck.annotate import phenomena
from claimcheck.annotate.engine import encoder
from claimcheck.annotate.engine.words import doc_of
from claimcheck.errors import ModelError
from claimcheck.report import ModelInfo, Tool

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.language import Language
    from spacy.tokens import Doc

    from claimcheck.article import Article, Block

NEEDED = {"sentences": "SENT_START", "tags": "TAG", "trees": "DEP", "entities": "ENT_IOB"}
_LINE_END = re.compile(r"[\r\n]+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$", re.IGNORECASE)
MAX_LENGTH = 50_000_000
"""Code points of a text; spaCy's own limit of a million guards parsers whose memory grows with the text, and ours does not."""


still_wanted: ContextVar[Callable[[], bool]] = ContextVar("still_wanted", default=lambda: True)
"""Tells whether anybody still waits for what is read; ``annotate`` asks before each component."""


class OvertakenError(Exception):
    """Nobody waits any more for what was being read."""


def load(name: str | None = None) -> Language:
    """Return the pipeline, loaded once: on our own engine, or on the installed spaCy pipeline ``name``.

    Raises ``ModelError`` where ``name`` is not installed or does not write what the rules read.
    """
    return _load(name)


def engine(name: str | None = None) -> encoder.Encoder:
    """Return the engine of the pipeline that ``load`` returns, in which its memory can be switched on."""
    found: encoder.Encoder = load(name).get_pipe("claimcheck_engine")  # type: ignore[assignment]  # spaCy says: callable
    return found


@functools.lru_cache(maxsize=4)
def _load(name: str | None) -> Language:
    nlp = spacy.blank("en") if name is None else _load_base(name)
    nlp.max_length = MAX_LENGTH
    own = () if name is None else ("tree", "entity")
    tasks = [task for task in encoder.TASKS if task not in own]
    nlp.add_pipe("claimcheck_encoder", name="claimcheck_engine", config={"tasks": tasks})
    if name is not None:
        nlp.meta["claimcheck_base"] = name
    for row in phenomena.RULES:
        nlp.add_pipe(f"claimcheck_{row.group}")
    return nlp


def _load_base(name: str) -> Language:
    """Return an installed spaCy pipeline that writes sentences, tags, trees and entities."""
    try:
        nlp = spacy.load(name)
    except (OSError, ValueError) as error:
        message = f"no spaCy pipeline named {name!r} is installed"
        raise ModelError(message, hint=f"python -m spacy download {name}, or leave out --model") from error
    doc = nlp("Mayor Ann Lee of Boston said taxes rose.")
    missing = [what for what, attribute in NEEDED.items() if not doc.has_annotation(attribute)]
    if missing:
        message = f"the spaCy pipeline {name!r} does not write {', '.join(missing)}"
        raise ModelError(message, hint="use a pipeline with a tagger, a parser and an entity recogniser")
    return nlp


def tool(nlp: Language) -> Tool:
    """Return what annotates: claimcheck's version, the model's name and version, and the lexicon in force."""
    return Tool(version=__version__, model=_model(nlp), lexicon=lang.digest())


@functools.lru_cache(1)
def _model(nlp: Language) -> ModelInfo:
    """Return the model's name and version: spaCy makes its ``meta`` anew each time that it is asked, for .1 ms."""
    config: dict[str, Any] = encoder.load_weights(encoder.FOLDER).config
    name, version, base = config["name"], config["version"], nlp.meta.get("claimcheck_base")
    if base is not None:
        name, version = f"{base}+{name}", f"{nlp.meta.get('version', '0')}+{version}"
    return ModelInfo(name=name, version=version)


def annotate(article: Article, nlp: Language) -> Doc:
    """Return the article's text as a Doc with every mention in its span group; offsets are those of the text.

    Raises an ``OvertakenError`` where it is not ``still_wanted``.
    """
    doc = doc_of(prose(article), nlp)
    doc.user_data["published"] = article.published
    doc.user_data["sections"] = [(block.start, block.end, block.section) for block in article.blocks]
    for _, component in nlp.pipeline:
        if not still_wanted.get()():
            raise OvertakenError
        doc = component(doc)
    return doc


def prose(article: Article) -> str:
    """Return the article's text, as long as it is, with spaces for what is no word of it.

    That are the marks of notes, addresses, and comments to claimcheck, so that `rose 5 percent[3]` and
    `rose 5 percent (https://...)` read as in a format that keeps the two apart; and in a paragraph that was broken at a
    margin the line ends, which are none of its author's.
    """
    apart = [(link.start, link.end) for link in article.links if _ADDRESS.match(link.text)]
    apart += [(note.start, note.end) for note in article.notes if note.end > note.start]
    apart += [(one.offset, one.end) for one in article.directives if one.end > one.offset]
    if article.verbatim:
        apart += [(start, end) for block in article.blocks for start, end in _line_ends(article.text, block)]
    pieces, at = [], 0
    for start, end in sorted(apart):
        if start >= at:
            pieces += [article.text[at:start], " " * (end - start)]
            at = end
    return "".join((*pieces, article.text[at:]))


def _line_ends(text: str, block: Block) -> Iterator[tuple[int, int]]:
    """Yield the line ends within a block of prose."""
    if block.section != "code":
        yield from (match.span() for match in _LINE_END.finditer(text, block.start, block.end))
