"""How the fuzzer changes a file of each format: by its tokens, and for a document that is a ZIP file inside one member.

Byte by byte, libFuzzer would spend its time on the checksum of an archive and on tags that are none. A part of the changes
is to bytes still, by our own hand: atheris 3.0.0 does not let a custom mutator call libFuzzer's own.
"""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

ZIPPED = ("docx", "odt", "epub")
_XML = re.compile(rb"<[^<>]*>|[^<>]+|[<>]")
_WORDS = re.compile(rb"\r\n|[\r\n]|[ \t]+|\w+|[^\w\s]+|.", re.DOTALL)
PATTERNS: Mapping[str, re.Pattern[bytes]] = MappingProxyType(
    {
        "text": _WORDS,
        "markdown": _WORDS,
        "html": _XML,
        "rtf": re.compile(rb"\\[a-z]+-?\d* ?|\\'[0-9a-fA-F]{2}|\\.|[{}]|[^\\{}]+|\\", re.DOTALL),
        "pdf": re.compile(
            rb"<<|>>|/[^\s/<>\[\](){}%]+|\((?:\\.|[^()\\])*\)|<[0-9A-Fa-f\s]*>|-?\d+(?:\.\d+)?|[A-Za-z]+\*?|\s+|.",
            re.DOTALL,
        ),
    }
    | dict.fromkeys(ZIPPED, _XML)
)
"""What the tokens of a format are."""

WORDS: Mapping[str, list[str]] = MappingProxyType(
    json.loads((Path(__file__).parent / "fuzz_words.json").read_text(encoding="utf-8"))
)
"""What a format is made of, beside what its seeds hold."""

_CLOSES = re.compile(rb"<([A-Za-z][\w:.-]*)")
_MOST_REPEATS = 11  # doublings
_MOST_MADE = 2**17  # bytes
_SOME = 64
_HALF = 0.5
_BYTES = 0.3  # of the changes are to bytes, the others to tokens
_ARCHIVE = 0.03  # of the changes to a document are to the ZIP file itself
_BYTE_POOL = [bytes([byte]) for byte in range(256)] + [
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc3\xa9",
    b"\xe2\x80\xa8",
    b"\xff\xff\xff\xff",
    b"\0\0\0\0",
    b"\xe2\x81\xb5",
    b"\xd9\xa3",
    b"\xef\xbc\x91",
    b"\xf0\x9d\x9f\x8f",
    b"\xe2\x80\xae",
    b"\xcc\x81",
    b"\xc4\xb0",
]  # fmt: skip  byte order marks, a surrogate, line ends and digits beyond ASCII, letters whose lower case is longer


def mutators(name: str, seeds: list[bytes]) -> tuple[Callable[..., bytes], Callable[..., bytes]]:
    """Return what makes a new input of one input of a format, and of two: atheris' custom mutator and crossover."""
    pattern, pool = PATTERNS[name], _pool(name, seeds)

    def one(data: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311  nothing is secret here
        if name not in ZIPPED or chance.random() < _ARCHIVE:
            return _changed(data, pattern, pool=pool, chance=chance)[:most]
        members = _with_changed_member(unzipped(data), pattern, pool=pool, chance=chance)
        made = zipped(members)
        return made if len(made) <= most else data

    def two(data: bytes, other: bytes, most: int, seed: int) -> bytes:
        chance = random.Random(seed)  # noqa: S311
        if name not in ZIPPED:
            return _spliced(data, other, pattern, chance=chance)[:most]
        members, others = unzipped(data), unzipped(other)
        common = sorted(members.keys() & others.keys())
        if not common:
            return data
        member = chance.choice(common)
        made = zipped({**members, member: _spliced(members[member], others[member], pattern, chance=chance)})
        return made if len(made) <= most else data

    return one, two


def unzipped(data: bytes) -> dict[str, bytes]:
    """Return the members of a small archive, none of what is no archive."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {info.filename: archive.read(info) for info in archive.infolist() if info.file_size < 2**20}
    except Exception:  # noqa: BLE001  whatever zipfile makes of damage
        return {}


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return an archive that is the same for the same members."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            packed = zipfile.ZIP_DEFLATED if len(data) > 2**12 else zipfile.ZIP_STORED
            archive.writestr(zipfile.ZipInfo(name), data, packed, 1)
    return out.getvalue()


def _changed(data: bytes, pattern: re.Pattern[bytes], *, pool: list[bytes], chance: random.Random) -> bytes:
    """Return ``data`` with some of its tokens, or bytes, cut, doubled, moved, nested or replaced."""
    as_bytes = chance.random() < _BYTES
    tokens = [data[at : at + 1] for at in range(len(data))] if as_bytes else pattern.findall(data)
    pool = _BYTE_POOL if as_bytes and chance.random() < _HALF else pool
    for _ in range(chance.choice((1, 1, 1, 2, 3, 6))):
        if not tokens:
            return chance.choice(pool)
        start = chance.randrange(len(tokens))
        end = min(len(tokens), start + chance.choice((1, 1, 2, 3, 8, _SOME)))
        _change(tokens, start, end, pool, chance)
    return b"".join(tokens)


def _spliced(data: bytes, other: bytes, pattern: re.Pattern[bytes], *, chance: random.Random) -> bytes:
    """Return ``data`` with some tokens of another input in the place of some of its own."""
    tokens, others = pattern.findall(data), pattern.findall(other)
    start, at = chance.randrange(len(tokens) + 1), chance.randrange(len(others) + 1)
    length = chance.choice((1, 2, 4, 16, _SOME))
    tokens[start : start + chance.choice((0, length))] = others[at : at + length]
    return b"".join(tokens)


def _change(tokens: list[bytes], start: int, end: int, pool: list[bytes], chance: random.Random) -> None:
    """Do one thing to the tokens from ``start`` to ``end``."""
    piece = tokens[start:end]
    match chance.randrange(9):
        case 0:
            del tokens[start:end]
        case 1:
            at = chance.randrange(len(tokens) + 1)
            tokens[at:at] = piece
        case 2:
            del tokens[start:end]
            at = chance.randrange(len(tokens) + 1)
            tokens[at:at] = piece
        case 3:
            tokens[start] = chance.choice(pool)
        case 4 | 5:
            tokens.insert(start, chance.choice(pool))
        case 6:
            tokens[start:end] = piece[:4] * _times(sum(map(len, piece[:4])), chance)
        case 7:
            _nest(tokens, start, end=end, chance=chance)
        case _:
            tokens[start:end] = chance.sample(piece, len(piece))


def _times(size: int, chance: random.Random) -> int:
    """Return how often something of that size is repeated: not so often that the fuzzer itself runs out of memory."""
    return max(1, min(int(2 ** chance.randrange(_MOST_REPEATS)), _MOST_MADE // max(1, size)))


def _nest(tokens: list[bytes], start: int, *, end: int, chance: random.Random) -> None:
    """Put an element around tokens, often many times over."""
    opening = next((token for token in tokens[start:] if _CLOSES.match(token)), b"{")
    name = _CLOSES.match(opening)
    times = _times(2 * len(opening), chance)
    tokens.insert(end, (b"</" + name[1] + b">" if name else b"}") * times)
    tokens.insert(start, opening * times)


def _with_changed_member(
    members: dict[str, bytes], pattern: re.Pattern[bytes], *, pool: list[bytes], chance: random.Random
) -> dict[str, bytes]:
    """Return the members with one of them changed, rarely with one less or one in another's place."""
    if not members:
        return {"content.xml": chance.choice(pool)}
    names = list(members)
    one, other = chance.choice(names), chance.choice(names)
    match chance.randrange(30):
        case 0:
            del members[one]
        case 1:
            members[other] = members[one]
        case 2:
            members[one], members[other] = members[other], members[one]
        case _:
            members[one] = _changed(members[one], pattern, pool=pool, chance=chance)
    return members


def _pool(name: str, seeds: list[bytes]) -> list[bytes]:
    """Return the tokens to put in: what the format is made of, and what the seeds hold."""
    contents = [part for seed in seeds for part in (unzipped(seed).values() if name in ZIPPED else [seed])]
    held = {token for content in contents for token in PATTERNS[name].findall(content) if len(token) <= 2 * _SOME}
    made = [word.encode() for word in WORDS[name]]
    return sorted(held)[: 4 * len(made)] + made * 2
