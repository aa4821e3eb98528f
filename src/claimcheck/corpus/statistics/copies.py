"""Near-copies: an agency's text on many sites, with another headline, a paragraph less, a line more.

MinHash finds candidates without comparing each text with each; a candidate is a copy where the shorter text has most of its
runs of words in the longer one.
"""

from __future__ import annotations

import re
import zlib
from collections import defaultdict
from collections.abc import Iterator, Mapping

from claimcheck.export.extras import needed

_RUN = 5  # words
_SHARED = 0.7
"""Of the shorter text's runs. A changed word breaks five: of 400 words, 24 may be others."""
_CANDIDATE = 0.4  # of the runs of both: what is left of .7 where one text is half again as long
_HASHES = 128
_WORD = re.compile(r"\w+")


def near_copies_of(texts: Mapping[int, str]) -> Iterator[tuple[int, ...]]:
    """Yield the keys of texts that are near-copies of each other, two or more at a time, in the order of the texts.

    A text is held against the first of each group alone, so that a text that ran everywhere costs no more than another.
    Raises a UsageError where datasketch is not installed.
    """
    datasketch = needed("datasketch", extra="stats")
    index = datasketch.MinHashLSH(threshold=_CANDIDATE, num_perm=_HASHES)
    firsts: dict[int, frozenset[str]] = {}
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for key, text in texts.items():
        runs = _runs(text)
        if not runs:
            continue
        sketch = datasketch.MinHash(num_perm=_HASHES, hashfunc=zlib.crc32)  # half of SHA-1's time
        sketch.update_batch([run.encode() for run in sorted(runs)])
        likest = max(((_shared(runs, firsts[other]), -other) for other in index.query(sketch)), default=(0.0, 0))
        if likest[0] < _SHARED:
            index.insert(key, sketch)
            firsts[key] = runs
        groups[key if likest[0] < _SHARED else -likest[1]].append(key)
    yield from (tuple(group) for group in groups.values() if len(group) > 1)


def _runs(text: str) -> frozenset[str]:
    """Return every run of words in a text; the whole of a short one."""
    words = _WORD.findall(text.casefold())
    return frozenset(" ".join(words[at : at + _RUN]) for at in range(max(len(words) - _RUN + 1, min(len(words), 1))))


def _shared(one: frozenset[str], two: frozenset[str]) -> float:
    """Return the share of the shorter text's runs that the longer one has."""
    return len(one & two) / min(len(one), len(two))
