"""spaCy comes without its command line, and keeps it for who asks."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
import claimcheck.annotate
assert "spacy" in sys.modules
assert not {"httpx", "requests", "typer", "spacy.cli"} & set(sys.modules)
import spacy
assert spacy.info("", silent=True)["spacy_version"] == spacy.__version__
import spacy.cli
assert spacy.cli.download
"""


def test_spacy_is_whole_and_its_command_line_is_not_paid_for(environment: dict[str, str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CODE], capture_output=True, env=environment | {"PYTHONWARNINGS": "ignore"}, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
