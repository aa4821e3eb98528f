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
from claimcheck.errors import SettingsError
from claimcheck.lint import directives
from claimcheck.lint.links import cc504_dead_link
from claimcheck.lint.rule import Fault, Rule, is_known, nearest
from claimcheck.report import Finding, Report, Severity, Where
from claimcheck.settings import Settings

__all__ = ["Fault", "Rule", "findings", "linted", "nearest", "require_known", "rules"]
_WORD = re.compile(r"\w+")
_ONE_FAULT = (
    ("CC406", "CC402", "CC401"),
    ("CC405", "CC403"),
    ("CC409", "CC407", "CC410"),
    ("CC603", "CC604", "CC205"),
    ("CC501", "CC601"),
    ("CC201", "CC303"),
    ("CC301", "CC304"),
)
"""Rules that may find one fault: where both do, the first of them speaks."""


@functools.cache
def rules() -> Mapping[str, Rule]:
    """Return every rule by its id, in order: the modules of this package whose name opens with ``cc`` and a number."""
    modules = (module.name for module in pkgutil.walk_packages(__path__, f"{__name__}."))
    found: list[Rule] = [importlib.import_module(name).RULE for name in modules if re.search(r"\.cc\d+_\w+\Z", name)]
    return MappingProxyType({rule.id: rule for rule in sorted(found, key=lambda rule: rule.id)})


def require_known(settings: Settings) -> None:
    """Raise a SettingsError for an id in the settings that is neither a rule's nor a family's, with the nearest right one."""
    per_file = [name for names in settings.per_file.values() for name in names]
    listed = {"select": settings.select, "ignore": settings.ignore, "severity": settings.severity, "per_file": per_file}
    for setting, names in listed.items():
        for name in names:
            if not is_known(name, (*rules(), directives.RULE_ID)):
                message = f"{setting}: there is no rule {name} ({settings.origin(setting)})"
                raise SettingsError(message, nearest(name, rules()))


def linted(analysis: Analysis, report: Report, *, article: Article, settings: Settings) -> Report:
    """Return the Report with its findings; what a comment in the article or the settings switch off is marked."""
    chosen = [rule for rule in rules().values() if settings.selects(rule.id)]
    severities = {rule.id: given for rule in chosen if (given := settings.severity_of(rule.id))}
    if settings.allow_network:
        dead = partial(cc504_dead_link.find_dead, allow_private=settings.allow_private)
        chosen = [replace(rule, find=dead) if rule.id == "CC504" else rule for rule in chosen]
    found = findings(analysis, report, chosen, severities=severities, locate=article.locate)
    ignored = settings.ignored_in(article.source)
    ran = {rule.id for rule in chosen if rule.id != "CC504" or settings.allow_network}
    shown = directives.applied(
        [*found, *directives.faulty(article, found, ran=ran, known=rules())], article, ignored=ignored
    )
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
    faults: dict[str, list[Fault]] = {}
    for rule in rules().values() if chosen is None else chosen:
        faults[rule.id] = list(dict.fromkeys(rule.find(analysis, report)))
    for order in _ONE_FAULT:
        for place, name in enumerate(order):
            spoken = [fault for other in order[:place] for fault in faults.get(other, ())]
            faults[name] = [one for one in faults.get(name, ()) if not any(map(one.is_that, spoken))]

    def placed(offset: int) -> Where:
        return Where(**locate(offset)._asdict()) if locate else Where()

    met: Counter[str] = Counter()
    found = []
    told = [(one.start, one.end, name, one.message, one) for name, every in faults.items() for one in every]
    for _, _, name, _, fault in sorted(told, key=lambda one: one[:-1]):
        rule = rules()[name]
        words = " ".join(_WORD.findall(report.text[fault.start : fault.end].casefold()))
        key = f"{rule.id}\x1f{words}\x1f{fault.claim_id}"
        found.append(
            Finding(
                id="f-" + hashlib.sha256(f"{key}\x1f{met[key]}".encode()).hexdigest()[:12],
                rule=rule.id,
                severity=(severities or {}).get(rule.id) or fault.severity or rule.severity,
                message=fault.message,
                start=fault.start,
                end=fault.end,
                where=placed(fault.start),
                until=directives.behind(placed(max(fault.end - 1, fault.start))),
                claim_id=fault.claim_id,
                help=fault.help,
                fix=fault.fix and fault.fix.model_copy(update={"where": placed(fault.fix.start)}),
            )
        )
        met[key] += 1
    return tuple(found)
