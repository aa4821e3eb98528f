"""Rebuild the engine in one command: ``python training/build.py DATA [--work DIR]`` runs project.yml's ``all``."""

from __future__ import annotations

import argparse
import os
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
ENGINE = HERE.parent / "src/claimcheck/models/engine"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=pathlib.Path, help="the folder that holds train/ and tune/")
    parser.add_argument(
        "--work", type=pathlib.Path, default=HERE / "work", help="checkpoints; a stopped run goes on from here"
    )
    parser.add_argument("--version", default="0.5.0")
    parser.add_argument("--from", dest="start", type=pathlib.Path, help="an engine to go on from, not the base encoder")
    parser.add_argument(
        "--share", default="0.65", help="with --from: how far to go from its weights to the trained ones"
    )
    args = parser.parse_args()
    start = ["--from", str(args.start.resolve())] if args.start else []
    share = [*start, "--share", args.share] if args.start else []
    data, work, metrics = str(args.data.resolve()), str(args.work.resolve()), HERE / "metrics"
    steps = [
        ["train.py", data, "--work", work, "--config", str(HERE / "configs/engine.toml"), *start],
        [
            "export.py",
            "--work",
            work,
            "--out",
            f"{work}/fp32",
            "--precision",
            "fp32",
            "--version",
            args.version,
            *share,
        ],
        ["export.py", "--work", work, "--out", str(ENGINE), "--version", args.version, *share],
        ["train_linker.py", data, str(ENGINE.parent)],
        ["train_worth.py", data, str(ENGINE.parent)],
        ["evaluate.py", data, "--engine", f"{work}/fp32", "--json", str(metrics / "fp32.json")],
        ["evaluate.py", data, "--engine", str(ENGINE), "--json", str(metrics / "int8.json")],
        ["card.py", "--engine", str(ENGINE), "--metrics", str(metrics)],
    ]
    env = os.environ | {"HF_HUB_OFFLINE": "1", "HF_HUB_DISABLE_PROGRESS_BARS": "1"}
    for script, *arguments in steps:
        print("==", script, flush=True)
        subprocess.run([sys.executable, str(HERE / "scripts" / script), *arguments], check=True, env=env)


if __name__ == "__main__":
    main()
