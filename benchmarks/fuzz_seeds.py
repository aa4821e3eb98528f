"""What the fuzzer starts from: the fixtures, small enough to be changed often, and small files with much in them."""

from __future__ import annotations

import binascii
import re
import sys
import zlib
from base64 import a85decode
from pathlib import Path
from types import ModuleType

from benchmarks.fuzz_mutators import ZIPPED, unzipped, zipped

ROOT = Path(__file__).parent.parent
_DROPPED = re.compile(r"theme|thumbnail|fontTable|webSettings|customXml|stylesWithEffects|docProps/app")
_MOST_MEMBER = 2**15
_FILTERED = re.compile(
    rb"/Filter \[ /ASCII85Decode /FlateDecode \] /Length \d+(?P<more>[^>]*)>>\s*stream\r?\n(?P<data>.*?)endstream",
    re.DOTALL,
)

_TEXT = """Ferry fees rose by 3 percent

By Ann Lee

Fees rose by 3 percent,[1] the harbor board said (https://a.example/board). See www.b.example/c?d=e.

<!-- claimcheck off -->

Photo: A ferry.

Notes

[1] Board minutes, 2026, p. 4. https://a.example/minutes
[2] Nobody calls this.
"""
_DATED = b"Published: 2026-03-04 Fees rose by 3 percent, the board said \x96 again.\n\nMore.\n"
_MARKDOWN = """---
title: "Fees rose"
date: 2026-03-04
authors:
  - Ann Lee
publisher: [News, "More"]
---

Fees rose by *3 percent*,[^1] the [board](https://a.example "T") said.^[In its **minutes**.] See [it][b] and <https://c.example>.

- one
  > two `code` &amp; \\* ~~three~~
1. four

| a | b |
|---|---|
| c | [d](e) |

```python
code
```

<!-- claimcheck off -->

![image](x) <b>tag</b> <!-- comment --> https://d.example/e_f_g.

[b]: <https://b.example> 'T'
[^1]: Board minutes.

    More of them.

## Notes

[1] Some said so.[2]

2. Others.
"""
_RTF = r"""{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset128 B;}}{\stylesheet{\s1\outlinelevel0 heading 1;}
{\s2 caption;}{\s3 toc 1;}}
{\info{\title Fees}{\author Ann Lee}}\pard\s1\outlinelevel0 Fees rose\par\pard\plain Fees rose by 3\'a0percent,{\super\chftn{\footnote\pard
{\super\chftn} Board \u8212?minutes.}} {\field{\*\fldinst HYPERLINK "https://a.example"}{\fldrslt said}}.{\*\atnid AL}{\*\atnauthor Ann}{\*\annotation
Check.}\par{\deleted gone}{\v hidden}\trowd\cellx1\intbl a\cell b\cell\row\pard{\f1 \'82\'a0}[7]\par
{\shp{\*\shpinst{\shptxt In a box.\par}}}\pard\s2 A ferry.\par\pard\s3 Fees 1\par\pard [7] A note.\par}"""
_HTML = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Fees rose | News</title><base href="https://a.example/x/">
<link rel="canonical" href="/fees"><meta property="og:title" content="Fees rose"><meta name="author" content="Ann Lee">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Fees rose","datePublished":"2026-03-04T10:00:00Z",
"author":[{"@type":"Person","name":"Ann Lee"}],"publisher":{"name":"News"},"articleBody":"Fees rose by 3 percent."}</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>Fees rose</h1><p class="byline">By Ann Lee <time datetime="2026-03-04">4 March</time></p>
<p>Fees rose by 3 percent,<sup id="r1"><a href="#fn1">1</a></sup> the board <a href="../minutes?a=b#c">said in its minutes</a> on Monday[2].</p>
<figure><img src="a.jpg" alt="A ferry"><figcaption>Photo: A ferry.</figcaption></figure><ul><li>One thing is that fees rose again.</li></ul>
<table><tr><td>a</td><td>b</td></tr></table><blockquote>It is much, the mayor said of the fees.</blockquote>
<h2>Notes</h2><ol><li id="fn1">Board minutes, 2026. <a href="#r1">back</a></li></ol><p>[2] Another note.</p></article>
<aside class="related"><a href="/b">Read more</a></aside><footer>Imprint</footer></body></html>"""
_PDF = """%PDF-1.4
1 0 obj
<< /Type /Catalog /Pages 2 0 R /Metadata 7 0 R >>
endobj
2 0 obj
<< /Type /Pages /Kids [ 3 0 R ] /Count 1 >>
endobj
3 0 obj
<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 420 595 ] /Rotate 0 /Resources << /Font << /F1 4 0 R >> /XObject << /X1 8 0 R >> >>
/Contents 5 0 R /Annots [ 6 0 R ] >>
endobj
4 0 obj
<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>
endobj
5 0 obj
<< /Length 330 >>
stream
BT /F1 20 Tf 50 550 Td (Fees rose) Tj ET
BT /F1 10 Tf 50 500 Td 14 TL (Fees rose by 3 percent, the har-) Tj T* (bor board said on Monday.) Tj 5 Ts /F1 6 Tf (1) Tj ET
BT /F1 10 Tf 1 0 0 1 50 440 Tm [ (The m) 20 (ayor denied it.) ] TJ ET
BT /F1 10 Tf 220 500 Td (A second column) Tj 0 -14 Td (has two lines.) Tj ET /X1 Do
BT /F1 8 Tf 50 60 Td (1 Board minutes, 2026.) Tj ET
BT /F1 8 Tf 200 20 Td (- 1 -) Tj ET
endstream
endobj
6 0 obj
<< /Type /Annot /Subtype /Link /Rect [ 50 480 120 500 ] /A << /S /URI /URI (https://a.example/board) >> >>
endobj
7 0 obj
<< /Type /Metadata /Subtype /XML /Length 120 >>
stream
<x:xmpmeta><rdf:Description prism:publicationName="News"><dc:title>Fees rose</dc:title></rdf:Description></x:xmpmeta>
endstream
endobj
8 0 obj
<< /Type /XObject /Subtype /Form /BBox [ 0 0 9 9 ] /Length 42 >>
stream
BT /F1 9 Tf 60 300 Td (In a form.) Tj ET
endstream
endobj
9 0 obj
<< /Title (Fees rose) /Author (Ann Lee) >>
endobj
trailer
<< /Root 1 0 R /Info 9 0 R /Size 10 >>
startxref
0
%%EOF
"""
_FORM = b"""/Length 42 >>
stream
BT /F1 9 Tf 60 300 Td (In a form.) Tj ET
endstream"""
_DRAWN = """BT /F1 30 Tf 50 520 Td (F) Tj ET BT /F1 10 Tf 70 532 Td (ees rose by 3 percent, the) Tj -20 -14 Td (board said of them.) Tj ET
BT /F1 10 Tf 50 470 Td (\\225) Tj 12 0 Td (One thing is that fees rose.) Tj ET BT /F1 10 Tf 50 456 Td (2.) Tj 12 0 Td (Another.\\2663) Tj ET
BT /F1 10 Tf 0 1 -1 0 400 100 Tm (A stamp) Tj ET 3 Tr BT /F1 10 Tf 50 430 Td (Hidden words.) Tj ET 0 Tr
BT /F1 12 Tf 50 400 Td (Notes) Tj ET BT /F1 10 Tf 50 380 Td (1. Board minutes, https://a.example/mi-) Tj 0 -12 Td (nutes, p. 18-) Tj
0 -12 Td (24.) Tj 0 -16 Td (2. Another note that goes) Tj ET"""
"""A large first letter, a list, a text up the margin, a hidden one, and notes at the end."""


def seeds_of(name: str, suffixes: tuple[str, ...]) -> list[bytes]:
    """Return the seeds of a reader, with what was found before."""
    articles = sorted((ROOT / "fixtures/articles").rglob("*.*"))
    files = [path for path in articles if path.suffix in suffixes] + sorted((ROOT / "tests/found" / name).glob("*"))
    made = [path.read_bytes() for path in files]
    if name in ZIPPED:
        made = [_slim(data) for data in made]
    if name == "pdf":
        made += [plain for data in made if (plain := _FILTERED.sub(_unfiltered, data)) != data]
    return made + _small(name)


def _slim(data: bytes) -> bytes:
    """Return a document without the members that say nothing, or are too long to be changed."""
    members = unzipped(data)
    if not members:
        return data
    return zipped({k: v for k, v in members.items() if not _DROPPED.search(k) and len(v) <= _MOST_MEMBER})


def _unfiltered(match: re.Match[bytes]) -> bytes:
    """Return a stream of a PDF as it is unpacked."""
    try:
        data = zlib.decompress(a85decode(match["data"].strip().removesuffix(b"~>")))
    except (ValueError, zlib.error, binascii.Error):
        return match[0]
    return b"/Length %d%s>>\nstream\n%s\nendstream" % (len(data), match["more"], data)


def _small(name: str) -> list[bytes]:
    """Return small files with much in them."""
    texts = {"text": _TEXT, "markdown": _MARKDOWN, "rtf": _RTF, "html": _HTML, "pdf": _PDF}
    if name == "pdf":
        return _small_pdfs(texts[name].encode())
    if name in texts:
        encoded = ("utf-8",) if name == "rtf" else ("utf-8", "utf-16", "utf-16-be", "utf-8-sig", "cp1252")
        return [*([_DATED] if name != "rtf" else []), *(texts[name].encode(encoding) for encoding in encoded)]
    sys.path.append(str(ROOT / "tests"))
    import office

    return [_slim(data) for data in {"docx": _small_docx, "odt": _small_odt, "epub": _small_epub}[name](office)]


def _small_pdfs(plain: bytes) -> list[bytes]:
    """Return a PDF with each filter, with packed objects, and one of two turned pages."""
    drawn = b"BT /F1 9 Tf 60 300 Td (In a form.) Tj ET"
    packed = {
        b"ASCIIHexDecode": binascii.hexlify(drawn) + b">",
        b"RunLengthDecode": bytes((len(drawn) - 1,)) + drawn + b"\x80",
        b"LZWDecode": _lzw(drawn),
        b"FlateDecode": zlib.compress(drawn),
    }
    forms = [b"/Filter /%s /Length %d >>\nstream\n%s\nendstream" % (k, len(v), v) for k, v in packed.items()]
    made = [plain, *(plain.replace(_FORM, form) for form in forms)]
    inner = b"12 0 << /Title (\xfe\xff\0F) >>"
    held = b"10 0 obj\n<< /Type /ObjStm /N 1 /First 5 /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(inner),
        inner,
    )
    made.append(plain.replace(b"trailer\n", held + b"trailer\n").replace(b"/Info 9", b"/Info 12"))
    quads = b"/QuadPoints [ 50 500 120 500 50 480 120 480 50 470 90 470 50 460 90 460 ]"
    second = _DRAWN.encode("latin-1")
    page = b"13 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [ 0 0 420 595 ] /Rotate 90 /Resources << /Font << /F1 4 0 R >> >> "
    page += b"/Contents 14 0 R >>\nendobj\n14 0 obj\n<< /Length %d >>\nstream\n%s\nendstream\nendobj\n" % (
        len(second),
        second,
    )
    two = plain.replace(b"/Kids [ 3 0 R ] /Count 1", b"/Kids [ 3 0 R 13 0 R ] /Count 2").replace(
        b"trailer\n", page + b"trailer\n"
    )
    two = two.replace(b"/Subtype /Link ", b"/Subtype /Link " + quads)
    return [*made, two, two.replace(b"/Rotate 90", b"/Rotate 0")]


def _lzw(data: bytes) -> bytes:
    """Return bytes packed with LZW in the plainest way: each as a code of its own, 9 bits wide."""
    codes = [256, *data, 257]
    bits = "".join(f"{code:09b}" for code in codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


def _small_docx(office: ModuleType) -> list[bytes]:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://a.example"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>said</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    body = (
        office.p("Fees rose", "Heading1")
        + office.p(
            office.t("Fees rose by 3 percent,")
            + '<w:r><w:footnoteReference w:id="1"/></w:r><w:commentRangeStart w:id="1"/>'
            + '<w:hyperlink r:id="l1"><w:r><w:t>the board</w:t></w:r></w:hyperlink>'
            + '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
            + field
            + '<w:del w:id="3"><w:r><w:delText>gone</w:delText></w:r></w:del><w:r><w:endnoteReference w:id="1"/></w:r>'
            + '<w:r><w:sym w:font="Wingdings" w:char="F0E0"/><w:br/><w:tab/></w:r><m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>'
        )
        + f"<w:tbl><w:tr><w:tc>{office.p('a')}</w:tc><w:tc>{office.p('b')}</w:tc></w:tr></w:tbl>"
        + f"<w:sdt><w:sdtPr/><w:sdtContent>{office.p('c[7]')}</w:sdtContent></w:sdt>{office.p('[7] A note.')}"
        + f"<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:txbxContent>{office.p('d')}</w:txbxContent></mc:Choice>"
        + "<mc:Fallback/></mc:AlternateContent></w:r></w:p>"
    )
    return [
        office.docx(office.p("Fees rose by 3 percent.")),
        office.docx(
            body,
            links={"l1": "https://a.example/board"},
            more={
                "_rels/.rels": office.relations(
                    {}, {"officeDocument": "word/document.xml", "custom-properties": "custom.xml"}
                ),
                "custom.xml": '<p:Properties xmlns:p="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
                '<p:property name="Publication date"><v>2026-03-04</v></p:property></p:Properties>',
            },
            styles='<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:basedOn w:val="N"/>'
            '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>',
            footnotes=f'<w:footnote w:id="1">{office.p("<w:r><w:footnoteRef/></w:r>" + office.t(" Board minutes."))}</w:footnote>',
            endnotes=f'<w:endnote w:id="1">{office.p("An endnote.")}</w:endnote>',
            comments=f'<w:comment w:id="1" w:author="Ann Lee" w:initials="AL">{office.p("Check.")}</w:comment>',
        ),
    ]


def _small_odt(office: ModuleType) -> list[bytes]:
    note = (
        '<text:note text:id="n1" text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body>'
        "<text:p>Board minutes.</text:p></text:note-body></text:note>"
    )
    body = (
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>gone</text:p></text:deletion>'
        '</text:changed-region></text:tracked-changes><text:h text:outline-level="1">Fees rose</text:h><text:p text:style-name="P1">'
        f'Fees<text:s text:c="2"/>rose by 3 percent,{note}<text:a xlink:href="https://a.example">the board</text:a> said'
        '<text:line-break/><office:annotation office:name="a"><dc:creator>Ann Lee</dc:creator><text:p>Check.</text:p>'
        '</office:annotation><text:change text:change-id="c"/>.</text:p><text:list><text:list-item><text:p>a</text:p></text:list-item>'
        "</text:list><table:table><table:table-row><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        "<text:p><draw:frame><draw:text-box><text:p>c</text:p></draw:text-box></draw:frame></text:p>"
    )
    style = (
        '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="N"><style:text-properties'
        ' fo:font-weight="bold"/></style:style>'
    )
    meta = "<dc:title>Fees</dc:title><dc:creator>Ann Lee</dc:creator>"
    return [office.odt("<text:p>Fees rose.</text:p>"), office.odt(body, automatic=style, styles=style, meta=meta)]


def _small_epub(office: ModuleType) -> list[bytes]:
    one = (
        '<h1>Fees rose</h1><p>Fees rose by 3 percent,<a epub:type="noteref" href="#n1">1</a> the <a href="https://a.example">board</a>'
        ' said.<sup><a href="c2.xhtml#n2">2</a></sup></p><aside epub:type="footnote" id="n1"><p>Board minutes.</p></aside>'
    )
    two = (
        '<ul><li id="n2">A note.</li></ul><table><tr><td>a</td></tr></table><figure><figcaption>b</figcaption></figure>'
    )
    meta = "<dc:title>Fees</dc:title><dc:creator>Ann Lee</dc:creator><dc:date>2026-03-04</dc:date>"
    return [office.epub("<p>Fees rose.</p>"), office.epub(one, two, metadata=meta)]
