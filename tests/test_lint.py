"""The linter's rules on the examples of their pages, and on the passages in fixtures/lint."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from claimcheck import lint
from claimcheck.report import Finding
from findings import reading
from soak import part

pytestmark = pytest.mark.weights
FIXTURES = Path(__file__).parent.parent / "fixtures/lint"
LEAST_PRECISION, LEAST_RECALL = 0.95, 0.9
_PUBLISHED = re.compile(r"\Apublished: (\d{4}-\d\d-\d\d)\n+")
_BACKTICKED = re.compile(r"`([^`]+)`")
RULES = list(lint.rules().values())


@dataclass(frozen=True)
class Passage:
    """One passage of a fixture: ``expected`` holds, for each finding, the stretches that it may stand on."""

    rule: str
    title: str
    text: str
    published: str | None
    input_format: str
    expected: tuple[tuple[str, ...], ...]


def read_passages(path: Path) -> Iterator[Passage]:
    """Yield the passages of one rule."""
    rule = path.stem
    for section in re.split(r"^## ", path.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]:
        title, _, rest = section.partition("\n")
        lines = rest.split("\n")
        said = dict(line.split(": ", 1) for line in lines if re.match(r"(?:published|format): ", line))
        text = "\n".join(line[2:] for line in lines if line.startswith(">"))
        bullets = [_BACKTICKED.findall(line) for line in lines if line.startswith("- ")]
        assert title.startswith("fires:") == bool(bullets), f"{path.name}: {title}"
        yield Passage(
            rule, title, text, said.get("published"), said.get("format", "text"), tuple(tuple(b) for b in bullets)
        )


EVERY = [passage for path in sorted(FIXTURES.glob("CC*.md")) for passage in read_passages(path)]
PASSAGES = part(EVERY)
"""All 1,278 cost 30 CPU seconds, a tenth of all tests, and say no more of a rule that is broken."""


@functools.cache
def found_in(passage: Passage) -> tuple[tuple[Finding, ...], str]:
    analysis, report = reading(passage.text, published=passage.published, input_format=passage.input_format)
    return lint.findings(analysis, report, [lint.rules()[passage.rule]]), report.text


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("CC303", "Fees have risen significantly. Rents have risen significantly.\n\nTolls have risen significantly."),
        ("CC304", "The dam is believed to be a copy.\n\nThe bell is believed to be a copy, too."),
        ("CC601", 'Fees rose. He called it "a port.\n\nIt rained. He called it "a port.'),
    ],
)
def test_findings_on_the_same_words_have_ids_of_their_own_that_survive_edits_elsewhere(rule: str, text: str) -> None:
    def ids(article: str) -> list[str]:
        analysis, report = reading(article)
        return [one.id for one in lint.findings(analysis, report, [lint.rules()[rule]])]

    assert len(set(ids(text))) == len(ids(text)) > 1
    assert ids(f"The gate was shut.\n\n{text}") == ids(text)


def counted(passage: Passage) -> tuple[int, int, int]:
    """Return right, wrong and missed findings of the passage's rule."""
    found, text = found_in(passage)
    left = list(found)
    right = 0
    for places in passage.expected:
        spans = [match.span() for place in places for match in re.finditer(re.escape(place), text)]
        hit = next((one for one in left if any(one.start < end and start < one.end for start, end in spans)), None)
        if hit:
            left.remove(hit)
            right += 1
    return right, len(left), len(passage.expected) - right


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_fires_on_its_example_and_not_on_what_to_write_instead(rule: lint.Rule) -> None:
    offline = rule.id == "CC504"  # test_fetching has its examples, with a server
    for example, fires in ((rule.fires, not offline), (rule.passes, False)):
        stamp = _PUBLISHED.match(example)
        text, published = (example[stamp.end() :], stamp[1]) if stamp else (example, None)
        analysis, report = reading(text, published=published, input_format="markdown")
        assert bool(lint.findings(analysis, report, [rule])) == fires, example


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_has_its_page_and_its_passages(rule: lint.Rule) -> None:
    assert re.fullmatch(r"CC[2-7]\d\d", rule.id)
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", rule.name)
    for told in (rule.what, rule.why, rule.fires, rule.passes, rule.instead, rule.reference):
        assert told.strip(), f"{rule.id} lacks a part of its page"
    mine = [passage for passage in EVERY if passage.rule == rule.id]
    if rule.id != "CC504":  # it needs the network
        assert sum(bool(passage.expected) for passage in mine) >= 4
        assert sum(not passage.expected for passage in mine) >= 4


@pytest.mark.soak
def test_precision_and_recall_over_all_passages() -> None:
    known = [passage for passage in PASSAGES if passage.rule in lint.rules()]
    counts = {passage: counted(passage) for passage in known}
    right, wrong, missed = (sum(count[place] for count in counts.values()) for place in range(3))
    by_rule: Counter[str] = Counter()
    for passage, (_, more, less) in counts.items():
        by_rule[f"{passage.rule} wrong"] += more
        by_rule[f"{passage.rule} missed"] += less
    lines = [f"{passage.rule} {passage.title}: {count}" for passage, count in counts.items() if count[1] or count[2]]
    shown = "\n".join([f"right {right}, wrong {wrong}, missed {missed}", *lines])
    assert right / (right + wrong) >= LEAST_PRECISION, shown
    assert right / (right + missed) >= LEAST_RECALL, shown
