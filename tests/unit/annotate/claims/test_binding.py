"""Binding: the innermost relation with a source, a quotation that runs on, or nobody."""

from __future__ import annotations

from claimcheck.annotate.attribution.component import Relation, nest
from claimcheck.annotate.claims.binding import Binder, quotations

TEXT = "Egypt says a report found 10 percent and 4 lakes. “We lost 3 boats. Then 5 more,” Lee said. It rose 2 percent."


def relation(source: str, cue: str, content: str) -> Relation:
    spans = [[TEXT.index(part), TEXT.index(part) + len(part)] for part in (source, cue, content)]
    start, end = min(s for s, _ in spans), max(e for _, e in spans)
    return Relation(start, end, [spans[0]], [spans[1]], [spans[2]], "indirect", "assertion", None)


RELATIONS = nest(
    [
        relation("Egypt", "says", "a report found 10 percent and 4 lakes"),
        relation("a report", "found", "10 percent"),
        relation("Lee", "said", "“We lost 3 boats."),
    ]
)


def bound(mark: str, speaks: dict[int, int] | None = None, relations: list[Relation] | None = None) -> int | None:
    binder = Binder(TEXT, relations or RELATIONS, speaks={0: 0, 1: 1, 2: 2} if speaks is None else speaks)
    start = TEXT.index(mark)
    return binder.bind(start, start + len(mark))[0]


def test_the_innermost_relation_with_a_source() -> None:
    assert bound("10 percent") == 1
    assert bound("4 lakes") == 0


def test_a_relation_without_a_source_gives_way_to_the_one_around_it() -> None:
    assert bound("10 percent", {0: 0, 2: 2}) == 0
    assert bound("10 percent", {2: 2}) == 1  # nobody speaks: the claim is still the innermost content


def test_a_quotation_runs_on() -> None:
    assert bound("3 boats") == 2
    assert bound("5 more") == 2


def test_nothing_is_bound_across_sentences() -> None:
    assert bound("2 percent") is None


def test_a_figure_in_a_source_is_nobody_s() -> None:
    poll = relation("4 lakes", "We", "3 boats")
    assert bound("4 lakes", {0: 0}, [poll]) is None


def test_a_figure_in_the_source_is_not_what_it_says() -> None:
    lakes = relation("4 lakes", "found", "a report found 10 percent and 4 lakes")
    start = TEXT.index("4 lakes")
    assert Binder(TEXT, [lakes], speaks={0: 0}).bind(start, start + len("4 lakes")) == (0, "sourceless")


def test_the_chain_is_outermost_first() -> None:
    binder = Binder(TEXT, RELATIONS, speaks={0: 7, 1: 8, 2: 9})
    assert binder.chain(1) == [7]
    assert binder.chain(0) == []


def test_a_chain_of_several_sources_runs_from_the_one_who_speaks_to_the_one_who_knows() -> None:
    text = "The paper wrote that the mayor said that a report found 10 percent."
    told = []
    for source, cue in (("The paper", "wrote"), ("the mayor", "said"), ("a report", "found")):
        start, verb = text.index(source), text.index(cue)
        content = [text.index(" ", verb) + 1, len(text) - 1]
        spans = [[start, start + len(source)]], [[verb, verb + len(cue)]], [content]
        told.append(Relation(start, content[1], *spans, "indirect", "assertion", None))
    relations = nest(told)
    assert Binder(text, relations, speaks={0: 7, 1: 8, 2: 9}).chain(2) == [7, 8]
    assert Binder(text, relations, speaks={0: 7, 2: 9}).chain(2) == [7]  # nobody known speaks in between
    assert Binder(text, relations, speaks={0: 7, 1: 8, 2: 8}).chain(2) == [7]


def test_quotations() -> None:
    text = 'He said "a b" and “c d”.\n“open to the end\n"shut"'
    assert sorted(text[s:e] for s, e in quotations(text)) == sorted(['"a b"', "“c d”", "“open to the end", '"shut"'])
