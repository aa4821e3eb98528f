"""CC602: the same words, quoted twice and not alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from claimcheck.lint.quotations import Quotation, scan
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPEN_ENDS = re.compile(r"\.\.\.|…|\[")
_SHINGLE = 2  # words in a row that two quotations must share to be compared
_LEAST_WORDS = 5
_LEAST_ALIKE = 0.6
_MOST_CHANGED = 3  # words
_NEAREST = 20  # quotations with a shingle that are compared with one; a refrain may have hundreds


def find(report: Report) -> Iterator[Fault]:
    """Yield the later of two quotations of the same words that differ in a word or two."""
    seen: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    quotations = [(quotation, _words(quotation.words)) for quotation in scan(report.text)[0]]
    for number, (quotation, words) in enumerate(quotations):
        if len(words) < _LEAST_WORDS:
            continue
        shingles = {tuple(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1)}
        near = sorted({other for shingle in shingles for other in seen[shingle][-_NEAREST:]})
        for other in near:
            changed = _changed(quotations[other], (quotation, words))
            if changed:
                yield _fault(report, quotations[other][0], quotation, changed=changed)
                break
        for shingle in shingles:
            seen[shingle].append(number)


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in _WORD.findall(text)]


def _changed(one: tuple[Quotation, Sequence[str]], other: tuple[Quotation, Sequence[str]]) -> tuple[str, str] | None:
    """Return the words in which two quotations of the same words differ; None where they agree, or are not the same.

    One may be a part of the other, and what stands in brackets or behind dots was changed openly.
    """
    if _OPEN_ENDS.search(one[0].words) or _OPEN_ENDS.search(other[0].words):
        return None
    matcher = SequenceMatcher(None, one[1], other[1], autojunk=False)
    pieces = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    shared = sum(block.size for block in matcher.get_matching_blocks())
    inner = [code for code in pieces if not _at_an_end(code, length=len(one[1]), other=len(other[1]))]
    changed = sum(max(code[2] - code[1], code[4] - code[3]) for code in inner)
    if not inner or changed > _MOST_CHANGED or shared < _LEAST_WORDS:
        return None
    reach = shared + changed
    if shared / reach < _LEAST_ALIKE:
        return None
    _, a, b, c, d = inner[0]
    return " ".join(one[1][a:b]), " ".join(other[1][c:d])


def _at_an_end(code: tuple[str, int, int, int, int], *, length: int, other: int) -> bool:
    """Return whether a difference is that one quotation begins later or ends earlier than the other."""
    kind, a, b, c, d = code
    starts, ends = a == c == 0, b == length and d == other
    return kind in {"insert", "delete"} and (starts or ends)


def _fault(report: Report, earlier: Quotation, later: Quotation, *, changed: tuple[str, str]) -> Fault:
    was, now = (f"“{words}”" if words else "nothing" for words in changed)
    message = f"the same words are quoted otherwise above (paragraph {_paragraph(report.text, earlier.start)}): {was} there, {now} here"
    return Fault(later.start, later.end, message, help="listen again, and quote what was said both times")


def _paragraph(text: str, at: int) -> int:
    return len([part for part in text[:at].split("\n") if part.strip()]) + (text[:at].endswith("\n") or at == 0)


RULE = Rule(
    id="CC602",
    name="quoted-two-ways",
    severity="warning",
    what="Finds a quotation that is given twice in the article, with a word or two changed.",
    why="What is in quotation marks was said in just these words. If it stands there in two ways, one of them is wrong.",
    fires="“We never had a budget for the second bridge,” Mayor Ann Lee said.\n\nLee’s sentence, “We never had the budget for the second bridge,” became a slogan.",
    passes="“We never had a budget for the second bridge,” Mayor Ann Lee said.\n\nLee’s sentence, “We never had a budget for the second bridge,” became a slogan.",
    instead="Quote the words as they were said, each time; paraphrase without quotation marks.",
    reference="AP Stylebook, “quotations in the news”: never alter quotations",
    find=find,
)
