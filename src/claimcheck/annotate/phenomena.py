"""What is marked in a sentence, a row a phenomenon, and the components of ``pipeline``, for anybody's pipeline too.

``nlp.add_pipe("claimcheck_quantities")`` works wherever claimcheck is installed: ``spacy.blank()`` imports this module by
its entry points, in every program. So it imports spaCy alone, and what a component does is imported when it first does it.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from spacy.language import Language
from spacy.scorer import Scorer

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.training import Example


class Phenomenon(NamedTuple):
    """A kind of mark: its name in the Report, its group in the Doc, and the module below ``annotate`` that finds it.

    The component is ``claimcheck_<group>``, and the module has what writes the group under the group's name; the facts of
    its mentions are the fields of the Report's type.
    """

    kind: str
    group: str
    module: str
    states: bool = True
    """Whether a claim that holds such a mark is of that kind; a date alone states nothing."""
    reads: tuple[str, ...] = ()
    """The groups that its component reads."""
    weighs: bool = False
    """Whether its component weighs rules against what the engine says."""


PHENOMENA = (
    Phenomenon("time", "times", "times.component", states=False),
    Phenomenon("quantity", "quantities", "quantities.component", reads=("times",)),
    Phenomenon("superlative", "superlatives", "degrees.superlatives", weighs=True),
    Phenomenon("change", "changes", "degrees.changes.component", weighs=True),
    Phenomenon("comparison", "comparisons", "degrees.comparisons", weighs=True),
)
KINDS = tuple(one.kind for one in PHENOMENA if one.states)
"""The kinds of claim that a mark makes."""
TASKS = ("tree", "entity", "role", "evidence")
"""What the engine can do; ``engine.TASKS`` is the same."""
EVIDENCE = "claimcheck_evidence"
"""The key of ``doc.user_data`` under which the engine leaves what it says beyond grammar."""
_GRAMMAR = {"sentences": "SENT_START", "tags": "TAG", "lemmas": "LEMMA", "trees": "DEP", "entities": "ENT_IOB"}
_REQUIRED = ["token.sent_start", "token.tag", "token.lemma", "token.dep", "token.head", "doc.ents"]
_ROLES = ("source", "cue", "content")
_MARKS = tuple(one.group for one in PHENOMENA)


class RuleRow(NamedTuple):
    """A component that finds by rules: the group that it writes, the module below ``annotate``, and what it needs before it."""

    group: str
    module: str
    groups: tuple[str, ...] = ()
    """The span groups that it reads."""
    evidence: bool = False
    """Whether it weighs its rules against what the engine says."""


RULES = (
    *(RuleRow(one.group, one.module, one.reads, evidence=one.weighs) for one in PHENOMENA),
    RuleRow("attributions", "attribution.component", _ROLES),
    RuleRow("sources", "sources.component", ("attributions",), evidence=True),
    RuleRow("claims", "claims.component", (*_MARKS, "attributions", "sources"), evidence=True),
    RuleRow("worth", "claims.worth", (*_MARKS, "attributions", "claims"), evidence=True),
)
"""The rule components, in the order in which they run; each is ``claimcheck_<group>``."""


class RuleComponent:
    """A component that writes ``doc.spans[group]``. It holds nothing of its own, so that there is nothing to save."""

    def __init__(self, row: RuleRow) -> None:
        self.row = row

    def __call__(self, doc: Doc) -> Doc:
        """Write the group and return the Doc. Raises a ValueError that says what is missing in it."""
        if any(not token.is_space for token in doc):
            self._require(doc)
        write: Callable[[Doc], Doc] = getattr(
            importlib.import_module(f"claimcheck.annotate.{self.row.module}"), self.row.group
        )
        return write(doc)

    def _require(self, doc: Doc) -> None:
        missing = [what for what, attribute in _GRAMMAR.items() if not doc.has_annotation(attribute)]
        missing += [f'doc.spans["{group}"]' for group in self.row.groups if group not in doc.spans]
        if self.row.evidence and EVIDENCE not in doc.user_data:
            missing.append("what claimcheck_encoder says")
        if missing:
            message = f"claimcheck_{self.row.group} needs {', '.join(missing)}: {_ADVICE}"
            raise ValueError(message)

    def score(self, examples: Iterable[Example], **_: Any) -> dict[str, Any]:  # noqa: ANN401  spaCy's own
        """Return precision, recall and F1 of the group's extents, as ``spans_<group>_p``, ``_r`` and ``_f``."""
        return Scorer.score_spans(
            examples,
            f"spans_{self.row.group}",
            getter=lambda doc, _: doc.spans.get(self.row.group, []),
            has_annotation=lambda doc: self.row.group in doc.spans,
            allow_overlap=True,
            labeled=False,
        )

    def to_bytes(self, **_: Any) -> bytes:  # noqa: ANN401
        """Return nothing: the rules are those of the claimcheck that is installed."""
        return b""

    def from_bytes(self, _: bytes, **__: Any) -> Self:  # noqa: ANN401
        """Return the component as it is."""
        return self

    def to_disk(self, path: Path, **_: Any) -> None:  # noqa: ANN401
        """Write nothing."""

    def from_disk(self, path: Path, **_: Any) -> Self:  # noqa: ANN401, ARG002
        """Return the component as it is."""
        return self


_ADVICE = "put claimcheck_encoder before it, and the components of claimcheck in their order (docs/spacy.md)"


def _made(row: RuleRow) -> Callable[[Language, str], RuleComponent]:
    """Return the factory of a rule component, registered with spaCy."""

    def factory(nlp: Language, name: str) -> RuleComponent:  # noqa: ARG001  spaCy gives both
        return RuleComponent(row)

    weights: dict[str, float | None] = {f"spans_{row.group}_{measure}": float(measure == "f") for measure in "prf"}
    needs = [*_REQUIRED, *(["doc.spans"] if row.groups else [])]
    name = f"claimcheck_{row.group}"
    return Language.factory(name, func=factory, requires=needs, assigns=["doc.spans"], default_score_weights=weights)


@Language.factory(
    "claimcheck_encoder",
    default_config={"tasks": list(TASKS)},
    assigns=["token.sent_start", "token.tag", "token.morph", "token.lemma", "token.dep", "token.head", "doc.ents", "doc.spans"],
    default_score_weights={"tag_acc": 0.5, "dep_las": 0.5},
)  # fmt: skip
def encoder(nlp: Language, name: str, tasks: list[str]) -> Any:  # noqa: ANN401, ARG001  its type is what must not be imported
    """Return the engine with the weights that the package carries."""
    engine = importlib.import_module("claimcheck.annotate.engine")
    return engine.Encoder(engine.FOLDER, tasks=tuple(tasks))


_FACTORIES = {row.group: _made(row) for row in RULES}


def __getattr__(name: str) -> Callable[[Language, str], RuleComponent]:
    """Return the factory of the component ``claimcheck_<name>``: what its entry point names."""
    if name not in _FACTORIES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return _FACTORIES[name]
