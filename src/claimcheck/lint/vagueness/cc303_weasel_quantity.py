"""CC303: words such as significantly or a growing number, where a figure is due."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck import lang
from claimcheck.lang.patterns import Pattern
from claimcheck.lint.passages.paragraphs import Paragraph, Sentence, prose, quoted
from claimcheck.lint.passages.wording import either, tokens, triggers, words_of
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_CHANGE = either(
    "rise rises rose risen rising increase increases increased increasing grow grows grew grown growing fall falls fell fallen "
    "falling drop drops dropped dropping decline declines declined declining decrease decreases decreased shrink shrinks shrank "
    "shrunk cut cuts reduce reduces reduced reducing climb climbed jump jumped soar soared improve improved improving worsen worsened "
    "expand expanded expanding raise raised exceed exceeds exceeded outnumber outnumbers widen widened narrow narrowed".split()
)
_NOUN = either(
    "rise rises increase increases growth fall falls drop drops decline declines decrease reduction reductions cut cuts jump surge "
    "gain gains loss losses improvement expansion shortfall savings saving".split()
)
_MORE = either(
    "more less fewer higher lower larger smaller greater faster slower bigger cheaper costlier better worse longer shorter".split()
)
_SPANS = Pattern(r"\b(?:\d+|(?&many))[\s-](?:years?|months?|weeks?|days?|decades?|hours?|minutes?|page)\b")
_WATCHERS = re.compile(
    r"\b(?:observers|experts|critics|analysts|commentators|pundits|insiders|sources|scholars|historians)\b"
)
_TAKES_UP = re.compile(
    r"(?:They|That|This|These|Those|From|At\s+least|Some|About|Nearly|Only|Almost|More|\d|The\s+(?:rise|increase|fall|drop|number|figure|share|total|loss|gain))\b"
)
_FIGURE = Pattern(
    r"\d|\b(?:half|third|quarter|doubled?|doubling|tripled?|halved|twice|twofold|percent|per\s+cent)s?\b"
    r"|\b(?:(?&many)|(?&vague))\b",
    re.IGNORECASE,
)


def find(report: Report) -> Iterator[Fault]:
    """Yield weasel quantities outside quotations, where neither the sentence nor the next one of its paragraph gives a figure."""
    spans = quoted(report.text)
    for paragraph in prose(report):
        for place, sentence in enumerate(paragraph.sentences):
            if tokens(sentence.text).isdisjoint(_triggers()) or _counted(paragraph, place):
                continue
            for match in _pattern().finditer(report.text, sentence.start, sentence.end):
                start, end = match.span(match.lastgroup or 0)
                if (
                    spans.hold(start, end)
                    or _behind_crowd(match, sentence)
                    or _only_possible(report.text, match, sentence=sentence)
                ):
                    continue
                words = " ".join(report.text[start:end].split())
                yield Fault(start, end, f"“{words}”: how many, or how much?", help="give the figure and its source")


def _counted(paragraph: Paragraph, place: int) -> bool:
    """Return whether the sentence gives a figure, or the next one on the same matter."""
    if _figures(paragraph.sentences[place]):
        return True
    following = paragraph.sentences[place + 1 : place + 2]
    return any(
        _figures(one) and (_TAKES_UP.match(one.text) or _words(one.text) & _words(paragraph.sentences[place].text))
        for one in following
    )


def _words(text: str) -> set[str]:
    """Return the beginnings of the longer words of a sentence, names apart."""
    return {word[:5] for word in re.findall(r"\b[a-z]{4,}", text)} - {
        "have",
        "that",
        "with",
        "from",
        "this",
        "they",
        "were",
        "been",
        "would",
        "their",
        "there",
    }


def _figures(sentence: Sentence) -> bool:
    without_dates = re.sub(
        r"\b(?:1[89]|20)\d\d\b|\b(?:[A-Z][a-z]+\.?)\s+\d{1,2}\b|\b\d{1,2}\s+[A-Z][a-z]+\b",
        "",
        _SPANS.sub("", sentence.text),
    )
    return _FIGURE.search(without_dates) is not None


def _behind_crowd(match: re.Match[str], sentence: Sentence) -> bool:
    """Return whether a crowd does not open the sentence, where it carries the claim, or is a vague source (CC301)."""
    if match.lastgroup != "crowd":
        return False
    return match.start() != sentence.start or _WATCHERS.search(match["crowd"]) is not None


def _only_possible(text: str, match: re.Match[str], *, sentence: Sentence) -> bool:
    """Return whether the rise or fall is only feared or wanted: could rapidly fall, to prevent a major loss, rapidly fall apart."""
    before = text[max(sentence.start, match.start() - 40) : match.start()]
    behind = text[match.end() : match.end() + 8]
    return re.search(
        r"\b(?:could|may|might|would|should|must|if|to)\s+(?:\w+\s+){0,2}\Z", before
    ) is not None or behind.startswith((" apart", " short", " out"))


@lang.compiled
def _triggers() -> frozenset[str]:
    return triggers("weasel_quantities", "words")


@lang.compiled
def _pattern() -> re.Pattern[str]:
    adverb = either(words_of("weasel_quantities", "words", kind="adverb"))
    adjective = either(words_of("weasel_quantities", "words", kind="adjective"))
    sums = either(words_of("weasel_quantities", "words", kind="sum"))
    phrase = either(words_of("weasel_quantities", "words", kind="phrase"))
    crowd = either(words_of("weasel_quantities", "words", kind="crowd"))
    return re.compile(
        rf"(?:\A|(?<=[,;:—–]\s)|(?<=[.!?]\s)|(?<=\n)|(?<=\bthat\s)|(?<=\band\s)|(?<=\bbut\s)|(?<=\bbecause\s)|(?<=\bsince\s)|(?<=\bwhile\s)|(?<=\bby\s)|(?<=[a-z]ed\s)|(?<=\b(?:sent|lost|paid|made|gave|took|lose|send)\s)|(?<=\b(?:spent|spend|drawn|bring)\s))(?P<phrase>{phrase})\b"
        rf"|\b(?P<sum>{sums})\s+(?:public\s+)?(?:money|cash|funds|funding|income|revenue|trade|tax|debt|aid)\b"
        rf"|\b(?P<after>{_CHANGE}\s+{adverb})\b"
        rf"|\b(?P<before>{adverb}\s+(?:{_CHANGE}|{_MORE}))\b"
        rf"|\b(?P<sums>{adjective}\s+(?:sums|amounts|quantities|numbers))\b"
        rf"|\b(?P<noun>{adjective}\s+{_NOUN})\s+(?:in|of|for|since|over|to)\b"
        rf"|\b(?P<nounend>{adjective}\s+{_NOUN})(?=[.,;])"
        rf"|\b(?P<crowd>{crowd}\s+(?:of\s+the\s+|of\s+its\s+)?(?:[a-z-]+\s+)?[a-z]+(?:s|people|men|women|children)(?:\s+(?:on|in|at|of|from|along|near|who|with)\s+(?:\w+\s+){{0,3}}\w+)?)\s+(?=(?:have|had|has|now|no\s+longer|cannot|still|live|lost|lose|left|leave|(?:are|were)\s+\w+(?:ing|ed))\b)",
        re.IGNORECASE,
    )


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
