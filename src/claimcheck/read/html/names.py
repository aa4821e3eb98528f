"""What the names on a page's elements say of them (class, id, role), and what the words of a label announce.

The rows are ``html_names.tsv`` and ``html_labels.tsv``: a name counts where its words stand side by side in a class or
id, however it is spelt (``related-links``, ``relatedLinks``, ``article__related_links``); ``related*`` is any word that
starts so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from claimcheck import lang

_ATTRIBUTES = ("class", "id", "role", "itemprop", "data-component", "data-component-name", "data-testid", "data-module")
_MOST_NAMES = 40  # of an element, and words of a name
_LONGEST, _LONGEST_LABEL = 4, 60  # words of a name in the table, characters of a label
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_HASH = re.compile(r"(?:__|--|_)(?=[A-Za-z0-9_-]*[A-Z0-9])[A-Za-z0-9_-]{5,6}$")  # of CSS modules: Story_body__aB3xY


def kinds_of(attributes: Mapping[str, str], tag: str = "") -> frozenset[str]:
    """Return what kinds of part an element is by its names: ``meta``, ``caption``, ``notes`` and so on.

    ``drop`` is no part of the article, nor is ``weak`` unless it holds a paragraph of it; ``keep`` is, however it is named.

    A tag such as ``amp-ad`` is a name too.
    """
    names = [value for key in _ATTRIBUTES if (value := attributes.get(key))]
    if "-" in tag:
        names.append(tag)
    return _kinds_of(" ".join(names)) if names else frozenset()


@lang.compiled(4096)
def _kinds_of(names: str) -> frozenset[str]:
    """Return what the names, apart by white space, say."""
    kinds = {kind for name in names.split()[:_MOST_NAMES] for kind in _said(name)}
    return frozenset(kinds - {"drop", "weak"} if "keep" in kinds else kinds)


def _said(name: str) -> Iterator[str]:
    """Yield what the words of one name say, alone or side by side."""
    table, starts = _names()
    words = [word.lower() for word in _WORD.findall(_HASH.sub("", name))[:_MOST_NAMES]]
    for place, word in enumerate(words):
        if word.startswith(tuple(starts)):
            yield from (kind for start, kind in starts.items() if word.startswith(start))
        for end in range(place + 1, min(place + _LONGEST, len(words)) + 1):
            yield from table.get(" ".join(words[place:end]), ())


def label_of(text: str) -> tuple[str, str] | None:
    """Return what the label that a text opens with announces, and the rest of the text; None where it opens with none."""
    labels = lang.mapping("html_labels", "starts", "kind")
    head = text[:_LONGEST_LABEL].lower().replace("’", "'")
    if not head.startswith(tuple(labels)):
        return None
    fit = (label for label in labels if head.startswith(label) and not text[len(label) : len(label) + 1].isalnum())
    longest = max(fit, key=len, default=None)
    return (labels[longest], text[len(longest) :].strip(" :·|–—-»>→…")) if longest is not None else None


@lang.compiled
def _names() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    """Return what the names in ``html_names.tsv`` say, and what words that start so say."""
    whole: dict[str, tuple[str, ...]] = {}
    starts: dict[str, str] = {}
    for row in lang.rows("html_names"):
        if row["name"].endswith("*"):
            starts[row["name"][:-1]] = row["kind"]
        else:
            whole[row["name"]] = (*whole.get(row["name"], ()), row["kind"])
    return whole, starts
