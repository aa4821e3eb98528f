"""CC205: a source that its first mention names by surname only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang import vocabulary
from claimcheck.lint.passages import ProseParagraph, Spans, prose, quoted
from claimcheck.lint.passages.names import function_words, given_names
from claimcheck.lint.passages.people import person_nouns, titles
from claimcheck.lint.passages.wording import words_of
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report, Source

_SUFFIX = re.compile(r"(?:,?\s+(?:Jr|Sr|I{2,3}|IV)\.?)+\Z")
_FULL = 2
_INITIAL = 4  # characters of an initial or a short form such as `Wm.`
_LONGEST_HEADLINE = 18  # words
_ATTRIBUTIVE = re.compile(
    r"(?:'s)?\s+(?:administration|campaign|government|family|era|years|case|plan|camp|team|supporters?|voters?|aides?|presidency|organization|foundation|bill|law)\b"
)
_VERB = r"(?:said|says|argues|argued|told|added|adds|warned|warns|insisted|insists|explained|explains|claimed|claims)"
_SAYS_BEHIND = re.compile(rf"\s+{_VERB}\b|[^.\n]{{0,80}}[.,;]?\s+(?:[Hh]e|[Ss]he|himself|herself)\b")
_SAYS_BEFORE = re.compile(rf"\b(?:{_VERB}|[Aa]ccording\s+to)\s+\Z")
_HUMAN = re.compile(
    r"(?:(?:has|had|have|also|later)\s+)*(?:sa(?:y|ys|id)|tell|told|believ|think|thought|add|explain|recall|remember|put|argu|admit|jok|refus|warn|according|as\b|insist|hope|fear|sigh|laugh|"
    r"smil|shrug|felt|feel|conced|acknowledg|repli|went\s+on|agree|disagree|observ|reckon|suggest|estimat|caution|vow|testif|complain)",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Nn]ear|[Oo]utside|[Ff]rom|[Oo]ver|[Aa]cross|[Aa]round|[Ii]nside|[Ii]nto|(?:town|city|village)\s+of)\s+\Z"
)
_BODY = re.compile(
    r"(?:,\s+(?:which|an?\s+(?:\w+\s+){0,3}(?:company|firm|group|maker|bank|charity|agency|union|retailer|airline|club|startup))\b|"
    r"'s?\s+(?:shares?|profits?|website|customers?|staff|employees|board|stores?|factory|plants?|products?|parent|headquarters|chief|chairman|chairwoman|spokes\w+|stock|revenues?|sales|own(?:er|ers)|members|fans|coach|manager)\b|"
    r"\s+(?:shares?|officials|executives|employees|workers|spokes\w+|residents|police|stores?|customers|stock)\b|"
    r"[^.\n]{0,120}\.\s+The\s+(?:\w+\s+)?(?:company|firm|group|bank|airline|carrier|maker|retailer|charity|agency|union|club|ministry|council|society|university|business|operator|utility|manufacturer|insurer|lender|broker|city|town|country|village)\b)"
)
_ITS = re.compile(r"[^.\n]{0,60}\bits\b")
_SAYS_NAME = re.compile(
    r"[,\"”']\s+(?:says|said|argues|argued|insists|insisted|warns|warned|explains|explained|adds|added)\s+(?P<name>[A-Z][a-z]+(?:-[A-Z][a-z]+)?)(?=,\s+(?:who|an?|the)\b|\.(?:\s*\Z|\s*\n|\s+[A-Z“\"]\w+\s+[a-z]))"
)
_TIED = re.compile(
    r"(?:\b[A-Z]\.\s*|\b[A-Z]\w+\s+[“\"'‘(]\w+[”\"'’)]\s+|\b[A-Z][\w.]*\s+(?:and|de|van|von|der|den|la|al|bin|del|di|da|dos|ter)\s+|"
    r"\b(?:wife|husband|brother|sister|son|daughter|mother|father|partner|aunt|uncle|cousin|niece|nephew|child|children|twins?|widow|friend),?\s+|\b(?:surnamed|named|called)\s+)\Z"
)


@lang.compiled
def _days() -> frozenset[str]:
    return vocabulary.calendar_names() | {"today"}


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the first mention, headlines and quotations apart, of each person who speaks, where it is a surname alone."""
    text = report.text.replace("’", "'")
    told = Spans((paragraph.start, paragraph.end) for paragraph in _told(analysis, report))
    spans = quoted(analysis)
    done: set[str] = set()
    known = _speaking(report)
    for surname, person in (*_speakers(report), *((name, False) for name in _inverted(text, told))):
        if surname in done:
            continue
        done.add(surname)
        first = _first(text, surname, told=told, spans=spans)
        if (
            first is None
            or _named_before(text, first)
            or _in_full_before(text, surname, first)
            or _known_by_one(text, first + len(surname))
        ):
            continue
        if person or _is_person(text, surname, named=surname in known):
            start = first - len(_titles_before(text, first))
            message = f"{surname} is named by surname only at the first mention"
            yield Fault(start, first + len(surname), message, help="give the given name and who it is")


def _told(analysis: Analysis, report: Report) -> list[ProseParagraph]:
    """Return the paragraphs but headlines, and but a first line that is one though it ends in a full stop."""
    paragraphs = prose(analysis, report)
    for place in range(2):
        first = paragraphs[0] if len(paragraphs) > 1 else None
        second = first is not None and report.text[: first.start].rstrip().endswith(";")
        if first is None or (first.place != place and not second) or not _is_headline(first, report.text):
            break
        paragraphs = paragraphs[1:]
        if ";" not in report.text[first.start : paragraphs[0].end]:  # the semicolon parts a headline in two
            break
    return paragraphs


def _is_headline(paragraph: ProseParagraph, text: str) -> bool:
    """Return whether a line is a single short sentence that reports nothing in the past tense, as in `Quill urges calm`."""
    line = text[paragraph.start : paragraph.end]
    return (
        len(paragraph.sentences) <= 2  # noqa: PLR2004
        and len(line.split()) <= _LONGEST_HEADLINE
        and re.search(r"\b(?:said|told|added|warned|argued|(?:was|were|had)\s)", line) is None
    )


def _speakers(report: Report) -> Iterator[tuple[str, bool]]:
    """Yield the surname of each person who is a source, and whether a given name somewhere shows that it is one."""
    for source in report.sources:
        surname = _surname(source)
        if surname:
            yield surname, len(source.name.split()) >= _FULL


def _speaking(report: Report) -> frozenset[str]:
    """Return the surnames of the people who say or think something, as only people do: a body announces and attacks."""
    human = {
        attribution.source_id
        for attribution in report.attributions
        if any(_HUMAN.match(cue.text.strip()) for cue in attribution.cue)
    }
    return frozenset(name for source in report.sources if source.id in human and (name := _surname(source)))


def _places(text: str, surname: str) -> Iterator[int]:
    """Yield where a surname stands as a word of its own."""
    at = text.find(surname)
    while at >= 0:
        before, behind = text[at - 1 : at], text[at + len(surname) : at + len(surname) + 1]
        if not (before.isalnum() or before in {"'", "-"} or behind.isalnum() or behind == "-"):
            yield at
        at = text.find(surname, at + len(surname))


def _first(text: str, surname: str, *, told: Spans, spans: Spans) -> int | None:
    """Return the first mention of a surname in the article's own words; None where brackets or a noun behind it make it another thing."""
    for at in _places(text, surname):
        end = at + len(surname)
        if not told.hold(at, end) or spans.hold(at, end) or _ATTRIBUTIVE.match(text, end):
            continue
        if re.search(
            r"\b(?:municipality|province|district|town|city|village|county|state)\s+of\s+\Z", text[max(at - 20, 0) : at]
        ):
            return None
        if re.match(r"\s[A-Z][a-z]", text[end : end + 3]):  # a surname that stands first, a place's
            return None
        within = text[max(at - 40, 0) : at].rpartition("(")
        if (within[1] and ")" not in within[2]) or re.search(
            r"\w\s?[-‐]\s?\Z", within[2]
        ):  # in brackets, or a half of a double name
            return None
        return at
    return None


def _titles_before(text: str, at: int) -> str:
    """Return the titles that stand right before a name, with the blanks."""
    found = ""
    while match := re.search(r"[\w.-]+\s\Z", text[max(at - 20 - len(found), 0) : at - len(found)]):
        if match[0].strip().casefold() not in titles() or not match[0][0].isupper():
            break
        found = match[0] + found
    return found


def _named_before(text: str, at: int) -> bool:
    """Return whether a given name, initials, a nickname or a tie to somebody named stands before a surname; a title is none."""
    before = text[max(at - 60, 0) : at]
    given = re.search(r"(?P<word>[^\W\d_a-z][\w.'-]*)\s\Z", before)
    if given:
        word = given["word"].casefold()
        if word.endswith(".") and word not in titles() and len(word) > _INITIAL and word.count(".") == 1:
            return False  # the sentence before ends there
        if re.search(r"\b[Pp]rime\s+[Mm]inister\s\Z", before):
            return True
        if person_nouns().fullmatch(word) and word not in words_of("mononyms", "word", kind="title"):
            return False
        if word in words_of("mononyms", "word", kind="title"):
            return True
        opens = re.search(r"(?:\A|[.!?:]['\"”)]*\s+|\n\s*|[\"“]\s*)\Z", before[: given.start()]) is not None
        if (
            word not in titles()
            and word not in function_words()
            and word not in _days()
            and not (opens and word.endswith("ly"))
        ):
            return True
    return _TIED.search(before) is not None


def _in_full_before(text: str, surname: str, at: int) -> bool:
    """Return whether a headline or a quotation before has given the full name."""
    return any(
        (before := re.search(r"([A-Z][a-z]+)\s\Z", text[max(place - 20, 0) : place])) is not None
        and before[1].casefold() in given_names()
        for place in _places(text[:at], surname)
    )


def _known_by_one(text: str, end: int) -> bool:
    """Return whether the article says that this is all the name there is."""
    behind = text[end : end + 90].split("\n", maxsplit=1)[0]
    return (
        re.search(
            r"\b(?:no\s+other\s+name|one\s+name|single\s+name|goes\s+by|go\s+by|known\s+(?:only\s+)?(?:as|by)|stage\s+name|pen\s+name|pseudonym|not\s+(?:his|her|their)\s+real\s+name)\b",
            behind,
        )
        is not None
    )


def _surname(source: Source) -> str | None:
    """Return the surname of a person who is a source, None for whoever else or is known by one name."""
    if source.type != "named_person":
        return None
    words = [word for word in _SUFFIX.sub("", source.name).split() if word[:1].isupper()]
    if not words or len(words[-1]) < _FULL or words[-1].casefold() in words_of("mononyms", "word", kind="name"):
        return None
    last = words[-1].rstrip(".,’'").replace("’", "'")
    return (
        None
        if last.casefold() in titles() or last.isupper() or "." in last or last.casefold() in given_names()
        else last
    )


def _is_person(text: str, surname: str, *, named: bool) -> bool:
    """Return whether a name is a person's: ``named``, as its sentence reads, unless another place shows a place or a body."""
    if any(
        word in words_of(table, "name") for table in ("media", "metonyms") for word in (surname, surname.casefold())
    ):
        return False
    person = named
    for at in _places(text, surname):
        end = at + len(surname)
        before = text[max(at - 30, 0) : at].rsplit("\n", 1)[-1]
        behind = text[end : end + 200].split("\n", 1)[0]
        if _PLACE_BEFORE.search(before) or _ITS.match(behind[:100]) or _BODY.match(behind):
            return False  # a place, or a body
        title = re.search(r"([\w.-]+)\s\Z", before)
        titled = title is not None and title[1].casefold() in titles()
        spoke = _SAYS_BEFORE.search(before) and re.match(r"[,.;]|\s+on\b", behind)
        person = person or titled or bool(spoke) or _SAYS_BEHIND.match(behind) is not None
    return person


def _inverted(text: str, told: Spans) -> Iterator[str]:
    """Yield the single names behind a verb of saying: `argues Tessmer, who`."""
    for match in _SAYS_NAME.finditer(text):
        name = match["name"]
        if told.hold(match.start(), match.end()) and name.casefold() not in titles() and name.casefold() not in _days():
            yield name


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
