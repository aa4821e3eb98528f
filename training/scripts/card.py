"""Write the model card beside the weights: what they are, what they were trained on and under which licences, what they reach."""

from __future__ import annotations

import argparse
import json
import pathlib

CORPORA = """\
| corpus | used for | licence as its source states it | published at |
|---|---|---|---|
| UD English EWT (Silveira et al. 2014) | sentences, tags, lemmas, trees | CC BY-SA 4.0 | https://universaldependencies.org/treebanks/en_ewt |
| Universal NER English EWT (Mayhew et al. 2024) | entities | CC BY-SA 4.0 | https://www.universalner.org |
| GUM, genres with open texts (Zeldes 2017) | sentences, tags, lemmas, trees, entities | annotations CC BY 4.0; texts CC BY, CC BY-SA | https://gucorpling.org/gum |
| PolNeAR, training part (Newell et al. 2018) | source, cue and content of attributions | none stated; a public research corpus | https://github.com/networkdynamics/PolNeAR |
| silver entities on PolNeAR's articles | entities, where spaCy's en_core_web_sm 2.2.5 and CoreNLP agree | machine labels; en_core_web_sm is MIT | https://spacy.io/models/en |
| marks and sources on 240 of PolNeAR's articles, 28 of GUM's and 7,200 sentences (Voice of America, PolNeAR, invented ones) | changes, superlatives, comparisons, worth of sentences, mentions of sources | annotated for claimcheck by a language model that followed written guidelines, one pass, not by people; VOA's texts are in the public domain | not published |
| attributions in 46 documents of GUM, 18 web pages of EWT, 7,200 single sentences (Voice of America, PolNeAR, invented ones) and 172 invented articles, of 106 of these also the mentions of the sources; worth of 8,000 sentences of PolNeAR's articles, GUM and the invented ones | source, cue and content; mentions of sources; worth | annotated, and the invented ones written, for claimcheck by a language model that followed written guidelines, one pass, not by people; CC BY-SA 4.0 | `training/corpora/` |
| WikiGold (Balasuriya et al. 2009) | entities | CC BY 4.0 | https://aclanthology.org/W09-3302 |
| CrossNER politics (Liu et al. 2021) | entities | MIT | https://github.com/zliucr/CrossNER |
| WNUT 2017 (Derczynski et al. 2017) | entities | CC BY 4.0 | https://noisy-text.github.io/2017/emerging-rare-entities.html |"""

TEXT = """\
# Model card: {name} {version}

One MiniLM-L6 encoder (22 million parameters, 384 wide) with a head for each task, in one int8 ONNX graph. It writes sentence
starts, tags (Penn), morphology and dependency trees (Universal Dependencies 2), lemmas (edit scripts), entities (PERSON, ORG,
PLACE, MISC) and the spans of attributions (source, cue, content) for English news, offline and on a CPU. Beside them it says of each
word how likely it stands in a change, a superlative or a comparison, of each sentence how likely a fact-checker would check it, and of
two mentions how likely they mean the same source.

## Licence

The weights and the vocabulary in this folder are licensed **CC BY-SA 4.0** (https://creativecommons.org/licenses/by-sa/4.0/),
with attribution to claimcheck and to the corpora below. The code that reads them is Apache-2.0.

The encoder was initialised from all-MiniLM-L6-v2 (Apache-2.0; Reimers and Gurevych 2019, on Microsoft's MiniLM, Wang et al. 2020),
whose uncased WordPiece vocabulary it keeps; case, digits and spacing are added as a learned input.

## Training data

{corpora}

Nothing of any development or test part was trained on, nor anything of every sixth of the 240 articles, on which thresholds were chosen, nor of
the 88 documents of `training/corpora/` that are kept apart. Quotation marks and dashes were varied in training, since EWT has no
typographic ones and PolNeAR little else. Arcs are scored by a biaffine product; the class of a span is decoded by Viterbi with a
quarter (of attributions half) of the pointwise mutual information of neighbouring classes as transition score.

{training}

## The two small models beside it

- `linker.json`, which ties a source, its cue and its contents together: a softmax regression over the spans of PolNeAR's training part and of our own attributions.
- `worth.json`, how much a claim is worth checking: a logistic regression over eighty named features (a figure, a comparative, the first
  person) and the lemmas of 300 frequent words. Trained on sentences of ClaimBuster (Arslan et al. 2020; openly published, https://doi.org/10.5281/zenodo.3609356)
  and PoliClaim (Ni et al. 2024; https://github.com/EdisonNi-hku/AFaCTA, which states no licence). No sentence of either is in this package.

Both are licensed as the weights are.

## What it reaches

Measured from raw text with `training/scripts/evaluate.py`; a word that spaCy's tokenizer splits otherwise than the treebank counts as
wrong (so nothing in EWT can exceed the first column).

{scores}

## Limits

- English only, and edited prose: its news is mostly American, its web text of the 2000s. Other world Englishes it knows from invented articles in their manner.
- Attributions follow PolNeAR: relations inside a direct quotation are not its business, and relations are flat. Most of its articles are on US politics.
- Organizations named after places, and places that act (a state, a team), are confused most often.
- It knows nothing of truth. It says who is said to have said what.
"""


FROM_BASE = """\
Training: {steps} steps of four windows of at most 256 subwords from the base encoder, AdamW, the averaged weights kept;
`training/configs/engine.toml` has the settings, `python training/build.py DATA` repeats it."""
CONTINUED = """\
Training: 8,922 steps of four windows of at most 256 subwords from the base encoder, three and a half epochs, AdamW, bf16, 73 minutes
on two shared CPU cores, the averaged weights kept, gave 0.3.0. From there 1,399 steps with the first attributions of our own among the rest gave 0.4.0,
and from that {steps} steps with all of them, bf16, 15 minutes; what is shipped lies {share} of the way from 0.4.0 to the average of the new (Wortsman et al. 2022). `training/configs/engine.toml` has the settings, `python training/build.py DATA --from ENGINE` repeats it."""


def score_table(metrics: pathlib.Path) -> str:
    """Return a table of every measure before and after quantisation."""
    before = json.loads((metrics / "fp32.json").read_text(encoding="utf-8"))
    after = json.loads((metrics / "int8.json").read_text(encoding="utf-8"))
    lines = ["| data | measure (F1) | fp32 | int8 |", "|---|---|---|---|"]
    for data, measures in after.items():
        lines += [
            f"| {data} | {measure} | {before[data][measure]:.3f} | {value:.3f} |" for measure, value in measures.items()
        ]
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", type=pathlib.Path, required=True)
    parser.add_argument("--metrics", type=pathlib.Path, required=True)
    args = parser.parse_args()
    config = json.loads((args.engine / "config.json").read_text(encoding="utf-8"))
    facts = {key: config[key] for key in ("name", "version", "steps")}
    continued = config.get("continued")
    training = CONTINUED.format(**facts, **continued) if continued else FROM_BASE.format(**facts)
    card = TEXT.format(**facts, training=training, corpora=CORPORA, scores=score_table(args.metrics))
    (args.engine / "MODEL_CARD.md").write_text(card, encoding="utf-8")


if __name__ == "__main__":
    main()
