"""Shares: one that is not the part of the whole beside it (``12 of the 40 schools, or 40 percent``), and several above 100."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lang.inflection import directions
from claimcheck.lint.arithmetic.terms import ADVERBS, DETERMINERS, PAIR, Wrong, as_percent, count, words
from claimcheck.lint.numbers import Masked, Value, patterns
from claimcheck.lint.numbers.readings import Reading, apart, around, plain, total

_FRACTION_OFF: Final = 0.05  # a third may be 31.7 to 35 percent
_OPEN: Final = 1.25  # over 40 percent is up to 50, nearly half down to 40
_PART_OF_WHOLE: Final = rf"{count('part')} (?:out )?of {DETERMINERS}{count('whole')}"
# A share in apposition to its part: "or 40 percent", "(40 percent)", "a rate of 40 percent"; a bare comma must close again.
_NOUN: Final = (
    r"(?:an? (?!(?:[\w-]+ )?(?:increase|rise|decline|fall|gain|jump|growth|swing|surge) of )(?:[\w-]+ ){1,2}of |that is,? |"
    r"which (?:is|was|works out at|equals|amounts to|makes) |making up |representing |equal to |i\.e\. )?"
)
_NOT_ITS: Final = (
    r"(?!,? (?:more|less|fewer|higher|lower|up|down|above|below|from|increase|rise|of (?:them|whom|which|"
    r"those|these)|(?:fewer|better|worse)\b))"
)
_APPOSED: Final = r"(?:,? (?:or|that is,?|which|making up|representing) |\(|— | – |, (?=an? ))"
_SHARE: Final = rf"{ADVERBS}<[ps](?P<share>\d+)>{_NOT_ITS}"
_CLOSED: Final = r"(?=[,.;)]|\s—|\s–| according| of (?:the|its|their|all) (?:total|workforce|staff|whole)|\s*$)"
_BESIDE: Final = (
    rf"(?:{_APPOSED}{_NOUN.replace('which (?:is|was|works', '(?:which )?(?:is|was|works')}{_SHARE}|"
    rf", {_SHARE.replace('share', 'bare')}{_CLOSED})"
)
_OF: Final = r"(?<!total )(?<!number )(?<!sum )(?<!average )[Oo]f"  # a total of 96 homes is no whole
_SHARED: Final = patterns(
    rf"{_PART_OF_WHOLE}{words(40)}{_BESIDE}",
    rf"\b(?:[Oo]ut of|{_OF}|[Aa]mong) {DETERMINERS}{count('whole')}{words(70)}{count('part')}{words(40, without=';(')}{_BESIDE}",
    rf"{count('part')}{words(40, without=';(')} out of {DETERMINERS}{count('whole')}{words(40, without=';(')}{_BESIDE}",
    rf"<p(?P<share>\d+)>{words(30, without=';(')}(?:, or |\(|, ){ADVERBS}{_PART_OF_WHOLE}",
    rf"\b[Tt]urnout (?:was|of|stood at|reached) {ADVERBS}<p(?P<share>\d+)>, with {ADVERBS}{_PART_OF_WHOLE}",
    rf"<s(?P<share>\d+)> (?:of )?{DETERMINERS}{count('whole')}{words(25)}(?:, |— |\(|, or )(?:or |a total of )*"
    rf"{count('part')}(?= in all|,|\)| —|\.| )(?! of (?:them|whom|which|those))",
    rf"<p(?P<share>\d+)> of {DETERMINERS}{count('whole')}{words(50)}(?:, or |, that is,? |\(|— )(?:or |a total of )*"
    rf"{count('part')}(?=,|\)| —|\.)",
    rf"{count('part')}{words(30, without=';(')}, {ADVERBS}(?:or )?{ADVERBS}<p(?P<share>\d+)> of (?:its|the|"
    rf"their) (?:[\w-]+ )?of {count('whole')}",
)
_OF_THEM: Final = re.compile(rf"{count('part')} of (?:them|whom|which|those|these)\b{words(40, without=';(')}{_BESIDE}")
_AMONG_WHOLE: Final = re.compile(
    rf"\b(?:[Oo]ut of|{_OF}) (?:the |its |his |her |their |all )(?:\w+ )?{count('whole')}(?:{words(40, without=';,')}, |\s)"
    rf"(?:only )?{count('part')}(?! ?(?:percent|in))"
)
_HAS_FIGURE: Final = re.compile(r"<[ps]\d")


def shares(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield shares that are not the part of the whole beside them, or in the sentence ``before``, and parts above their whole."""
    seen: set[int] = set()
    if _HAS_FIGURE.search(sentence.text):
        for part, whole, share in (*_in_sentence(sentence), *_of_earlier(sentence, before)):
            if share.start not in seen and _is_whole(whole) and part.value2 is None and part.bound in ("=", "~"):
                seen.add(share.start)
                yield from _share(part, whole, share=share)
    for match in _AMONG_WHOLE.finditer(sentence.text):
        part, whole = sentence.figure(match["part"]), sentence.figure(match["whole"])
        alike = part.unit is not None and part.unit == whole.unit
        if alike and _is_whole(whole) and around(part)[0] > around(whole)[1] and part.start not in seen:
            yield (part, whole), f"{part.text} of {whole.text} is more than the whole"


def _in_sentence(sentence: Masked) -> Iterator[tuple[Value, Value, Value]]:
    """Yield part, whole and share where one sentence gives all three."""
    for match in sentence.found(_SHARED):
        yield sentence.figure(match["part"]), sentence.figure(match["whole"]), _caught(sentence, match)


def _caught(sentence: Masked, match: re.Match[str]) -> Value:
    return sentence.figure(match["share"] or match.groupdict().get("bare") or "")


def _of_earlier(sentence: Masked, before: Masked) -> Iterator[tuple[Value, Value, Value]]:
    """Yield part, whole and share where the whole was named before: ``96 of them, or 22 percent``."""
    for match in _OF_THEM.finditer(sentence.text):
        part = sentence.figure(match["part"])
        wholes = [one for one in sentence.figures if one.end <= part.start] or list(before.figures)
        wholes = [one for one in wholes if one.sign == "c" and one.unit is not None and part.unit in (None, one.unit)]
        if len(wholes) == 1 and wholes[0].value > part.value:
            yield part, wholes[0], _caught(sentence, match)


def _is_whole(figure: Value) -> bool:
    return figure.exact and figure.value >= PAIR


def _share(part: Value, whole: Value, *, share: Value) -> Iterator[Wrong]:
    least, most = around(part)
    smallest, largest = around(whole)
    fraction = share.sign == "s"
    if fraction and (part.value in (1, whole.value) or abs(share.value * whole.value - part.value) <= 1):
        return  # half of 89 is 44 or 45
    if part.value > whole.value:
        yield (part, whole), f"{part.text} of {whole.text} is more than the whole"
    elif apart((least / largest * 100, most / smallest * 100), _said(share)):
        exact = plain(part.value / whole.value * 100)
        yield (
            (share, part, whole),
            f"{share.text} here, but {part.text} of {whole.text} is {exact} percent ({plain(part.value)} / {plain(whole.value)})",
        )


def _said(share: Value) -> Reading:
    """Return the share's interval in percent, open where its bound is."""
    value = share.value * (_ALL if share.sign == "s" else 1)
    if share.bound in (">", ">="):
        return value, value * _OPEN
    if share.bound in ("<", "<="):
        return value / _OPEN, value
    return around(share) if share.sign == "p" else as_percent(share, _FRACTION_OFF)


_ALL: Final = 100
# What the last share of a breakdown is: with it the answers exclude each other, and nobody is left.
_LEFT_OVER: Final = re.compile(
    r"\b(?:undecided|unsure|not sure|do(?:es)? not know|don['’]t know|did not know|didn['’]t know|no opinion|neither|abstain\w*|"
    r"neutral|no answer|refused|others|the rest|the remainder|spoil\w*|someone else)\b",
    re.IGNORECASE,
)
_FOR: Final = re.compile(r"\b(?:for|favou?r\w*|support\w*|approv\w*|back\w*|agree\w*|yes)\b", re.IGNORECASE)
_AGAINST: Final = re.compile(r"\b(?:against|oppos\w*|disapprov\w*|reject\w*|disagree\w*|no)\b", re.IGNORECASE)
_BREAKDOWN: Final = re.compile(
    r"\b(?:of the votes?|of votes|of (?:the )?ballots|vote share|market share|made up of|consists? of|consisted of|"
    r"composed of|(?:split|divided|broken down|shared) (?:between|among|into))\b|"
    r"\b(?:is|are|was|were|contains?|contained) <p\d+> [\w-]+, <p\d+> [\w-]+,? and <p\d+> [\w-]+(?=\W)",
    re.IGNORECASE,
)
# The last share, with which the whole is used up: the remaining 35 percent, the other 35 percent, the rest, 35 percent.
_REMAINING: Final = re.compile(
    r"\b(?:[Tt]he (?:remaining|other|last) (?:[\w-]+ )?<p(?P<p>\d+)>|[Tt]he (?:rest|remainder|balance)"
    r"(?: of (?:the|its|their) [\w-]+)?(?: (?:is|was|were|are|goes|went|comes|came)(?: \w+){0,3}?)?(?:,| \(|:| —)? ?"
    r"(?:or )?<p(?P<rest>\d+)>)"
)
_SEXES: Final = re.compile(
    r"^(?=.*\b(?:women|girls|females?|female)\b)(?=.*\b(?:men|boys|males?)\b).*\b(?:made up|make up|makes up|"
    r"account(?:ed|s)? for|comprised?)\b.*\b(?:women|girls|females|men|boys|males) (?:for |the other )?<p\d+>\s*[.,;]",
    re.IGNORECASE | re.MULTILINE,
)
_MADE_UP: Final = re.compile(r"\b(?:made|makes?|making) up\b")
_SPLIT: Final = re.compile(r"<p\d+>(?:-|–| to | or )<[pb]\d+>")
_SEVERAL: Final = re.compile(
    r"\b(?:several|multiple|including|more than one|as many as|also|both|each|either|respectively|compared|versus|than|last|"
    r"previous|earlier|among|while (?:only|just)|of (?:men|women|democrats|republicans|whites|blacks)|(?<=\s)of (?:those|them|whom)|"
    r"in (?:19|20)\d\d|million|from)\b",
    re.IGNORECASE,
)
_PART_OFF: Final = 0.02  # a third, and 33 percent
_MOSTLY: Final = 75  # percent: shares with their rest that make less are not all there
_WORD: Final = re.compile(r"[A-Za-z]+")


def over_all(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield the shares of one whole that exclude each other, and add up to more than 100 percent.

    Where the last one is the remaining one, its parts may stand in the sentence ``before``, halves and thirds count, and they
    must not fall short of 100 percent either.
    """
    rest = _REMAINING.search(sentence.text)
    if rest:
        yield from _with_rest(sentence, before, rest=sentence.figure(rest["p"] or rest["rest"]))
        return
    shares = [figure for figure in sentence.figures if figure.sign == "p"]
    one_whole = _wholes(shares) <= 1 or _BREAKDOWN.search(sentence.text) or _SEXES.search(sentence.text)
    above = sum(around(share)[0] for share in shares) > _ALL
    if len(shares) > 1 and one_whole and above and _is_plain(sentence, shares) and _excludes(sentence.text, shares):
        yield _added(shares)


def _is_plain(sentence: Masked, shares: Sequence[Value]) -> bool:
    """Return whether the shares are exact, of one time and one group, and none of them a change."""
    text = _MADE_UP.sub(" ", sentence.text)
    return (
        not (_SEVERAL.search(text) or _SPLIT.search(text))
        and not any(directions().get(word.lower()) in ("up", "down") for word in _WORD.findall(text))
        and all(share.value2 is None and share.bound in ("=", "~") for share in shares)
    )


def _with_rest(sentence: Masked, before: Masked, *, rest: Value) -> Iterator[Wrong]:
    """Yield shares that do not make 100 percent with ``the remaining`` one behind them."""
    shares = [figure for figure in sentence.figures if figure.sign in "ps" and figure.start <= rest.start]
    there = sentence
    if len(shares) == 1:
        there, shares = before, [*(figure for figure in before.figures if figure.sign in "ps"), *shares]
    if len(shares) < PAIR or not _is_plain(there, shares) or not _is_plain(sentence, shares):
        return
    ends = [around(share) if share.sign == "p" else as_percent(share, _PART_OFF) for share in shares]
    low, high = total(ends)
    short = high < _ALL and there is sentence and len(shares) > PAIR and _wholes(shares) <= 1
    if low > _ALL or (short and low > _MOSTLY):
        yield _added(shares)


def _added(shares: Sequence[Value]) -> Wrong:
    added = plain(sum(share.value * (1 if share.sign == "p" else _ALL) for share in shares))
    listed = ", ".join(share.text for share in shares)
    return tuple(shares), f"the shares of one whole ({listed}) add up to {added} percent"


def _excludes(text: str, shares: Sequence[Value]) -> bool:
    """Return whether the shares are those of answers, or parts, that exclude each other."""
    last = max(*(text.rfind(mark, 0, text.rfind("<p")) for mark in (",", " and ")), 0)
    if _LEFT_OVER.search(text, last):
        return True
    if len(shares) == PAIR:
        return (_FOR.search(text) is not None and _AGAINST.search(text) is not None) or _SEXES.search(text) is not None
    return _BREAKDOWN.search(text) is not None


def _wholes(shares: Sequence[Value]) -> int:
    """Return how many different things the shares say that they are of."""
    return len({share.of for share in shares if share.of})
