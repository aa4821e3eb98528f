"""The Report: claimcheck's JSON contract, schema version 1.

Frozen models that forbid unknown fields. Offsets are in code points and half open into ``Report.text``, and a span's
``text`` is always ``report.text[start:end]``. Fields may be added in a minor version; none is renamed or dropped
without a major one. An absent value is null, never missing.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping
from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, TypeAdapter, ValidationError

from claimcheck.errors import INTERNAL, ClaimcheckError

_EXACT = 2**53  # the largest integer up to which every integer is a float
_DIGITS = 15  # decimal digits that a float always keeps

SourceType = Literal["named_person", "unnamed_person", "organization", "unnamed_group", "document", "media", "unknown"]
Form = Literal["direct", "indirect", "mixed"]
Stance = Literal["assertion", "belief", "intention", "knowledge", "evidence", "denial", "declined"]
Section = Literal["headline", "lead", "body", "caption", "footnote"]
AnySection = Literal["headline", "lead", "body", "caption", "footnote", "heading", "meta", "code"]
MarkKind = Literal["quantity", "superlative", "change", "comparison"]
Kind = Literal[MarkKind, "quote", "paraphrase", "causal", "rule", "prediction", "assertion"]
Bound = Literal["=", ">", ">=", "<", "<=", "~", "range"]
Direction = Literal["up", "down", "other"]
Support = Literal["linked", "named", "vague", "none"]
Checkability = Literal["checkable", "partly", "later", "private", "not_checkable"]
Severity = Literal["note", "warning", "error"]
DateOrigin = Literal["option", "metadata", "visible", "guess"]

Why: TypeAlias = dict[str, JsonValue]
"""Why a result is there: ``by`` ("rule" or "model"), ``rule`` or ``model``, ``cue``, ``score``, and what else helps."""


def plain_number(value: object) -> object:
    """Return a float with 15 significant digits, and as an int where it is integral (1.2 * 1e9 -> 1200000000)."""
    if not isinstance(value, float) or not math.isfinite(value):
        return value
    rounded = float(f"{value:.{_DIGITS}g}")
    return int(rounded) if rounded.is_integer() and abs(rounded) <= _EXACT else rounded


Number = Annotated[int | float, BeforeValidator(plain_number), Field(allow_inf_nan=False)]
Offset = Annotated[int, Field(ge=0)]


class Model(BaseModel):
    """What all parts of a Report share."""

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_serialization_defaults_required=True)


class Span(Model):
    """A stretch of the article: ``text == report.text[start:end]``."""

    start: Offset
    end: Offset
    text: str


class Link(Span):
    """A hyperlink and the words that it is laid on."""

    href: str


class Note(Span):
    """A footnote, endnote or comment: the mark that calls it, and what it says; ``note`` is empty for none found."""

    label: str
    note: str
    kind: Literal["footnote", "endnote", "comment"] = "footnote"
    called: bool = True


class Quantity(Span):
    """A number with what it counts or measures; ``value2`` is the upper end of a range."""

    kind: Literal["quantity"] = "quantity"
    value: Number
    value2: Number | None = None
    bound: Bound = "="
    unit: str | None = None
    of: str | None = None
    why: Why = {}


class Superlative(Span):
    """A claim of rank, record or uniqueness."""

    kind: Literal["superlative"] = "superlative"
    why: Why = {}


class Change(Span):
    """A rise, fall or turn over time."""

    kind: Literal["change"] = "change"
    direction: Direction
    why: Why = {}


class Comparison(Span):
    """A comparative form with its standard."""

    kind: Literal["comparison"] = "comparison"
    why: Why = {}


class Time(Span):
    """A date, clock time, period, duration or set; ``value`` is ISO 8601 or EDTF, null where it cannot be known."""

    kind: Literal["time"] = "time"
    value: str | None = None
    why: Why = {}


Mark = Annotated[Quantity | Superlative | Change | Comparison | Time, Field(discriminator="kind")]


_MARK: TypeAdapter[Mark] = TypeAdapter(Mark)


def mark_of(fields: Mapping[str, object]) -> Mark:
    """Return the mark that ``fields`` describe, of the type that their ``kind`` names."""
    return _MARK.validate_python(fields)


class ModelInfo(Model):
    """The trained pipeline that a Report was made with."""

    name: str
    version: str


class Tool(Model):
    """What made the Report. ``model`` is null in a failed Report, ``lexicon`` the first 12 digits of a SHA-256."""

    name: str = "claimcheck"
    version: str
    model: ModelInfo | None = None
    lexicon: str


class Omitted(Model):
    """Words of the file that its reader holds for no part of the article (``page number``, say), with their page."""

    text: str
    reason: str
    page: int | None = None


class ArticleInfo(Model):
    """The article that was read; ``id`` is the one that its archive gives it, ``sha256`` that of its text in UTF-8.

    ``published_from`` says where its date is from, surest first: ``option`` (the caller), ``metadata`` (the file's own),
    ``visible`` (a line of the article), ``guess`` (the likeliest of the dates in a page); null where there is none.
    """

    source: str
    id: str | None = None
    media_type: str = "text/plain"
    title: str | None = None
    byline: tuple[str, ...] = ()
    publisher: str | None = None
    published: str | None = None
    published_from: DateOrigin | None = None
    modified: str | None = None
    url: str | None = None
    language: str = "en"
    sha256: str
    words: int
    sentences: int
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()
    omitted: tuple[Omitted, ...] = ()
    text: str


class Source(Model):
    """Who or what the article cites, once. ``grade`` runs from 0 (none) to 6 (something to open)."""

    id: str
    name: str
    type: SourceType
    grade: Annotated[int, Field(ge=0, le=6)]
    mentions: tuple[Span, ...] = ()
    links: tuple[Link, ...] = ()


class Attribution(Model):
    """A relation of source, cue and content; ``within`` is the id of the attribution that contains it.

    ``links`` are the hyperlinks on its source and cue: the document that it names.
    """

    id: str
    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()
    source_id: str | None = None
    within: str | None = None
    form: Form
    stance: Stance
    links: tuple[Link, ...] = ()
    why: Why = {}


class Where(Model):
    """Where a claim starts in its file: line and column, page, paragraph or XPath, all from 1; null for what is not there."""

    line: int | None = None
    column: int | None = None
    page: int | None = None
    paragraph: int | None = None
    xpath: str | None = None


class Sentence(Model):
    """The sentence in which a claim stands; ``index`` counts from 0."""

    index: int
    start: Offset
    end: Offset


class Worth(Model):
    """How much a claim is worth checking, 0 to 1, and the named features that made it so."""

    score: float = 0.0
    because: tuple[str, ...] = ()


class Claim(Span):
    """A statement that has to be checked, with its marks and the source that it is bound to."""

    id: str
    sentence: Sentence
    where: Where = Where()
    section: Section
    kinds: tuple[Kind, ...]
    marks: tuple[Mark, ...] = ()
    attribution_id: str | None = None
    source_id: str | None = None
    chain: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    notes: tuple[Note, ...] = ()
    support: Support
    checkability: Checkability = "checkable"
    hedged: bool = False
    worth: Worth | None = None
    same_as: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    why: Why = {}


class LeftOut(Span):
    """A sentence that holds no claim, and why."""

    section: AnySection
    reason: str


class Suppression(Model):
    """Why a finding is not to be shown: a comment in the article, the settings, or a baseline; ``reason`` as it was given."""

    by: Literal["comment", "settings", "baseline"]
    reason: str | None = None


class Edit(Model):
    """What an editor would do without a question: put ``text`` in the place of ``old``, which is ``report.text[start:end]``."""

    start: Offset
    end: Offset
    old: str
    text: str
    where: Where = Where()


class Finding(Model):
    """What a lint rule found at ``start`` to ``end``, ``where`` to ``until`` in the file (the column behind the last letter).

    ``id`` is made of the rule and the words it stands on, so that it survives edits elsewhere. ``fix`` is there where it is
    certain what is right: ``claimcheck lint --fix`` writes it.
    """

    id: str
    rule: str
    severity: Severity
    message: str
    start: Offset
    end: Offset
    where: Where = Where()
    until: Where = Where()
    claim_id: str | None = None
    help: str | None = None
    fix: Edit | None = None
    suppressed: Suppression | None = None


class Failure(Model):
    """Why an input could not be analysed."""

    code: str
    message: str
    hint: str


class Report(Model):
    """Everything that was found in one article, or the ``error`` that kept it from being read."""

    schema_version: Literal["1.0"] = "1.0"
    tool: Tool
    article: ArticleInfo
    sources: tuple[Source, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    claims: tuple[Claim, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    findings: tuple[Finding, ...] = ()
    error: Failure | None = None

    @property
    def text(self) -> str:
        """The article's text, which every offset indexes."""
        return self.article.text

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that nobody has switched off."""
        return tuple(finding for finding in self.findings if finding.suppressed is None)

    @property
    def due_findings(self) -> tuple[Finding, ...]:
        """The open findings that somebody must look at: no notes on style."""
        return tuple(finding for finding in self.open_findings if finding.severity != "note")


def reports_in(text: str, *, lines: bool) -> list[Report]:
    """Return the Reports that JSON holds: one, a list of them, or with ``lines`` one a line.

    Raises a ValueError that says what is wrong with the first that this version cannot read.
    """
    try:
        if lines:
            return [Report.model_validate_json(line) for line in text.splitlines() if line.strip()]
        return TypeAdapter(list[Report]).validate_json(text if text.lstrip().startswith("[") else f"[{text}]")
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        message = f"{'.'.join(map(str, first['loc']))}: {first['msg']}"
        raise ValueError(message) from None


def failed_report(source: str, error: Exception, *, tool: Tool) -> Report:
    """Return the Report of an input that could not be analysed: no text, and an ``error``."""
    if isinstance(error, ClaimcheckError):
        failure = Failure(code=error.code, message=_encodable(error.message), hint=_encodable(error.hint))
    else:
        message = f"{source}: {type(error).__name__}: {error}"
        failure = Failure(
            code=INTERNAL, message=_encodable(message), hint="this is a bug in claimcheck: please report it"
        )
    nothing = ArticleInfo(source=source, sha256=hashlib.sha256(b"").hexdigest(), words=0, sentences=0, text="")
    return Report(tool=tool, article=nothing, error=failure)


def _encodable(message: str) -> str:
    """Return a message without lone surrogates, which no JSON in UTF-8 can hold."""
    return message.encode("utf-8", "backslashreplace").decode("utf-8")
