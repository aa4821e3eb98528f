"""CC206: an acronym that is never spelled out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang import vocabulary
from claimcheck.lint.passages import ProseParagraph, prose, quoted
from claimcheck.lint.passages.names import demonyms, function_words, person_nouns, titles
from claimcheck.lint.passages.wording import either, words_of
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_ACRONYM = re.compile(
    r"(?<![\w.@#&/$€£’'-])(?P<letters>[A-Z]{3,5}|(?:[A-Z]\.){3,5})(?P<plural>s)?(?![\w\u0300-\u036f@&/$€£]|[.'’-]\w*\d|\.[a-z]{2,3}\b|-[A-Z0-9])"
)
_DATELINE = 60  # characters
_LINKING = frozenset("of the and for in on to a an at de la del des du et y e & with from against by or".split())
_PART = re.compile(r"[^\W\d_][\w’']*|&")
_GAP = re.compile(rf"[\s-]+(?:{either(_LINKING)}[\s-]+){{0,3}}")
_LETTERS = r"(?P<letters>(?:[A-Z]\.?){2,7})s?"
_BEFORE_BRACKET = re.compile(rf"\b{_LETTERS}\s*\(\s*[^\W\d_]+[\s-][^)\n]{{2,120}}\)")  # KHA (Kessa Harbour Authority)
_IN_BRACKETS = re.compile(rf"[(\[]\s*(?:the\s+|or\s+|hereafter\s+)?[“\"‘']?{_LETTERS}[”\"’']?\s*[)\],;]")
_GLOSSED = re.compile(
    rf"\b(?:known\s+as|abbreviated\s+(?:as|to)|called|,\s+or|short\s+for)\s+(?:the\s+)?[“\"‘']?{_LETTERS}\b"
)
_CAPITAL = r"[A-Z][a-z][\w’']*"
_NAME = re.compile(rf"{_CAPITAL}(?:(?:\s+{either(_LINKING)}){{0,3}}\s+{_CAPITAL}){{1,7}}")
_FULL_NAME = re.compile(rf"{_CAPITAL}\s+(?:{either(_LINKING)}\s+)?[A-Z][\w’']*,?\s*(?:\(|[“\"])?\Z")
_BROADCASTER = re.compile(r"[KW][A-Z]{3}\Z")  # call letters
_APPOSED = re.compile(r",\s+an?\s+[a-z]")
_SHORT, _TWO, _SYLLABLE = 2, 2, 2


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the first mention of each acronym that the article nowhere spells out."""
    text = report.text
    full: _FullNames | None = None  # made for the first acronym that is not well known: most articles have none
    spans = quoted(analysis)
    counts = Counter(_bare(match) for match in _ACRONYM.finditer(text))
    seen: set[str] = set()
    for paragraph in prose(analysis, report):
        for match in _ACRONYM.finditer(text, paragraph.start, paragraph.end):
            letters = _bare(match)
            if letters in seen or letters in _known() or spans.hold(*match.span()):
                continue
            seen.add(letters)
            full = full or _FullNames(text)
            odd = _in_dateline(text, match, paragraph)
            odd = odd or any(test(text, match) for test in (_is_brand, _ends_name, _among_capitals))
            odd = odd or _is_no_name(analysis, match, once=counts[letters] == 1)
            if not odd and not full.is_word(letters) and letters not in full:
                message = f"{letters} is never spelled out"
                yield Fault(*match.span("letters"), message, help="give the full name at the first mention")


class _FullNames:
    """What a text spells out: acronyms before or in brackets beside their full name, and the initials of words in a row."""

    def __init__(self, text: str) -> None:
        words = [(match.start(), match[0]) for match in _PART.finditer(text)]
        self.written = frozenset(word for _, word in words if not word.isupper())
        self.names = [re.sub(r"\AThe\s", "", match[0]).split() for match in _NAME.finditer(text)]
        self.opened = {
            _bare(match)
            for match in _GLOSSED.finditer(text)
            if _holds(before := text[max(match.start() - 60, 0) : match.start()], _bare(match))
            or _FULL_NAME.search(before)  # the Swiss People's Party, or SVP: initials of another language
        }
        self.opened |= {_bare(match) for match in _BEFORE_BRACKET.finditer(text)}
        self.opened |= {_bare(match) for match in _IN_BRACKETS.finditer(text)}
        long = [pair for pair in words if pair[1].casefold() not in _LINKING]
        self.chains = (_chain(text, words), _chain(text, long))

    def is_word(self, letters: str) -> bool:
        """Return whether the letters are a word in capitals, as the same word elsewhere in the article shows."""
        return letters.casefold() in function_words() or not self.written.isdisjoint(
            {letters.casefold(), letters.title()}
        )

    def __contains__(self, letters: str) -> bool:
        """Return whether the letters are spelled out, two words of them with more than two letters."""
        return (
            letters in self.opened
            or any(_spells(letters, words) for words in self.names)
            or any(
                sum(len(word) > _SHORT for word in words[match.start() : match.start() + len(letters)]) >= _TWO
                for chain, words in self.chains
                for match in re.finditer(f"(?={letters})", chain)
            )
        )


def _bare(match: re.Match[str]) -> str:
    """Return the letters of an acronym without full stops."""
    return match["letters"].replace(".", "")


def _spells(letters: str, name: list[str]) -> bool:
    """Return whether the beginnings of a name's words, small ones too, hold the letters in order: Badass Teachers, BAT."""
    if name[0][0] != letters[0]:
        return False
    place = 0
    for at, word in enumerate(name):
        taken = 0
        while place < len(letters) and taken < _SYLLABLE and word[taken : taken + 1].upper() == letters[place]:
            place, taken = place + 1, taken + 1
        if not taken and word[0].isupper() and at:  # a word that the letters leave out
            return False
        if place == len(letters):
            return at > 0
    return False


def _chain(text: str, words: list[tuple[int, str]]) -> tuple[str, list[str]]:
    """Return the initials of words in a row, a bar wherever more than blanks, hyphens and small words part two of them."""
    held, end = [], 0
    for start, word in words:
        held += [word] if _GAP.fullmatch(text, end, start) else ["|", word]
        end = start + len(word)
    return "".join(word[0].upper() for word in held), held


@lang.compiled
def _known() -> frozenset[str]:
    dates = vocabulary.calendar_names() | vocabulary.short_calendar_names()
    return frozenset(word.upper() for word in words_of("acronyms", "acronym") | dates)


def _is_brand(text: str, match: re.Match[str]) -> bool:
    """Return whether the letters begin a name, as in `KTX Fuels`; a title or office behind them is none of it."""
    before, behind = text[max(match.start() - 24, 0) : match.start()], text[match.end() : match.end() + 30]
    initials = match["letters"].endswith(".") and re.match(r"\s[A-Z]\w*", behind)  # J.R.R. Quill
    listed = re.search(r"\b[A-Z][a-z]+,\s(?:and\s)?\Z", before) and re.match(
        r",|\sand\s[A-Z][a-z]", behind
    )  # Nike, KTX and Vans
    stands = _BROADCASTER.match(match["letters"]) or re.match(
        r":|\s+\d|\s+v\.", behind
    )  # a transcript, a currency, a case
    if initials or listed or stands:
        return True
    following = re.match(r"\s+([A-Z][a-z]\w*)", behind)
    name = following[1] if following else ""
    return bool(name) and name.casefold() not in titles() and not person_nouns().fullmatch(name)


def _ends_name(text: str, match: re.Match[str]) -> bool:
    """Return whether the letters close a name: Navy SEALs; not where a title, a demonym or a sentence's first word is before."""
    before = re.search(r"(?<=[\w,;])\s(?P<word>[A-Z][a-z]+) \Z", text[max(match.start() - 40, 0) : match.start()])
    word = before["word"].casefold() if before else ""
    other = vocabulary.calendar_names() | function_words() | titles() | demonyms()
    return bool(word) and word not in other and not person_nouns().fullmatch(word)


def _is_no_name(analysis: Analysis, match: re.Match[str], *, once: bool) -> bool:
    """Return whether the letters are no noun, or say of a thing what it is made of: `PVC piping`, ``once`` in the article.

    So are those beside which the article says what they stand for: the pressure group NDN, or `NDN, a pressure group`.
    """
    sentence = analysis.sentence_at(match.start())
    words = sentence.words if sentence else ()
    place = next((at for at, word in enumerate(words) if word.start <= match.start() < word.end), None)
    if place is None:
        return False
    word, head, before = words[place], words[words[place].head], words[place - 1] if place else None
    told = before is not None and before.tag == "NN" and before.text.islower()
    if told or not word.tag.startswith("NN") or _APPOSED.match(analysis.text, match.end()):
        return True
    material = once and word.label in {"compound", "amod", "nmod"} and head.start > word.start
    return material and head.text.islower() and not person_nouns().fullmatch(head.text)


def _in_dateline(text: str, match: re.Match[str], paragraph: ProseParagraph) -> bool:
    """Return whether the letters stand in a dateline (``KESSA, May 3 (KNA) -``) or by a party's sign (``R-TX``)."""
    before, behind = text[paragraph.start : match.start()], text[match.end() : paragraph.end]
    if not before:
        return re.match(r"(?:,?\s[^\n]{0,50}?)?\s[—–-]{1,2}\s|\s?[—–-]", behind) is not None
    dashed = re.match(r"[^.]{0,60}?(?:\s[—–-]{1,2}\s|—)", behind) is not None
    return dashed and len(before) < _DATELINE and not re.search(r"[a-z]{4}\s+[a-z]{3}", before)


def _among_capitals(text: str, match: re.Match[str]) -> bool:
    """Return whether a word in capitals stands beside it: a shouted phrase, not initials."""
    before, behind = text[max(match.start() - 30, 0) : match.start()], text[match.end() : match.end() + 30]
    return bool(re.match(r"\s+[A-Z]{2,}\b", behind) or re.search(r"\b[A-Z]{2,}\s+\Z", before))


def _holds(before: str, letters: str) -> bool:
    """Return whether the last words hold the letters in their order: hydrofluorocarbons, known as HFCs."""
    rest = iter("".join(_PART.findall(before)[-len(letters) :]).upper())
    return all(letter in rest for letter in letters)


RULE = Rule(
    id="CC206",
    name="acronym-not-spelled-out",
    severity="note",
    what="Finds an acronym that the article uses and never spells out. Those that everybody knows are in a table; stations, brands, and letters that the article explains beside them are none.",
    why="A reader who does not know who speaks cannot weigh what they say, and two bodies often share their initials.",
    fires="The KHA will raise harbour fees in May, its director, Rosa Quill, said.",
    passes="The Kessa Harbour Authority (KHA) will raise fees in May. The KHA has not said by how much.",
    instead="Give the full name at the first mention, or do without the initials.",
    reference="AP Stylebook, “abbreviations and acronyms”; The Guardian and Observer style guide, “abbreviations and acronyms”",
    find=find,
)
