"""Documents out of every kind of container, damaged and hostile ones among them; what is expected is written by hand."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import zipfile
from pathlib import Path

import pytest

from claimcheck.article import require_no_longer
from claimcheck.corpus import Fields, documents_in, size_of
from claimcheck.corpus.document import ArchiveItem
from claimcheck.corpus.sources import jsonlines, zipped
from claimcheck.errors import InputError, UsageError
from claimcheck.settings import Settings

ROWS = [{"id": "a", "text": "Ten ships left.", "published": "2026-03-04"}, {"id": 7, "text": "Two came."}]


def read(path: Path | str, **fields: str) -> list[ArchiveItem]:
    return list(documents_in([str(path)], fields=Fields(**fields)))


def written(path: Path, data: bytes | str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def lines(rows: list[dict[str, object]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def told(documents: list[ArchiveItem]) -> list[tuple[object, ...]]:
    """Return what is known of documents: source, id, date, and text or error code."""
    return [(one.source, one.id, one.published, one.error.code if one.error else one.data) for one in documents]


def test_json_lines(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jsonl", lines(ROWS))
    assert told(read(path)) == [
        (f"{path}:1", "a", "2026-03-04", "Ten ships left."),
        (f"{path}:2", "7", None, "Two came."),
    ]
    assert sum(document.weight for document in read(path)) == path.stat().st_size == size_of([str(path)])


def test_json_lines_that_are_none(tmp_path: Path) -> None:
    bad = [b"{", b"[1]", b'{"body": "x"}', b'{"text": " "}', b'{"text": "caf\xe9"}', b"[" * 100_000, b'{"text": null}']
    path = written(
        tmp_path / "a.jsonl", b"\n".join([*bad, b'{"text": "Ten ships left.", "published": "soon"}', b'{"text": "x"}'])
    )
    codes = "not-text not-text unreadable empty not-text not-text unreadable bad-date".split()
    assert [code for *_, code in told(read(path))] == [*codes, "x"]
    assert read(path)[2].error.hint == "it has body: name one of them with --text-field"
    assert told(read(path, text="body"))[2][3] == "x"


def test_dates_of_rows(tmp_path: Path) -> None:
    dates = ["2026-03-04T10:00:00Z", "Wed, 04 Mar 2026 10:00:00 +0200", "", None, "04/03/2026", 20260304]
    path = written(tmp_path / "a.jsonl", lines([{"text": "x", "published": date} for date in dates]))
    expected = ["2026-03-04", "2026-03-04", None, None, "bad-date", "bad-date"]
    assert [one.error.code if one.error else one.published for one in read(path)] == expected


def test_a_line_without_an_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "MOST_OF_A_ROW", 100)
    path = written(tmp_path / "a.jsonl", b"x" * 1000 + b'\n{"text": "Ten."}\n')
    assert [(source, code) for source, *_, code in told(read(path))] == [
        (f"{path}:1", "not-text"),
        (f"{path}:2", "Ten."),
    ]


def test_json_lines_as_gzip(tmp_path: Path) -> None:
    packed = gzip.compress(lines(ROWS).encode())
    assert told(read(written(tmp_path / "a.jsonl.gz", packed)))[1][1:] == ("7", None, "Two came.")
    cut = read(written(tmp_path / "b.jsonl.gz", packed[:-9]))
    assert cut[-1].error.code == "not-text"
    assert cut[0].data == "Ten ships left."


def test_a_bomb_of_blank_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonlines, "FREE", 1000)
    (document,) = read(written(tmp_path / "a.jsonl.gz", gzip.compress(b"\n" * 1_000_000)))
    assert "more than 50 times" in document.error.message


@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_csv(tmp_path: Path, mark: str) -> None:
    path = written(tmp_path / "a.csv", mark + 'id;text;published\n1;"Ten; ships\nleft.";2026-03-04\n\n2;Two\n3\n')
    assert told(read(path)) == [
        (f"{path}:1", "1", "2026-03-04", "Ten; ships\nleft."),
        (f"{path}:2", "2", None, "Two"),
        (f"{path}:3", "3", None, "unreadable"),
    ]


def test_csv_of_other_makers(tmp_path: Path) -> None:
    assert read(written(tmp_path / "a.csv", "text,id\nTen,1\n".encode("utf-16")))[0].data == "Ten"
    assert read(written(tmp_path / "b.tsv", "text\tid\nTen, two\t1\n"))[0].data == "Ten, two"
    latin = read(written(tmp_path / "c.csv", b"text,id\ncaf\xe9,1\nTen,2\n"))
    assert [one.error and one.error.hint for one in latin] == ["save the table as UTF-8", None]
    (nameless,) = read(written(tmp_path / "d.csv", "id,body\n1,Ten\n"))
    assert nameless.error.hint == "it has id, body: name one of them with --text-field"
    assert len(read(written(tmp_path / "e.csv", ""))) == 1
    (endless,) = read(written(tmp_path / "f.csv", ",".join(["text"] * 20_000) + "\nTen\n"))
    assert endless.error
    assert "has a first line of 65,536 characters and more" in endless.error.message


def test_parquet(tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    import datetime

    path = tmp_path / "a.parquet"
    table = {"text": ["Ten", None], "published": [datetime.date(2026, 3, 4), None], "other": [1, 2]}
    parquet.write_table(arrow.table(table), path)
    assert told(read(path)) == [(f"{path}:1", None, "2026-03-04", "Ten"), (f"{path}:2", None, None, "unreadable")]
    assert read(path, text="body")[0].error.hint.startswith("it has text, published, other")
    days = arrow.array([0, 2**31 - 1, 0], arrow.date32())
    parquet.write_table(arrow.table({"published": days, "text": ["Ten"] * 3}), path)
    assert [one.error is None for one in read(path)] == [True, False, True]
    nowhere = arrow.array([0], arrow.timestamp("us", "No/Where"))
    parquet.write_table(arrow.table({"text": ["Ten"], "published": nowhere}), path)
    assert "holds a value that cannot be read: 'No/Where'" in read(path)[0].error.message
    parquet.write_table(arrow.table({"text": ["Ten"], "id": [["x" * 1000] * 1000]}), path)
    assert (read(path)[0].id, read(path)[0].data) == (None, "Ten")  # a list may unpack to any size
    assert "no text in its column id" in read(path, text="id")[0].error.message
    assert read(written(tmp_path / "b.parquet", path.read_bytes()[:-20]))[0].error.code == "not-text"


def test_zip(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../b.txt", "Ten ships left.")
        archive.writestr("a/rows.jsonl", lines(ROWS))
        archive.writestr("c.csv", "text\nTwo\n")
        archive.writestr("__MACOSX/b.txt", "x")
        archive.writestr("picture.png", "x")
        archive.writestr("empty.md", "")
    assert [(one.source, one.data, bool(one.error)) for one in read(path)] == [
        (f"{path}/../../b.txt", b"Ten ships left.", False),
        (f"{path}/a/rows.jsonl:1", "Ten ships left.", False),
        (f"{path}/a/rows.jsonl:2", "Two came.", False),
        (f"{path}/c.csv:1", "Two", False),
        (f"{path}/empty.md", "", True),
    ]
    assert sorted(tmp_path.iterdir()) == [path]


def test_zip_that_is_damaged_or_hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(written(tmp_path / "a.zip", b"PK\x03\x04 nothing"))[0].error.code == "not-text"
    monkeypatch.setattr(zipped, "FREE", 100_000)
    monkeypatch.setattr(zipped, "MAX_BYTES", 50_000)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(400):
            archive.writestr(f"{number}.txt", b"\0" * 60_000)
        archive.writestr("z.zip", b"PK")
    documents = read(written(tmp_path / "b.zip", stream.getvalue()))
    assert len(documents) == 400
    assert "is larger than" in documents[0].error.message
    assert "the archive unpacks to more than 50 times its size" in documents[-1].error.message
    damaged = stream.getvalue().replace(b"0.txt", b"0.txt", 1)
    assert len(read(written(tmp_path / "c.zip", damaged[:200] + b"\xff" * 20 + damaged[220:]))) == 400


def test_an_article_in_a_zip_that_unpacks_to_more_than_somebody_wrote_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", "The fee rose by 3 percent. " * 9_000)
        archive.writestr("b.txt", "The fee rose by 3 percent. ")
    long, short = (one.article(Settings()) for one in read(path))
    with pytest.raises(InputError, match=r"a\.txt unpacks \d[\d,]* bytes to 63,000 words"):
        require_no_longer(long, 1_500_000)
    require_no_longer(short, 1_500_000)


DENSE = "The fee rose by 3 percent, said Ann Lee. " * 3_000
"""33,000 words and marks that every kind of packing makes a few hundred bytes of."""


def packed_rows(path: Path, texts: list[str]) -> Path:
    """Write rows of these texts, packed as the name of the file says."""
    rows = lines([{"text": text} for text in texts])
    if path.suffix == ".gz":
        return written(path, gzip.compress(rows.encode()))
    if path.suffix == ".parquet":
        arrow = pytest.importorskip("pyarrow", reason="pyarrow is not installed")
        pytest.importorskip("pyarrow.parquet").write_table(arrow.table({"text": texts}), path)
        return path
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.jsonl", rows)
        archive.writestr("b.txt", "Two ships left.")
    return path


@pytest.mark.parametrize("name", ["a.jsonl.gz", "a.parquet", "a.zip"])
def test_rows_that_unpack_to_more_words_than_all_of_an_archive_may_hold_are_read_no_further(
    tmp_path: Path, name: str
) -> None:
    first, stopped, *behind = read(packed_rows(tmp_path / name, [DENSE] * 5))
    assert (first.data, first.error) == (DENSE, None)
    assert stopped.error is not None
    assert "unpacks to more words than an archive of its size" in stopped.error.message
    assert [one.data for one in behind] == ([b"Two ships left."] if name == "a.zip" else [])


def test_what_is_packed_by_itself_may_hold_what_is_left_of_its_archive_and_always_what_its_own_bytes_may(
    tmp_path: Path,
) -> None:
    plain = " ".join(hashlib.sha256(bytes([number % 256])).hexdigest()[:5] for number in range(200))
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(4):
            archive.writestr(f"dense{number}.txt", DENSE)
        archive.writestr("plain.txt", plain)
        archive.writestr("page.html", f"<p {'class=a ' * 9_000}>Two ships left.</p>")
    refused = []
    for one in read(path):
        try:
            require_no_longer(one.article(Settings()), 1_500_000)
        except InputError as error:
            refused.append((Path(one.source).name, "words and marks, which no article is" in error.message))
    assert refused == [(f"dense{number}.txt", True) for number in range(1, 4)]


FEED = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>N</title>
<item><guid>g1</guid><link>https://a.example/1</link><title>Ten &lt;ships&gt; left</title><pubDate>Wed, 04 Mar 2026 10:00:00 GMT</pubDate>
<description>Short.</description><content:encoded>&lt;p&gt;Ten ships left Kessa on Monday, said Mayor Ann Lee.&lt;/p&gt;</content:encoded></item>
<item><title>Alone</title></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>N</title><entry><id>e1</id><title>Two ships</title>
<updated>2026-03-05T10:00:00Z</updated><link href="https://a.example/2"/><summary>Two ships came to Kessa on Monday.</summary></entry></feed>"""


def test_feeds(tmp_path: Path) -> None:
    pytest.importorskip("feedparser", reason="feedparser is not installed")
    path = written(tmp_path / "a.xml", FEED)
    first, alone = read(path)
    assert (first.source, first.id, first.published, first.url) == (
        f"{path}:1",
        "g1",
        "2026-03-04",
        "https://a.example/1",
    )
    article = first.article(Settings())
    assert article.text == "Ten <ships> left\n\nTen ships left Kessa on Monday, said Mayor Ann Lee."
    assert (article.title, article.published, article.url) == ("Ten <ships> left", "2026-03-04", "https://a.example/1")
    assert "without text" in alone.error.message
    (entry,) = read(written(tmp_path / "b.atom", ATOM))
    assert (entry.id, entry.published) == ("e1", "2026-03-05")
    assert "Two ships came to Kessa on Monday." in entry.article(Settings()).text


def test_feeds_that_are_none(tmp_path: Path) -> None:
    pytest.importorskip("feedparser", reason="feedparser is not installed")
    assert read(written(tmp_path / "a.rss", "no feed"))[0].error.code == "not-text"
    undated = read(written(tmp_path / "e.rss", ATOM.replace("2026-03-05T10:00:00Z", "0000-00-00")))
    assert [(one.published, one.error) for one in undated] == [(None, None)]
    assert (
        read(written(tmp_path / "b.rss", str(tmp_path / "a.rss")))[0].error.code == "not-text"
    )  # a path, which is not opened
    secret = written(tmp_path / "secret.txt", "secret")
    entity = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + FEED[21:].replace("Short.", "&x;").replace(
        "encoded", "other"
    )
    assert all(b"secret" not in bytes(one.data) for one in read(written(tmp_path / "c.rss", entity)) if one.data)
    bomb = (
        '<!DOCTYPE rss [<!ENTITY a "'
        + "x" * 1000
        + '">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 50}">' for n in range(6))
        + "]>"
        + FEED[21:].replace("Short.", "&g;")
    )
    assert sum(len(one.data) for one in read(written(tmp_path / "d.rss", bomb))) < 1_000_000


def record(url: str, body: bytes, *, status: str = "200 OK", kind: str = "text/html", head: str = "") -> bytes:
    http = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{head}\r\n".encode() + body
    warc = (
        f"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: {url}\r\nWARC-Record-ID: <urn:uuid:{url[-1]}>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return warc.encode() + http + b"\r\n\r\n"


WORDS = "<p>Ten ships left Kessa on Monday, said caf\xe9 owner Ann Lee.</p>"
PAGE = f"<html><head><title>Ten ships</title></head><body><article>{WORDS}</article></body></html>"


def test_warc(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc", reason="fastwarc is not installed")
    latin, packed = PAGE.encode("latin-1"), gzip.compress(PAGE.encode())
    records = [
        record("https://a.example/1", latin, kind="text/html; charset=iso-8859-1"),
        record("https://a.example/2", b"gone", status="404 Not Found"),
        record("https://a.example/3", b"x", kind="image/png"),
        record("https://a.example/4", packed, kind="text/html; charset=utf-8", head="Content-Encoding: gzip\r\n"),
        record("https://a.example/5", b"no gzip", head="Content-Encoding: gzip\r\n"),
        record("https://a.example/6", b""),
        record("https://a.example/7", PAGE.encode(), kind="text/html;charset=utf-8"),
    ]
    path = written(tmp_path / "a.warc.gz", b"".join(map(gzip.compress, records)))
    found = read(path)
    assert [(one.source, bool(one.error)) for one in found] == [
        (f"https://a.example/{number}", number in (5, 6)) for number in (1, 4, 5, 6, 7)
    ]
    assert [one.id for one in found[:2]] == ["urn:uuid:1", "urn:uuid:4"]
    texts = {one.article(Settings()).text for one in found if not one.error}
    assert texts == {"Ten ships left Kessa on Monday, said café owner Ann Lee."}
    assert sum(one.weight for one in found) <= path.stat().st_size
    assert [one.source for one in read(written(tmp_path / "b.warc", b"".join(records)))] == [
        one.source for one in found
    ]


def test_warc_that_is_damaged_or_hostile(tmp_path: Path) -> None:
    pytest.importorskip("fastwarc", reason="fastwarc is not installed")
    good = record("https://a.example/1", PAGE.encode())
    bomb = record("https://a.example/2", gzip.compress(b"a" * 100_000_000), head="Content-Encoding: gzip\r\n")
    lying = good.replace(b"Content-Length: ", b"Content-Length: 99999999999")
    cases = {
        "garbage": b"no archive\n" * 100,
        "middle": gzip.compress(good) + b"garbage" * 10 + gzip.compress(good),
        "cut": gzip.compress(good) + gzip.compress(good)[:-60],
        "bomb": good + bomb + good,
        "lying": good + lying + good,
    }
    found = {name: read(written(tmp_path / f"{name}.warc", data)) for name, data in cases.items()}
    assert {name: [bool(one.error) for one in ones] for name, ones in found.items()} == {
        "garbage": [True],
        "middle": [False, True],
        "cut": [False, True],
        "bomb": [False, True, False],
        "lying": [False, True],
    }


def test_folders_and_globs(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.md",
        "c/d.html",
        "c/e.jsonl",
        ".hidden.txt",
        ".git/x.txt",
        "picture.png",
        "data.json",
        "out.jsonl",
    ):
        written(tmp_path / name, '{"text": "Ten."}\n')
    out = tmp_path / "out.jsonl"
    found = list(documents_in([str(tmp_path)], apart=frozenset([out])))
    assert [one.source.removeprefix(f"{tmp_path}/") for one in found] == ["a.md", "b.txt", "c/d.html", "c/e.jsonl:1"]
    assert [one.source for one in read(tmp_path / "**/*.txt")] == [str(tmp_path / "b.txt")]
    assert [one.source for one in read(tmp_path / "data.json")] == [str(tmp_path / "data.json")]
    with pytest.raises(UsageError):
        read(tmp_path / "*.pdf")
    with pytest.raises(UsageError):
        read("https://a.example/1")


def test_a_file_that_is_not_there_is_a_row(tmp_path: Path) -> None:
    assert [one.error.code for one in read(tmp_path / "a.jsonl") + read(tmp_path / "a.txt")] == [
        "unreadable",
        "unreadable",
    ]
    assert [one.error.code for one in read(written(tmp_path / "empty.txt", b""))] == ["empty"]


def test_what_has_no_end_in_a_folder_is_a_row(tmp_path: Path) -> None:
    for name in ("a.jsonl", "b.txt"):
        os.mkfifo(tmp_path / name)
    (tmp_path / "c.csv").symlink_to("/dev/zero")
    told = [one.error.message for one in read(tmp_path) if one.error]
    assert told == [f"{tmp_path}/{name} is no file" for name in ("a.jsonl", "b.txt", "c.csv")]


def test_a_missing_library_is_one_clear_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "fastwarc.warc", None)
    with pytest.raises(UsageError) as error:
        read(written(tmp_path / "a.warc", b"x"))
    assert error.value.hint == "pip install 'claimcheck-cli[archives]'"
