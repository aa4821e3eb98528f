"""Where in a page an element stands: its XPath."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DEEPEST = 200
_PLAIN_TAG = re.compile(r"[A-Za-z][\w.-]*")


class Paths:
    """The XPaths of a page's elements; an element's place among its siblings is counted once for all of them."""

    def __init__(self) -> None:
        self._steps: dict[HtmlElement, dict[HtmlElement, str]] = {}

    def of(self, node: HtmlElement) -> str | None:
        """Return the XPath of an element, such as ``/html/body/main/article/p[3]``; None where it is too deep."""
        steps = [] if node.getparent() is not None else [f"/{node.tag}"]
        for depth, parent in enumerate(node.iterancestors()):
            if depth > _DEEPEST:
                return None
            steps.append(self._step(parent, node))
            node = parent
            if parent.getparent() is None:
                steps.append(f"/{parent.tag}")
        return "".join(reversed(steps))

    def _step(self, parent: HtmlElement, node: HtmlElement) -> str:
        """Return the step from a parent to a child."""
        if parent not in self._steps:
            self._steps[parent] = _steps(parent)
        return self._steps[parent][node]


def _steps(parent: HtmlElement) -> dict[HtmlElement, str]:
    """Return the step to each child: its tag, and its number where there are several of it."""
    children = [child for child in parent if isinstance(child.tag, str)]
    counts: dict[str, int] = {}
    numbered = []
    for place, child in enumerate(children, start=1):
        counts[child.tag] = counts.get(child.tag, 0) + 1
        numbered.append((child, place, counts[child.tag]))
    return {
        child: (f"/{child.tag}" + (f"[{number}]" if counts[child.tag] > 1 else ""))
        if _PLAIN_TAG.fullmatch(child.tag)
        else f"/*[{place}]"
        for child, place, number in numbered
    }
