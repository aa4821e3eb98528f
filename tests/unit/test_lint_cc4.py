"""The rules on numbers and dates that disagree, on Reports built by hand."""

from __future__ import annotations

import pytest

from claimcheck.report import Finding
from marked import findings_in, marked

pytestmark = pytest.mark.weights


def found(rule: str, source: str, *, published: str | None = None) -> tuple[list[str], tuple[Finding, ...]]:
    faults, text = findings_in(rule, source, published=published), marked(source).text
    return [text[fault.start : fault.end] for fault in faults], faults


CC401 = {
    "homes": "The fire destroyed {40 homes|40 home} in the valley.\n\nThe {45 homes|45 home} that the fire destroyed were old.",
    "dead": "{Twelve people|12 person} died when a barge caught fire.\n\nThe fire, which killed {14 people|14 person}, went out.",
    "grant": "The council approved a {$2.4 million|2400000 USD of=grant} grant.\n\nThe {$2.6 million|2600000 USD of=grant} grant helps.",
    "age": "Marla Venn, {34|34 year of=age}, swam the Sund.\n\nThe {36-year-old|36 year of=age} trained in a quarry.",
    "surname": "Ria Falk, {52|52 year of=age}, leads the union.\n\nIt began in March.\n\nNobody listens, said Falk, {54|54 year of=age}.",
    "hedge": (
        "The guild has raised {nearly $73 million|73000000 USD bound=~} for its dam.\n\nIt rained.\n\n"
        "It has spent half of the {nearly $79 million|79000000 USD bound=~} that it raised."
    ),
    "month": (
        "In {May|t 2025-05}, the port paid {172 pilots|172 pilot}.\n\nIt rained.\n\n"
        "They were {166 pilots|166 pilot} in {March|t 2025-03} and {122 pilots|122 pilot} in {May|t 2025-05}."
    ),
    "leading digit": (
        "The state should round up the {11 million goats|11000000 goat} on its hills.\n\nIt rained.\n\n"
        "Nobody can round up {91 million goats|91000000 goat} on the hills."
    ),
    "names": (
        "Lund notes that four gifts totaled {$2.35 million|2350000 USD} from a tin mine in Kessa.\n\nIt rained.\n\n"
        "In Orre, the tin mine of Berg used a fund for four gifts totaling {$2.45 million|2450000 USD}."
    ),
    "framed": (
        "In Orre, Mayor Berg has backing from {33 percent|33 percent} of voters, a poll found.\n\nIt rained.\n\n"
        "Mayor Berg has backing from {23 percent|23 percent} of voters, the Courier wrote in Orre."
    ),
    "borne out": (
        "# Guild wants {$15|15 USD of=dues} dues\n\nThe guild asked for {$15|15 USD of=dues} dues on Monday.\n\nIt rained.\n\n"
        "A port pays for the {$45|45 USD of=dues} dues of the guild."
    ),
    "tally": "The council voted 9-4 to raise the fees.\n\nAfter the 9-5 vote, members shook hands.",
    "period": (
        "Seizures of tin {now|t PRESENT} {surpass 90 tons|90 ton bound=> of=tin}.\n\n"
        "In {2023|t 2023} the ports seized {over 90 tons|90 ton bound=> of=tin} of tin."
    ),
}
CC401_PASSES = {
    "sources": "@s1 {12 people|12 person} were killed in the blast.\n\n@s2 {19 people|19 person} were killed in the blast.",
    "years": "The city counted {310 thefts|310 theft} in {2024|t 2024}.\n\nIt counted {280 thefts|280 theft} in {2025|t 2025}.",
    "places": "In Orre, the storm destroyed {40 homes|40 home}.\n\nIn Lenk, the storm destroyed {60 homes|60 home}.",
    "part": "The fire destroyed {40 homes|40 home}.\n\nThe fire destroyed another {35 homes|35 home} later.",
    "rounded": "The council approved a {$2.43 million|2430000 USD of=grant} grant.\n\nThe {$2.4 million|2400000 USD of=grant} grant helps.",
    "bound": "{More than 200 people|200 person bound=>} were evacuated.\n\nAll {240 people|240 person} evacuated are home.",
    "update": "The toll {rose|up} from {12|12} to {14|14} dead.\n\n{Twelve people|12 person} had been found dead.",
    "injured": "The blast killed {12 people|12 person}.\n\nThe blast injured {14 people|14 person}.",
    "sister": "Marla Venn, {34|34 year of=age}, swam with her sister.\n\nThe {36-year-old|36 year of=age} arrived later.",
    "same year": (
        "Seizures of tin {surpassed 90 tons|90 ton bound=> of=tin} in {2023|t 2023}.\n\n"
        "In {2023|t 2023} the ports seized {over 90 tons|90 ton bound=> of=tin} of tin."
    ),
    "same sentence": "The fire destroyed {40 homes|40 home} in Orre and {45 homes|45 home} in Lenk.",
}


@pytest.mark.parametrize("case", CC401)
def test_one_thing_with_two_values(case: str) -> None:
    assert len(found("CC401", CC401[case], published="2026-03-04")[0]) == 1


@pytest.mark.parametrize("case", CC401_PASSES)
def test_what_sets_two_mentions_apart(case: str) -> None:
    assert found("CC401", CC401_PASSES[case], published="2026-03-04")[0] == []


def test_the_message_names_both_values_and_where_the_other_stands() -> None:
    _, faults = found("CC401", CC401["dead"])
    assert faults[0].message == "14 people here, Twelve people in the lead (line 1)"
    assert faults[0].severity == "warning"
    assert faults[0].help


@pytest.mark.parametrize(
    "source",
    [
        "# Fire kills {12|12 person}\n\nA fire killed {14 people|14 person}, police said.",
        "# Profit {up|up} {12 percent|12 percent of=profit}\n\nThe profit {fell|down} {12 percent|12 percent of=profit}.",
        "# {Thousands|2000 bound=~} march\n\nSome {340 people|340 person bound=~} marched through the port.",
        "Fire kills {12|12 person} today.\n\nA fire killed {14 people|14 person}, police said.",
        "# Rents\n\nThe city built {140 homes|140 home} for nurses.\n\nThe {104 homes|104 home} for nurses are small.",
    ],
)
def test_a_headline_or_lead_against_the_body(source: str) -> None:
    assert len(found("CC402", source)[0]) == 1


@pytest.mark.parametrize(
    "source",
    [
        "# Fire kills {at least 12|12 person bound=>=}\n\nA fire killed {14 people|14 person}, police said.",
        "# {Hundreds|200 bound=~} march\n\nSome {340 people|340 person bound=~} marched through the port.",
        "# Firm cuts {3,000 jobs|3000 job}\n\nThe firm cut {2,960 jobs|2960 job} on Monday.",
        "# Firm cuts {3,000 jobs|3000 job}\n\nThe firm cut {1,200 jobs|1200 job} here and {1,800 jobs|1800 job} there.",
    ],
)
def test_rounding_bounds_and_sums_bear_a_headline_out(source: str) -> None:
    assert found("CC402", source)[0] == []


CC403 = {
    "total first": "It carried {120 passengers|120 passenger}: {70 men|70 man}, {40 women|40 woman} and {15 children|15 child}.",
    "total last": "It found {14 boats|14 boat} here and {9 boats|9 boat} there, a total of {25 boats|25 boat}.",
    "growth": "Sales {rose|up} from {$100 million|100000000 USD} to {$150 million|150000000 USD}, up {60 percent|60 percent}.",
    "range": "Sales {rose|up} from {240 to 300|240 to=300}, an increase of {20 percent|20 percent}.",
    "doubled": "Sightings {more than doubled|up}, from {410|410} to {690|690}.",
    "fell by half": "Thefts {fell|down} by {half|0.5}, from {800|800} to {600|600}.",
    "share": "Fire hit {45|45 home} of the {120 homes|120 home}, or {43 percent|43 percent}.",
    "least share": "Fire hit {45|45 home} of the {120 homes|120 home}, or {at least 40 percent|40 percent bound=>=}.",
    "most share": "Fire hit {45|45 home} of the {120 homes|120 home}, or {up to 35 percent|35 percent bound=<=}.",
    "fraction": "{Half|0.5} of the {90 pupils|90 pupil}, {40|40 pupil} in all, wore hats.",
    "part above whole": "Of the {40 schools|40 school} here, {52|52 school} have no roof.",
    "rest": "Of the {48 pupils|48 pupil}, {27|27 pupil} passed and the other {19|19 pupil} failed.",
    "rest of the sentence before": "The council has {41 seats|41 seat}.\nThe left won {17|17}, the right 14 and others the remaining {5|5}.",
    "each": "It set aside {$1.2 million|1200000 USD}, split among {40 schools|40 school}.\nEach gets {$35,000|35000 USD}.",
    "over all": "Some {60 percent|60 percent} were for it, {35 percent|35 percent} against and {15 percent|15 percent} undecided.",
    "average": "Prices ranged from {$3 to $7|3 USD to=7}, with an average of {$9|9 USD}.",
    "average of times": "It took {between 12 and 31 minutes|t PT12M/PT31M}, with an average of {34 minutes|t PT34M}.",
    "margin": "It passed by {52 votes|52 vote} to {40|40 vote}, a margin of {14 votes|14 vote}.",
    "fall": "Sales {fell|down} {120 percent|120 percent}.",
}
CC403_PASSES = {
    "total first": "It carried {120 passengers|120 passenger}: {70 men|70 man}, {40 women|40 woman} and {10 children|10 child}.",
    "including": "It carried {120 passengers|120 passenger}, including {70 men|70 man} and {15 children|15 child}.",
    "growth": "Sales {rose|up} from {$1.2 billion|1200000000 USD} to {$1.4 billion|1400000000 USD}, up {15 percent|15 percent}.",
    "doubled": "Sightings {more than doubled|up}, from {400|400} to {1,100|1100}.",
    "share": "Fire hit {45|45 home} of the {120 homes|120 home}, or {38 percent|38 percent}.",
    "least share": "Fire hit {45|45 home} of the {120 homes|120 home}, or {at least 33 percent|33 percent bound=>=}.",
    "lower share": "Fire hit {45|45 home} of the {120 homes|120 home}, or {over 33 percent|33 percent bound=>}.",
    "most share": "Fire hit {45|45 home} of the {120 homes|120 home}, or {up to 42 percent|42 percent bound=<=}.",
    "rounding": "Some {44 percent|44 percent} were for it, {39 percent|39 percent} against and {18 percent|18 percent} undecided.",
    "overlap": "{61 percent|61 percent} named rent, {55 percent|55 percent} named jobs and {29 percent|29 percent} named noise.",
    "another average": "It ranged from {4C to 19C|4 degree Celsius to=19}, against an average of {22C|22 degree Celsius} in May.",
    "profit": "Profit {fell|down} {120 percent|120 percent}.",
    "half of an odd number": "{Half|0.5} of the {89 pupils|89 pupil}, {45|45 pupil} in all, wore hats.",
}


@pytest.mark.parametrize("case", CC403)
def test_arithmetic_that_does_not_work_out(case: str) -> None:
    assert len(found("CC403", CC403[case])[0]) == 1


@pytest.mark.parametrize("case", CC403_PASSES)
def test_arithmetic_that_does(case: str) -> None:
    assert found("CC403", CC403_PASSES[case])[0] == []


def test_a_sum_is_underlined_from_its_first_figure_to_its_last() -> None:
    texts, faults = found("CC403", CC403["share"])
    assert texts == ["45 of the 120 homes, or 43 percent"]
    assert faults[0].message == "43 percent here, but 45 of 120 homes is 37.5 percent (45 / 120)"


@pytest.mark.parametrize(
    ("source", "fires"),
    [
        ("It burned {10 miles|10 mile} ({20 km|20 kilometer}) off.", True),
        ("It burned {10 miles|10 mile} ({16 km|16 kilometer}) off.", False),
        ("It burned {about 30 miles|30 mile bound=~} ({50 km|50 kilometer}) off.", False),
        ("It was {minus 10C|-10 degree Celsius} ({50F|50 degree Fahrenheit}).", True),
        ("It was {minus 40C|-40 degree Celsius} ({minus 40F|-40 degree Fahrenheit}).", False),
        ("It is {2C|2 degree Celsius} ({3.6F|3.6 degree Fahrenheit}) warmer.", False),
        ("It was {2C|2 degree Celsius} ({3.6F|3.6 degree Fahrenheit}) at dawn.", True),
        ("He is {6ft|6 foot} {2in|2 inch} ({1.98m|1.98 meter}) tall.", True),
        ("He is {6ft|6 foot} {2in|2 inch} ({1.88m|1.88 meter}) tall.", False),
        ("It holds {10 gallons|10 gallon} ({45 litres|45 liter}).", False),
        ("It holds {10 gallons|10 gallon} ({38 liters|38 liter}).", False),
        ("It cost {10 euros|10 EUR} ({$30|30 USD}).", False),
        ("They lie {3 km|3 kilometer} ({5 km|5 kilometer} by road) apart.", False),
        ("It leaks {700 gallons a day|700 gallon per day} ({650 liters a day|650 liter per day}).", True),
    ],
)
def test_conversions(source: str, *, fires: bool) -> None:
    assert bool(found("CC404", source)[0]) == fires


@pytest.mark.parametrize(
    ("source", "fires"),
    [
        ("It {rose|up} from {5 percent|5 percent} to {7 percent|7 percent}, a {2 percent|2 percent} increase.", True),
        (
            "It {rose|up} from {5 percent|5 percent} to {7 percent|7 percent}, a {40 percent|40 percent} increase.",
            False,
        ),
        ("It {fell|down} {3 percent|3 percent} to {45 percent|45 percent} from {48|48}.", True),
        (
            "It was {58 percent|58 percent}, {down|down} {4 percent|4 percent} on the {62 percent|62 percent} before.",
            True,
        ),
        ("She leads by {3 percent|3 percent}, with {47 percent|47 percent} to {44 percent|44 percent}.", True),
        (
            "Exports grew {7 percent|7 percent} and imports {5 percent|5 percent}; prices rose {2 percent|2 percent}.",
            False,
        ),
        ("The price {rose|up} {4 percent|4 percent}, from {$5.00|5 USD} to {$5.20|5.2 USD}.", False),
        (
            "It rose from {22 percent|22 percent} to {30 percent|30 percent}.\nThe {8 percent|8 percent} increase pleased.",
            True,
        ),
        ("It {rose|up} from {5 percent|5 percent} to {7 percent|7 percent}, by {2 points|2 percentage point}.", False),
    ],
)
def test_percent_for_percentage_points(source: str, *, fires: bool) -> None:
    assert bool(found("CC405", source)[0]) == fires


@pytest.mark.parametrize(
    ("first", "last", "right"),
    [
        (5, 7, "2 percentage points (7 - 5), or 40 percent (2 / 5)"),
        (7, 5, "2 percentage points (7 - 5), or 28.6 percent (2 / 7)"),
        (4, 5, "1 percentage point (5 - 4), or 25 percent (1 / 4)"),
    ],
)
def test_the_message_gives_the_points_and_the_percent_of_the_first_value(first: int, last: int, right: str) -> None:
    verb, noun = ("{rose|up}", "increase") if last > first else ("{fell|down}", "decrease")
    before, after, points = (f"{number} percent" for number in (first, last, abs(last - first)))
    source = f"It {verb} from {{{before}|{before}}} to {{{after}|{after}}}, a {{{points}|{points}}} {noun}."
    (fault,) = found("CC405", source)[1]
    assert fault.message == f"{points} here, but from {before} to {after} it is {right}"


@pytest.mark.parametrize(
    ("source", "fires"),
    [
        (
            "The dam costs {$4.2 billion|4200000000 USD of=dam}.\n\nThe {$4.2 million|4200000 USD of=dam} dam is big.",
            True,
        ),
        (
            "The dam costs {$4.2 billion|4200000000 USD of=dam}.\n\nThe {$4.2 billion|4200000000 USD of=dam} dam is big.",
            False,
        ),
        (
            "The bridge cost {$3 million|3000000 USD of=bridge}.\n\nA port cost {$3 billion|3000000000 USD of=port}.",
            False,
        ),
        (
            "The fund had {3.5m|3500000 crown} in {1961|t 1961}.\n\nIt passed {3.5bn|3500000000 crown} in {2009|t 2009}.",
            False,
        ),
    ],
)
def test_scale_slips(source: str, *, fires: bool) -> None:
    assert bool(found("CC406", source)[0]) == fires


@pytest.mark.parametrize(
    ("source", "fires"),
    [
        ("It met on Monday, March 3, and voted.", True),
        ("It met on Tuesday, March 3, and voted.", False),
        ("It met on Friday 15 June 2026.", True),
        ("It met on Friday, June 12, 2015.", False),
        ("It met on Monday, Sept. 7, and voted.", False),
        ("Jane Ollie, {45|45 year of=age}, who was born in {1960|t 1960}, leads the union.", True),
        ("Jane Ollie, {65|65 year of=age}, who was born in {1960|t 1960}, leads the union.", False),
        ("Jane Ollie, {45|45 year of=age}, whose mother was born in {1940|t 1940}, leads the union.", False),
        ("He was born in {1920|t 1920} and died in {1995|t 1995} at the age of {85|85 year of=age}.", True),
        ("He was born in {1920|t 1920} and died in {1995|t 1995} at the age of {74|74 year of=age}.", False),
        ("She was born in {1961|t 1961}.\nShe died in {2024|t 2024} at the age of {58|58 year of=age}.", True),
        ("Maria Lund ({1931-2004|t 1931/2004}), who died at {83|83}, painted.", True),
        ("It lasted {12 years|t P12Y}, from {1975|t 1975} to {1990|t 1990}.", True),
        ("It lasted {15 years|t P15Y}, from {1975|t 1975} to {1990|t 1990}.", False),
        ("She ran it from {1998|t 1998} to {2010|t 2010} and won cups in those {15 years|t P15Y}.", True),
        (
            "It ran from {3 June|t XXXX-06-03} to {19 June 2025|t 2025-06-19}.\nIn those {five weeks|t P5W} it rained.",
            True,
        ),
        ("It closed in {2001|t 2001}, {35 years ago|t 1991}.", True),
        ("It closed in {2001|t 2001}, {25 years ago|t 2001}.", False),
        ("It was the first title in {20 years|t P20Y}, after the last title in {2016|t 2016}.", True),
        ("It was the first title in {10 years|t P10Y}, after the last title in {2016|t 2016}.", False),
        ("It was the first strike in {20 years|t P20Y}.\nBus drivers last walked out in {2015|t 2015}.", False),
        ("It is the 50th anniversary of the flood of {1966|t 1966}.", True),
        ("It is the 60th anniversary of the flood of {1966|t 1966}.", False),
    ],
)
def test_what_the_calendar_contradicts(source: str, *, fires: bool) -> None:
    assert bool(found("CC407", source, published="2026-03-04")[0]) == fires


def test_a_weekday_without_a_year_needs_a_day_of_publication() -> None:
    assert found("CC407", "It met on Monday, March 3.")[0] == []


@pytest.mark.parametrize(
    ("source", "fires"),
    [
        ("It named {three reasons|3 reason}: cost and time.", True),
        ("It named {three reasons|3 reason}: cost, time and weather.", False),
        ("Police held {four people|4 person} — Anna Berg, Ida Holm and Olaf Brent — on Monday.", True),
        ("Police held {four people|4 person} — among them Anna Berg and Ida Holm — on Monday.", False),
        ("The {two finalists|2 finalist}, Lena Salter, Ana Pires and Ida Brun, will meet.", True),
        ("It named {three firms|3 firm}: Berg and Sons, Holm Ltd. and Brent.", False),
        ("It held {three people|3 person}: Henrik Voss, 58; Amos Reed, 41; Dina Marsh, 39; and Paul Foley, 22.", True),
        ("It had {three reasons|3 reason}: it was late, and nobody cared.", False),
    ],
)
def test_lists(source: str, *, fires: bool) -> None:
    assert bool(found("CC408", source)[0]) == fires


@pytest.mark.parametrize(
    ("source", "fires"),
    [
        ("The mayor resigned on Feb. 30.", True),
        ("The twins were born on Feb. 29, 2025, at noon.", True),
        ("The twins were born on Feb. 29, 2024, at noon.", False),
        ("The log ends on 2025-11-31.", True),
        ("In June 31 people came.", False),
        ("You may 32 times ask.", False),
        ("In {2062|t 2062} the town bought the harbor.", True),
        ("The town plans to buy the harbor in {2062|t 2062}.", False),
        ("The {2027|t 2027} plan was approved.", False),
        ("The bridge opened to traffic on {14 April 2026|t 2026-04-14}.", True),
        ("The bridge will open on {14 April 2026|t 2026-04-14}.", False),
        ("It signed a contract until {2030|t 2030}.", False),
    ],
)
def test_impossible_dates(source: str, *, fires: bool) -> None:
    assert bool(found("CC409", source, published="2026-03-04")[0]) == fires
