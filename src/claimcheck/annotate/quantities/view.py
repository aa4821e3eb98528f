"""A Doc as the number rules read it: tokens and sentences by offset, and what times and names cover."""

from __future__ import annotations

import bisect
import dataclasses
import re
from typing import TYPE_CHECKING

from claimcheck.annotate import groups
from claimcheck.annotate.times import Time

if TYPE_CHECKING:
    from spacy.tokens import Doc

_FAR = 600  # bounds the work on a line without a full stop
_LONGER, _TITLE_SHARE = 3, 0.7  # a headline has 70 % of its words above three letters in capitals


@dataclasses.dataclass(frozen=True, slots=True)
class View:
    """A Doc as the number rules read it: token and sentence starts by offset, and the extents of times and of names."""

    doc: Doc
    text: str
    starts: list[int]
    sentence_starts: list[int]
    times: list[tuple[int, int]]
    names: list[tuple[int, int, str]]

    @classmethod
    def of(cls, doc: Doc) -> View:
        """Return the view of a Doc with tags, trees, sentences, names and times."""
        return cls(
            doc=doc,
            text=groups.text_of(doc),
            starts=doc.to_array("IDX").tolist(),
            sentence_starts=[sentence.start_char for sentence in doc.sents],
            times=[(time.start, time.end) for time in groups.read(doc, "times", Time)],
            names=[(entity.start_char, entity.end_char, entity.label_) for entity in doc.ents],
        )

    def before(self, offset: int, width: int) -> str:
        """Return up to ``width`` characters before ``offset``."""
        return self.text[max(offset - width, 0) : offset]

    def token_at(self, offset: int) -> int:
        """Return the index of the token that covers ``offset``, or of the one before it."""
        return max(bisect.bisect_right(self.starts, offset) - 1, 0)

    def token_from(self, offset: int) -> int:
        """Return the index of the first token at or after ``offset``; the length of the Doc where there is none."""
        return bisect.bisect_left(self.starts, offset)

    def tag(self, index: int) -> str:
        """Return the Penn tag of token ``index``, empty outside the Doc."""
        return self.doc[index].tag_ if 0 <= index < len(self.doc) else ""

    def sentence(self, offset: int) -> tuple[int, int]:
        """Return the extent of the sentence around ``offset``."""
        index = bisect.bisect_right(self.sentence_starts, offset)
        start = self.sentence_starts[index - 1] if index else 0
        return start, self.sentence_starts[index] if index < len(self.sentence_starts) else len(self.text)

    def sentence_text(self, offset: int) -> str:
        """Return the text of the sentence around ``offset``, at most 600 characters to either side."""
        start, end = self.sentence(offset)
        return self.text[max(start, offset - _FAR) : min(end, offset + _FAR)]

    def time_around(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the extent of the time that overlaps ``start`` to ``end``, if any."""
        index = bisect.bisect_left(self.times, (end, 0))
        return next((time for time in self.times[max(index - 2, 0) : index] if time[1] > start), None)

    def label_before(self, offset: int) -> str | None:
        """Return the label of the entity that ends at ``offset`` or one character before it."""
        return next((label for _, end, label in self._names_before(offset) if end in (offset, offset + 1)), None)

    def name_around(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the extent of the entity that overlaps ``start`` to ``end``, if any."""
        return next(((first, last) for first, last, _ in self._names_before(end) if last > start), None)

    def is_person(self, offset: int) -> bool:
        """Tell whether ``offset`` lies in a person's name."""
        return any(label == "PERSON" and last > offset for _, last, label in self._names_before(offset + 1))

    def _names_before(self, offset: int) -> list[tuple[int, int, str]]:
        """Return the last two entities that begin before ``offset``."""
        index = bisect.bisect_left(self.names, (offset, 0, ""))
        return self.names[max(index - 2, 0) : index]


def is_title(line: str) -> bool:
    """Tell whether ``line`` is capitalised like a headline, which has no full stop, so that capitals say nothing of names."""
    if line.rstrip(' \n”"’').endswith("."):
        return False
    longer = [word for word in re.findall(r"[A-Za-z]+", line) if len(word) > _LONGER]
    return len(longer) >= _LONGER and sum(word[0].isupper() for word in longer) >= _TITLE_SHARE * len(longer)
