"""CC602: the same words, quoted twice and not alike."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from rapidfuzz.distance import OSA

from claimcheck.analysis import Analysis
from claimcheck.lang.inflection import stem
from claimcheck.lang.quotations import Quoted, scan
from claimcheck.lint.passages import Spans
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPEN_ENDS = re.compile(r"\.\.\.|…|\[")
_LEAST_WORDS, _LEAST_RETOLD = 5, 3  # words that they share; fewer where the article says that it quotes again
_LEAST_ALIKE, _LEAST_ALIKE_RETOLD = 0.6, 0.5
_TURNED = 0.8  # of the telling words of both, in another order
_MOST_CHANGED = 3  # words
_LEAST_LETTERS = 4  # of a word that tells what a quotation is about
_NEAREST = 20  # quotations with two words in a row that are compared with one; a refrain may have hundreds
_SINGLE = re.compile(r"(?<!\w)‘[^‘’“”\n]{8,200}(?:’\w[^‘’“”\n]{0,200}){0,4}’(?!\w)")
_LEAD = 4  # line breaks before which a piece of a quotation announces the whole that follows
_BESIDE = 110  # characters around a quotation that tell whether it is told again
_CONTRACTED = {
    "cannot": "can not", "won't": "will not", "can't": "can not", "n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am",
}  # fmt: skip
_LIGHT = frozenset(
    "a an the this that these those my our his her their its your i we you he she it they me us him them is are was were be been am has have had "
    "do does did will would shall should can could may might must of in on at to for from by with as and or but so any some every each all anybody "
    "anyone everybody everyone somebody someone nobody no one another just very really ever again even still also too long only quite absolutely "
    "who which what when while than then there here now".split()
)
_NEGATED = frozenset("not never no nothing nobody none".split())
_RETOLD = re.compile(
    r"\b(?:quot(?:e[ds]?|ing|ation)|repeat(?:s|ed|ing)?|reminded|recall(?:s|ed|ing)|echo(?:es|ed|ing)?|mock(?:s|ed|ing)?|keeps\s+saying|again|as\s+[\w\s]{1,30}\s+(?:put\s+it|did)|"
    r"(?:had|has|having)\s+called|to\s+call|calling|(?:the|that|this|these|those|his|her|their|its|own|\w+[’']s)\s+(?:\w+\s+)?"
    r"(?:line|lines|phrase|words?|remarks?|sentence|slogan|motto|comments?|promise|pledge|vow|description|answer|assurance|warning|boast|joke|claim|complaint|denial)|"
    r"so-called|seized\s+on|pounced\s+on|cit(?:e[sd]?|ing)|famous\w*|became\s+a)\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:(?:a|one|two|three|\w+)\s+(?:years?|months?|weeks?)\s+(?:ago|earlier|later|before)|last\s+(?:year|month|time)|the\s+(?:year|month)\s+before)\b",
    re.IGNORECASE,
)


_Difference = tuple[str, int, int, int, int]  # as difflib tells it


class _Words(NamedTuple):
    """A quotation with its words in lower case, and those without their endings; ``speaker`` is the place of its source."""

    quotation: Quoted
    speaker: int | None
    words: list[str]
    stems: list[str]


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the later of two quotations of the same words that differ in a word or two."""
    seen: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    told = {one.start: one.attribution for one in analysis.quotations if one.attribution is not None}
    speakers = {start: analysis.attributions[place].speaker for start, place in told.items()}
    quotations = [_split(one, speakers.get(one.start)) for one in _quotations(report.text)]
    for number, one in enumerate(quotations):
        if len(one.words) < _LEAST_RETOLD:
            continue
        shingles = set(pairwise(one.stems))
        near = sorted({other for shingle in shingles for other in seen[shingle][-_NEAREST:]})
        faults = (_fault(report, quotations[other], one) for other in near)
        fault = next(filter(None, faults), None)
        if fault:
            yield fault
        for shingle in shingles:
            seen[shingle].append(number)


def _quotations(text: str) -> list[Quoted]:
    """Return the quotations, and those in single marks where the article's own are double or it has both: a headline's."""
    found = scan(text)[0]
    inside = Spans((one.start, one.end) for one in found)
    apart = (match for match in _SINGLE.finditer(text) if not inside.touch(*match.span()))
    single = (Quoted(match.start(), match.end(), match[0][1:-1]) for match in apart)
    return sorted([*found, *single], key=lambda one: one.start)


def _split(quotation: Quoted, speaker: int | None) -> _Words:
    text = quotation.words.casefold().replace("’", "'")
    for short, long in _CONTRACTED.items():
        text = text.replace(short, long)
    words = _WORD.findall(text)
    return _Words(quotation, speaker, words, [stem(word) for word in words])


def _changed(report: Report, one: _Words, other: _Words) -> tuple[str, str] | None:
    """Return the words in which two quotations of the same words differ; None where they agree, or are not the same.

    One may be a part of the other, and what stands in brackets or behind dots was changed openly. Where the article does
    not say that it quotes again, the two must be one speaker's, and differ in a small word or in one that is not the last.
    """
    openly = any(_OPEN_ENDS.search(each.quotation.words) for each in (one, other))
    if openly:
        return None
    matcher = SequenceMatcher(None, one.stems, other.stems, autojunk=False)
    codes = matcher.get_opcodes()
    ends = len(one.stems), len(other.stems)
    inner = [code for code in codes if code[0] != "equal" and not _at_an_end(code, ends)]
    bent = [
        ("bent", a + at, a + at + 1, c + at, c + at + 1)
        for kind, a, b, c, _ in codes
        if kind == "equal"
        for at in range(b - a)
        if one.words[a + at] != other.words[c + at]
    ]
    shared = sum(block.size for block in matcher.get_matching_blocks())
    changed = sum(max(code[2] - code[1], code[4] - code[3]) for code in inner)
    heavy = [code for code in inner if _is_heavy(one.words[code[1] : code[2]], other.words[code[3] : code[4]])]
    if one.speaker is not None and one.speaker == other.speaker and _is_turned_round(one, other):
        return one.quotation.words.rstrip(".,!?"), other.quotation.words.rstrip(".,!?")
    changes = (inner or bent) and changed <= _MOST_CHANGED
    if not changes or not _is_retelling(report, one, other, shared=shared, changed=changed, heavy=heavy):
        return None
    _, a, b, c, d = min([*inner, *bent], key=lambda code: code[1])
    return " ".join(one.words[a:b]), " ".join(other.words[c:d])


def _telling(words: _Words) -> set[str]:
    """Return the stems of the longer words that are no small ones."""
    pairs = zip(words.words, words.stems, strict=True)
    return {stem for word, stem in pairs if len(word) >= _LEAST_LETTERS and word not in _LIGHT}


def _is_turned_round(one: _Words, other: _Words) -> bool:
    """Return whether two remarks have the same telling words in another order: one was put together from memory."""
    first, second = _telling(one), _telling(other)
    alike = len(first & second) >= _TURNED * len(first | second)
    return (
        alike
        and len(first & second) >= _LEAST_RETOLD
        and one.stems != other.stems
        and abs(len(one.stems) - len(other.stems)) <= _LEAST_WORDS
    )


def _is_heavy(one: list[str], other: list[str]) -> bool:
    """Return whether a change is of more than small words, or of one form of a word for another (know, knew)."""
    form = len(one) == len(other) == 1 and OSA.distance(one[0], other[0]) <= 2  # noqa: PLR2004  letters
    return not form and bool({*one, *other} - _LIGHT)


def _is_retelling(
    report: Report, one: _Words, other: _Words, *, shared: int, changed: int, heavy: Sequence[_Difference]
) -> bool:
    """Return whether two quotations that are nearly alike are of the same words, and not two remarks of one shape."""
    telling = len(_telling(one) & _telling(other))
    first, second = (_around(report.text, each.quotation) for each in (one, other))
    turned = _NEGATED.isdisjoint(one.words) != _NEGATED.isdisjoint(other.words) and shared < 2 * _LEAST_WORDS
    if turned or _OTHER_TIME.search(f"{first} {second}"):
        return False
    told = _RETOLD.search(second) or _RETOLD.search(first) or _is_headline(report.text, one.quotation)
    alike = shared / (shared + changed)
    if told and shared >= _LEAST_RETOLD and telling and alike >= _LEAST_ALIKE_RETOLD:
        return True
    if shared < _LEAST_WORDS or alike < _LEAST_ALIKE:
        return False
    ends = len(one.stems), len(other.stems)
    if not heavy or len(heavy) > 1 or heavy[0][2] == ends[0] or heavy[0][4] == ends[1]:
        return not heavy
    piece = one.quotation.words[:1].islower() and report.text.count("\n", 0, one.quotation.start) <= _LEAD
    same_speaker = one.speaker is not None and one.speaker == other.speaker
    return (piece and telling > 1) or (shared >= _LEAST_WORDS + 2 and same_speaker)


def _around(text: str, quotation: Quoted) -> str:
    """Return the words before and behind a quotation in its paragraph, without those of other quotations."""
    start = max(text.rfind("\n", 0, quotation.start) + 1, quotation.start - _BESIDE)
    stop = text.find("\n", quotation.end)
    behind = text[quotation.end : min(quotation.end + _BESIDE, len(text) if stop < 0 else stop)]
    before = re.split(r"[”\"]|[.!?]\s", text[start : quotation.start])[-1]
    return before + " | " + re.split(r"[“\"]", behind)[0]


def _is_headline(text: str, quotation: Quoted) -> bool:
    """Return whether a quotation stands in the first line, and that is no sentence."""
    stop = text.find("\n")
    return stop > quotation.start and not text[:stop].rstrip().endswith((".", ".”", '."', ".’"))


def _at_an_end(code: _Difference, ends: tuple[int, int]) -> bool:
    """Return whether a difference is that one quotation begins later or ends earlier than the other."""
    kind, a, b, c, d = code
    return kind in {"insert", "delete"} and (a == c == 0 or (b, d) == ends)


def _fault(report: Report, earlier: _Words, later: _Words) -> Fault | None:
    changed = _changed(report, earlier, later)
    if changed is None:
        return None
    was, now = (f"“{words}”" if words else "nothing" for words in changed)
    *above, line = report.text[: earlier.quotation.start].split("\n")
    paragraph = sum(bool(one.strip()) for one in above) + (not line or bool(line.strip()))
    message = f"the same words are quoted otherwise above (paragraph {paragraph}): {was} there, {now} here"
    start, end = later.quotation.start, later.quotation.end
    return Fault(start, end, message, help="listen again, and quote what was said both times")


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
