"""What identifies a document in the text of a footnote: an address, a DOI, a docket, a title with its year and page.

A pure function on text. A note that only explains (``The figure excludes exports.``) identifies nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from claimcheck import lang
from claimcheck.lang import addresses
from claimcheck.lang.patterns import Pattern
from claimcheck.lang.vocabulary import months

_LONGEST = 12  # words of a note that still serve as a name
_LABEL = re.compile(
    r"^\s*(?:\[\^?[^\]\s]{1,12}\]:?|\(\d{1,3}\)|\d{1,3}[.)](?=\s)|[¹²³⁴⁵⁶⁷⁸⁹⁰]+|[*†‡]+)\s*|\s*[↩↑^]\ufe0e?\s*$"
)
_LEAD = re.compile(r"^(?:sources?\s*:|see(?: also)?:?|cf\.?|quoted in|cited in|from:?|data:)\s+", re.IGNORECASE)
_URL = re.compile(
    r"(?:https?://|ftp://|\bwww\.)[^\s<>\"“”]+"
    r"|(?<![\w@.])(?=[\d-]*[a-z])(?:[a-z0-9-]{3,}\.)(?:[a-z0-9-]+\.)*(?:com|org|net|int|gov|edu|info|eu|example|[a-z]{2})(?![\w.]*\w)(?:/[^\s<>\"“”]*)?"
)
_DOI = re.compile(r"(?:\bdoi:?\s*)?\b(10\.\d{4,9}/[^\s\"<>]+)", re.IGNORECASE)
_ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*((?:97[89][- ]?)?(?:\d[- ]?){9}[\dXx])")
_DOCKETS = re.compile(
    r"""
      \b(?:[Cc]ase|[Dd]ocket|[Aa]pplication|[Pp]etition|[Ff]ile|[Rr]ef(?:erence)?|FOI|[Rr]equest|[Dd]ecision|[Rr]esolution)
         \s+(?:[Nn]os?\.?|[Nn]umber|\#)?\s*(?:[A-Z0-9][\w.:/–-]*)?\d[\w./–-]*
    | \b[Nn]o\.\s*\d{2}-\d+\b                                    # No. 22-451
    | \b\d:\d{2}-(?:cv|cr|mj|mc|bk|ap)-\d+\b                     # 1:21-cv-01234
    | \b[CT]-\d+/\d{2}\b | \bECLI:[\w:.]+                        # C-131/12
    | \[(?:19|20)\d\d\]\s+[A-Z]{2,6}(?:\s+[A-Z][a-z]+)?\s+\d+    # [2019] UKSC 41
    | \b\d{1,3}\s+(?:U\.S\.|F\.[23]d|S\.\ ?Ct\.|F\.\ ?Supp\.(?:\ 2d|\ 3d)?)\s+\d+
    | \b(?:H\.R\.|S\.|H\.\ ?Res\.)\s*\d{1,5}\b | \bPub\.\ ?L\.\s*(?:No\.\s*)?[\d–-]+
    | \b[AES]/(?:[A-Z]+/)*\d+(?:/[\w.]*\w)*\b                # A/RES/70/1
    | \bCOM\s?\(\d{4}\)\s?\d+ | \barXiv:\d{4}\.\d{4,5} | \bPMID:?\s*\d+ | \bPMC\d{4,}
    """,
    re.VERBOSE,
)
_PAGE = re.compile(r"\b(?:pp?\.|pages?)\s*([\divxl]+(?:\s?[-–]\s?[\divxl]+)?)\b|\b\d+\s?\(\d+\)\s?[,:]\s?(\d+[-–]\d+)")
_AGAIN = re.compile(r"^(?:ibid(?:em)?|id|loc\.?\s*cit|op\.?\s*cit)\b", re.IGNORECASE)
_AS_NOTE = re.compile(
    r"^(?:as in|as|supra|same as)?\s*(?:supra\s+)?(?:foot|end)?note\s+(\w{1,4})\b(?!\s+\w+ed\b)", re.IGNORECASE
)
_DAY = r"(?:\d{1,2}\s+)?(?:(?&Month)\s+)?(?:\d{1,2},\s*)?"
_CLOSED = r"(?=\s*(?:[),.;:]|$))"
_YEAR_IN_PLACE = Pattern(
    rf"(?:[,;:.(]|\bof|\b(?:accessed|retrieved|viewed)(?:\ on)?)\s*{_DAY}((?:19|20)\d\d)[a-z]?{_CLOSED}"
)
_YEAR_IN_TITLE = Pattern(rf"\b(?!(?&Month)\s)[A-Z][\w’'-]+\s+((?:19|20)\d\d)(?:[-/–]\d\d(?:\d\d)?)?{_CLOSED}")
_QUOTED = re.compile(r"[“\"‘«](?P<title>[^“”\"«»]{6,200}?)[,.]?[”\"’»](?!\w)")
_AUTHOR_YEAR = re.compile(r"\((?:19|20)\d\d[a-z]?(?:,[^)]{1,20})?\)[.,:]?\s+(?P<title>[A-Z][^.]{8,200})(?=\.|$)")
_SEGMENT = re.compile(r"(?:[^,;.()]|(?<=\b[A-Z])\.|(?<=\bNo)\.|(?<=\bvol)\.|(?<=\bSt)\.|\.(?=\w))+")
_PIECE = re.compile(r"(?<=[^A-Z][.;])\s+(?=[A-Z“\"(])(?<!\bv\.\s)|;\s+(?=see\b|source\b|cf\b)")
_VERSUS = re.compile(
    r"\b(?P<title>[A-Z][\w’'&-]*(?:\s+[\w’'&-]+){0,5}?\s+v\.?\s+[A-Z][\w’'&-]*(?:\s+(?:of\s+)?[A-Z][\w’'&-]*){0,4})"
)
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_SMALL = frozenset("of the and for on in to a an at by with from de la et und der & vs or".split())
_PROSE = re.compile(
    r"\b(?:is|are|was|were|been|being|has|have|had|does|did|will|would|can|could|might|shall|should|must|cannot|not|it|its"
    r"|they|them|their|he|she|we|our|us|this|these|those|which|who|that|because|although|though|while|whereas|if|when|also"
    r"|however|only|exclud\w+|includ\w+|refers?|means|counts|shows?|says|said|found|rose|fell|grew|went|gave|took|made|came"
    r"|(?!(?:publish|revis|updat|access|retriev|archiv|translat|edit|sign|dat|issu|releas|fil|adopt|adjust|cit|quot|bas"
    r"|compil|obtain|produc|commission|conduct|prepar|provid|view|submitt|reproduc|print|amend|unpublish|unit|relat"
    r"|appli|advanc|limit|consolidat|audit|select|integrat|combin)ed)[a-z]{3,}ed)\b"
)
_EXTRA = frozenset(
    """newsletter interview correspondence yearbook outlook atlas profile brief briefing bulletin communication minutes
    indicators working dashboard webpage website page press-release hansard call conversation exchange notes""".split()
)


@dataclass(frozen=True, slots=True)
class Reference:
    """The document that a note cites. ``again`` points to another note: empty for the one before, else its label."""

    url: str | None = None
    doi: str | None = None
    isbn: str | None = None
    docket: str | None = None
    title: str | None = None
    issuer: str | None = None
    year: str | None = None
    page: str | None = None
    again: str | None = None
    words: str = ""
    """The note itself, shortened."""

    @property
    def name(self) -> str:
        """What to call the document: its title, else who issued it, else where it lies, else the note's own words."""
        if self.title or self.issuer:
            return self.title or self.issuer or ""
        address = addresses.shown(self.url) if self.url else None
        return self.docket or address or (f"doi:{self.doi}" if self.doi else None) or self.words

    @property
    def address(self) -> str | None:
        """Where it can be opened, a DOI at doi.org; None where the note gives neither."""
        return self.url or (f"https://doi.org/{self.doi}" if self.doi else None)

    @property
    def openable(self) -> bool:
        """Whether it says what to open: an address, a DOI, a docket, or a page."""
        return any((self.url, self.doi, self.docket, self.page))

    @property
    def clues(self) -> tuple[str, ...]:
        """The names of the fields that identify the document."""
        return tuple(
            name for name in ("url", "doi", "docket", "isbn", "title", "issuer", "year", "page") if getattr(self, name)
        )


@lang.compiled(256)  # a note that is called 2,500 times was read as often
def read_reference(text: str) -> Reference | None:
    """Return the document that the text of a note identifies, None where it identifies nothing."""
    body = _bare(text)
    again = _again(body)
    if again is not None:
        return Reference(again=again, page=_page(body), words=_short(body))
    url, doi = _url(body), _doi(body)
    isbn, docket = _ISBN.search(body), _DOCKETS.search(_URL.sub(" ", body))
    cited = " ".join(piece for piece in _pieces(body) if not _is_prose(piece))
    title, issuer = _title(cited), _issuer(cited)
    year, page = _year(cited), _page(cited)
    sure = bool(url or doi or isbn or docket)
    if not sure and not _has_shape(cited, title=title, issuer=issuer, dated=bool(year or page)):
        return None
    return Reference(
        url,
        doi,
        isbn[1].strip() if isbn else None,
        " ".join(docket[0].split()) if docket else None,
        title,
        issuer if issuer != title else None,
        year,
        page,
        words=_short(_URL.sub("", body)) or body,
    )


def is_citation(text: str) -> bool:
    """Return whether ``text`` only cites and states nothing itself: ``Ministry of Health, Annual Report 2024``."""
    body = _bare(text)
    return not any(map(_is_prose, _pieces(body))) and read_reference(text) is not None


def _bare(text: str) -> str:
    """Return a note without its label, its way back, and ``see`` or ``Source:``."""
    body = _LABEL.sub("", _LABEL.sub("", " ".join(text.split())))
    return _LEAD.sub("", body).strip()


def _pieces(body: str) -> list[str]:
    """Return a note's sentences without its addresses."""
    return [piece for piece in _PIECE.split(_DOI.sub(" ", _URL.sub(" ", body))) if piece.strip()]


def _is_prose(piece: str) -> bool:
    """Return whether a sentence states something, by its small words; what it quotes is left out."""
    return bool(_PROSE.search(_AUTHOR_YEAR.sub(" ", _QUOTED.sub(" ", piece))))


def _again(body: str) -> str | None:
    if _AGAIN.match(body):
        return ""
    found = _AS_NOTE.match(body)
    return found[1] if found else None


def _url(body: str) -> str | None:
    found = _URL.search(body)
    if found is None:
        return None
    url = found[0].rstrip(".,;:!?'’”")
    while url.endswith((")", "]")) and url.count(url[-1]) > url.count("(["[url[-1] == "]"]):
        url = url[:-1].rstrip(".,;:")
    return url if "://" in url else f"http://{url}"


def _doi(body: str) -> str | None:
    found = _DOI.search(body)
    return found[1].rstrip(".,;)]") if found else None


def _page(body: str) -> str | None:
    found = _PAGE.search(body)
    return (found[1] or found[2]) if found else None


def _year(body: str) -> str | None:
    found = _YEAR_IN_TITLE.search(body) or _YEAR_IN_PLACE.search(body)
    return found[1] if found else None


def _segments(body: str) -> list[str]:
    return [segment.strip() for segment in _SEGMENT.findall(_QUOTED.sub(" , ", body)) if segment.strip()]


def _names_document(words: Sequence[str]) -> bool:
    lowered = {word.casefold() for word in words}
    known = lang.column("source_nouns", "noun", type="document") | _EXTRA
    return any(word in known or word.removesuffix("s") in known for word in lowered)


def _titled(words: Sequence[str]) -> bool:
    """Return whether words are written as names and titles are: each with a capital, but small words and numbers."""
    main = [word for word in words if word not in _SMALL and not word.isdigit()]
    return bool(main) and all(word[0].isupper() or word[0].isdigit() for word in main) and words[0] not in _SMALL


def _title(body: str) -> str | None:
    """Return the title: in quotation marks, behind an author and a year, or a segment in capitals that names a document."""
    for pattern in (_QUOTED, _AUTHOR_YEAR, _VERSUS):
        found = pattern.search(body)
        if found:
            return str(found["title"]).strip(" ,.")
    fallback = None
    for segment in _segments(body):
        words = _WORD.findall(segment)
        telling = [word for word in words if not word.isdigit() and word.casefold() not in months()]
        if len(telling) < 2 or not _titled(words):  # noqa: PLR2004  a title has two words
            continue
        if _names_document(telling[-1:]) or _names_document(telling[:1]):
            return segment
        long = len(telling) > 2 and (telling[0] in {"The", "A", "An", "How", "Why"} or _SMALL & set(telling))  # noqa: PLR2004
        if long and fallback is None and not _is_body(telling):
            fallback = segment
    return fallback


def _is_body(words: Sequence[str]) -> bool:
    """Return whether a name is that of an organization, an outlet or a place, by one of its words."""
    kinds = lang.mapping("source_nouns", "noun", "type")
    return any(kinds.get(word.casefold()) in {"organization", "media", "place"} for word in words)


def _issuer(body: str) -> str | None:
    """Return who issued the document: a name in capitals with the word of an organization, or all in capitals."""
    for segment in _segments(body):
        for run in re.finditer(r"\b[A-Z][\w’'&-]*(?:\s+(?:(?:of|for|on|and|the|&)\s+)*[A-Z][\w’'&-]*)*", segment):
            words = run[0].split()
            if (_is_body(words) and len(words) > 1) or (len(words) == 1 and words[0].isupper() and len(words[0]) > 1):
                return run[0]
    return None


def _has_shape(body: str, *, title: str | None, issuer: str | None, dated: bool) -> bool:
    """Return whether a note without an address is a citation: a title or an issuer, with a date, page or document."""
    if title and (dated or issuer or _QUOTED.search(body)):
        return True
    words = _WORD.findall(body)
    if issuer:
        return dated or (_names_document(words) and len(words) <= _LONGEST)
    return dated and (_names_document(words) or bool(_titled_run(body)))


def _titled_run(body: str) -> bool:
    """Return whether two words in capitals stand together, no month among them: a name, or a title."""
    pairs = re.findall(r"\b[A-Z][\w’'-]+\s+(?:of\s+|for\s+|the\s+)*[A-Z][\w’'-]+", body)
    return any(months().keys().isdisjoint(pair.casefold().split()) for pair in pairs)


def _short(body: str) -> str:
    words = body.split()
    kept = " ".join(words[:_LONGEST]).strip(" ,;:.")
    return f"{kept} …" if len(words) > _LONGEST else kept
