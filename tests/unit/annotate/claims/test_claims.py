"""Claims: statements, marks, ids, same_as; and the Report that is made of them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.analysis.assemble import build_report
from claimcheck.annotate import groups
from claimcheck.annotate.analyse import analysis_of
from claimcheck.annotate.attribution import Relation
from claimcheck.annotate.attribution.component import form_of, nest
from claimcheck.annotate.claims import Statement, Worth, claims, find_claims, sentences_of
from claimcheck.annotate.claims.asides import is_of_the_page, leads_on
from claimcheck.annotate.claims.claimable import silences
from claimcheck.annotate.claims.figures import measurement_of, same_figure
from claimcheck.annotate.engine.evidence import KEY, evidence
from claimcheck.annotate.sources.component import find_sources
from claimcheck.article import Article, Link, Note
from claimcheck.report import Report, Tool
from rows import engine_doc, idle
from soak import size

if TYPE_CHECKING:
    from spacy.tokens import Doc

pytestmark = pytest.mark.weights


@dataclass(frozen=True)
class Quantity:
    """What the claims read of a quantity."""

    start: int
    end: int
    value: float
    unit: str | None
    of: str | None = None
    value2: float | None = None
    bound: str = "="
    why: dict[str, Any] = field(default_factory=dict)
    counts: bool = False


@dataclass(frozen=True)
class Time:
    """What the claims read of a time."""

    start: int
    end: int
    value: str | None = None
    why: dict[str, Any] = field(default_factory=dict)


def sentences(text: str, *blocks: tuple[int, int, str]) -> Doc:
    """Return a text as the engine reads it, with its sections."""
    doc = engine_doc(text).copy()
    doc.user_data["sections"] = list(blocks)
    return doc


def doc_of(text: str, *, relations: tuple[tuple[str, str, str], ...] = (), **marks: list[Any]) -> Doc:
    """Return a Doc with relations of (source, cue, content) and marks: ``(text, value, unit)`` or a time's text."""
    doc = sentences(text)
    made = []
    for parts in relations:
        spans = [[[text.index(part), text.index(part) + len(part)]] if part else [] for part in parts]
        whole = [offset for role in spans for pair in role for offset in pair]
        made.append(
            Relation(min(whole), max(whole), *spans, form_of(text, spans[2]), "assertion", None)  # type: ignore[arg-type]
        )
    groups.write(doc, "attributions", nest(sorted(made, key=lambda one: (one.start, one.end))))
    quantities = [Quantity(text.index(t), text.index(t) + len(t), v, u) for t, v, u in marks.get("quantities", [])]
    groups.write(doc, "quantities", quantities)
    groups.write(doc, "times", [Time(text.index(t), text.index(t) + len(t)) for t in marks.get("times", [])])
    groups.write(doc, "sources", find_sources(doc))
    return claims(doc)


def told(doc: Doc) -> list[tuple[str, list[str], int]]:
    return [(doc.text[one.start : one.end], one.kinds, len(one.marks)) for one in groups.read(doc, "claims", Statement)]


def report_of(doc: Doc, **fields: Any) -> Report:
    article = Article(doc.text, **fields)
    groups.write(doc, "worth", [Worth(one.start, one.end, 0.0) for one in groups.read(doc, "claims", Statement)])
    return build_report(analysis_of(doc, article), article, tool=Tool(version="0", lexicon=""))


def test_the_content_is_the_claim() -> None:
    doc = doc_of(
        "Critics said the dam cost 4 euros.",
        relations=(("Critics", "said", "the dam cost 4 euros"),),
        quantities=[("4 euros", 4.0, "EUR")],
    )
    assert told(doc) == [("the dam cost 4 euros", ["quantity", "paraphrase"], 1)]


def test_two_attributions_are_two_claims_and_each_mark_is_in_one() -> None:
    doc = doc_of(
        "Critics said 4 boats sank, but Lee said 3 boats sank.",
        relations=(("Critics", "said", "4 boats sank"), ("Lee", "but Lee said", "3 boats sank")),
        quantities=[("4 boats", 4.0, "boat"), ("3 boats", 3.0, "boat")],
    )
    assert [(text, marks) for text, _, marks in told(doc)] == [("4 boats sank", 1), ("3 boats sank", 1)]


def test_a_quotation_is_a_claim_a_sentence() -> None:
    words = "“The pumps failed in May. The mayor signed the contract.”"
    doc = doc_of(f"{words} Lee said.", relations=(("Lee", "said", words),))
    assert [text for text, _, _ in told(doc)] == ["“The pumps failed in May.", "The mayor signed the contract.”"]
    assert all(kinds == ["quote"] for _, kinds, _ in told(doc))


def test_a_sentence_without_mark_or_attribution() -> None:
    assert told(doc_of("The town closed its pool.")) == [("The town closed its pool.", ["assertion"], 0)]
    assert told(doc_of("Why did the town close its pool?")) == []


def judged(doc: Doc, worth: list[float]) -> Doc:
    """Return a Doc of which the network thinks so: log odds of nothing to check, of a fact, and of one to check first."""
    words = [token for token in doc if not token.is_space]
    found = evidence(doc)
    doc.user_data[KEY] = replace(found, worth=np.asarray([worth] * len(words), dtype=np.float32))
    return doc


@pytest.mark.parametrize(("nothing", "count"), [(5.0, 0), (0.0, 1)])
def test_a_sentence_that_reads_as_nothing_to_check_holds_no_claim(nothing: float, count: int) -> None:
    doc = judged(sentences("The town closed its pool."), [nothing, 1.0, 1.0])
    assert len(told(claims(doc))) == count
    assert len(silences(doc)) == 1 - count


@pytest.mark.parametrize(("nothing", "count"), [(3.0, 1), (9.0, 0)])
def test_a_mark_is_a_claim_but_where_the_network_is_sure_that_nothing_is(nothing: float, count: int) -> None:
    doc = judged(doc_of("The town closed 4 pools.", quantities=[("4 pools", 4.0, "pool")]), [nothing, 0.0, 0.0])
    assert [marks for _, _, marks in told(claims(doc))] == [1] * count
    doc = judged(doc_of("The town closed pools."), [nothing, 0.0, 0.0])
    assert told(claims(doc)) == []


def test_a_mark_makes_a_claim_even_of_a_question() -> None:
    doc = doc_of("Did 4 boats sink?", quantities=[("4 boats", 4.0, "boat")])
    assert [marks for _, _, marks in told(doc)] == [1]


def test_a_time_joins_the_claim_of_its_sentence() -> None:
    doc = doc_of(
        "Critics said Monday the dam leaked.",
        relations=(("Critics", "said Monday", "the dam leaked"),),
        times=["Monday"],
    )
    assert told(doc) == [("the dam leaked", ["paraphrase"], 1)]


def test_what_a_site_says_of_itself_is_no_claim() -> None:
    assert idle("page_words", lambda row: is_of_the_page(row["example"])) == []


@pytest.mark.parametrize(
    "words",
    [
        "Copyright law was last changed in 2019, the ministry said.",
        "By clicking on the link, 412 users lost $2 million.",
        "Signing up for the course costs $40.",
        "The site changed its privacy policy in May, and 12 percent of readers left.",
    ],
)
def test_news_of_rights_and_clicks_is_news(words: str) -> None:
    assert not is_of_the_page(words)


@pytest.mark.parametrize(
    ("line", "leads"),
    [
        ("Read more: Airport opens second runway", True),
        ("Related | Airport opens second runway", True),
        ("Related deaths rose by 5 percent in 2024.", False),
        ("Watch: the bridge fell in 2019.", False),
        ("Read the letter", False),
    ],
)
def test_lines_that_lead_on(line: str, leads: bool) -> None:  # noqa: FBT001  a column of the table
    assert leads_on(line) is leads


def test_a_fragment_said_before_is_no_claim_twice() -> None:
    doc = doc_of("The dam is old, one of the oldest anywhere.\n\n, one of the oldest anywhere. It was built in 1912.")
    assert [text for text, _, _ in told(doc)] == [
        "The dam is old, one of the oldest anywhere.",
        "It was built in 1912.",
    ]


def test_words_that_only_say_who_speaks_and_questions_are_no_claims() -> None:
    text = "The mayor said at a rally, according to the Gazette. The clerk asked who will pay for the dam?"
    relations = (
        ("The mayor", "said", "that the dam leaks"),
        ("the Gazette", "according to", "The mayor said at a rally"),
        ("The clerk", "asked", "who will pay for the dam"),
    )
    assert told(doc_of(f"{text} He meant that the dam leaks.", relations=relations)) == [
        ("that the dam leaks", ["paraphrase"], 0)
    ]


def test_a_sentence_that_stands_twice_is_one_claim() -> None:
    line = "The dam lost a third of its water in March."
    doc = doc_of(f"{line}\n\nIt was built in 1912.\n\n{line}")
    assert [text for text, _, _ in told(doc)] == [line, "It was built in 1912."]
    assert list(silences(claims(doc)).values()) == ["an earlier sentence, word for word"]


@pytest.mark.parametrize(
    ("cue", "content", "count"),
    [("seeking", "to have it closed", 1), ("saying", "that it leaks", 2), ("calling it", "“a sieve”", 2)],
)
def test_a_scrap_of_what_the_article_tells_is_no_claim_beside_it(cue: str, content: str, count: int) -> None:
    own = "The council has sued the owner of the dam in March"
    text = f"{own}, {cue} {content}."
    doc = doc_of(text, relations=(("The council", cue, content),))
    assert [words for words, _, _ in told(doc)] == ([own, content] if count > 1 else [text])


def test_where_another_speaks_the_article_s_own_words_end() -> None:
    text = "The dam has leaked since the storm in March, but the board says it is safe."
    doc = doc_of(text, relations=(("the board", "says", "it is safe"),))
    assert [words for words, _, _ in told(doc)] == ["The dam has leaked since the storm in March", "it is safe"]


def test_a_figure_of_who_speaks_stands_with_them() -> None:
    doc = doc_of(
        "Six papers in the valley said the dam leaks.",
        relations=(("Six papers in the valley", "said", "the dam leaks"),),
        quantities=[("Six papers", 6.0, "paper")],
    )
    assert [(words, marks) for words, _, marks in told(doc)] == [
        ("Six papers in the valley said", 1),
        ("the dam leaks", 0),
    ]


def test_what_stands_between_the_pieces_of_a_content_is_told_with_them() -> None:
    text = "The talks were held in March and the outcome is expected to be announced on Thursday."
    doc = doc_of(text)
    start, cue, rest = text.index("The"), text.index("is expected"), text.index("to be")
    pieces = [[start, cue - 1], [rest, len(text) - 1]]
    groups.write(
        doc, "attributions", [Relation(start, len(text), [], [[cue, rest - 1]], pieces, "indirect", "belief", None)]
    )
    assert [words for words, _, _ in told(claims(doc))] == [text[:-1]]


def test_a_publication_date_up_front_is_left_out() -> None:
    doc = doc_of("date 2026-03-04 Tolna has lost its dam.", times=["2026-03-04"])
    assert told(doc) == [("Tolna has lost its dam.", ["assertion"], 0)]


def test_headings_claim_nothing() -> None:
    text = "The dam at Tolna\n\nThe dam failed at night."
    doc = sentences(text, (0, 16, "heading"), (18, len(text), "lead"))
    assert [one.section for one in find_claims(doc)] == ["lead"]


def test_sentences_are_cut_where_blocks_end() -> None:
    doc = sentences("The dam at Tolna\n\nIt failed at night.", (0, 16, "heading"), (18, 37, "lead"))
    assert [(one.start, one.end, one.section) for one in sentences_of(doc)] == [(0, 16, "heading"), (18, 37, "lead")]


def test_a_bullet_is_no_part_of_a_sentence() -> None:
    for written in ("• It rained.", "•\tIt rained.", "▪ It rained."):
        (one,) = sentences_of(sentences(written))
        assert written[one.start : one.end] == "It rained."


def test_ids_survive_edits_elsewhere_and_are_unique() -> None:
    text = "The town closed its pool. The town closed its pool."
    ids = [one.id for one in groups.read(doc_of(text), "claims", Statement)]
    assert len(set(ids)) == 2
    later = groups.read(doc_of("A storm destroyed the coast road in May. " + text), "claims", Statement)
    assert [one.id for one in later[1:]] == ids


def test_the_same_figure_is_found_again() -> None:
    doc = doc_of(
        "In 2023 the port seized over 200 tons of cocaine. The cocaine that the port seized now surpasses 200 tons.",
        quantities=[("over 200 tons", 200.0, "ton"), ("surpasses 200 tons", 200.0, "ton")],
    )
    one, other = groups.read(doc, "claims", Statement)
    assert (one.same_as, other.same_as) == ([other.id], [one.id])


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ({"value": 5, "unit": "percent", "of": "voters"}, {"value": 5, "unit": "percent", "of": "likely voters"}, True),
        ({"value": 5, "unit": "percent", "of": "voters"}, {"value": 5, "unit": "percent", "of": "growth"}, False),
        ({"value": 2, "unit": "country"}, {"value": 2, "unit": "country"}, False),
        ({"value": 11491, "unit": "refugee"}, {"value": 11491, "unit": "refugee"}, True),
        ({"value": 300, "unit": "refugee"}, {"value": 300, "unit": "refugee"}, False),
        ({"value": 34, "unit": "year", "of": "age"}, {"value": 34, "unit": "year", "of": "age"}, False),
    ],
)
def test_same_figures(first: dict[str, Any], second: dict[str, Any], *, same: bool) -> None:
    sentences = "The ships carried wheat.", "Later the ships turned."
    one, other = (measurement_of(counted(fact), text) for fact, text in zip((first, second), sentences, strict=True))
    assert same_figure(one, other) is same


@pytest.mark.parametrize(
    ("value", "names", "same"),
    [
        (5.4, ("Ghana", "Ghana"), True),
        (5.4, ("Ghana", "Kenya"), False),  # inflation in two countries
        (5.4, ("", "Kenya"), True),
        (3, ("Togo", "Togo"), False),  # three ports, and then three others
        (11491, ("Ghana", "Kenya"), False),
    ],
)
def test_the_same_figure_is_of_the_same_one(value: float, names: tuple[str, str], *, same: bool) -> None:
    fact = counted(
        {"value": value, "unit": "port"} if value != 5.4 else {"value": value, "unit": "percent", "of": "inflation"}
    )
    one, other = (measurement_of(fact, "The ships turned.", names=name) for name in names)
    assert same_figure(one, other) is same


def counted(fact: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a quantity, with what tells whether it counts."""
    return {"counts": fact["unit"] != "percent", **fact}


def test_the_report_says_where_and_how_well_supported() -> None:
    doc = doc_of(
        "Critics said the dam leaked [1]. The town closed its pool. Ann Lee said 40 people fell ill.",
        relations=(("Critics", "said", "the dam leaked"), ("Ann Lee", "Ann Lee said", "40 people fell ill")),
    )
    link = Link(42, 57, "closed its pool", "https://example.org")
    report = report_of(doc, links=(link,), notes=(Note(28, 31, "1", "Court file 7"),))
    assert [claim.support for claim in report.claims] == ["linked", "linked", "named"]
    assert [claim.source_id for claim in report.claims] == ["s1", "s3", "s4"]
    assert report.claims[0].attribution_id == "a1"
    assert report.claims[0].notes[0].note == "Court file 7"
    assert report.article.sentences == 3


def test_offsets_hold() -> None:
    doc = doc_of("Critics said 4 boats sank.", relations=(("Critics", "said", "4 boats sank"),), times=["4"])
    report = report_of(doc)
    spans = [*report.claims, *(s for a in report.attributions for s in (*a.source, *a.cue, *a.content))]
    assert all(span.text == report.text[span.start : span.end] for span in spans)


@settings(max_examples=size(100), deadline=None)
@given(st.text(alphabet="aB .,;:?!“”\"'\n—123é", max_size=120))
def test_never_raises_on_any_text(text: str) -> None:
    report = report_of(doc_of(text))
    ids = [claim.id for claim in report.claims]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "content", "name"),
    [
        ("The army crossed the lake in March, a move confirmed by officials.", "a move", "officials"),
        ("The army crossed the lake in March with a boat confirmed by officials.", "a boat", None),
    ],
)
def test_what_takes_up_its_sentence_credits_it(text: str, content: str, name: str | None) -> None:
    doc = doc_of(text, relations=(("officials", "confirmed by", content),))
    report = report_of(doc)
    names = {source.id: source.name for source in report.sources}
    assert [(one.text, names.get(one.source_id or "")) for one in report.claims] == [(text, name)]


def test_what_one_identifies_something_as_is_said() -> None:
    content = "the ports as critical departure points for shipments"
    doc = doc_of(f"The UN Office on Drugs identifies {content}.", relations=(("The UN Office", "identifies", content),))
    assert [words for words, _, _ in told(doc)] == [content]


def test_of_a_topic_the_article_itself_tells() -> None:
    text = "The governor backed the bridge across the lake last week."
    doc = doc_of(text, relations=(("The governor", "backed", "the bridge across the lake"),))
    assert told(doc) == [(text, ["assertion"], 0)]


def test_who_declined_to_speak_claims_nothing() -> None:
    doc = sentences("Lee declined to comment on the sale.")
    declined = Relation(0, 35, [[0, 3]], [[4, 12]], [[13, 35]], "indirect", "declined", None)
    groups.write(doc, "attributions", [declined])
    assert list(find_claims(doc)) == []
