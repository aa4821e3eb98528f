"""CC702: a causal verb for what a study only saw together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from claimcheck import lang
from claimcheck.analysis import Analysis
from claimcheck.lang.inflection import stems
from claimcheck.lint.passages import ProseSentence, prose, quoted
from claimcheck.lint.passages.sourcing import voices
from claimcheck.lint.passages.wording import either, pattern_of, source_nouns, tokens
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Report

_EXPERIMENT = re.compile(
    r"\b(?:trials?|randomi[sz]ed|at\s+random|randomly|placebo|experiments?|control\s+group)\b", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:than|more|less|fewer|higher|lower|longer|shorter|better|worse|likely|linked|average[ds]?|associated|happier|healthier|\w{3,}ier)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"(?:\w+(?<!s)s|are\s+\w+ing|is\s+\w+ing|prevent|cause|reduce|protect|lower|raise|boost|cut|improve|make|increase|harm)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"\A(?:(?:But|And|So|Thus|Therefore|Clearly|Also|Evidently|In\s+short|In\s+other\s+words|Overall),?\s+)?(?P<subject>(?:[^\s,]+\s+){1,9}?)"
    r"(?:(?:also|therefore|thus|even|thereby|then|clearly|evidently|\w+ly)\s+)*\Z"
)
_STUDY = 40  # sentences before, in which the study stands
_SPELT_OUT = 4  # sentences from a finding on, in which it is told what was compared


def rests_on_study(sentences: Sequence[ProseSentence], place: int, *, before: str, verb: str, behind: str) -> bool:
    """Return whether a general statement (``Eating fish prevents strokes``) speaks of what a study in the article compared.

    ``before`` is the sentence up to its verb. The study asked or counted, no experiment is told of, and the two share a word.
    """
    opening = _OPENING.match(before)
    if opening is None or not _PRESENT.match(verb):
        return False
    if re.search(r"(?<!\A)\b[A-Z]\w+", opening["subject"]):  # the Harbour Act cuts
        return False
    theirs = stems(f"{before} {behind}" if re.match(r"[A-Z]\w{2,}ing\b", opening["subject"]) else before)
    around = [*sentences[max(place - _STUDY, 0) : place], *sentences[place + 1 : place + 2]]
    told = any(is_comparison(one.text) and _meet(theirs, stems(one.text)) for one in around)
    return told and not any(_EXPERIMENT.search(one.text) for one in around)


def is_comparison(text: str) -> bool:
    """Return whether a sentence tells of a study and of more in one group than in another."""
    evidence = pattern_of("correlations", "words", kind="evidence")
    return evidence.search(text) is not None and _COMPARED.search(text) is not None


def _meet(some: frozenset[str], others: frozenset[str]) -> bool:
    """Return whether a word of one side is a word of the other or its beginning: own, owner."""
    return any(one.startswith(other) or other.startswith(one) for one in some for other in others)


_TOGETHER = re.compile(
    r"\b(?:linked\s+(?:to|with)|link\s+between|associated\s+with|association\s+between|correlat\w+|coincid\w+|more\s+likely|less\s+likely|(?:twice|times)\s+as\s+likely|(?:with|had|have|has)\s+(?:more|fewer|less|higher|lower)\b[^.]{3,60}\b(?:more|fewer|less|higher|lower)\b|"
    r"at\s+the\s+same\s+time|in\s+the\s+same\s+(?:period|years?|months?)|(?:the\s+(?:more|less|higher|lower)[^.]{3,60},\s*the\s+(?:more|less|higher|lower|better|worse))|"
    r"(?:those|people|children|women|men|pupils|students|towns|countries|workers|patients|households|adults)\s+who\b[^.]{3,80}?\b(?:higher|lower|fewer|less|more|better|worse|likely|longer))\b",
    re.IGNORECASE,
)


_ASKED = re.compile(r"\b(?:surveys?|polls?|questionnaires?|census|records)\b", re.IGNORECASE)


def find(analysis: Analysis, report: Report) -> Iterator[Fault]:
    """Yield the causal verbs that rest on a study which only saw two things together."""
    spans, paragraphs = quoted(analysis), prose(analysis, report)
    article = [sentence for paragraph in paragraphs for sentence in paragraph.sentences]
    places = ((paragraph, place) for paragraph in paragraphs for place in range(len(paragraph.sentences)))
    for at, (paragraph, place) in enumerate(places):
        around = " ".join(one.text for one in paragraph.sentences[max(place - 1, 0) : place + 2])
        fault = _first(report, article, at, around=around)
        if fault and not spans.touch(article[at].start, fault.end):
            yield fault


def _first(report: Report, article: Sequence[ProseSentence], at: int, *, around: str) -> Fault | None:
    """Return the fault at the first causal verb of a sentence that rests on a correlation."""
    sentence = article[at]
    if tokens(sentence.text).isdisjoint(_forms() | _MAKING):
        return None
    if pattern_of("correlations", "words", kind="caution").search(re.sub(r"\bMay\b", "", around)):
        return None
    for match in _causal().finditer(report.text, sentence.start, sentence.end):
        verb = sentence.word(sentence.place(match.start()))
        if verb is None or verb.tag not in {"VBZ", "VBP", "VBD", "VBN"}:
            continue
        told = _is_general(sentence, match.start()) and _rests_on_less(report, match, article, at=at)
        if told or _by_the_article(report, match, article, at=at):
            words, help_ = " ".join(match[0].split()), "write is linked to, or name the experiment that shows the cause"
            message = f"“{words}” says cause; what it rests on shows only that two things go together"
            return Fault(match.start(), match.end(), message, help=help_)
    return None


def _is_general(sentence: ProseSentence, at: int) -> bool:
    """Return whether the verb at an offset says what a thing does, and is no event's, as in `Congress cut` or `a law that cut`."""
    place = sentence.place(at)
    verb = sentence.words[place]
    if verb.label in {"acl", "acl:relcl", "amod"}:
        return False
    subjects = [sentence.words[one] for one in sentence.under(place) if sentence.words[one].label.startswith("nsubj")]
    bodies = source_nouns("organization")
    return not any(one.name or one.tag == "PRP" or one.text in bodies for one in subjects)


def _rests_on_less(report: Report, match: re.Match[str], article: Sequence[ProseSentence], *, at: int) -> bool:
    """Return whether a study that asked or counted is a sentence's source, or told of before, and only set things together."""
    around = " ".join(one.text for one in article[max(at - 2, 0) : at + _SPELT_OUT])
    if _EXPERIMENT.search(around):
        return False
    evidence = pattern_of("correlations", "words", kind="evidence")
    told = any(
        span.start <= match.start() < span.end and any(evidence.search(part.text) for part in one.source)
        for one in report.attributions
        for span in one.content
    )
    own = report.text[article[at].start : match.start()]
    before = " ".join([*(one.text for one in article[max(at - 1, 0) : at]), own])
    if not told and not _by_evidence(report.text, match, sentence=article[at]):
        return evidence.search(before) is not None and _TOGETHER.search(before) is not None
    return is_comparison(around) or _TOGETHER.search(around) is not None or _ASKED.search(around) is not None


def _by_the_article(report: Report, match: re.Match[str], article: Sequence[ProseSentence], *, at: int) -> bool:
    """Return whether what a study in the article compared is all that a cause rests on, and nobody says so."""
    text, sentence = report.text, article[at]
    before, behind = text[sentence.start : match.start()], text[match.end() : sentence.end]
    told = voices(report).contents.touch(match.start(), match.end())
    return not told and rests_on_study(article, at, before=before, verb=match[0], behind=behind)


def _by_evidence(text: str, match: re.Match[str], *, sentence: ProseSentence) -> bool:
    """Return whether the sentence closes with what the claim rests on: `, a survey of 3,000 drinkers found`."""
    behind = text[match.end() : sentence.end]
    evidence = pattern_of("correlations", "words", kind="evidence")
    opens = re.compile(r"(?:,|according\s+to)\s+(?:an?|the|new|recent|two|their)?[^,]{0,40}\Z")
    return any(opens.search(behind, 0, one.start()) for one in evidence.finditer(behind))


_MAKING = frozenset(
    "make makes made making add adds added bring brings brought push pushes pushed keep keeps mean means".split()
)


@lang.compiled
def _forms() -> frozenset[str]:
    """Return the finite forms of the causal verbs."""
    rows = lang.rows("causal_verbs")
    return frozenset(form for row in rows for form in (row["verb"], *row["forms"].split()) if not form.endswith("ing"))


@lang.compiled
def _causal() -> re.Pattern[str]:
    forms = _forms()
    behind = r"(?:(?=\s+(?!of\b|in\b|for\b|to\b|since\b|by\b|at\b|on\b|from\b|and\b|or\b|with\b|than\b|up\b|last\b|an?\s+informed\b|sure\b|(?:\w+\s+)?\d[\d.,]*\s*(?:%|per\s?cent))\w))"
    linking = r"(?:(?:leads?|led|results?|resulted)\s+(?:to|in)|(?:protects?|protected)\s+(?:\w+\s+)?against|protects\s+(?=(?:the|your|their)\s))\b"
    making = (
        r"(?:(?:makes?|made)\s+(?!up\b)(?=(?:[\w’']+\s+){1,3}?(?:\w{3,}er|more|less|better|worse)\b)"
        r"|(?:is|are)\s+making\s+(?=(?:[\w’']+\s+){1,3}?(?:\w{3,}er|sick|ill|fat|poor|rich|safe)\b)"
        r"|(?:adds?|added)\s+(?=(?:\w+\s+){1,3}(?:to|onto)\b)"
        r"|(?:brings?|brought)\s+(?=(?:\w+\s+){1,3}(?:down|up)\b)"
        r"|(?:push(?:es|ed)?|dr[io]ves?|brings?|brought)\s+(?:up|down)\b"
        r"|keeps?\s+(?=(?:[\w’']+\s+){1,4}(?:young|healthy|fit|safe|slim|well|happy|awake|sharp|strong|alert|active|lean|supple|calm|clear|low|down|away)\b)"
        r"|means?\s+(?=(?:more|fewer|less|higher|lower|better|worse|longer)\b))"
    )
    plain = either(
        forms - {"fuel", "lead", "leads", "led", "result", "results", "resulted", "protect", "protects", "protected"}
    )
    return re.compile(rf"(?<![\w-])(?:{linking}|{making}|{plain}(?![\w-]){behind})", re.IGNORECASE)


RULE = Rule(
    id="CC702",
    name="cause-from-correlation",
    severity="note",
    what="Finds verbs such as causes, cuts or boosts where a survey, a study or a count is the source, and all that it is said to have seen is two things that go together.",
    why="Those who drink tea may differ in a hundred ways from those who do not. A survey cannot tell which of them did it.",
    fires="A survey of 3,000 pilots in Kessa found that tea prevents heart attacks.",
    passes="A survey of 3,000 pilots in Kessa found that those who drink tea had fewer heart attacks. It does not show that tea is the reason.",
    instead="Say what was seen: is linked to, had fewer, went up together. Keep causes for an experiment.",
    reference="HealthNewsReview.org, “Observational studies: Does the language fit the evidence? Association vs. causation” (Mark Zweig and Emily DeVoto)",
    find=find,
)
