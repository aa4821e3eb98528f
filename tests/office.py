"""DOCX, ODT and EPUB files made of raw XML, in the manner of one program or another, for the readers' tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="{_R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
    ' xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_SPACES = " ".join(
    f'xmlns:{name}="{_ODF}:{space}:1.0"'
    for name, space in {
        "office": "office", "text": "text", "style": "style", "table": "table", "draw": "drawing", "meta": "meta",
        "svg": "svg-compatible", "fo": "xsl-fo-compatible",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
_ODF_SPACES += ' xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"'


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """Return a ZIP file with these members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def part(root: str, inner: str) -> str:
    """Return a part of a DOCX file; ``root`` is its outermost element."""
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><{root} {_SPACES}>{inner}</{root.split(maxsplit=1)[0]}>'


def relations(links: Mapping[str, str], parts: Mapping[str, str] | None = None) -> str:
    """Return a part's relations: hyperlinks by id, and other parts by what they are."""
    entries = "".join(
        f'<Relationship Id="{name}" Type="{_TYPES}/hyperlink" Target="{target}" TargetMode="External"/>'
        for name, target in links.items()
    )
    entries += "".join(
        f'<Relationship Id="p{n}" Type="{_TYPES}/{kind}" Target="{name}"/>'
        for n, (kind, name) in enumerate((parts or {}).items())
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{entries}</Relationships>'
    )


def docx(
    body: str, *, links: Mapping[str, str] | None = None, more: Mapping[str, str] | None = None, **parts: str
) -> bytes:
    """Return a DOCX file with this body; ``parts`` are the insides of ``styles``, ``footnotes``, ``comments`` and so on."""
    roots = {"commentsExtended": "w15:commentsEx"}
    named = {kind: f"{kind}.xml" for kind in parts}
    members: dict[str, str] = {
        "_rels/.rels": relations({}, {"officeDocument": "word/document.xml"}),
        "word/document.xml": part("w:document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/_rels/document.xml.rels": relations(links or {}, named),
    }
    for kind, inner in parts.items():
        members[f"word/{kind}.xml"] = part(roots.get(kind, f"w:{kind}"), inner)
    return zipped(members | dict(more or {}))


def t(words: str) -> str:
    """Return a run."""
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


def p(inner: str, style: str = "") -> str:
    """Return a paragraph of runs, or of plain words."""
    runs = inner if inner.startswith("<") or not inner else t(inner)
    look = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{look}{runs}</w:p>"


def odt(
    body: str, *, automatic: str = "", styles: str = "", meta: str = "", manifest: str = "", embedded: str | None = None
) -> bytes:
    """Return an ODT file with this text; what is embedded in it is its object ``./Object 1``."""
    content = (
        f"<office:document-content {_ODF_SPACES}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    members = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "styles.xml": f"<office:document-styles {_ODF_SPACES}><office:styles>{styles}</office:styles></office:document-styles>",
        "meta.xml": f"<office:document-meta {_ODF_SPACES}><office:meta>{meta}</office:meta></office:document-meta>",
    }
    if manifest:
        members["META-INF/manifest.xml"] = manifest
    if embedded is not None:
        members["Object 1/content.xml"] = embedded
    return zipped(members)


def epub(*chapters: str, metadata: str = "", items: str = "", more: Mapping[str, str] | None = None) -> bytes:
    """Return an EPUB file with these chapters: whole documents, or the insides of bodies."""
    manifest = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(1, len(chapters) + 1)
    )
    spine = "".join(f'<itemref idref="c{n}"/>' for n in range(1, len(chapters) + 1))
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>',
        "OEBPS/content.opf": '<package xmlns="http://www.idpf.org/2007/opf" xmlns:opf="http://www.idpf.org/2007/opf"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>{metadata}</metadata>'
        f"<manifest>{manifest}{items}</manifest><spine>{spine}</spine></package>",
    }
    for n, chapter in enumerate(chapters, start=1):
        whole = chapter if chapter.lstrip().startswith(("<?xml", "<!DOCTYPE", "<html")) else (
            '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
            f"<head><title>c</title></head><body>{chapter}</body></html>"
        )  # fmt: skip
        members[f"OEBPS/c{n}.xhtml"] = whole
    return zipped(members | dict(more or {}))
