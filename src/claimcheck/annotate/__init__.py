"""From an Article to a Doc with every mention in its span group (``pipeline``), and from the Doc to the Analysis (``analyse``).

A room a phenomenon: its spaCy component is ``component``, or has the phenomenon's name. ``phenomena`` lists them.
"""

from __future__ import annotations

import importlib
import sys
import types
from typing import Any

__all__ = ["analyse", "pipeline"]
_COMMAND_LINE = ("spacy.cli", "spacy.cli.info")


def _import_spacy() -> None:
    """Import spaCy without its own command line, which takes 0.3 of its 0.75 CPU seconds and brings two HTTP clients along.

    ``import spacy`` reads ``spacy.cli`` for one function, ``spacy.info``. Empty modules stand in for it meanwhile; after that
    ``spacy.cli`` can be imported as ever, and ``spacy.info`` does so when it is called. Where spaCy is there already,
    nothing happens.
    """
    if "spacy" in sys.modules:
        return
    stand_ins = {name: types.ModuleType(name) for name in _COMMAND_LINE}
    stand_ins["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
    sys.modules.update(stand_ins)
    try:
        importlib.import_module("spacy")
    finally:
        for name in _COMMAND_LINE:
            sys.modules.pop(name, None)


def _info(*args: Any, **options: Any) -> Any:  # noqa: ANN401  spaCy's function, whatever it takes and gives
    """Call ``spacy.info``."""
    return importlib.import_module("spacy.cli.info").info(*args, **options)


_import_spacy()
