"""Files that are cut off, damaged, or ask for more than can be read: written by hand, byte by byte."""

from __future__ import annotations

import base64
import time
import zlib
from collections.abc import Mapping

import pytest

from claimcheck.errors import InputError, NotTextError
from claimcheck.read.pdf.bounds import MAX_STREAM, require_bounded, require_whole
from claimcheck.read.pdf.filters import unescaped, unpacked
from claimcheck.read.pdf.reader import read_pdf

WORDS = b"BT /F1 10 Tf 50 700 Td (The fee rose by 41 percent today.) Tj ET\n"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def pdf(objects: Mapping[int, bytes]) -> bytes:
    """Return a PDF of these objects; the first is the catalog."""
    made, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(objects) + 1
    rows = [b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 00000 f \n" for n in range(1, size)]
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(rows))
    return made + table + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, len(made))


def stream(data: bytes, entries: bytes = b"", *, filters: bytes = b"/FlateDecode") -> bytes:
    packed = zlib.compress(data, 9) if filters == b"/FlateDecode" else data
    return b"<<%s/Filter%s/Length %d>>stream\n%s\nendstream" % (entries, filters, len(packed), packed)


def page(content: bytes, *, entries: bytes = b"", forms: bytes = b"", more: Mapping[int, bytes] | None = None) -> bytes:
    """Return a PDF of one page: ``content`` is the object that it draws."""
    resources = b"/Resources<</Font<</F1 4 0 R>>/XObject<<%s>>>>" % forms
    return pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R%s%s>>" % (resources, entries),
            4: FONT,
            5: content,
            **(more or {}),
        }
    )


def form(content: bytes, *, calls: int | None = None) -> bytes:
    inner = b"/XObject<</X %d 0 R>>" % calls if calls else b""
    entries = b"/Type/XObject/Subtype/Form/BBox[0 0 600 800]/Resources<</Font<</F1 4 0 R>>%s>>" % inner
    return stream(content, entries)


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(b" " * 2**20) for _ in range(megabytes)) + packer.flush()


def test_a_page_written_by_hand_is_read() -> None:
    assert read_pdf(page(stream(WORDS)), "a.pdf").text == "The fee rose by 41 percent today."


@pytest.mark.parametrize("behind", [b"", b"\n\n", b"\r\n<!-- served in 3 ms -->"])
def test_junk_behind_the_end_is_no_cut(behind: bytes) -> None:
    require_whole(page(stream(WORDS)) + behind, "a.pdf")


def test_a_file_that_was_cut_off_says_so() -> None:
    whole = page(stream(WORDS))
    for length in range(9, len(whole) - 8, 7):
        with pytest.raises(InputError, match="cut off"):
            read_pdf(whole[:length], "a.pdf")


def test_an_update_that_was_cut_off_says_so() -> None:
    with pytest.raises(InputError, match="cut off"):
        require_whole(page(stream(WORDS)) + b"9 0 obj\n<</Type/Page>>\nendobj\nxref\n", "a.pdf")


def test_what_is_no_pdf_says_so() -> None:
    with pytest.raises(NotTextError, match=r"a\.pdf is no PDF"):
        read_pdf(b"The fee rose.", "a.pdf")


def test_a_page_whose_content_is_damaged_says_so() -> None:
    packed = bytearray(zlib.compress(WORDS * 40, 9))
    packed[20:30] = b"0123456789"
    with pytest.raises(InputError, match="cannot be unpacked"):
        read_pdf(page(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)), "a.pdf")


def test_a_wrong_checksum_is_no_damage() -> None:
    packed = zlib.compress(WORDS)[:-4] + b"abcd"
    content = b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed)
    assert "41 percent" in read_pdf(page(content), "a.pdf").text


@pytest.mark.parametrize(
    "filters", [b"/FlateDecode", b"[/FlateDecode/FlateDecode]", b"[/A85/Fl]", b"[/ASCIIHexDecode/Fl#61teDecode]"]
)
def test_a_stream_that_unpacks_to_too_much_is_refused_soon(filters: bytes) -> None:
    packed = bomb(80)
    if filters.count(b"/Flate") == 2:
        packed = zlib.compress(packed)
    elif b"A85" in filters:
        packed = base64.a85encode(packed) + b"~>"
    elif b"Hex" in filters:
        packed = packed.hex().encode() + b">"
    started = time.process_time()
    with pytest.raises(InputError, match="64 MiB"):
        read_pdf(page(b"<</Filter%s/Length %d>>stream\n%s\nendstream" % (filters, len(packed), packed)), "a.pdf")
    assert time.process_time() - started < 5


def test_forms_that_call_forms_ten_times_each_are_refused_at_once() -> None:
    deep = {n: form(b"/X Do " * 10, calls=n + 1) for n in range(6, 14)} | {14: form(WORDS)}
    with pytest.raises(InputError, match="a page draws more"):
        read_pdf(page(stream(b"/X Do "), forms=b"/X 6 0 R", more=deep), "a.pdf")


def test_forms_in_objects_that_are_packed_are_found() -> None:
    deep = {n: form(b"/X Do " * 10, calls=n + 1) for n in range(6, 14)} | {14: form(WORDS)}
    objects = [
        (3, b"<</Type/Page/Parent 2 0 R/Contents[5 0 R]/Resources 30 0 R>> "),
        (30, b"<</XObject 31 0 R>> "),
        (31, b"<</X 6 0 R>>"),
    ]
    pairs, at = b"", 0
    for number, body in objects:
        pairs += b"%d %d " % (number, at)
        at += len(body)
    packed = stream(pairs + b"".join(body for _, body in objects), b"/Type/ObjStm/N 3/First %d" % len(pairs))
    data = pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            5: stream(b"/X Do "),
            20: packed,
            **deep,
        }
    )
    with pytest.raises(InputError, match="a page draws more"):
        require_bounded(data, "a.pdf")


def test_a_form_that_calls_itself_is_read() -> None:
    loop = form(b"/X Do " + WORDS, calls=6)
    assert "41 percent" in read_pdf(page(stream(WORDS), forms=b"/X 6 0 R", more={6: loop}), "a.pdf").text


def test_a_content_that_a_page_lists_a_thousand_times_is_refused() -> None:
    data = page(stream(b"1 w " * 2**18)).replace(b"/Contents 5 0 R", b"/Contents[" + b"5 0 R " * 100 + b"]")
    with pytest.raises(InputError, match="a page draws more"):
        require_bounded(data, "a.pdf")


def test_what_all_pages_draw_is_bounded_too() -> None:
    kids = b" ".join(b"%d 0 R" % n for n in range(10, 140))
    pages = dict.fromkeys(range(10, 140), b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 5 0 R>>")
    data = pdf(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%s]/Count 130>>" % kids,
            5: stream(b"1 w " * 2**20),
            **pages,
        }
    )
    with pytest.raises(InputError, match="its pages draw more"):
        read_pdf(data, "a.pdf")


def test_a_large_image_is_not_unpacked() -> None:
    image = b"<</Type/XObject/Subtype/Image/Width 8192/Height 8192/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode/Length %d>>"
    packed = bomb(192)
    data = page(stream(WORDS), more={6: (image % len(packed)) + b"stream\n%s\nendstream" % packed})
    assert "41 percent" in read_pdf(data, "a.pdf").text


@pytest.mark.parametrize(
    "hostile", [b"/Contents[" * 200_000, b"/XObject<<" * 200_000, b"(" * 2_000_000, b"1 " * 1_000_000, b"<" * 2_000_000]
)
def test_no_pattern_takes_long(hostile: bytes) -> None:
    started = time.process_time()
    require_bounded(pdf({1: b"<</Type/Catalog %s>>" % hostile, 5: stream(WORDS + hostile)}), "a.pdf")
    assert time.process_time() - started < 10


@pytest.mark.parametrize(
    ("head", "packed", "expected"),
    [
        (b"/Filter/FlateDecode", zlib.compress(b"fees"), b"fees"),
        (b"/Filter[/ASCIIHexDecode/Fl]", zlib.compress(b"fees").hex().encode() + b">", b"fees"),
        (b"/Filter/A85", b"<~" + base64.a85encode(b"fees") + b"~>", b"fees"),
        (b"/Filter/RL", b"\x03fees\xfe!\x80", b"fees!!!"),
        (b"/Filter/LZWDecode", bytes([0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01]), b"-----A---B"),
        (b"/Filter/DCTDecode", b"jpeg", b"jpeg"),
        (b"/Filter 7 0 R", zlib.compress(b"fees"), b"fees"),
        (b"", b"plain", b"plain"),
    ],
)
def test_filters(head: bytes, packed: bytes, expected: bytes) -> None:
    assert unpacked(head, packed, most=1000) == (expected, True)


def test_filters_stop_at_the_most() -> None:
    assert len(unpacked(b"/Filter/Fl", zlib.compress(b"a" * 9999), most=100)[0]) == 101
    assert len(unpacked(b"/Filter/RL", b"\x81a" * 99, most=100)[0]) <= 100 + 128


def test_a_stream_that_is_damaged_or_encrypted_is_told_apart() -> None:
    assert unpacked(b"/Filter/Fl", b"no zlib", most=9) == (b"no zlib", True)
    assert not unpacked(b"/Filter/Fl", zlib.compress(b"fees" * 99)[:8] + b"\xff" * 20, most=999)[1]


def test_names_are_read_as_they_are_meant() -> None:
    assert unescaped(b"<</#46ilter/Fl#61te>>") == b"<</Filter/Flate>>"


def test_the_bounds_are_what_the_messages_say() -> None:
    assert MAX_STREAM == 64 * 2**20
