"""Formats read back by the programs and libraries that others read them with: JSON-LD, CoNLL-U, Airtable's way, LibreOffice."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any, get_args
from xml.etree import ElementTree

import pytest

from claimcheck.export import Layout, exporter
from claimcheck.report import Change, Comparison, Kind, Quantity, Report, Superlative, Time
from conftest import ROOT
from reports import TEXT, claim, harbour, report_on
from soak import whole

LABELS = (ROOT / "docs/exports.md").read_text(encoding="utf-8").partition("```xml\n")[2].partition("```")[0]
SOFFICE = shutil.which("soffice")
FOUND = {
    "c-000000000001": ("verified", "read it", "https://a.example/r", "p. 4", "Ana", "2026-03-05", "seen", "e1"),
    "c-000000000002": ("wrong and fixed", "", "", "", "Ana", "2026-03-05", "", "e2"),
    "c-000000000003": ("disputed", "", "", "", "", "Thursday", "", "e3"),
}
ANNOTATION = {
    "@version": 1.1,
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    "Annotation": "oa:Annotation",
    "TextualBody": "oa:TextualBody",
    "TextQuoteSelector": "oa:TextQuoteSelector",
    "TextPositionSelector": "oa:TextPositionSelector",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "assessing": "oa:assessing",
    "describing": "oa:describing",
    "tagging": "oa:tagging",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@id": "oa:start", "@type": "xsd:nonNegativeInteger"},
    "end": {"@id": "oa:end", "@type": "xsd:nonNegativeInteger"},
    "value": "rdf:value",
    "format": "dc:format",
    "label": "rdfs:label",
    "total": {"@id": "as:totalItems", "@type": "xsd:nonNegativeInteger"},
    "first": {"@id": "as:first", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "startIndex": {"@id": "as:startIndex", "@type": "xsd:nonNegativeInteger"},
}
"""The terms of http://www.w3.org/ns/anno.jsonld that the annotations use, as the Recommendation defines them."""
CONTEXTS = {
    "http://www.w3.org/ns/anno.jsonld": ANNOTATION,
    "https://schema.org": {"@vocab": "http://schema.org/", "url": {"@id": "http://schema.org/url", "@type": "@id"}},
}


def written(name: str, *reports: Report, **shown: Any) -> str | bytes:
    pieces = list(exporter(name, of="claims").written(reports, Layout(**shown)))
    return b"".join(p for p in pieces if isinstance(p, bytes)) or "".join(p for p in pieces if isinstance(p, str))


# ---------------------------------------------------------------- linked data
def triples(text: str) -> list[dict[str, Any]]:
    """Return the statements that a JSON-LD processor reads, without any look at the network; a key it cannot map is an error."""
    jsonld = pytest.importorskip("pyld.jsonld", reason="PyLD is not installed")

    def local(url: str, _options: object) -> dict[str, Any]:
        return {"contextUrl": None, "documentUrl": url, "document": {"@context": CONTEXTS[url]}}

    options = {"documentLoader": local, "on_property_dropped": pytest.fail}
    return jsonld.to_rdf(json.loads(text), options)["@default"]  # type: ignore[no-any-return]


def objects(found: list[dict[str, Any]], predicate: str) -> list[str]:
    return [one["object"]["value"] for one in found if one["predicate"]["value"].endswith(predicate)]


def test_annotations_are_linked_data() -> None:
    text = written("annotations", harbour())
    assert isinstance(text, str)
    found = triples(text)
    assert sorted(objects(found, "oa#exact")) == sorted(one.text for one in harbour().claims)
    assert sorted(map(int, objects(found, "oa#start"))) == [one.start for one in harbour().claims]
    assert set(objects(found, "oa#motivatedBy")) == {"http://www.w3.org/ns/oa#assessing"}
    assert "http://www.w3.org/ns/oa#tagging" in objects(found, "oa#hasPurpose")
    assert not [one for one in found if "claimcheck" in one["predicate"]["value"]]


def test_schema_org_is_linked_data_with_a_review_of_what_was_judged() -> None:
    text = written("schema-org", harbour(), found=FOUND)
    assert isinstance(text, str)
    found = triples(text)
    assert objects(found, "/claimReviewed") == [one.text for one in harbour().claims[::2]]
    assert objects(found, "/alternateName") == ["verified", "disputed"]
    assert objects(found, "/reviewBody") == ["seen; read it; p. 4"]
    assert objects(found, "/datePublished") == ["2026-03-04", "2026-03-05"]
    assert objects(found, "/citation") == ["https://a.example/r"]
    assert "ClaimReview" not in str(written("schema-org", harbour())), "nobody has judged anything"


# ---------------------------------------------------------------- CoNLL-U
def test_conllu_is_read_by_its_reader_and_holds_the_text() -> None:
    conllu = pytest.importorskip("conllu", reason="conllu is not installed")
    odd = report_on("A | b=c\u2028 d\n\n\x1b[0m 5 cats.\n", (claim("A | b=c\u2028 d\n", "b=c", number=1),))
    made = written("conllu", harbour(), odd)
    assert isinstance(made, str)
    sentences = conllu.parse(made)
    assert [one.metadata["newdoc id"] for one in sentences if "newdoc id" in one.metadata] == ["harbour.txt"] * 2
    words = "".join(token["form"] for one in sentences if one.metadata["sent_id"].startswith("1-") for token in one)
    assert words == "".join(TEXT.split())
    for one in sentences:
        again = "".join(token["form"] + " " * ((token["misc"] or {}).get("SpaceAfter") != "No") for token in one)
        assert again.split() == one.metadata["text"].split()
    marks = [
        (token["form"], token["misc"]["Mark"]) for one in sentences for token in one if "Mark" in (token["misc"] or {})
    ]
    assert marks[:4] == [
        ("over", "B-quantity"),
        ("200", "I-quantity"),
        ("metric", "I-quantity"),
        ("tons", "I-quantity"),
    ]
    assert sum(str((token["misc"] or {}).get("Claim")).startswith("B-") for one in sentences for token in one) == 4


# ---------------------------------------------------------------- Airtable
def test_three_tables_name_each_others_rows() -> None:
    made = written("airtable", harbour(), harbour(source="b.txt"), found=FOUND)
    assert isinstance(made, bytes)
    with zipfile.ZipFile(io.BytesIO(made)) as package:
        tables = {
            name: list(csv.DictReader(io.StringIO(package.read(f"{name}.csv").decode())))
            for name in ("lines", "facts", "sources")
        }
    assert {name: len(table) for name, table in tables.items()} == {"lines": 6, "facts": 6, "sources": 4}
    keys = {
        name: [row[key] for row in tables[name]]
        for name, key in (("lines", "line"), ("sources", "source"), ("facts", "fact"))
    }
    assert all(len(set(found)) == len(found) for found in keys.values())
    assert not [key for found in keys.values() for key in found if "," in key]
    assert all(row["in line"] in keys["lines"] for row in tables["facts"])
    cited = [row["cited source"] for row in tables["facts"]]
    assert cited[:3] == ["", "1/s1 Harbour Board", "1/s2 Officials"]
    assert set(cited) - {""} == set(keys["sources"])
    assert [row["status"] for row in tables["facts"]][:3] == ["verified", "wrong and fixed", "disputed"]
    assert made == written("airtable", harbour(), harbour(source="b.txt"), found=FOUND)


# ---------------------------------------------------------------- Label Studio
def test_label_studio_takes_the_predictions() -> None:
    """Its library checks tags, labels and offsets; which words these are in a browser is tested in test_exchange.py."""
    interface = pytest.importorskip("label_studio_sdk.label_interface", reason="label_studio_sdk is not installed")
    config = interface.LabelInterface(LABELS)
    tasks = json.loads(
        written("label-studio", harbour(), report_on("12 ships.\n", (claim("12 ships.\n", "12", number=1),)))
    )
    assert [config.validate_task({"data": task["data"]}) for task in tasks] == [True, True]
    for task in tasks:
        (prediction,) = task["predictions"]
        assert config.validate_prediction(prediction, return_errors=True) == []
    prediction["result"][0]["value"]["labels"] = ["unheard of"]
    assert not config.validate_prediction(prediction)


def test_the_labels_in_the_docs_are_those_that_spans_have() -> None:
    written_down = [one.get("value") for one in ElementTree.fromstring(LABELS).iter("Label")]
    marks = (kind.model_fields["kind"].default for kind in (Quantity, Superlative, Change, Comparison, Time))
    assert written_down == [*get_args(Kind), *(f"mark_{kind}" for kind in marks)]


# ---------------------------------------------------------------- LibreOffice
@pytest.mark.skipif(SOFFICE is None, reason="libreoffice is not installed")
@pytest.mark.parametrize(
    ("name", "to", "words"),
    [("docx", "odt", "Harbour Board"), pytest.param("xlsx", "csv", "metric ton", marks=whole)],
)
def test_libreoffice_opens_what_word_and_excel_get(tmp_path: Path, name: str, to: str, words: str) -> None:
    pytest.importorskip({"docx": "docx", "xlsx": "openpyxl"}[name], reason="the office extra is not installed")
    made = written(name, harbour())
    assert isinstance(made, bytes)
    (tmp_path / f"a.{name}").write_bytes(made)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", to, "--outdir", str(tmp_path), f"a.{name}"]
    subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=90, check=True)
    if to == "csv":
        rows = list(csv.reader(io.StringIO((tmp_path / "a.csv").read_text(encoding="utf-8"))))
        assert len(rows) == 4
        assert words in rows[1]
    else:
        with zipfile.ZipFile(tmp_path / "a.odt") as package:
            content = package.read("content.xml").decode()
        assert content.count("<office:annotation ") == 3
        assert words in content
