"""Whether the host of a link can be the one that the sentence cites: ``who.int`` is the World Health Organization's.

Lenient by intent: words, initials and beginnings of a name, a state's own domains and places where anybody's documents
lie all pass, so that what is left (``the UN says`` linking to a blog) is worth a question.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimcheck import lang
from claimcheck.annotate import groups
from claimcheck.annotate.attribution.component import Relation
from claimcheck.annotate.claims.component import Statement
from claimcheck.annotate.grammar.names import same_name, words_of
from claimcheck.annotate.sources.component import Cited
from claimcheck.lang import addresses

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimcheck.annotate.citations.binding import Citations
    from claimcheck.article import Article

_OFFICIAL = frozenset("gov gob gouv gub govt govern go gc mil admin bund parliament senate congress state gv".split())
_SMALL = frozenset("of for on and the in to at by a an de la der du &".split())
_PUBLIC = frozenset(
    """
    ministry department office agency government police court council bureau commission service authority board
    administration army navy force parliament senate congress house treasury committee city county state district
    secretariat embassy judiciary tribunal prosecutor registry statistics customs institute health
    """.split()
)
_GENERAL = frozenset("com org net int edu gov co ac info eu uk us ca au de fr es it io tv news www".split())
_TRIMMED = re.compile(r"^(?:the|www|my)(?=[a-z]{2})|(?:news|online|press|web|site|data|group|global|intl)$")
_LEAST_WORD = 4  # letters of a word of a name that tell by themselves inside a host
_LEAST_START = 3  # letters of a host that are the beginnings of a name's words: statcan


def is_of(host: str, name: str) -> bool:
    """Return whether ``host`` can be that of the organization, outlet or country called ``name``."""
    labels = [label for label in host.split(".") if label]
    if not labels or _is_listed(host, name):
        return True
    words = _name_words(name)
    if not words or (_OFFICIAL & set(labels) and _is_public(name)):
        return True
    own = [label for label in labels if label not in _GENERAL] or labels
    return any(
        _fits(part, words) for label in own for part in {label, _TRIMMED.sub("", label), *label.split("-")} if part
    )


def _name_words(name: str) -> tuple[tuple[str, ...], ...]:
    """Return a name's words as they are written, and as the tables spell them out (UN: United Nations)."""
    plain = tuple(
        re.sub(r"[^a-z0-9]", "", word) for word in name.casefold().replace("’s", "").replace("'s", "").split()
    )
    spelt = tuple(re.sub(r"[^a-z0-9]", "", word) for word in words_of(name))
    kinds = {tuple(word for word in words if word and word != "the") for words in (plain, spelt)}
    return tuple(sorted(words for words in kinds if words))


def _is_public(name: str) -> bool:
    words = {word for spelling in _name_words(name) for word in spelling}
    return bool(_PUBLIC & {word.removesuffix("s") for word in words} | _PUBLIC & words) or len(words) <= 2  # noqa: PLR2004  a state


def _fits(label: str, spellings: tuple[tuple[str, ...], ...]) -> bool:
    return any(_has_word(label, words) or _has_initials(label, words) or _begins(label, words) for words in spellings)


def _has_word(label: str, words: tuple[str, ...]) -> bool:
    """Return whether a host's label holds a telling word of the name, or is one."""
    return any(word == label or (len(word) >= _LEAST_WORD and word in label) for word in words if word not in _SMALL)


def _has_initials(label: str, words: tuple[str, ...]) -> bool:
    """Return whether a label is the initials of the name, with or without its small words, or their beginning."""
    main = [word for word in words if word not in _SMALL]
    both = {"".join(word[0] for word in kept) for kept in (words, main)}
    return any(
        label == initials or (len(label) >= _LEAST_START and initials.startswith(label))
        for initials in both
        if len(initials) > 1
    )


@lang.compiled(4096)
def _begins(label: str, words: tuple[str, ...]) -> bool:
    """Return whether a label is made of the beginnings of the name's words in order, from the first: ``nytimes``."""
    if len(label) < _LEAST_START or not words or not label.startswith(words[0][0]):
        return False
    reached = {0}
    for word in words:
        reached |= {
            at + size for at in reached for size in range(1, len(word) + 1) if label.startswith(word[:size], at)
        }
    return len(label) in reached


def _is_listed(host: str, name: str) -> bool:
    """Return whether the tables say that anybody's documents lie at ``host``, or that it is that one's."""
    spelt = words_of(name)
    return any(
        (host == row["host"] or host.endswith(f".{row['host']}"))
        and (row["kind"] == "platform" or words_of(row["name"]) == spelt)
        for row in lang.rows("hosts")
    )


def disagreement(href: str, cited: str, *, name: str) -> str | None:
    """Return the question to ask where a link leads to somebody else than ``name``, written ``cited`` in the text."""
    host = addresses.host(href)
    if not host or is_of(host, name):
        return None
    article = "the " if re.match(r"the\s", cited, re.IGNORECASE) else ""
    return f"the link goes to {host}, not to {article}{name}: ask whose figure it is"


def doubts(doc: Doc, article: Article, *, bound: Citations) -> dict[int, list[str]]:
    """Return what to ask of each claim whose attribution names one party and links to another."""
    cited = groups.read(doc, "sources", Cited)
    relations = groups.read(doc, "attributions", Relation)
    statements = groups.read(doc, "claims", Statement)
    speaks = {number: source for source in cited for number in source.attributions}
    asked = {}
    for place, ties in bound.links.items():
        number = statements[place].attribution
        if number is None or number not in speaks:
            continue
        party = _party(article.text, relations[number], speaks[number])
        if party is None or same_name(party[1], article.publisher or ""):
            continue
        linked = {tie.item for tie in bound.attributions.get(number, ())}
        hrefs = (article.links[tie.item].href for tie in ties if tie.item in linked)
        questions = (disagreement(href, party[0], name=party[1]) for href in hrefs)
        asked[place] = list(dict.fromkeys(question for question in questions if question))
    return asked


def _party(text: str, relation: Relation, source: Cited) -> tuple[str, str] | None:
    """Return who is cited, as written with the word before, and by name: an organization or outlet that has one."""
    if source.type not in {"organization", "media"} or not source.why.get("names") or not relation.source:
        return None
    start, end = relation.source[0]
    the = text[max(start - len("the "), 0) : start]
    return (the if the.casefold() == "the " else "") + text[start:end], source.name
