"""The measures that the gate holds: their names, what each should at least be, what the best other tool reaches."""

from __future__ import annotations

from typing import NamedTuple

STACK = "CQE, en_core_web_sm, GenderGapTracker and patterns, assembled"


class Measure(NamedTuple):
    """A row of the accuracy table; ``id`` is ``set/measure``, the value its F1 (or share right)."""

    id: str
    title: str
    target: float | None = None
    other: str = ""


MEASURES = (
    Measure("polnear/relation+source", "PolNeAR dev: relations with the right source", 0.68, "0.565 Citron, retrained"),
    Measure("polnear/relation", "PolNeAR dev: relations"),
    Measure("gold/claim+source", "News gold: marks found and bound to the right source", 0.70, f"0.575 {STACK}"),
    Measure("gold/quantity+value", "News gold: quantities with value", 0.93, "0.918 the same"),
    Measure("gold/quantity+value+unit", "News gold: quantities with value and unit", 0.86, "0.845 the same"),
    Measure("gold/time", "News gold: times", 0.90, "0.867 the same"),
    Measure("gold/time value, of those found", "News gold: right values, of the times found", 0.90, "0.79 the same"),
    Measure("gold/superlative", "News gold: superlatives", 0.65, "0.54 the same"),
    Measure("gold/change", "News gold: changes", 0.62, "0.44 the same"),
    Measure("gold/comparison", "News gold: comparisons"),
    Measure("gold/relation+source", "News gold: relations with the right source"),
    Measure("gold/relation+resolved source", "News gold: relations with the source resolved", 0.60, "0.374 the same"),
    Measure("newsquant/value", "NewsQuant dev: values", 0.88, "0.90 CQE"),
    Measure("newsquant/value+unit", "NewsQuant dev: values with unit", 0.76, "0.82 CQE"),
    Measure("ewt/sentence", "EWT dev, raw text: sentences", 0.86, "0.81 pySBD"),
    Measure("gum/sentence", "GUM-open dev, raw text: sentences", 0.92, "0.84-0.90 pySBD"),
    Measure("golden/rule", "Golden sentence rules kept, of 48", round(46 / 48, 4), f"{47 / 48:.3f} pySBD"),
    Measure(
        "ewt/XPOS, aligned words",
        "EWT dev, raw text: XPOS, on aligned words",
        0.95,
        "0.93 spaCy's CNN, trained on the same",
    ),
    Measure("ewt/LAS, aligned words", "EWT dev, raw text: LAS, on aligned words", 0.85, "0.81 the same"),
    Measure("ewt/XPOS", "EWT dev, raw text: XPOS, F1 over words"),
    Measure("ewt/LAS", "EWT dev, raw text: LAS, F1 over words"),
    Measure("worldwide/entities", "Worldwide dev: persons, organizations, places", 0.72),
    Measure("fixtures/claim+source", "Own articles: marks found and bound to the right source"),
    Measure("fixtures/quantity+value", "Own articles: quantities with value"),
    Measure("fixtures/quantity+value+unit", "Own articles: quantities with value and unit"),
    Measure("fixtures/time", "Own articles: times"),
    Measure("fixtures/time value, of those found", "Own articles: right values, of the times found"),
    Measure("fixtures/superlative", "Own articles: superlatives"),
    Measure("fixtures/change", "Own articles: changes"),
    Measure("fixtures/comparison", "Own articles: comparisons"),
    Measure("fixtures/relation+source", "Own articles: relations with the right source"),
    Measure("fixtures/relation+resolved source", "Own articles: relations with the source resolved"),
)
