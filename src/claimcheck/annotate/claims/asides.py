"""What a page says beside its story: that there is another story, whose picture it shows, its rights and its cookies."""

from __future__ import annotations

import re

from claimcheck import lang

_CREDIT = re.compile(r"\s*[—–-]{1,2}\s*[^\n]{1,60}\(@\w+\)")
"""Under an embedded post: ``— Kessa Port (@kessaport) May 2, 2026``."""
_PROMOTED = 60  # characters in which a line says that it sells another story
_OPENING = 300  # characters of a sentence in which a site speaks of itself


def is_credit(line: str) -> bool:
    """Return whether a line names the author of the embedded post above it."""
    return bool(_CREDIT.match(line))


@lang.by_text
def is_of_the_page(words: str) -> bool:
    """Return whether a sentence is the site's and not the article's: its rights, its cookies, its newsletter."""
    lowered = words[:_OPENING].casefold()
    opens, says = (lang.column("page_words", "words", kind=kind) for kind in ("opens", "says"))
    return lowered.startswith(tuple(opens)) or any(said in lowered for said in says)


@lang.by_text
def leads_on(line: str) -> bool:
    """Return whether a line only names another story: ``Read more: Airport opens second runway``."""
    phrase = promotes(line)
    if phrase is None or line.rstrip("'\"’”)").endswith((".", "!", "?")):
        return False
    return phrase.endswith(":") or line.casefold().partition(phrase)[2].lstrip().startswith((":", "|", "–", "—"))


def promotes(line: str) -> str | None:
    """Return the phrase by which a line sells another story, where it opens with one: ``Read more``."""
    lowered = line[:_PROMOTED].casefold().lstrip("([*_>»→ ")
    phrases = lang.column("link_words", "phrase", kind="promo")
    phrase = max((phrase for phrase in phrases if lowered.startswith(phrase)), key=len, default=None)
    return None if phrase is None or lowered[len(phrase) : len(phrase) + 1].isalnum() else phrase
