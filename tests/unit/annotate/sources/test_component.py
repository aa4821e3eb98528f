"""Sources: who is meant, under which name, of what type and grade. Needs the trained weights."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from spacy.tokens import Span

from cited import cited, related, told, who
from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import Relation
from claimcheck.annotate.engine.evidence import KEY, evidence
from claimcheck.annotate.sources.component import Cited, find_sources, sources
from claimcheck.annotate.sources.registry import _keys
from rows import engine_doc

if TYPE_CHECKING:
    from spacy.tokens import Doc

pytestmark = pytest.mark.weights


def test_a_name_of_marks_alone_ends_nothing() -> None:
    doc = told("The mayor went to * in May. The council said that fares will fall.")
    doc.set_ents([Span(doc, 4, 5, label="ORG")])
    assert who(doc) == ["council"]


def test_a_name_of_very_many_words_is_filed_under_the_initials_of_its_end() -> None:
    started = time.process_time()
    keys = _keys(" ".join(f"Ab{number} Ubc" for number in range(5_000)))
    assert time.process_time() - started < 0.2  # of each of its ends: 2 s
    assert "au" in keys


@pytest.mark.parametrize(
    ("source", "name", "kind", "grade"),
    [
        ("Ann Lee, head of the water board,", "Ann Lee", "named_person", 4),
        ("the party chief, Ann Lee,", "Ann Lee", "named_person", 4),
        ("the Kessa Harbour Board", "Kessa Harbour Board", "organization", 3),
        ("a senior State Department official", "senior State Department official", "unnamed_person", 2),
        ("some officials", "some officials", "unnamed_group", 1),
        ("officials", "officials", "unnamed_group", 1),
        ("the authorities", "authorities", "unnamed_group", 1),
        ("the Tolna Herald", "Tolna Herald", "media", 3),
        ("a recent study", "recent study", "document", 1),
        ("the 2019 Lakes Treaty", "2019 Lakes Treaty", "document", 5),
        ("46 percent of voters", "46 percent of voters", "unnamed_group", 1),
        ("a spokesman for the Tolna Water Board", "spokesman for the Tolna Water Board", "unnamed_person", 2),
    ],
)
def test_name_type_and_grade(source: str, name: str, kind: str, grade: int) -> None:
    assert cited(f"On Monday {source} said the dam leaked.") == [(name, kind, grade, 1)]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        (
            "The minister of fisheries and aquaculture Oddny Brekke said on Monday that quotas would fall.",
            "Oddny Brekke",
            "named_person",
        ),
        (
            "A spokesman for President Oddny Brekke said on Monday that quotas would fall.",
            "spokesman for President Oddny Brekke",
            "unnamed_person",
        ),
    ],
)
def test_who_holds_an_office_is_named_behind_it(text: str, name: str, kind: str) -> None:
    assert [(one, of) for one, of, *_ in cited(text)] == [(name, kind)]


def test_a_short_form_in_brackets_is_the_name_before_it() -> None:
    text = (
        "The Orsaran Fisheries Inspectorate (ORFI) said on Monday that catches had fallen. "
        "ORFI said that forty boats had been laid up since May."
    )
    assert who(text) == ["Orsaran Fisheries Inspectorate"]


@pytest.mark.parametrize("source", ["I", "we", "there"])
def test_the_article_itself_is_no_source(source: str) -> None:
    assert cited(f"On Monday {source} said the dam leaked.") == []


def test_surname_pronoun_and_full_name() -> None:
    text = "Mayor Ann Lee said the dam leaked. Lee warned of floods. “It will fail,” she said."
    assert cited(text) == [("Ann Lee", "named_person", 4, 3)]


def test_he_is_not_she() -> None:
    text = "Ann Lee said the dam leaked. Bob Ruiz agreed. She said it was old. He said it was new."
    assert cited(text) == [("Ann Lee", "named_person", 4, 2), ("Bob Ruiz", "named_person", 4, 1)]


def test_acronym_and_short_description() -> None:
    text = (
        "The World Lakes Fund said levels fell. The WLF warned of drought. The fund expects rain to come. "
        "It said there was hope."
    )
    assert cited(text) == [("World Lakes Fund", "organization", 3, 4)]


def test_data_take_the_name_of_an_issuer_that_speaks() -> None:
    data = "According to WLF lake data, the level of the lake fell by 2 metres last year. The World Lakes Fund "
    assert cited(f"{data}warned of drought.") == [("World Lakes Fund", "organization", 3, 2)]
    assert cited(f"{data}has an office in Kessa.") == [("WLF lake data", "document", 5, 1)]


def test_they_are_the_people_spoken_of_last() -> None:
    text = (
        "Analysts from the Lakes Forum said on Monday that the level of the lake had fallen by 2 metres. "
        "They warned that a drought was near."
    )
    assert cited(text) == [("Analysts from the Lakes Forum", "unnamed_group", 2, 2)]


def test_the_pact_is_the_treaty() -> None:
    text = "The 1960 Lakes Treaty says nets are banned. The pact also says that fishers can appeal."
    assert cited(text) == [("1960 Lakes Treaty", "document", 5, 2)]


def test_a_capital_speaks_for_its_state_where_the_state_is_named() -> None:
    assert who("Kenya said the dam leaked. Nairobi has warned of floods.") == ["Kenya"]
    assert who("Nairobi has warned of floods.") == ["Nairobi"]


def test_other_groups_stay_apart() -> None:
    text = "Tolna officials said it leaked. Vellmar officials said it did not. Critics said neither knew."
    assert who(text) == ["Tolna officials", "Vellmar officials", "Critics"]


def test_a_quoted_i_is_the_speaker() -> None:
    text = "“I know I feared the dam,” Ann Lee said."
    doc, at = engine_doc(text).copy(), text.index("Ann Lee")
    outer = Relation(0, at + 7, [[at, at + 7]], [], [[0, at - 1]], "direct", "assertion", None)
    inner = Relation(8, 23, [[8, 9]], [[10, 16]], [[17, 24]], "indirect", "belief", 0)
    groups.write(doc, "attributions", [outer, inner])
    assert [(one.name, one.attributions) for one in find_sources(doc)] == [("Ann Lee", [0, 1])]


def test_the_component_writes_the_group() -> None:
    doc = sources(told("Critics said it leaked.").copy())
    assert [one.name for one in groups.read(doc, "sources", Cited)] == ["Critics"]


# ---------------------------------------------------------------- what the network makes of a pronoun
MET = "Ann Lee met Eva Ruiz at the dam. She said the wall leaked."


def heard(text: str = MET, *, toward: str = "", distance: float = 0.0, strength: float = 4.0) -> Doc:
    """Return a Doc in which the network is for the words of ``toward``, and has these log odds for every distance."""
    doc = engine_doc(text).copy()
    found = evidence(doc)
    meant = found.words(text.find(toward), text.find(toward) + len(toward)) if toward else slice(0, 0)
    antecedent = np.zeros_like(found.antecedent)
    antecedent[meant] = strength
    made = replace(
        found,
        anaphor=np.ones_like(found.anaphor),
        antecedent=antecedent,
        distance=np.full_like(found.distance, distance),
    )
    doc.user_data[KEY] = made
    return related(doc)


@pytest.mark.parametrize("name", ["Ann Lee", "Eva Ruiz"])
def test_a_pronoun_means_whom_the_network_is_sure_of(name: str) -> None:
    assert who(heard(toward=name)) == [name]


def test_a_pronoun_that_the_network_refuses_stays_as_it_is_written() -> None:
    assert cited(heard(distance=-5.0)) == [("She", "unnamed_person", 1, 1)]
    assert who(heard()) != ["She"]


@pytest.mark.parametrize(
    ("text", "toward", "names"),
    [
        ("Ann Lee led the port until May. The former harbor chief said the wall leaked.", "Ann Lee", ["Ann Lee"]),
        ("The speechwriter said the wall leaked. Ann Lee has built ports since May.", "The speechwriter", ["Ann Lee"]),
        ("The harbor chief said the wall leaked. Ann Lee built it.", "The harbor chief", ["harbor chief"]),
        ("Ann Lee led the port until May. A harbor chief said the wall leaked.", "Ann Lee", ["harbor chief"]),
        ("The Port Council met in May. The harbor chief said the wall leaked.", "The Port Council", ["harbor chief"]),
        ("The Port Council met in May. The statement said the wall leaked.", "The Port Council", ["statement"]),
    ],
)
def test_a_description_means_whom_the_network_is_sure_of(text: str, toward: str, names: list[str]) -> None:
    assert who(heard(text, toward=toward, strength=8.0)) == names
    assert who(heard(text, toward=toward, strength=-0.5)) != ["Ann Lee"]


@pytest.mark.parametrize("name", ["Ann Lee", "Bo Lee"])
def test_a_surname_of_two_is_whose_the_network_takes_it_for(name: str) -> None:
    text = "Ann Lee met Bo Lee at the dam. Lee said the wall leaked."
    assert who(heard(text, toward=name)) == [name]
