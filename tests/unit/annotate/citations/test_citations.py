"""Which claim, attribution and source a link or note is of: Docs built by hand."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence

import pytest

from claimcheck import lang
from claimcheck.analysis import assemble
from claimcheck.annotate import groups
from claimcheck.annotate.analyse import analysis_of
from claimcheck.annotate.attribution import Relation
from claimcheck.annotate.citations import Citations, bind
from claimcheck.annotate.citations.anchors import Anchors, abbreviates
from claimcheck.annotate.citations.hosts import disagreement, is_of
from claimcheck.annotate.claims import Statement, Worth, sentences_of
from claimcheck.annotate.sources.component import Cited
from claimcheck.article import Article, Block, Link, Note
from claimcheck.report import Report, Tool
from rows import engine_doc, idle

pytestmark = pytest.mark.weights
_LINK = re.compile(r"\[(?P<text>[^\[\]]*)\]\((?P<href>[^)]*)\)|\[\^(?P<note>\w+)\]")
Told = tuple[str, str, str]


def article_of(written: str, *, notes: Mapping[str, str] | None = None, kind: str = "footnote") -> Article:
    """Return an article of one line with ``[links](https://...)`` and ``[^1]`` calls, its notes as paragraphs behind it."""
    text, links, calls, at = "", [], [], 0
    for found in _LINK.finditer(written):
        text += written[at : found.start()]
        if found["note"]:
            calls.append((len(text), found["note"]))
        else:
            links.append(Link(len(text), len(text) + len(found["text"]), found["text"], found["href"]))
            text += found["text"]
        at = found.end()
    text += written[at:]
    blocks, bodies = [Block(0, len(text), "body")], {}
    for label, words in (notes or {}).items():
        start = len(text) + 2
        text += f"\n\n{words}"
        blocks.append(Block(start, len(text), "footnote"))
        bodies[label] = (start, len(text))
    called = [
        Note(place, place, label, text[slice(*bodies[label])], kind, bodies[label])  # type: ignore[arg-type]
        for place, label in calls
    ]
    return Article(text, blocks=tuple(blocks), links=tuple(links), notes=tuple(called))


def report_of(
    article: Article,
    claims: Sequence[str],
    relations: Sequence[Told] = (),
    *,
    kinds: Mapping[str, str] | None = None,
) -> Report:
    """Return the Report of an article whose claims and relations (source, cue, content) are given by their words."""
    text = article.text
    doc = engine_doc(text).copy()
    doc.user_data["sections"] = [(block.start, block.end, block.section) for block in article.blocks]

    def place(words: str) -> list[list[int]]:
        return [[text.index(words), text.index(words) + len(words)]] if words else []

    found = [
        Relation(
            min(text.index(words) for words in relation if words),
            len(text),
            *map(place, relation),
            "indirect",
            "assertion",
            None,
        )
        for relation in relations
    ]
    cited = [
        Cited(
            *place(source)[0],
            source.removeprefix("The ").removeprefix("the "),
            (kinds or {}).get(source, "organization"),
            3,
            place(source),
            [number],
            {"names": [source]},
        )
        for number, (source, _, _) in enumerate(relations)
        if source
    ]
    contents = [content for _, _, content in relations]
    numbers = {source.attributions[0]: number for number, source in enumerate(cited)}
    sentences = sentences_of(doc)

    def statement(number: int, words: str) -> Statement:
        start = text.index(words)
        sentence = next(one for one in sentences if one.start <= start < one.end)
        relation = contents.index(words) if words in contents else None
        source = None if relation is None else numbers.get(relation)
        return Statement(
            start,
            start + len(words),
            f"c-{number}",
            [sentence.number, sentence.start, sentence.end],
            "body",
            ["assertion"],
            [],
            relation,
            source,
            [],
            hedged=False,
            checkability="checkable",
            same_as=[],
        )

    groups.write(doc, "attributions", found)
    groups.write(doc, "sources", cited)
    groups.write(doc, "claims", [statement(number, words) for number, words in enumerate(claims)])
    groups.write(doc, "worth", [Worth(one.start, one.end, 0.0) for one in groups.read(doc, "claims", Statement)])
    return assemble.build_report(analysis_of(doc, article), article, tool=Tool(version="0", lexicon="0"))


def links_of(report: Report) -> dict[str, list[str]]:
    return {claim.text: [link.href for link in claim.links] for claim in report.claims}


A, B = "https://a.example/x", "https://b.example/y"


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        (f"Ships [carried 412 cars]({A}) in May.", "anchor-overlap"),
        (f"Ships carried 412 cars in May ([Kessa Ferries]({A})).", "behind"),
        (f"Ships carried 412 cars in May ([source]({A})).", "behind"),
        (f"Ships carried 412 cars in May, via [Reuters]({A}).", "behind"),
        (f"Ships carried 412 cars in May [{A}]({A}).", "behind"),
        (f"Rents rose by 4 percent last year — [Reuters]({A})", "behind"),
        (f"Ships carried 412 cars in May, says [its website]({A}).", "anchor-overlap"),
    ],
)
def test_a_link_is_the_claim_s(written: str, rule: str) -> None:
    article = article_of(written)
    (claim,) = report_of(article, [article.text]).claims
    assert [link.href for link in claim.links] == [A]
    assert claim.why["links"] == [{"href": A, "by": "rule", "rule": rule}]
    assert claim.support == "linked"
    assert claim.source_id == "s1"


@pytest.mark.parametrize(
    "written",
    [
        f"Ships of [Kessa Ferries]({A}) carried 412 cars in May.",
        f"The Harbor Board ([HB]({A})) counted 412 cars in May.",
        f"[#ferries]({A}) carried 412 cars in May.",
        f"Ann Lee ([Labour]({A})) counted 412 cars in May.",
        f"Ships carried 412 cars in May, via [Rotterdam]({A}).",
        "Holm Ferries (https://holm.example) carried 412 cars in May.",
        "Ships [carried 412 cars](mailto:a@b.example) in May.",
        "Ships [carried 412 cars](#fn1) in May.",
        f"Ships carried 412 cars in May.[[citation needed]({A})]",
        f"Read more: [Ships carried 412 cars]({A})",
        f"[Ships carried 412 cars]({A})",
    ],
)
def test_a_link_is_no_source(written: str) -> None:
    article = article_of(written)
    (claim,) = report_of(article, [article.text]).claims
    assert (claim.links, claim.support, claim.source_id) == ((), "none", None)


def test_a_source_alone_in_its_sentence_is_of_the_claim_before() -> None:
    ferries, trains = "The ferry line carried 412 cars to the island in May.", "The trains to the coast carried nobody."
    article = article_of(f"{ferries} [Source]({A}). {trains}")
    assert links_of(report_of(article, [ferries, trains])) == {ferries: [A], trains: []}


def test_a_source_in_brackets_that_opens_a_sentence_is_of_the_claim_before() -> None:
    article = article_of(f"Ships carried 412 cars. ([source]({A})) Trains carried nobody.")
    report = report_of(article, ["Ships carried 412 cars.", "(source) Trains carried nobody."])
    assert links_of(report) == {"Ships carried 412 cars.": [A], "(source) Trains carried nobody.": []}


def test_a_link_on_the_cue_is_the_attribution_s_and_every_claim_s_of_it() -> None:
    article = article_of(f"The Harbor Board [said]({A}) ships carried 412 cars.")
    report = report_of(article, ["ships carried 412 cars"], [("The Harbor Board", "said", "ships carried 412 cars")])
    assert links_of(report) == {"ships carried 412 cars": [A]}
    assert [link.href for link in report.attributions[0].links] == [A]
    assert [(source.grade, [link.href for link in source.links]) for source in report.sources] == [(6, [A])]


def test_a_person_s_profile_is_a_mention_and_her_interview_is_not() -> None:
    for href, expected in (("https://people.example/ann-lee", []), ("https://radio.example/interview-7", ["x"])):
        article = article_of(f"[Ann Lee]({href}) said ships carried 412 cars.")
        report = report_of(article, ["ships carried 412 cars"], [("Ann Lee", "said", "ships carried 412 cars")])
        assert len(report.claims[0].links) == len(expected)


def test_a_name_in_a_document_s_phrase_is_the_document_unless_it_leads_home() -> None:
    for href, expected in (("https://union.example", 0), ("https://union.example/survey-2024", 1)):
        article = article_of(f"A survey by the [Growers Union]({href}) found ships carried 412 cars.")
        relation = ("A survey by the Growers Union", "found", "ships carried 412 cars")
        report = report_of(article, ["ships carried 412 cars"], [relation])
        assert len(report.claims[0].links) == expected


def test_each_of_two_claims_has_its_own() -> None:
    article = article_of(f"Police said [12 were held]({A}), and the clinic said [40 were hurt]({B}).")
    relations = [("Police", "said", "12 were held"), ("the clinic", "said", "40 were hurt")]
    assert links_of(report_of(article, ["12 were held", "40 were hurt"], relations)) == {
        "12 were held": [A],
        "40 were hurt": [B],
    }


def test_one_document_is_one_source() -> None:
    article = article_of(f"Ships [carried 412 cars]({A}). Trains [carried none]({A}?utm_source=x#p2).")
    report = report_of(article, ["Ships carried 412 cars.", "Trains carried none."])
    assert [source.name for source in report.sources] == ["a.example/x"]
    assert [claim.source_id for claim in report.claims] == ["s1", "s1"]


def test_ids_of_sources_follow_the_text() -> None:
    article = article_of(f"Ships [carried 412 cars]({A}). The Board said trains stood. Buses [carried 9 people]({B}).")
    claims = ["Ships carried 412 cars.", "trains stood", "Buses carried 9 people."]
    report = report_of(article, claims, [("The Board", "said", "trains stood")])
    assert [(source.id, source.name) for source in report.sources] == [
        ("s1", "a.example/x"),
        ("s2", "Board"),
        ("s3", "b.example/y"),
    ]
    assert [claim.source_id for claim in report.claims] == ["s1", "s2", "s3"]


# ---------------------------------------------------------------- notes
CITED = "Harbor Board, Annual Report 2024, p. 46."


@pytest.mark.parametrize(
    ("note", "kind", "support", "name"),
    [
        (CITED, "footnote", "linked", "Annual Report 2024"),
        ("Harbor Board, Annual Report 2024.", "endnote", "named", "Annual Report 2024"),
        ("The count excludes vans.", "footnote", "none", None),
        ("Ann Lee: where is this from? Annual Report 2024?", "comment", "none", None),
        ("Ann Lee: see https://a.example/x", "comment", "linked", "a.example/x"),
    ],
)
def test_a_note_supports_by_what_it_identifies(note: str, kind: str, support: str, name: str | None) -> None:
    article = article_of("Ships carried 412 cars.[^1]", notes={"1": note}, kind=kind)
    report = report_of(article, ["Ships carried 412 cars."])
    (claim,) = report.claims
    assert [each.label for each in claim.notes] == ["1"]
    assert claim.support == support
    assert [source.name for source in report.sources] == ([name] if name else [])
    assert all(source.type == "document" for source in report.sources)


def test_ibid_is_the_document_of_the_note_before() -> None:
    article = article_of(
        "Ships carried 412 cars.[^1] Trains carried none.[^2] Buses stood.[^3]",
        notes={"1": CITED, "2": "Ibid., p. 50.", "3": "See note 1."},
    )
    report = report_of(article, ["Ships carried 412 cars.", "Trains carried none.", "Buses stood."])
    assert [source.name for source in report.sources] == ["Annual Report 2024"]
    assert {claim.source_id for claim in report.claims} == {"s1"}


def test_a_note_is_of_the_claim_right_before_its_mark() -> None:
    article = article_of(
        "Police said 12 were held,[^1] and the clinic said 40 were hurt.[^2]", notes={"1": CITED, "2": CITED}
    )
    relations = [("Police", "said", "12 were held"), ("the clinic", "said", "40 were hurt")]
    report = report_of(article, ["12 were held", "40 were hurt"], relations)
    assert [[note.label for note in claim.notes] for claim in report.claims] == [["1"], ["2"]]


def test_a_note_behind_the_cue_is_of_what_was_said() -> None:
    article = article_of("Twelve were held, police said.[^1]", notes={"1": CITED})
    report = report_of(article, ["Twelve were held"], [("police", "said", "Twelve were held")])
    assert [note.label for note in report.claims[0].notes] == ["1"]


def test_a_note_that_nobody_calls_is_nobody_s() -> None:
    text = f"Ships carried 412 cars.\n\n{CITED}"
    place = text.index(CITED)
    blocks = (Block(0, place - 2, "body"), Block(place, len(text), "footnote"))
    note = Note(place, place, "1", CITED, body=(place, len(text)), called=False)
    report = report_of(Article(text, blocks=blocks, notes=(note,)), ["Ships carried 412 cars."])
    assert (report.claims[0].notes, report.sources) == ((), ())


def test_a_note_names_a_source_that_a_speaker_does_not() -> None:
    article = article_of("The Board said ships sank.[^1]", notes={"1": CITED})
    report = report_of(article, ["ships sank"], [("The Board", "said", "ships sank")])
    (claim,) = report.claims
    assert (claim.source_id, claim.support) == ("s1", "linked")
    assert [(source.name, source.grade) for source in report.sources] == [("Board", 3), ("Annual Report 2024", 6)]


# ---------------------------------------------------------------- who is cited, and where the link goes
def test_a_disagreement_is_asked_about() -> None:
    article = article_of("The United Nations [says](https://someblog.example/x) ships sank.")
    report = report_of(article, ["ships sank"], [("The United Nations", "says", "ships sank")])
    asked = "the link goes to someblog.example, not to the United Nations: ask whose figure it is"
    assert report.claims[0].needs[0] == asked
    assert report.claims[0].why["needs"][0] == "host"
    assert report.claims[0].links


def test_who_publishes_may_link_to_anybody() -> None:
    article = article_of("The United Nations [says](https://someblog.example/x) ships sank.")
    own = dataclasses.replace(article, publisher="United Nations")
    report = report_of(own, ["ships sank"], [("The United Nations", "says", "ships sank")])
    assert [need for need in report.claims[0].needs if "link" in need] == []


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("un.org", "United Nations"),
        ("news.un.org", "UN"),
        ("unodc.org", "UN Office on Drugs and Crime"),
        ("who.int", "World Health Organization"),
        ("cdc.gov", "Centers for Disease Control and Prevention"),
        ("imf.org", "International Monetary Fund"),
        ("gov.uk", "Ministry of Defence"),
        ("health.gov.au", "Department of Health"),
        ("reuters.com", "Reuters"),
        ("nytimes.com", "New York Times"),
        ("washingtonpost.com", "Washington Post"),
        ("apnews.com", "Associated Press"),
        ("bbc.co.uk", "BBC"),
        ("ft.com", "Financial Times"),
        ("theguardian.com", "Guardian"),
        ("amnesty.org", "Amnesty International"),
        ("statcan.gc.ca", "Statistics Canada"),
        ("data.worldbank.org", "World Bank"),
        ("gob.ec", "Ecuador"),
        ("bankofengland.co.uk", "Bank of England"),
        ("orrinport.example", "Orrin Port Authority"),
    ],
)
def test_a_host_is_of_its_name(host: str, name: str) -> None:
    assert is_of(host, name)


@pytest.mark.parametrize(
    ("host", "name"),
    [
        ("someblog.example", "United Nations"),
        ("reuters.com", "Ministry of Health"),
        ("dailynews.example", "World Health Organization"),
        ("nytimes.com", "Reuters"),
        ("wordpress.com", "Harbor Board"),
    ],
)
def test_a_host_is_of_somebody_else(host: str, name: str) -> None:
    assert not is_of(host, name)
    assert disagreement(f"https://{host}/x", name, name=name)


def doubt(row: Mapping[str, str]) -> str | None:
    """Return what is asked of a row's example: whether the link leads to who is named."""
    link = _LINK.search(row["example"])
    assert link
    name = row["name"] or "UN"
    assert name in row["example"]
    return disagreement(link["href"], name, name=name)


def test_every_host_of_the_table_settles_a_doubt() -> None:
    assert [dict(row) for row in lang.rows("hosts") if doubt(row)] == []
    assert idle("hosts", doubt) == []


# ---------------------------------------------------------------- what the words under a link are
def linked(row: Mapping[str, str]) -> tuple[str | None, list[str]]:
    """Return what the words under the link of a row's example are, and the links of its sentences, each a claim."""
    article = article_of(row["example"])
    doc = engine_doc(article.text)
    anchor = Anchors(doc, article).read(article.links[0])
    report = report_of(article, [article.text[one.start : one.end] for one in sentences_of(doc)])
    return anchor.kind if anchor else None, [href for links in links_of(report).values() for href in links]


def test_every_link_word_does_what_its_kind_says() -> None:
    expected = {"never": None, "pointer": "pointer", "document": "document"}
    wrong = []
    for row in lang.rows("link_words"):
        kind, links = linked(row)
        fits = (
            bool(links) is (row["kind"] == "lead")
            if row["kind"] in {"lead", "promo"}
            else kind == expected[row["kind"]]
        )
        wrong += [] if fits else [dict(row)]
    assert wrong == []


def test_no_link_word_is_idle() -> None:
    assert idle("link_words", linked) == []


def test_a_short_form_is_told() -> None:
    assert abbreviates("WHO", "said the World Health Organization ")
    assert not abbreviates("Reuters", "said the World Health Organization ")


def test_an_article_without_links_and_notes_is_not_searched() -> None:
    doc = engine_doc("Ships carried 412 cars.")
    article = Article(doc.text)
    assert bind(doc, article, anchors=Anchors(doc, article)) == Citations({}, {}, {})
