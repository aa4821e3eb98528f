"""Files that are cut off, damaged, or ask for more than can be read, and the child process that they cannot get out of."""

from __future__ import annotations

import subprocess
import sys
import time
import zlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from claimcheck.errors import InputError, NotTextError
from claimcheck.read.pdf import extraction
from claimcheck.read.pdf.child.damage import is_cut_off, is_damaged
from claimcheck.read.pdf.reader import read_pdf
from soak import whole

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
    assert not is_cut_off(page(stream(WORDS)) + behind)


def test_a_file_that_was_cut_off_says_so() -> None:
    whole = page(stream(WORDS))
    for length in range(9, len(whole) - 8, 7):
        with pytest.raises(InputError, match="cut off"):
            read_pdf(whole[:length], "a.pdf")


def test_an_update_that_was_cut_off_is_seen() -> None:
    assert is_cut_off(page(stream(WORDS)) + b"9 0 obj\n<</Type/Page>>\nendobj\nxref\n")


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


def test_what_is_encrypted_or_none_of_flates_is_no_damage() -> None:
    assert not is_damaged(page(b"<</Filter/FlateDecode>>stream\nno zlib\nendstream"))
    assert not is_damaged(page(b"<</Filter/FlateDecode>>stream\n%s\nendstream" % zlib.compress(WORDS)[:20]))


def drawn_again_and_again(more: Mapping[int, bytes]) -> bytes:
    return page(stream(b"/X Do "), forms=b"/X 6 0 R", more=more)


def unpacked_to_400_mb() -> bytes:
    packed = bomb(400)
    return page(b"<</Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (len(packed), packed))


BOMBS = {
    "draws itself twice": lambda: drawn_again_and_again({6: form(b"/X Do /X Do ", calls=6)}),
    "ten forms of ten": lambda: drawn_again_and_again(
        {n: form(b"/X Do " * 10, calls=n + 1) for n in range(6, 14)} | {14: form(WORDS)}
    ),
    "unpacks to 400 MB": unpacked_to_400_mb,
}
"""Small files that ask for much: PDFium took 6 GB for the first, and aborted, in the process that ran it."""


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_asks_for_too_much_is_one_clear_error(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "MAX_MEMORY", 200 * 2**20)
    data = BOMBS[name]()
    assert len(data) < 500_000
    with pytest.raises(InputError, match=r"a\.pdf ended the process that read it, or asked it for too much memory"):
        read_pdf(data, "a.pdf")


MEASURED = """
import resource, subprocess, sys
ran = subprocess.run([sys.executable, *sys.argv[1:]])
print(ran.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
"""Runs Python in a process of its own, and prints its exit code and the most memory, in kB, of what it ran."""


@whole
def test_the_other_files_of_the_command_line_go_on(tmp_path: Path) -> None:
    for name, data in (("bomb.pdf", BOMBS["draws itself twice"]()), ("good.pdf", page(stream(WORDS)))):
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-c", MEASURED, "-m", "claimcheck", "check", "bomb.pdf", "good.pdf"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    *_, code, memory = ran.stdout.split()
    assert int(code) == 3
    assert "41 percent" in ran.stdout
    assert "bomb.pdf ended the process that read it, or asked it for too much memory" in ran.stderr
    assert "print it to a new PDF" in ran.stderr
    assert int(memory) < 2**20  # kB


def test_a_child_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "_MAIN", "import time; time.sleep(60)")
    monkeypatch.setattr(extraction, "MAX_WAIT", 0.3)
    started = time.monotonic()
    with pytest.raises(InputError, match="takes longer to read"):
        read_pdf(page(stream(WORDS)), "a.pdf")
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    "code",
    [
        "import os; os.abort()",
        "print('{')",
        "print('[1, 2]')",
        "print('{\"pages\": 1}'); print('[1]')",
        "print('{\"pages\": 3}')",
        "import sys; sys.stdin.buffer.read(); sys.stdout.write('[')",
        "import resource, signal, os; os.kill(os.getpid(), signal.SIGSEGV)",
    ],
)
def test_a_child_that_dies_or_says_nonsense_is_an_input_error(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "_MAIN", code)
    with pytest.raises(InputError, match="ended the process that read it"):
        read_pdf(page(stream(WORDS)), "a.pdf")


def test_a_child_answers_no_more_than_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "_MAIN", "print('{\"pages\": 9}')\nwhile True: print('[1.0,[],[],[]]')")
    monkeypatch.setattr(extraction, "MAX_TOLD", 2**20)
    with pytest.raises(InputError, match="ended the process that read it"):
        read_pdf(page(stream(WORDS)), "a.pdf")


def test_a_large_image_is_not_unpacked() -> None:
    image = b"<</Type/XObject/Subtype/Image/Width 8192/Height 8192/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode/Length %d>>"
    packed = bomb(192)
    data = page(stream(WORDS), more={6: (image % len(packed)) + b"stream\n%s\nendstream" % packed})
    assert "41 percent" in read_pdf(data, "a.pdf").text


@pytest.mark.parametrize("hostile", [b"stream\n" * 300_000, b"obj" * 700_000, b"/Filter" * 300_000])
def test_no_look_for_damage_takes_long(hostile: bytes) -> None:
    started = time.process_time()
    is_damaged(pdf({1: b"<</Type/Catalog %s>>" % hostile, 5: stream(WORDS + hostile)}))
    assert time.process_time() - started < 5


def test_type_in_units_of_its_own_has_the_size_that_it_is_drawn_in() -> None:
    """A bitmap of dvips: its font is 0.12 points large, and each of its characters 50 times as tall."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 0 0]/FontMatrix[1 0 0 1 0 0]/FirstChar 49/LastChar 52/Widths[48 48 48 48]"
        b"/Encoding<</Type/Encoding/Differences[49/one/two/three/four]>>/Resources<<>>"
        b"/CharProcs<</one 6 0 R/two 6 0 R/three 6 0 R/four 6 0 R>>>>"
    )
    drawn = stream(b"48 0 0 0 36 70 d1 0 0 36 70 re f")
    data = page(stream(b"BT /F1 .12 Tf 1 Tc 50 700 Td (1234) Tj 60 0 Td (43) Tj ET"), more={4: font, 6: drawn})
    assert read_pdf(data, "a.pdf").text == "1234 43"


def test_a_figure_that_is_written_in_two_halves_is_one() -> None:
    """A bold 4 of mathematics, which PDFium tells as two halves of UTF-16."""
    names = (
        b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <34> <D835DFD2> endbfchar endcmap"
    )
    font = FONT[:-2] + b"/ToUnicode 6 0 R>>"
    data = page(stream(b"BT /F1 10 Tf 50 700 Td (rose by 41 percent) Tj ET"), more={4: font, 6: stream(names)})
    assert read_pdf(data, "a.pdf").text == "rose by 41 percent"
