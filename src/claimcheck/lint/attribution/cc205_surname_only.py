"""CC205: a source that its first mention names by surname only."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz.distance import OSA

from claimcheck import lang
from claimcheck.analysis import Analysis, Mention
from claimcheck.lint.passages import Spans, prose, quoted
from claimcheck.lint.passages.names import KIN, function_words, given_names, person_nouns, titles
from claimcheck.lint.passages.wording import either, reporting_verbs, source_nouns, words_of
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_SHORTEST = 4  # letters of a name in which one wrong letter is a slip, and no other name
_BODY = frozenset(
    "knee ankle leg hamstring shoulder arm hand head face eye foot back neck groin body heart home house car bedroom".split()
)
_JOINED = re.compile(r"(?<![\w’'-])([\w’'-]++)(?= and [A-Z][\w’'-]++ [A-Z][a-z])")  # [Robin] and Ida Ames
_PLACE_BEFORE = frozenset("in at near outside from over across around inside into of".split())
_OWNED = (
    r"(?:shares?|profits?|website|customers?|staff|employees|board|stores?|factory|plants?|products?|parent|headquarters|chief|chairman|chairwoman|spokes\w+|stock|revenues?|sales|"
    r"own(?:er|ers)|members|fans|coach|manager|officials|executives|workers|CEO|CFO|president|director|residents|police)\b"
)
"""What a body has and no person, `Quill's shares`, `Kessa residents`."""
_GIVEN_AS_TITLE = re.compile(r"\b[A-Z]\w+\s(?:Gen|Sen|Col|Rep|Dr)\s\Z")
"""A given name that is spelt like a short title without its full stop: `Defence Minister Gen Nakatani`."""
_ITS = re.compile(r"[^.\n]{0,60}\bits\b")
_TIED = re.compile(
    rf"(?:\b[A-Z]\.\s*|\b[A-Z]\w+\s+[“\"'‘(]\w+[”\"'’)]\s+|\b[A-Z][\w.]*\s+and\s+|\b(?:{KIN}|friend|surnamed|named|called|handle|nickname),?\s+|-)\Z"
)
# Emeritus Professor Quill; Black, Manafort and Stone; Quill (left); Quill reported from Kessa.
_GOES_ON = re.compile(
    r"\s[A-Z][a-z]|:|-[A-Z]|(?:,\s+[A-Z][\w’'-]+)+,?\s+and\s+[A-Z]|\s\((?:left|right|cent(?:er|re)|above|below|pictured)\b|\s+(?:reported|contributed)\s+(?:from|to)\b"
)
_WHO = re.compile(r",\s(?:\d|(?:an?|the|one)\s|[a-z-]+\s(?:of|at|for|in)\b)")
"""Who it is, behind a title that may be a given name: Dean Quill, director of the port."""
_ONE_NAME = re.compile(
    r"\b(?:no\s+other\s+name|one\s+name|single\s+name|goes\s+by|go\s+by|known\s+(?:only\s+)?(?:as|by)|as\b[^,]+\bis\s+known|stage\s+name|"
    r"pen\s+name|pseudonym|not\s+(?:his|her|their)\s+real\s+name)\b"
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the first mention, headlines and quotations apart, of each person who speaks or is told of with `who`, where it is a surname alone."""
    told = Spans((paragraph.start, paragraph.end) for paragraph in prose(analysis, report))
    spans = quoted(analysis)
    names = _Names(analysis)
    cited = {analysis.sources[one.speaker].entity for one in analysis.attributions if one.speaker is not None}
    for place, person in enumerate(analysis.entities):
        signs = person.gender or person.titles  # `According to Nielsen` has none
        told_of = person.kind == "person" and any(_is_told_of(analysis, one) for one in person.mentions[:1])
        if not (place in cited and signs) and not told_of and not any(_acts(analysis, one) for one in person.mentions):
            continue
        mentions = [one for one in person.mentions if one.form == "name"]
        plain = [one for one in mentions if told.hold(one.start, one.end) and not spans.hold(one.start, one.end)]
        surname = _surname(analysis, plain[0]) if plain and person.kind == "person" else None
        if surname is None or not _is_person(report.text, mentions):
            continue
        first = plain[0]
        known = names.tell_in_full(surname, before=first.start) or names.end_alike(surname)
        if not known and not _ONE_NAME.search(report.text[first.end : first.end + 90].partition("\n")[0]):
            start = first.start - len(_titles_before(report.text, first.start))
            message = f"{surname} is named by surname only at the first mention"
            yield Fault(start, first.end, message, help="give the given name and who it is")


class _Names:
    """The names of an article, filed by their words: 5,000 people with a surname each took 42 CPU seconds without."""

    def __init__(self, analysis: Analysis) -> None:
        text = analysis.text
        self._given = {found[1] for found in _JOINED.finditer(text)}
        self._inside: set[str] = set()
        self._ends: dict[str, int] = {}
        self._near: defaultdict[str, set[str]] = defaultdict(set)
        for mention in (one for each in analysis.entities for one in each.mentions):
            *front, last = text[mention.start : mention.end].split()
            self._inside.update(front)
            if front:
                self._ends[last] = min(mention.start, self._ends.get(last, mention.start))
            for cut in _with_one_less(last):
                self._near[cut].add(last)

    def tell_in_full(self, surname: str, *, before: int) -> bool:
        """Return whether a longer name ends with a surname before an offset, or has it further front anywhere: `Rosa Quill`, `Quill News`."""
        return surname in self._given or surname in self._inside or self._ends.get(surname, before) < before

    def end_alike(self, surname: str) -> bool:
        """Return whether another name ends alike: `Giulini` for `Giuliani`, which CC603 finds, or `the Clintons`.

        Two words that one letter parts have a word in common that is a letter shorter than one of them (SymSpell).
        """
        near = set().union(*(self._near.get(cut, ()) for cut in _with_one_less(surname))) - {surname}
        return len(surname) > _SHORTEST and any(OSA.distance(surname, one, score_cutoff=1) <= 1 for one in near)


def _with_one_less(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _acts(analysis: Analysis, mention: Mention) -> bool:
    """Return whether a mention is a person's by `who`, or the subject of a verb of saying: `argues Tessmer`; many call it so."""
    if analysis.text.startswith(", who ", mention.end):
        return True
    sentence = analysis.sentence_at(mention.start)
    words = sentence.words if sentence else ()
    heads = (words[word.head] for word in words if word.start == mention.start and word.label == "nsubj")
    return any(head.tag != "VBP" and re.fullmatch(reporting_verbs(), head.text) for head in heads)


def _is_told_of(analysis: Analysis, mention: Mention) -> bool:
    """Return whether a mention is a person's whose doing is told (`that Mabry had seen the flames`), or whose body or kin is."""
    sentence = analysis.sentence_at(mention.start)
    words = sentence.words if sentence else ()
    word = next((one for one in words if one.start == mention.start), None)
    if (
        word is None
        or word.name != "PERSON"
        or word is words[0]
        or analysis.text.startswith((" v.", " &"), mention.end)
    ):
        return False
    head = words[word.head]
    if word.label == "nmod:poss":
        return head.lemma.casefold() in _BODY or re.fullmatch(KIN, head.text) is not None
    auxiliary = any(one.head == word.head and one.text in {"had", "was"} for one in words)
    owner = re.match(r"['’]s\b", analysis.text[mention.end :]) or re.search(r"[A-Z]{2}", word.text)
    return (
        not owner
        and word.label in {"nsubj", "nsubj:pass"}
        and (head.tag == "VBD" or (head.tag in {"VBN", "VBG"} and auxiliary))
    )


def _surname(analysis: Analysis, first: Mention) -> str | None:
    """Return the surname that is all of a person's first mention; None for a fuller name, and for who is known by one name."""
    text = analysis.text
    name = re.sub(r"[’‘]", "'", text[first.start : first.end]).removesuffix("'s")
    sentence = analysis.sentence_at(first.start)
    opens = max(first.start - 60, sentence.start if sentence else 0, 0)
    lower, before = name.casefold(), text[opens : first.start]
    goes_on = _GOES_ON.match(text, first.end) or _TIED.search(before) or _GIVEN_AS_TITLE.search(before)
    if goes_on or re.search(r"[\s.]|\W\Z|\A[^a-z]+\Z", name):
        return None
    if lower in given_names() | titles() | words_of("mononyms", "word", kind="name"):
        return None
    written = f"{name}{text[first.end : first.end + 2]}".replace("’", "'").casefold()  # Sainsbury's
    if not {written, lower}.isdisjoint(words_of("media", "name") | words_of("metonyms", "name")):
        return None
    beside = re.search(r"(?:prime |band )?[\w.’'-]+ \Z", before, re.IGNORECASE)
    called = beside[0].strip().casefold() if beside else ""
    if called in words_of("mononyms", "word", kind="title") | {"the", "a", "an", "prime minister", "band member"}:
        return None
    titled = called in titles() | function_words() or person_nouns().fullmatch(called)
    if called in titles() and beside and beside[0][0].isupper() and _WHO.match(text, first.end):
        return None
    return name if not beside or beside[0][0].islower() or titled else None


def _titles_before(text: str, at: int) -> str:
    """Return the titles that stand right before a name, with the blanks."""
    found = ""
    while match := re.search(r"[\w.-]+\s\Z", text[max(at - 20 - len(found), 0) : at - len(found)]):
        if match[0].strip().casefold() not in titles() or not match[0][0].isupper():
            break
        found = match[0] + found
    return found


@lang.compiled
def _body() -> re.Pattern[str]:
    """Return what behind a name shows that it is a body's or a place's: what it has, or what it is, in the next sentence, too."""
    nouns = either(source_nouns("organization", "place"))
    return re.compile(
        rf"(?:,\s+(?:which\b|(?:an?|the)\s+(?:[\w-]+\s+){{0,3}}{nouns}\b)|(?:'s?)?\s+{_OWNED}|[^.\n]{{0,120}}\.\s+The\s+(?:\w+\s+)?{nouns}\b)"
    )


def _is_person(text: str, mentions: list[Mention]) -> bool:
    """Return whether no mention shows that the name is a place's or a body's."""
    for one in mentions:
        before = re.findall(r"[\w’'-]+", text[max(one.start - 30, 0) : one.start].casefold())
        behind = text[one.end : one.end + 200].split("\n", 1)[0].replace("’", "'")
        placed = before and before[-1] in _PLACE_BEFORE and text[one.start - 1] == " "
        if placed or _ITS.match(behind[:100]) or _body().match(behind):
            return False
    return True


RULE = Rule(
    id="CC205",
    name="surname-only",
    severity="note",
    what="Finds a person who is cited, told of with `who`, or whose doing, body or kin a sentence tells of, and whose first mention, headlines apart, gives the surname alone.",
    why="There are many Quills. The given name and the role tell the reader whom to believe, and the checker whom to call.",
    fires="Quill said the harbour plan was dead. She would not say who had killed it.",
    passes="Rosa Quill, who heads the pilots' guild, said the harbour plan was dead. Quill would not say who had killed it.",
    instead="Give the full name and the role at the first mention, the surname from then on.",
    reference="AP Stylebook, “names”",
    find=find,
)
