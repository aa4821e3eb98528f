"""The linter: what in an article will not survive a fact-check, found in its Analysis and its Report and nowhere else.

One rule a file, ``cc401_...py``, each with a ``RULE``. What a person has switched off is marked as such, and kept.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from types import MappingProxyType

from claimcheck.analysis import Analysis
from claimcheck.article import Article, Place
from claimcheck.lint import directives
from claimcheck.lint.links import cc504_dead_link
from claimcheck.lint.rule import Fault, Rule
from claimcheck.report import Finding, Report, Severity, Where
from claimcheck.settings import Settings

__all__ = ["Fault", "Rule", "findings", "linted", "rules"]
_WORD = re.compile(r"\w+")


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its id, in order: the modules of this package whose name opens with ``cc`` and a number."""
    modules = (module.name for module in pkgutil.walk_packages(__path__, f"{__name__}."))
    found: list[Rule] = [importlib.import_module(name).RULE for name in modules if re.search(r"\.cc\d+_\w+\Z", name)]
    return MappingProxyType({rule.id: rule for rule in sorted(found, key=lambda rule: rule.id)})


def linted(analysis: Analysis, report: Report, *, article: Article, settings: Settings) -> Report:
    """Return the Report with its findings; what a comment in the article or the settings switch off is marked."""
    chosen = [rule for rule in rules().values() if settings.selects(rule.id)]
    severities = {rule.id: given for rule in chosen if (given := settings.severity_of(rule.id))}
    if settings.allow_network:
        dead = partial(cc504_dead_link.find_dead, allow_private=settings.allow_private)
        chosen = [replace(rule, find=dead) if rule.id == "CC504" else rule for rule in chosen]
    found = findings(analysis, report, chosen, severities=severities, locate=article.locate)
    ignored = settings.ignored_in(article.source)
    shown = directives.applied([*found, *directives.faulty(article)], article, ignored=ignored)
    return report.model_copy(update={"findings": tuple(shown)})


def findings(
    analysis: Analysis,
    report: Report,
    chosen: Sequence[Rule] | None = None,
    *,
    severities: Mapping[str, Severity] | None = None,
    locate: Callable[[int], Place] | None = None,
) -> tuple[Finding, ...]:
    """Return what the ``chosen`` rules (all of them, if none are given) find, in text order, each once.

    ``severities`` sets the severity of a rule, by its id, in place of its own.
    """
    faults = {
        (fault.start, fault.end, rule.id, fault.message): (rule, fault)
        for rule in (rules().values() if chosen is None else chosen)
        for fault in rule.find(analysis, report)
    }
    met: Counter[str] = Counter()
    found = []
    for key in sorted(faults):
        rule, fault = faults[key]
        words = " ".join(_WORD.findall(report.text[fault.start : fault.end].casefold()))
        name = f"{rule.id}\x1f{words}\x1f{fault.claim_id}"
        found.append(
            Finding(
                id="f-" + hashlib.sha256(f"{name}\x1f{met[name]}".encode()).hexdigest()[:12],
                rule=rule.id,
                severity=(severities or {}).get(rule.id) or fault.severity or rule.severity,
                message=fault.message,
                start=fault.start,
                end=fault.end,
                where=Where(**locate(fault.start)._asdict()) if locate else Where(),
                claim_id=fault.claim_id,
                help=fault.help,
            )
        )
        met[name] += 1
    return tuple(found)
