"""CC703: a prediction that is stated as a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang import vocabulary
from claimcheck.lint.passages import ProseSentence, quoted, sentences
from claimcheck.lint.passages.sourcing import voices
from claimcheck.lint.passages.wording import either, tokens, words_of
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_HEDGE = re.compile(
    r"\b(?:if|unless|(?-i:may)|might|could|likely|unlikely|probably|perhaps|possibly|expected|expects?|hopes?|hoped|forecasts?|predicts?|projections?|projected|estimates?|"
    r"whether|should|would|believes?|thinks?|plans?|promis\w+|vow\w+|pledg\w+|aims?|once|provided|assuming|until|fears?|question|wonder|can|maybe|means?|prospects?|chances?|risks?|certain|hopefully|suggests?|suggested|seems?|appears?|at\s+least|(?<!than\s)any|anyone|anybody|whoever|those\s+who|either)\b|\?",
    re.IGNORECASE,
)
_DECIDED = re.compile(
    r"\b(?:decided|approved|adopted|agreed|voted|decision|moon|sun|eclipse|tides?|comet|solstice|bylaw|ban|budget|fined|law|bill|act|rule|rules|decree|ordinance|regulation|contract|agreement|deal|treaty|order|scheme|tariff|fee|schedule|timetable|primar(?:y|ies)|contests?|(?:next|this)\s+(?:week|month)|tomorrow|today|tonight|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|from\s+(?:\d|next|[A-Z][a-z]+\s+\d))\b"
)
_AHEAD = frozenset("will won going set bound certain sure destined guaranteed doomed".split())
_PERSONS = frozenset("i we you he she".split())
_RELATIVE = re.compile(r"\b(?:who|which|that|whom|where|whose|when)(?:\s+\w+){0,2}\s+\Z")
_SAYS = re.compile(
    r"\b(?:said|says|according\s+to|warned|warns|argued|argues|announced|told|wrote|claims?|claimed|insists?|insisted)\b"
)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield what the article says will happen, in its own voice and without a doubt, where nobody can know."""
    spans = quoted(analysis)
    for sentence in sentences(analysis, report):
        match = _forecast(report, sentence)
        if match and not spans.hold(match.start(), match.end()):
            message = f"“{' '.join(match[0].split())}”: nobody can know yet"
            yield Fault(match.start(), match.end(), message, help="say who expects it, and on what grounds")


def _forecast(report: Report, sentence: ProseSentence) -> re.Match[str] | None:
    """Return the forecast in a sentence, None where somebody makes it, something hedges it or it was decided."""
    text = sentence.text
    if tokens(text).isdisjoint(_AHEAD) or _HEDGE.search(text) or _DECIDED.search(text) or _SAYS.search(text):
        return None
    bound = bool(sentence.claims) and all(claim.source_id or claim.links for claim in sentence.claims)
    if bound or voices(report).sources.touch(sentence.start, sentence.end):
        return None
    match = _pattern().search(report.text, sentence.start, sentence.end)
    if match and (
        _RELATIVE.search(report.text, sentence.start, match.start()) or _by_somebody(sentence, match.start())
    ):
        return None
    return match


def _by_somebody(sentence: ProseSentence, at: int) -> bool:
    """Return whether a named person or the speaker does it, who can know: `Lee will become the chairman`, `I will bring it`."""
    words = sentence.words
    head = words[sentence.place(at)].head if sentence.place(at) < len(words) else None
    subjects = (
        [] if head is None else [words[one] for one in sentence.under(head) if words[one].label.startswith("nsubj")]
    )
    return any(one.name == "PERSON" or one.text.casefold() in _PERSONS for one in subjects)


@lang.compiled
def _pattern() -> re.Pattern[str]:
    many = either(vocabulary.many())
    when = rf"(?:(?:[Bb]y|[Bb]efore)\s+20\d\d|[Ww]ithin\s+(?:a|{many}|\d+)\s+(?:years?|decades?|generation)|[Ii]n\s+(?:{many}|a\s+hundred|\d+)\s+years)\b"
    verbs = r"(?!end\s+up\b)" + either(words_of("outcomes", "verb"))
    will = r"(?:will|won[’']t|(?:is|are)\s+(?:going|set|bound|certain|sure|destined|guaranteed|doomed)\s+to)"
    return re.compile(
        rf"\b{will}\s+(?:(?:\w+ly|not|never|soon|also|then|always|no\s+longer|all|once\s+again|again)\s+)*(?:be\s+(?!(?:more|less)\s+(?:to|of|on)\b)(?:the\s+\w+est\b|more|less|fewer|higher|lower|bigger|smaller|richer|poorer|cheaper|no\s+longer|no\s+more|forced|lost|gone|worse|better|dead|over|destroyed|replaced|ruined|wiped|doomed|transformed|forgotten|remembered|swamped|flooded)\b(?:\s+\w+)?|{verbs}\b)"
        rf"|\bthere\s+will\s+(?:not\s+be|be\s+(?:no|fewer|more|less))\b(?!\s+(?:to|of|on)\b)"
        rf"|{when}[^.;]{{0,60}}?\b{will}\s+(?:not\s+)?\w+"
        rf"|\b{will}\s+(?:not\s+)?\w+\b(?=[^.;]{{0,60}}?\b{when})",
        re.IGNORECASE,
    )


RULE = Rule(
    id="CC703",
    name="prediction-as-fact",
    severity="note",
    what="Finds what the article says will happen, without a source and without a doubt, where nobody can know. What stands on a calendar is none.",
    why="It cannot be checked, it is wrong about as often as not, and the archive keeps it.",
    fires="The new fees will ruin the fishing fleet. By 2035 the harbour will be a car park.",
    passes="The new fees could ruin the fishing fleet, said Rosa Quill, who heads the pilots' guild. The fees take effect on May 2.",
    instead="Say who expects it, on what grounds, and how sure they are: the guild expects, on present trends.",
    reference="Reuters Handbook of Journalism, “The Essentials of Reuters sourcing”, on when to source; Wikipedia, “What Wikipedia is not: Wikipedia is not a crystal ball”",
    find=find,
)
