"""From a page's bytes to its element tree, whose places are XPaths: their real charset, and markup that no parser trips over.

lxml parses with libxml2: no network, no DTD, no entity of the page's own. Beyond 2,048 nested elements libxml2 stops and
loses the rest, so such a page is flattened first.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING

from lxml import etree, html

from claimcheck.article import SPLIT
from claimcheck.errors import InputError
from claimcheck.read.parts.decoding import decode
from claimcheck.read.parts.directives import directives_in

if TYPE_CHECKING:
    from lxml.html import HtmlElement

# What a page may declare, as browsers read it; a codec such as rot13 or zip is none.
_CHARSETS = re.compile(
    r"(?:windows|cp|ibm)-?\d{3,4}|iso-?8859-\d{1,2}|latin-?\d|koi8-[ru]|shift[_-]jis|sjis|euc-(?:jp|kr)|gb\d+|gbk|big5|macintosh",
    re.IGNORECASE,
)
_WESTERN = frozenset({"iso8859-1", "ascii", "latin-1", "cp1252"})  # browsers read all of them as Windows-1252
_DECLARED = re.compile(
    rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w:.-]{2,40})|<\?xml[^>]{0,100}?encoding=[\"']([\w:.-]{2,40})"
)
_DECLARED_WITHIN = 4096  # bytes; HTML asks for 1,024, pages do not always keep to it
_WIDE_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
_STRAY_NULS = 0.01  # of the bytes; more is no page
MAX_MARKUP = 32 * 2**20
"""Characters; 22 million of them with as many words as they can hold need 950 MB. Pictures written into tags do not count."""
_DOCTYPE = re.compile(r"<!DOCTYPE[^\[>]*(?:\[[^\]]*\](?:[^\[\]>]*\])*\s*)?>", re.IGNORECASE)
_DOCTYPE_WITHIN = 16_384  # characters; what a longer one declares is left out one by one
_DECLARATION = re.compile(r"<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\b[^<>]*>", re.IGNORECASE)
_XHTML = re.compile(r"<\?xml\b|xmlns\s*=\s*[\"']http://www\.w3\.org/1999/xhtml", re.IGNORECASE)
# An XHTML page may close any element in its start tag; read as HTML, `<script src="a.js"/>` would swallow what follows.
_SELF_CLOSED = re.compile(
    r"<((?!(?:area|base|br|col|embed|hr|img|input|link|meta|param|source|track|wbr)\b)[A-Za-z][\w:-]*)((?:\s[^<>]*)?)/>"
)
_BREAK_HERE = re.compile(r"</?wbr\b[^<>]*>", re.IGNORECASE)  # libxml2 would put what follows into it
_LONG_TAG = re.compile(r"<([A-Za-z][\w:-]*)\s[^<>]{50000,}>")  # libxml2 is quadratic in the attributes of an element
_TAG = re.compile(r"<(/?)([A-Za-z][\w:-]*)[^<>]*>")
_INLINE = frozenset(
    "abbr acronym b bdi bdo big cite code data dfn em font i ins kbd mark q small span strong sub sup time tt u var wbr".split()
)
_FLAT = frozenset("a base body br h1 h2 h3 h4 h5 h6 head html img link meta p script style title".split())


# What the parts of a formula behind the first one are in HTML.
_FORMULAS = {"msup": ("sup",), "msub": ("sub",), "msubsup": ("sub", "sup"), "mfrac": ("span",), "msqrt": ()}


_DEEPEST = 200  # elements around one that has an XPath
_PLAIN_TAG = re.compile(r"[A-Za-z][\w.-]*")


def page_of(data: bytes, *, source: str) -> tuple[HtmlElement | None, str]:
    """Return a page's root element, None where there is no element, and the charset it was in.

    Raises NotTextError for bytes that are no text, EmptyInputError for white space, InputError for too much of it.
    """
    text, charset = _decoded(data, source=source)
    markup = _tamed(text)
    if len(markup) > MAX_MARKUP:
        message = f"{source} has more than {MAX_MARKUP // 2**20} million characters of markup"
        raise InputError(message, SPLIT)
    root, whole = _parsed(markup)
    if not whole:
        root, _ = _parsed(_flattened(markup))
    return root, charset


def _decoded(data: bytes, *, source: str) -> tuple[str, str]:
    """Return a page's text and its charset: what its bytes prove, before what it declares."""
    wide = {b"<\0": "utf-16-le", b"\0<": "utf-16-be"}.get(data[:2])
    if wide:
        return data.decode(wide, "replace"), wide
    if 0 < data.count(b"\0") <= _STRAY_NULS * len(data) and not data.startswith(_WIDE_MARKS):
        data = data.replace(b"\0", b"")  # as browsers do
    declared = _declared(data)
    if declared:
        try:
            data.decode("utf-8")
        except UnicodeDecodeError:
            return data.decode(declared, "replace"), declared
    return decode(data, source=source)


def _declared(data: bytes) -> str | None:
    """Return the charset that a page declares, None where it is UTF-8, Western, unknown or against its byte order mark."""
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    if match is None or data.startswith((codecs.BOM_UTF8, *_WIDE_MARKS)):
        return None
    name = (match[1] or match[2]).decode("ascii", "replace")
    if not _CHARSETS.fullmatch(name):
        return None
    try:
        codec = codecs.lookup(name).name
    except LookupError:
        return None
    return None if codec in _WESTERN else codec


def _with_directives(text: str) -> Iterator[str]:
    """Yield markup piece by piece, each comment to claimcheck as an element, on as many lines."""
    at = 0
    for one in directives_in(text):
        yield text[at : one.offset]
        yield f'<img data-claimcheck="{escape(one.text)}">' + "\n" * text.count("\n", one.offset, one.end)
        at = one.end
    yield text[at:]


def _tamed(text: str) -> str:
    """Return markup without declarations, lines as they were: one LF for each line end.

    A comment to claimcheck becomes an element, ``<img data-claimcheck="off">``, since the parser leaves comments out.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(_with_directives(text))
    if found := _DOCTYPE.search(text, 0, _DOCTYPE_WITHIN):
        text = text[: found.start()] + "\n" * found[0].count("\n") + text[found.end() :]
    if "<!E" in text[:_DECLARED_WITHIN] or "<!A" in text[:_DECLARED_WITHIN]:
        text = _DECLARATION.sub(lambda match: "\n" * match[0].count("\n"), text)
    text = _BREAK_HERE.sub("", text)
    text = _LONG_TAG.sub(lambda match: f"<{match[1]}>" + "\n" * match[0].count("\n"), text)
    if _XHTML.search(text[:2000]):
        text = _SELF_CLOSED.sub(r"<\1\2></\1>", text)
    return text


def _parsed(markup: str) -> tuple[HtmlElement | None, bool]:
    """Return the root element, and whether the parser read the page to its end."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, AssertionError):
        return None, True
    for other in list(root.itersiblings()):  # what follows `</html>`
        root.append(other)
    _write_formulas(root)
    stopped = any(error.type_name == "ERR_RESOURCE_LIMIT" or error.level_name == "FATAL" for error in parser.error_log)
    return root, not stopped


def _write_formulas(root: HtmlElement) -> None:
    """Write MathML so that a line of text can say it: ``10⁶``, not 106, and ``89/54``, not 8954."""
    for node in reversed(list(root.iter(*_FORMULAS))):  # what is inside first, since an exponent is renamed
        parts = [child for child in node if isinstance(child.tag, str)]
        for child, written in zip(parts[1:], _FORMULAS[node.tag], strict=False):
            child.tag, node.text = written, None  # line ends between them are no text
        for child in parts[:-1]:
            child.tail = None
        if node.tag == "mfrac" and parts:
            node.text, parts[0].tail = " ", "/"
        elif node.tag == "msqrt":
            node.text = "√"


def _flattened(markup: str) -> str:
    """Return markup in which nothing nests deeply: a block is a paragraph, what marks words inside one is left out."""

    def flat(match: re.Match[str]) -> str:
        tag = match[2].lower()
        if tag in _FLAT:
            return match[0]
        return "" if tag in _INLINE else "<p>" + "\n" * match[0].count("\n")

    return _TAG.sub(flat, markup)


class Paths:
    """The XPaths of a page's elements; an element's place among its siblings is counted once for all of them."""

    def __init__(self) -> None:
        self._steps: dict[HtmlElement, dict[HtmlElement, str]] = {}

    def of(self, node: HtmlElement) -> str | None:
        """Return the XPath of an element, such as ``/html/body/main/article/p[3]``; None where it is too deep."""
        steps = [] if node.getparent() is not None else [f"/{node.tag}"]
        for depth, parent in enumerate(node.iterancestors()):
            if depth > _DEEPEST:
                return None
            if parent not in self._steps:
                self._steps[parent] = _steps(parent)
            steps.append(self._steps[parent][node])
            node = parent
            if parent.getparent() is None:
                steps.append(f"/{parent.tag}")
        return "".join(reversed(steps))


def _steps(parent: HtmlElement) -> dict[HtmlElement, str]:
    """Return the step to each child: its tag, and its number where there are several of it."""
    children = [child for child in parent if isinstance(child.tag, str)]
    counts: dict[str, int] = {}
    numbered = []
    for place, child in enumerate(children, start=1):
        counts[child.tag] = counts.get(child.tag, 0) + 1
        numbered.append((child, place, counts[child.tag]))
    return {
        child: (f"/{child.tag}" + (f"[{number}]" if counts[child.tag] > 1 else ""))
        if _PLAIN_TAG.fullmatch(child.tag)
        else f"/*[{place}]"
        for child, place, number in numbered
    }
