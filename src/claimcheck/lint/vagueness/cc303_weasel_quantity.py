"""CC303: words such as significantly or a growing number, where a figure is due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.analysis import Analysis
from claimcheck.lang.inflection import stem, stems
from claimcheck.lint.passages import ProseSentence, prose, quoted
from claimcheck.lint.passages.wording import pattern_of, tokens, triggers
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Quantity, Report

_CHANGE = stems(
    "rise rose risen increase grow grew grown fall fell fallen drop decline decrease shrink shrank shrunk cut reduce climb jump "
    "soar improve worsen expand raise exceed outnumber widen narrow"
)
_RISES = _CHANGE | stems("growth reduction surge gain loss losses improvement expansion shortfall saving")
_MORE = frozenset(
    "more less fewer better worse higher lower larger smaller greater faster slower bigger cheaper longer shorter".split()
)
_SUMS = frozenset("sums amounts quantities numbers".split())
_PARTS = frozenset("proportion share portion percentage fraction number minority majority".split())
_MONEY = frozenset("money cash fund funds funding income revenue trade tax debt aid".split())
_BEFORE_CLAUSE = frozenset("that because since while by spend lose send bring pay".split())
_BEHIND_RISE = frozenset("in of for since over to . , ;".split())
_UNREAL = frozenset(
    "could may might would should must if to want wants wanted seek seeks sought demand demands urge urges".split()
)
_STATES = frozenset("have had has now no cannot still live lost lose left leave".split())
_WATCHERS = frozenset(
    "observers experts critics analysts commentators pundits insiders sources scholars historians studies surveys reports studies reports surveys".split()
)
_EXTENTS = frozenset({"page", "year"})  # a two-page summary, a teacher of 41
_TURNED = re.compile(
    r"\b(?:doubl|tripl|halv)(?:e[ds]?|ing)\b|\btwo-?fold\b|\btwice\b|\b(?:dozen|hundred|thousand|million|billion)s?\b",
    re.IGNORECASE,
)
_TAKES_UP = re.compile(r"(?:They|That|This|These|Those|From|At\s+least|Some|About|Nearly|Only|Almost|More|\d)\b")


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield weasel quantities outside quotations, where neither the sentence nor the next one of its paragraph gives a figure."""
    spans = quoted(analysis)
    listed = [(paragraph.place, sentence) for paragraph in prose(analysis, report) for sentence in paragraph.sentences]
    for at, (_, sentence) in enumerate(listed):
        if tokens(sentence.text).isdisjoint(triggers("weasel_quantities", "words")):
            continue
        if _counted(sentence, listed[at + 1 : at + 2], paragraph=listed[at][0]):
            continue
        taken = 0
        for start, end in sorted({*_weasels(sentence)}, key=lambda one: (one[0], -one[1])):
            if start >= taken and not spans.hold(start, end):
                taken = end
                words = " ".join(report.text[start:end].split())
                yield Fault(start, end, f"“{words}”: how many, or how much?", help="give the figure and its source")


def _counted(sentence: ProseSentence, behind: list[tuple[int, ProseSentence]], *, paragraph: int) -> bool:
    """Return whether the sentence gives a figure, or the next one on the same matter, in another paragraph, too."""
    own = stems(sentence.text)
    follows = (
        _figures(one) and ((place == paragraph and _TAKES_UP.match(one.text)) or stems(one.text) & own)
        for place, one in behind
    )
    return _figures(sentence) or any(follows)


def _figures(sentence: ProseSentence) -> bool:
    counted = any(isinstance(mark, Quantity) and mark.unit not in _EXTENTS for mark in sentence.marks())
    return counted or _TURNED.search(sentence.text) is not None


def _weasels(sentence: ProseSentence) -> Iterator[tuple[int, int]]:
    """Yield where a row of the table stands as its kind must."""
    for kind, whole in _WHOLES.items():
        for match in pattern_of("weasel_quantities", "words", kind=kind).finditer(sentence.text):
            first, behind = (sentence.place(sentence.start + at) for at in match.span())
            found = whole(sentence, first, behind)
            if found is not None:
                yield sentence.words[found[0]].start, sentence.words[found[1] - 1].end


def _phrase(sentence: ProseSentence, first: int, behind: int) -> tuple[int, int] | None:
    """Return the places of words that head a clause or are its object."""
    before = sentence.word(first - 1)
    heads = before is None or before.text in _BEFORE_CLAUSE or before.tag in {",", ":", "CC", "VBD", "VBN"}
    return (first, behind) if heads and (before is None or before.text != "had") else None


def _sum(sentence: ProseSentence, first: int, behind: int) -> tuple[int, int] | None:
    return (first, behind) if any(word.text in _MONEY for word in sentence.words[behind : behind + 2]) else None


def _adverb(sentence: ProseSentence, first: int, behind: int) -> tuple[int, int] | None:
    """Return the places of an adverb with the verb of change before it, or the verb or comparative behind it."""
    before, after = sentence.word(first - 1), sentence.word(behind)
    if before and stem(before.text) in _CHANGE and before.tag.startswith("VB"):
        found = first - 1, behind
    elif after and (stem(after.text) in _CHANGE or after.text in _MORE):
        found = first, behind + 1
    else:
        return None
    return None if _feared(sentence, found[0]) else found


def _adjective(sentence: ProseSentence, first: int, behind: int) -> tuple[int, int] | None:
    """Return the places of an adjective with the part, the sums or the noun of change behind it; a rise that is feared is none."""
    noun, after = sentence.word(behind), sentence.word(behind + 1)
    if noun is not None and noun.text in _PARTS and after is not None and after.text == "of":
        opens = first - 1 if (before := sentence.word(first - 1)) and before.tag == "DT" else first
        return _phrase(sentence, opens, behind + 2)
    rises = noun is not None and stem(noun.text) in _RISES and (after is None or after.text in _BEHIND_RISE)
    found = noun is not None and (noun.text in _SUMS or rises) and not _feared(sentence, first)
    return (first, behind + 1) if found else None


def _feared(sentence: ProseSentence, first: int) -> bool:
    """Return whether a word before a place says that it may come, or has to."""
    return any(word.text in _UNREAL for word in sentence.words[max(first - 3, 0) : first])


def _crowd(sentence: ProseSentence, first: int, behind: int) -> tuple[int, int] | None:
    """Return the places of a crowd that opens its sentence and carries the claim; a vague source is CC301's."""
    words = sentence.words
    noun = next((at for at, word in enumerate(words[: behind + 4]) if at >= behind and word.tag == "NNS"), None)
    if first or noun is None or words[noun].text in _WATCHERS or not words[noun].label.startswith("nsubj"):
        return None
    verb = words[noun].head
    said = [word.text for at, word in enumerate(words) if at == verb or (word.head == verb and noun < at < verb)]
    states = not _STATES.isdisjoint(said) or words[verb].tag in {"VBG", "VBN"}
    return (first, noun + 1) if states else None


def _verb(sentence: ProseSentence, first: int, behind: int) -> tuple[int, int] | None:
    """Return the places of a verb that is a change and how much of it there was, in one: soared."""
    told = any(one.tag in {"VBD", "VBN", "VBZ", "VBP"} and one.label != "amod" for one in sentence.words[first:behind])
    return (first, behind) if told and not _feared(sentence, first) else None


_WHOLES = {"verb": _verb, "phrase": _phrase, "sum": _sum, "adverb": _adverb, "adjective": _adjective, "crowd": _crowd}


RULE = Rule(
    id="CC303",
    name="weasel-quantity",
    severity="note",
    what="Finds words of quantity that say nothing, such as significantly or a growing number of, where neither the sentence nor the next one gives a figure.",
    why="They feel like a finding and cannot be wrong. A reader can neither check nor compare them, and often there is no figure behind them.",
    fires="A growing number of skippers avoid the port. Fees have risen significantly.",
    passes="Forty-one of the 96 skippers avoid the port. Fees have risen by 12 percent.",
    instead="Give the figure, since when, and where it is from. If there is none, say that nobody has counted.",
    reference="Wikipedia, Manual of Style, “Words to watch: Unsupported attributions”, on numerically vague expressions",
    find=find,
)
