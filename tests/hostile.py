"""A Report that is hostile wherever an article, or who sends one, can say something; and what a browser does that opens its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from claimcheck.report import Finding, Link, Note, Report, Source, Span, Worth
from reports import claim, report_on

BAITS = (
    "<script>window.pwned=1;alert(1)</script>",
    "</script><script>window.pwned=2</script>",
    '"><img src=x onerror="window.pwned=3;alert(3)">',
    "'><svg onload=window.pwned=4><animate onbegin=window.pwned=4 attributeName=x dur=1s></svg>",
    "</style><style>@import 'https://off.example/a.css';*{background:url(https://off.example/b);width:expression(pwned=5)}</style>",
    "</title></template></textarea><iframe src=javascript:parent.pwned=6></iframe>",
    '<iframe srcdoc="<script>parent.pwned=7</script>"></iframe><object data=https://off.example/c></object>',
    "<base href=https://off.example/><meta http-equiv=refresh content=0;url=https://off.example/d>",
    "<input autofocus onfocus=window.pwned=8><details open ontoggle=window.pwned=8>x</details>",
    "<a href=javascript:window.pwned=9>a</a><a href=data:text/html,<script>opener.pwned=9</script>>b</a>",
    "{{7*7}}{% raw %}{{ self.__init__.__globals__ }}${window.pwned=10}--><!--]]>",
    "a\u202egpj.exe\u2066\u200f\x1b[31m\x9b1m&#60;script&#62;",
    'x" onmouseover="window.pwned=11" style="x:expression(window.pwned=11)',
)
BAIT = " ".join(BAITS)
HREFS = (
    "javascript:window.pwned=12",
    "\x01javascript:pwned=12",
    "data:text/html,<script>opener.pwned=12</script>",
    BAIT,
)
WATCHED = """() => [
    ...document.querySelectorAll("img, iframe, object, embed, base, link, meta[http-equiv=refresh], svg svg, animate"),
    ...[...document.querySelectorAll("*")].filter((one) => [...one.attributes].some(({name}) => name.startsWith("on") || name === "style")),
    ...[...document.querySelectorAll("[href], [action]")].filter((one) => !/^(#|https:)/.test(one.getAttribute("href") ?? "?")),
].map((one) => one.outerHTML)"""
"""What an article could have brought into the page: elements that load or run, attributes that run, addresses that run."""


def hostile(baits: Sequence[str] = BAITS) -> Report:
    """Return a Report of which every free field is a bait, with a claim on each line."""
    lines = [f"{bait} Losses of 9 percent." for bait in baits]
    text = "\n\n".join(lines) + "\n"
    links = tuple(Link(start=0, end=4, text="Loss", href=href) for href in HREFS)
    cited = Source(
        id="s1", name=BAIT, type="named_person", grade=2, links=links, mentions=(Span(start=0, end=4, text=text[:4]),)
    )
    filled = {
        "support": "named", "source_id": "s1", "links": links, "needs": BAITS[:2], "hints": BAITS,
        "notes": (Note(start=0, end=1, text=text[0], label=BAIT, note=BAIT),),
        "worth": Worth(score=0.5, because=BAITS),
    }  # fmt: skip
    claims = tuple(claim(text, line, number=900 + number, **filled) for number, line in enumerate(lines))
    found = [
        Finding(id=f"f{owner}", rule=BAIT, severity="warning", message=BAIT, start=0, end=4, claim_id=owner, help=BAIT)
        for owner in (claims[0].id, None)
    ]
    made = report_on(text, claims, sources=(cited,), findings=tuple(found), source=f"{BAIT}.txt")
    said = {"title": BAIT, "byline": (BAIT,), "publisher": BAIT, "language": BAITS[-1], "url": HREFS[0]}
    return made.model_copy(update={"article": made.article.model_copy(update=said)})


def watch(page: Any, home: str) -> list[str]:
    """Return the list to which is added what the page says or asks for beyond ``home``; nothing of that leaves the browser."""
    done: list[str] = []

    def away(route: Any) -> None:
        done.append(f"request {route.request.url}")
        route.abort()

    page.context.route(lambda url: not url.startswith((home, "data:")), away)
    page.on("dialog", lambda dialog: (done.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on("popup", lambda other: done.append(f"popup {other.url}"))
    page.on("pageerror", lambda error: done.append(f"error {error}"))
    return done


def obeyed(page: Any, home: str) -> list[str]:
    """Return what of the article is in a page as more than words, once it is used as a checker does."""
    for key in ("j", "j", "k", "?", "Escape"):
        page.keyboard.press(key)
    page.mouse.move(200, 300)
    page.mouse.wheel(0, 4000)
    page.locator("[type=search]").fill(BAITS[2])
    page.wait_for_timeout(200)
    found = [str(one) for one in page.evaluate(WATCHED)]
    if page.evaluate("window.pwned") is not None:
        found.append("pwned")
    if not page.url.startswith(home):
        found.append(page.url)
    words = page.evaluate("document.documentElement.outerHTML")
    return found + [f"{ord(one):x}" for one in "\u202e\u2066\u200f\x1b\x9b" if one in words]
