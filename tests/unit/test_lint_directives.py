"""Comments that switch rules off: where they hold, and what is said of a bad one."""

from __future__ import annotations

from claimcheck.article import Article, Block, Directive
from claimcheck.lint import directives
from claimcheck.report import Finding

TEXT = "One rose.\n\nTwo fell.\n\nThree held."
BLOCKS = (Block(0, 9, "lead", 1), Block(11, 20, "body", 3), Block(22, 33, "body", 5))


def finding(start: int, rule: str = "CC301") -> Finding:
    return Finding(id=f"f-{start}", rule=rule, severity="warning", message="vague", start=start, end=start + 3)


def article(*comments: tuple[int, str]) -> Article:
    return Article(TEXT, blocks=BLOCKS, directives=tuple(Directive(*comment) for comment in comments))


def silent(made: Article, *, ignored: tuple[str, ...] = (), rule: str = "CC301") -> list[int]:
    """Return where findings at the start of each paragraph are switched off."""
    found = [finding(block.start, rule) for block in BLOCKS]
    return [one.start for one in directives.applied(found, made, ignored=ignored) if one.suppressed]


HOLDS: list[tuple[list[tuple[int, str]], list[int]]] = [
    ([], []),
    ([(0, "claimcheck off: quoted in full")], [0, 11, 22]),
    ([(11, "claimcheck off: quoted"), (22, "claimcheck on")], [11]),
    ([(11, " CLAIMCHECK OFF : quoted"), (22, "claimcheck ON")], [11]),
    ([(11, "claimcheck off CC3: quoted")], [11, 22]),
    ([(11, "claimcheck off CC4, CC301: quoted")], [11, 22]),
    ([(11, "claimcheck off CC4: quoted")], []),
    ([(11, "claimcheck on")], []),
    ([(11, "claimcheck-disable-next-line CC301: the board asked for it")], [11]),
    ([(9, "claimcheck-disable-next-line CC301: the board asked for it")], [11]),
    ([(9, "claimcheck-disable-line CC301: so")], [0]),
    ([(33, "claimcheck-disable-next-line CC301: so")], []),
    ([(11, "claimcheck-disable-next-line CC302: so")], []),
    ([(11, "claimcheck-disable-next-line")], [11]),
]
REASONS = [
    ("claimcheck off", "without a reason"),
    ("claimcheck off CC3", "without a reason"),
    ("claimcheck-disable-next-line CC301", "without a reason"),
    ("claimcheck of: typo", "not understood"),
    ("claimcheck-disable CC301: x", "not understood"),
    ("claimcheck-disable-next-line CC309: so", "names CC309: there is no such rule"),
    ("claimcheck-disable-next-line CC302: so", "switches nothing off: CC302 finds nothing there; CC301 does"),
    ("claimcheck off CC30, CC4: so", "switches nothing off: CC4 finds nothing there; CC301 does"),
    ("claimcheck off: so", ""),
    ("claimcheck on", ""),
    ("claimcheck-disable-next-line CC301: so", ""),
    ("claimcheck-disable-next-line CC504: nobody tried the links", ""),
]
KNOWN = ("CC301", "CC302", "CC401", "CC504")


def complaints(made: Article, found: list[Finding], *, ran: tuple[str, ...] = KNOWN[:3]) -> list[Finding]:
    return list(directives.faulty(made, found, ran=ran, known=KNOWN))


def test_where_a_comment_holds() -> None:
    assert [(comments, silent(article(*comments))) for comments, _ in HOLDS] == HOLDS


def test_the_reason_is_kept() -> None:
    (one,) = directives.applied([finding(11)], article((0, "claimcheck off: quoted in full")), ignored=())
    assert one.suppressed
    assert (one.suppressed.by, one.suppressed.reason) == ("comment", "quoted in full")


def test_settings_switch_off_by_file() -> None:
    assert silent(article(), ignored=("CC3",)) == [0, 11, 22]
    assert silent(article(), ignored=("CC4",)) == []


def test_a_comment_that_does_not_what_it_says_is_a_warning() -> None:
    wrong = []
    for comment, words in REASONS:
        there = complaints(article((11, comment)), [finding(11)])
        found = [(one.rule, one.severity, words in one.message) for one in there]
        if found != ([("CC001", "warning", True)] if words else []):
            wrong.append((comment, [one.message for one in there]))
    assert wrong == []


def test_only_a_rule_that_ran_is_said_to_find_nothing() -> None:
    made = article((11, "claimcheck-disable-next-line CC302: so"), (22, "claimcheck off: so"))
    assert complaints(made, [finding(11)], ran=("CC301",)) == []
    assert len(complaints(made, [finding(11)])) == 2


def test_an_unknown_rule_is_told_with_the_nearest() -> None:
    (one,) = complaints(article((11, "claimcheck-disable-next-line CC303: so")), [])
    assert one.help in {"did you mean CC302?", "did you mean CC301?"}


def test_a_note_on_a_comment_is_not_switched_off_by_it() -> None:
    assert silent(article((0, "claimcheck off")), rule="CC001") == []


def test_an_empty_article() -> None:
    made = Article("", directives=(Directive(0, "claimcheck off"),))
    assert [(one.start, one.end) for one in complaints(made, [])] == [(0, 0)]
    assert list(directives.applied([], made, ignored=())) == []
