"""Totals, rests, equal shares and margins that their parts do not make: ``120 passengers: 70 men, 40 women and 15 children``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from claimcheck.lint.arithmetic.terms import PAIR, Wrong, count, words
from claimcheck.lint.numbers import Masked, Value
from claimcheck.lint.numbers.readings import apart, around, plain, product, total

_TOTAL_FIRST: Final = re.compile(
    rf"<(?P<sign>[cmu])(?P<whole>\d+)>(?P<between>{words(40, without=':;—–')})(?: (?:between|among|amongst|over|into|to|for|on|in) "
    r"(?:the |its |his |her |their )?<c\d+>[\w ]{0,25})?"
    r"(?::|\s[—–-]{1,2})\s"
)
# The 650 hectares consist of 400 of forest and 300 of meadow; 41, with 23 in Lorne, 12 in Kessburg and six in Oaksend.
_COMPRISES: Final = re.compile(
    rf"<(?P<sign>[cmu])(?P<whole>\d+)>(?P<between>{words(40, without=':;—–')})(?P<link>,? (?:(?:which |that )?(?:is|are|was|were) )?"
    r"(?:(?:consist(?:s|ed|ing)?|composed|comprised) of|compris(?:es|ed|e|ing)|made up of|(?:split|divided|broken down) into)|,? with|"
    r", (?P<spends>(?:setting aside|allocating|earmarking|awarding|giving|spending|paying|putting))|,) "
)
# What excludes each other: nobody is two of these, nor has a seat two parties.
_COMPLEMENTS: Final = tuple(
    map(frozenset, (("man", "woman"), ("boy", "girl"), ("adult", "child"), ("male", "female"), ("son", "daughter")))
)
_AT_PLACE: Final = re.compile(r"<\w\d+>(?: \w+)?,? (?:in|at|from|on|near) (?:the )?(?:[a-z]+ of )?[A-Z]")
_TOTAL_LAST: Final = re.compile(
    r"(?:,|—|;|:)?\s*(?:and |or |making |(?P<so_far>bringing )|for |with |adding up to |that is )*(?:a |the "
    r")?(?:combined |grand |overall )?total (?:of |to |was |is )?<[cbmu](?P<total>\d+)>|,? "
    r"(?:or |making |for |that makes )?<[cbmu](?P<all>\d+)> (?:in all|in total|altogether|all told|together|overall)\b"
)
_NO_BREAKDOWN: Final = re.compile(r"\b(?:including|among|such as|mostly|at least|per|each|every|a day|a week)\b")
_OTHER_CLAUSE: Final = re.compile(r",|\b(?:and|but|or|in which|because|after|when)\b")
_PART: Final = re.compile(
    rf"(?P<lead>{words(40, without=':;.()—–')})<(?P<sign>[cmub])(?P<place>\d+)>{words(40, without=':;.,()—–')}(?=,| and |"
    rf" or |;|\.|$| [—–]|\)|\s*$)"
)
_JOINT: Final = re.compile(r"\s*(?:,|and|or|;|\s)+")
_SUBSET: Final = re.compile(r"\bof (?:the|those|whom|them)\b")
_JOINED: Final = re.compile(r",| and | plus ")
_NEAR: Final = (0.8, 1.25)  # parts of another noun than their whole are its breakdown only where they nearly add up
_PERSONS: Final = frozenset(
    """
    person man woman child boy girl adult student pupil passenger crew member worker employee soldier officer civilian victim
    patient resident voter lawmaker senator representative democrat republican independent player teacher survivor driver migrant
    refugee fan guest visitor delegate firefighter seat vote
    """.split()
)
_MARGIN: Final = re.compile(
    rf"{count('one')}(?: votes?| points?| seats?)?(?: to |-|–|, | against | versus ){count('two')}{words(40)}"
    rf"\b(?:(?:margin|lead|difference|gap|majority) of {count('margin')}|(?:an? |by )(?:\w+ )?{count('points')} (?:win|"
    rf"victory|lead|loss|defeat|majority|rout))|"
    rf"\bby {count('by')}(?: votes?| points?| seats?)?(?:, | \(|: | — ){count('ours')}(?: votes?)?(?: to |-|–| against | versus ){count('theirs')}"
)


def sums(sentence: Masked) -> Iterator[Wrong]:
    """Yield totals, before their parts or behind them, that the parts do not add up to."""
    if len(sentence.figures) <= PAIR:
        return
    yield from _total_first(sentence)
    yield from _total_last(sentence)
    yield from _comprised(sentence)


def _total_first(sentence: Masked) -> Iterator[Wrong]:
    for match in _TOTAL_FIRST.finditer(sentence.text):
        whole = sentence.figure(match["whole"])
        parts, end = _run(sentence, match.end(), sign=match["sign"])
        alone = not (_NO_BREAKDOWN.search(sentence.text, match.start(), end) or _OTHER_CLAUSE.search(match["between"]))
        if whole.exact and len(parts) >= PAIR and alone and _is_breakdown(whole, parts):
            yield from _unequal(whole, parts)


def _comprised(sentence: Masked) -> Iterator[Wrong]:
    """Yield what is said to consist of parts, or is followed by all of them, where they do not make it."""
    for match in _COMPRISES.finditer(sentence.text):
        whole = sentence.figure(match["whole"])
        if not whole.exact or _OTHER_CLAUSE.search(match["between"]):
            continue
        parts, end = _run(sentence, match.end(), sign=match["sign"])
        near = len(parts) >= PAIR and _is_near(whole, parts)
        if not near or not _is_breakdown(whole, parts) or _NO_BREAKDOWN.search(sentence.text, match.start(), end):
            continue
        consists = match["link"].endswith(("of", "into", "ing", "es", "ed", "se"))
        loose = match["link"].endswith("with") and len(parts) > PAIR
        loose = loose and len(_AT_PLACE.findall(sentence.text[match.end() : end])) == len(parts)
        spent = match["spends"] and sum(part.value for part in parts) > whole.value
        if spent or (consists and not match["spends"]) or loose or _complements(parts):
            yield from _unequal(whole, parts)


def _complements(parts: Sequence[Value]) -> bool:
    """Return whether the parts are of kinds that exclude each other and are all there is: women and men."""
    nouns = frozenset(_noun(part.unit) for part in parts)
    return len(parts) == len(nouns) and any(nouns == kinds for kinds in _COMPLEMENTS)


def _run(sentence: Masked, at: int, *, sign: str) -> tuple[list[Value], int]:
    """Return the figures of one class that a list from ``at`` on gives, and where it ends."""
    parts: list[Value] = []
    while match := _PART.match(sentence.text, at):
        if match["sign"] not in (sign, "b") or (parts and not _JOINT.match(match["lead"])):
            break
        parts.append(sentence.figure(match["place"]))
        at = match.end()
    return parts, at


def _is_breakdown(whole: Value, parts: Sequence[Value]) -> bool:
    """Return whether the parts are of the whole's kind, or near it in sum where what they are is another noun."""
    if any(not part.exact or part.value > whole.value for part in parts):
        return False
    if whole.sign != "c":
        return all(part.sign == whole.sign and part.unit == whole.unit for part in parts)
    noun = _noun(whole.unit)
    nouns = {_noun(part.unit or whole.unit) for part in parts}
    if nouns <= {noun, ""} or (noun in _PERSONS and nouns <= _PERSONS | {""}):
        return True
    return _is_near(whole, parts)


def _is_near(whole: Value, parts: Sequence[Value]) -> bool:
    """Return whether the parts nearly add up."""
    return _NEAR[0] * whole.value <= sum(part.value for part in parts) <= _NEAR[1] * whole.value


def _noun(unit: str | None) -> str:
    return (unit or "").rpartition(" ")[2].lower()


def _unequal(whole: Value, parts: Sequence[Value]) -> Iterator[Wrong]:
    if apart(total(around(part) for part in parts), around(whole)):
        listed, added = ", ".join(part.text for part in parts), plain(sum(part.value for part in parts))
        yield (whole, *parts), f"{whole.text} here, but the parts ({listed}) add up to {added}"


def _total_last(sentence: Masked) -> Iterator[Wrong]:
    """Yield the total behind its parts: ``14 on the beach and 9 on the rocks, a total of 25``."""
    for match in _TOTAL_LAST.finditer(sentence.text):
        whole = sentence.figure(match["total"] or match["all"])
        before = sentence.text[: match.start()]
        parts = [figure for figure in sentence.figures if figure.end <= whole.start]
        if len(parts) < PAIR or whole.bound != "=" or _SUBSET.search(before) or not _JOINED.search(before):
            continue
        if match["so_far"] and sum(part.value for part in parts) <= whole.value:
            continue  # the total may count what came before
        if all(_adds(part, whole) and part.value <= whole.value for part in parts):
            yield from _unequal(whole, parts)


def _adds(figure: Value, whole: Value) -> bool:
    alike = figure.unit == whole.unit or None in (figure.unit, whole.unit) or figure.sign == whole.sign == "c"
    return alike and figure.sign in "cbmu" and figure.exact


def margins(sentence: Masked) -> Iterator[Wrong]:
    """Yield margins that are not the difference of the two sides: ``52 to 40, a margin of 14``."""
    for match in _MARGIN.finditer(sentence.text):
        one, two = sentence.figure(match["one"] or match["ours"]), sentence.figure(match["two"] or match["theirs"])
        margin = sentence.figure(match["margin"] or match["points"] or match["by"])
        found = abs(one.value - two.value)
        if margin.bound == "=" and found != margin.value:
            message = f"{margin.text} here, but {one.text} to {two.text} is a difference of {plain(found)}"
            yield (margin, one, two), message


_REST: Final = re.compile(
    r"\bthe (?:other|remaining|last|rest,?) <[cb](?P<rest>\d+)>(?! (?:times|percent))", re.IGNORECASE
)
_OF: Final = re.compile(r"\b(?:[Oo]f|[Aa]mong|[Oo]ut of) (?:the |its |their |his |her |all )*<[cm](?P<whole>\d+)>")
_HAS: Final = re.compile(
    r"\b(?:has|have|had|with|were|are|is|holds?|employs?|counts?|counted|seats?|received|got|total of|of) "
    r"(?:now |a total of |some )?<c(?P<whole>\d+)>"
)
_OWN_PART: Final = re.compile(rf"{count('part')} of (?:the |its |their |his |her )?<c\d+>$")
_SUBSETS: Final = re.compile(r"\b(?:including|of (?:them|whom|which|those|these)|among them|at least|each)\b")
_NEARLY: Final = (0.6, 1.6)
# What happens to each of a number once, or what each goes to one side by.
_APART: Final = re.compile(
    r"\b(?:died|dead|killed|survived|voted|backed|opposed|abstained|against|passed|failed|"
    r"went by|came by|travell?ed by|were (?:men|women|boys|girls))\b"
)
# Of the 120 trees, 75 were limes and 55 were planes: what each was, in one form of words.
_WAS: Final = re.compile(r"\d (?:were|are) \w+$")
_JUST_OVER: Final = 1.2
"""How much more than their whole such parts may be: further off, one thing can have been two of them."""
_SINGLE: Final = frozenset("seat vote ballot".split())
_TAKES: Final = re.compile(r"\b(?:took|won|got|has|have|holds?|held|went to|for)\b")
_EVENLY: Final = re.compile(r"\b(?:evenly|equally|split|shared|divided|each|apiece)\b", re.IGNORECASE)
_AMONG: Final = re.compile(
    r"\b(?:among|between|amongst|to|for|by) (?:the |its |their |his |her |all |each of )*(?:\w+ )?<c(?P<many>\d+)>"
)
_EACH: Final = re.compile(
    r"\b(?:[Ee]ach|[Ee]very)\b(?:(?!<)[^;.]){0,50}<m(?P<before>\d+)>|<m(?P<behind>\d+)>(?: to)? (?:each|apiece|per (?:head|person))"
)


def parted(sentence: Masked) -> Iterator[Wrong]:
    """Yield parts that are more than their whole, of which each can have been only one: ``of the 48, 27 voted for it and 23 against``."""
    for match in _OF.finditer(sentence.text):
        whole = sentence.figure(match["whole"])
        parts, end = _run(sentence, match.end(), sign=whole.sign)
        first = _OWN_PART.search(sentence.text, 0, match.end())
        if first and len(parts) == 1:  # seven of the 20 failed and 14 passed
            parts.insert(0, sentence.figure(first["part"]))
        told = sentence.text[match.start() : end]
        added = sum(part.value for part in parts)
        each_was = all(_WAS.search(part.text) for part in parts) and added <= _JUST_OVER * whole.value
        apart_from = (
            each_was
            or whole.sign == "m"
            or _APART.search(told)
            or (_noun(whole.unit) in _SINGLE and _TAKES.search(told))
        )
        alike = each_was or all(part.unit in (None, whole.unit) for part in parts)
        own = alike and all(part.exact and part.value < whole.value for part in parts)
        if (
            whole.exact
            and len(parts) >= PAIR
            and own
            and added > whole.value
            and apart_from
            and not _NO_BREAKDOWN.search(told)
        ):
            yield from _unequal(whole, parts)


def rests(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield parts and their rest that do not make the whole, which the sentence ``before`` may tell."""
    for match in _REST.finditer(sentence.text):
        rest = sentence.figure(match["rest"])
        whole, start = _whole(sentence, before, until=match.start())
        parts = [figure for figure in sentence.figures if start <= figure.start <= rest.start and figure.sign in "cb"]
        if (
            whole and len(parts) == 1 and whole.end < sentence.offset(0)
        ):  # Of the 30, A took 14 and B nine. The remaining seven
            parts = [figure for figure in before.figures if figure.start > whole.start and figure.sign in "cb"] + parts
        if whole is None or len(parts) < PAIR or _SUBSETS.search(sentence.text):
            continue
        if not all(part.exact and part.unit in (None, whole.unit) for part in parts):
            continue
        added = sum(part.value for part in parts)
        if added != whole.value and _NEARLY[0] * whole.value <= added <= _NEARLY[1] * whole.value:
            listed = ", ".join(part.text for part in parts)
            yield (rest, *parts[:-1], whole), f"{whole.text} here, but the parts ({listed}) add up to {plain(added)}"


def _whole(sentence: Masked, before: Masked, *, until: int) -> tuple[Value | None, int]:
    """Return the whole that a rest is of, in its sentence or the one before, and where in the article its parts may start."""
    own = [sentence.figure(match["whole"]) for match in _OF.finditer(sentence.text, 0, until)]
    held = (
        own or [before.figure(match["whole"]) for pattern in (_OF, _HAS) for match in pattern.finditer(before.text)][:1]
    )
    return (held[-1] if held and held[-1].exact else None), (own[-1].end if own else 0)


def shared_out(sentence: Masked, before: Masked) -> Iterator[Wrong]:
    """Yield ``$1.2 million, split among 40 schools. Each will receive $35,000``."""
    for match in _EACH.finditer(sentence.text):
        each = sentence.figure(match["before"] or match["behind"])
        evenly = (_shared(there, each) for there in (sentence, before) if _EVENLY.search(there.text))
        if found := next(filter(None, evenly), None):
            number, whole = found
            if apart(product(around(each), around(number)), around(whole)):
                exact = plain(whole.value / number.value)
                added = f"{plain(whole.value)} / {plain(number.value)}"
                message = f"{each.text} each here, but {whole.text} among {number.text} is {exact} each ({added})"
                yield (each, number, whole), message
            return


def _shared(there: Masked, each: Value) -> tuple[Value, Value] | None:
    """Return among how many what sum is shared, where the sentence names one of each."""
    many = _AMONG.search(there.text)
    sums = [figure for figure in there.figures if figure.sign == "m" and figure is not each]
    if many is None or len(sums) != 1:
        return None
    number, whole = there.figure(many["many"]), sums[0]
    fits = number.value2 is None and number.value >= PAIR and whole.unit == each.unit and whole.value > each.value
    return (number, whole) if fits else None
