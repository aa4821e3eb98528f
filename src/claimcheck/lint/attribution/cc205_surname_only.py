"""CC205: a source that its first mention names by surname only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import OSA

from claimcheck.analysis import Analysis, Entity, Mention, Word
from claimcheck.lint.passages import Spans, prose, quoted
from claimcheck.lint.passages.names import KIN, function_words, given_names, person_nouns, titles
from claimcheck.lint.passages.wording import reporting_verbs, words_of
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_SHORTEST = 4  # letters of a name in which one wrong letter is a slip, and no other name
_ATTRIBUTIVE = re.compile(
    r"(?:'s)?\s+(?:administration|campaign|government|family|era|years|case|plan|camp|team|supporters?|voters?|aides?|presidency|organization|foundation|bill|law)\b"
)
_PLACE_BEFORE = frozenset("in at near outside from over across around inside into of".split())
_BODY = re.compile(
    r"(?:,\s+(?:which|(?:an?|the)\s+(?:\w+\s+){0,3}(?:company|firm|group|maker|bank|charity|agency|union|retailer|airline|club|startup))\b|"
    r"'s?\s+(?:shares?|profits?|website|customers?|staff|employees|board|stores?|factory|plants?|products?|parent|headquarters|chief|chairman|chairwoman|spokes\w+|stock|revenues?|sales|own(?:er|ers)|members|fans|coach|manager)\b|"
    r"\s+(?:shares?|officials|executives|employees|workers|spokes\w+|CEO|CFO|chief\s+executive|chair(?:man|woman)?|president|director|coach|residents|police|stores?|customers|stock)\b|"
    r"[^.\n]{0,120}\.\s+The\s+(?:\w+\s+)?(?:company|firm|group|bank|airline|carrier|maker|retailer|charity|agency|union|club|ministry|council|society|university|business|operator|utility|manufacturer|insurer|lender|broker|city|town|country|village)\b)"
)
_GIVEN_AS_TITLE = re.compile(r"\b[A-Z]\w+\s(?:Gen|Sen|Col|Rep|Dr)\s\Z")
"""A given name that is spelt like a short title without its full stop: `Defence Minister Gen Nakatani`."""
_ITS = re.compile(r"[^.\n]{0,60}\bits\b")
_TIED = re.compile(
    rf"(?:\b[A-Z]\.\s*|\b[A-Z]\w+\s+[“\"'‘(]\w+[”\"'’)]\s+|\b[A-Z][\w.]*\s+and\s+|\b(?:{KIN}|friend|surnamed|named|called|handle|nickname),?\s+|-)\Z"
)
# Guy Cecil, Emeritus Professor Quill; Black, Manafort and Stone; Quill (left); Quill reported from Kessa.
_GOES_ON = re.compile(
    r"\s[A-Z][a-z]|:|-[A-Z]|(?:,\s+[A-Z][\w’'-]+)+,?\s+and\s+[A-Z]|\s\((?:left|right|cent(?:er|re)|above|below|pictured)\b|\s+(?:reported|contributed)\s+(?:from|to)\b"
)
_ONE_NAME = re.compile(
    r"\b(?:no\s+other\s+name|one\s+name|single\s+name|goes\s+by|go\s+by|known\s+(?:only\s+)?(?:as|by)|as\b[^,]+\bis\s+known|stage\s+name|"
    r"pen\s+name|pseudonym|not\s+(?:his|her|their)\s+real\s+name)\b"
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the first mention, headlines and quotations apart, of each person who speaks, where it is a surname alone."""
    told = Spans((paragraph.start, paragraph.end) for paragraph in prose(analysis, report))
    spans, done = quoted(analysis), set[str]()
    names = [(one.start, report.text[one.start : one.end]) for each in analysis.entities for one in each.mentions]
    cited = {analysis.sources[one.speaker].entity for one in analysis.attributions if one.speaker is not None}
    for place, person in enumerate(analysis.entities):
        speaks = person.kind == "person" and any(_says(analysis, one) for one in person.mentions)
        if not speaks and (place not in cited or not _has_signs(person)):
            continue
        behind = (report.text[one.end : one.end + 30].replace("’", "'") for one in person.mentions)
        named = zip(person.mentions, behind, strict=True)
        mentions = [one for one, rest in named if one.form == "name" and not _ATTRIBUTIVE.match(rest)]
        plain = [one for one in mentions if told.hold(one.start, one.end) and not spans.hold(one.start, one.end)]
        surname = _surname(analysis, person, plain[0]) if plain else None
        if surname is None or surname in done or not _is_person(report.text, mentions):
            continue
        done.add(surname)
        first = plain[0]
        known = _is_in_full(names, surname, first.start) or _is_slip(names, surname)
        if not known and not _known_by_one(report.text, first.end):
            start = first.start - len(_titles_before(report.text, first.start))
            message = f"{surname} is named by surname only at the first mention"
            yield Fault(start, first.end, message, help="give the given name and who it is")


def _has_signs(person: Entity) -> bool:
    """Return whether more than a capital tells that this is a person: a gender, a title, a post. `According to Nielsen` has none."""
    return bool(person.gender or person.titles or person.roles)


def _is_slip(names: Sequence[tuple[int, str]], surname: str) -> bool:
    """Return whether another name of the article ends alike: `Giulini` for `Giuliani`, which CC603 finds, or `the Clintons`."""
    others = {name.split()[-1] for _, name in names if name.split()} - {surname}
    return len(surname) > _SHORTEST and any(OSA.distance(surname, other, score_cutoff=1) <= 1 for other in others)


def _says(analysis: Analysis, mention: Mention) -> bool:
    """Return whether a mention is the subject of a verb of saying: `argues Tessmer`."""
    sentence = analysis.sentence_at(mention.start)
    words = sentence.words if sentence else ()
    subjects = (word for word in words if word.start == mention.start and word.label == "nsubj")
    heads = (words[word.head] for word in subjects)
    return any(head.tag != "VBP" and re.fullmatch(reporting_verbs(), head.text) for head in heads)  # many call it so


def _is_in_full(names: Sequence[tuple[int, str]], surname: str, at: int) -> bool:
    """Return whether a longer name ends with a surname before ``at``, or begins with it anywhere: `Rosa Quill`, `Quill News`."""
    return any(
        (start < at and name.endswith(f" {surname}")) or f" {name}".find(f" {surname} ") >= 0 for start, name in names
    )


def _surname(analysis: Analysis, person: Entity, first: Mention) -> str | None:
    """Return the surname that is all of a person's first mention; None for a fuller name, and for who is known by one name."""
    text = analysis.text
    name = text[first.start : first.end].replace("’", "'").removesuffix("'s")
    lower, before = name.casefold(), text[max(first.start - 60, 0) : first.start]
    if (
        person.kind != "person"
        or len(name.split()) > 1
        or _GOES_ON.match(text, first.end)
        or re.search(r"\.|\W\Z|\A[^a-z]+\Z", name)
        or _TIED.search(before)
    ):
        return None
    given = re.search(r"[^\W\d_]+\s\Z", before)  # whatever the engine's words: `,"Katie Packer`
    if given and given[0].strip().casefold() in given_names():
        return None
    if (
        _GIVEN_AS_TITLE.search(before)
        or lower in given_names()
        or lower in titles()
        or lower in words_of("mononyms", "word", kind="name")
    ):
        return None
    written = f"{name}{text[first.end : first.end + 2]}".replace("’", "'").casefold()  # Sainsbury's
    if any(one in words_of(table, "name") for table in ("media", "metonyms", "firms") for one in (written, lower)):
        return None
    word = _before(analysis, first)
    if word is None or word.tag in {".", ",", ":", "``", "''", "-LRB-"}:
        return name
    beside = word.text.casefold()
    called = beside in words_of("mononyms", "word", kind="title") | {"the", "a", "an"}
    lone = not word.text[0].isupper() or beside in titles() | function_words() or person_nouns().fullmatch(beside)
    return name if lone and not called and not before.casefold().endswith(("prime minister ", "band member ")) else None


def _before(analysis: Analysis, first: Mention) -> Word | None:
    """Return the word before a mention in its sentence."""
    sentence = analysis.sentence_at(first.start)
    place = next((at for at, word in enumerate(sentence.words) if word.start >= first.start), 0) if sentence else 0
    return sentence.words[place - 1] if sentence and place else None


def _titles_before(text: str, at: int) -> str:
    """Return the titles that stand right before a name, with the blanks."""
    found = ""
    while match := re.search(r"[\w.-]+\s\Z", text[max(at - 20 - len(found), 0) : at - len(found)]):
        if match[0].strip().casefold() not in titles() or not match[0][0].isupper():
            break
        found = match[0] + found
    return found


def _known_by_one(text: str, end: int) -> bool:
    """Return whether the article says that this is all the name there is."""
    return _ONE_NAME.search(text[end : end + 90].split("\n", maxsplit=1)[0]) is not None


def _is_person(text: str, mentions: list[Mention]) -> bool:
    """Return whether no mention shows that the name is a place's or a body's."""
    for one in mentions:
        before = re.findall(r"[\w’'-]+", text[max(one.start - 30, 0) : one.start].casefold())
        behind = text[one.end : one.end + 200].split("\n", 1)[0].replace("’", "'")
        placed = before and before[-1] in _PLACE_BEFORE and text[one.start - 1] == " "
        if placed or _ITS.match(behind[:100]) or _BODY.match(behind):
            return False
    return True


RULE = Rule(
    id="CC205",
    name="surname-only",
    severity="warning",
    what="Finds a person who is cited and whose first mention, headlines apart, gives the surname alone.",
    why="There are many Quills. The given name and the role tell the reader whom to believe, and the checker whom to call.",
    fires="Quill said the harbour plan was dead. She would not say who had killed it.",
    passes="Rosa Quill, who heads the pilots' guild, said the harbour plan was dead. Quill would not say who had killed it.",
    instead="Give the full name and the role at the first mention, the surname from then on.",
    reference="AP Stylebook, “names”",
    find=find,
)
