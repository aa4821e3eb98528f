"""The review in a terminal: the list of claims, the card of one, and the keys of the page. It writes to the same store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import App, ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.containers import Grid, VerticalScroll
from textual.screen import ModalScreen, Screen
from textual.widgets import Footer, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from claimcheck.errors import ClaimcheckError, ConflictError
from claimcheck.export.page.cards import SUPPORT, Card, Credit, cards
from claimcheck.lang.visible import on_one_line, visible
from claimcheck.review.decisions import Decision, ReviewThread
from claimcheck.review.desk.states import STATUSES, UNDECIDED, WRITTEN
from claimcheck.review.keeping import KEPT
from claimcheck.review.store import ReviewStore

_SECONDS = 5.0  # between two looks at what others decided
_STYLES = {"verified": "green", "open": "", "in progress": "yellow"}
_OTHER = "red"  # of a state that means work
_HELP = (
    *(("j k ↓ ↑", "next claim, claim before"), *((key, status) for status, key in STATUSES)),
    *(("n", "write a note"), ("e", "write down what was found"), ("b", "back to the claim decided last")),
    *(("^p", "all commands, and the claims by their words"), ("?", "these keys"), ("q", "leave: all is kept")),
)


class ReviewTerminal(App[None]):
    """The review of one file. ``by`` is who decides, ``now`` tells the time of a decision."""

    TITLE = "claimcheck review"
    ENABLE_COMMAND_PALETTE = True
    COMMANDS: ClassVar = App.COMMANDS | {lambda: ClaimsByWords}
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012  Textual has it so
    CSS = """
    #title { height: 1; padding: 0 1; background: $panel; }
    #desk { grid-size: 1 2; grid-rows: 2fr 3fr; }
    .-wide #desk { grid-size: 2 1; grid-columns: 2fr 3fr; grid-rows: 1fr; }
    #list { height: 100%; text-wrap: nowrap; text-overflow: ellipsis; border: none; border-bottom: solid $panel; }
    .-wide #list { border-bottom: none; border-right: solid $panel; }
    #card { padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j,down", "step(1)", "next"),
        Binding("k,up", "step(-1)", "before", show=False),
        *(
            Binding(key, f"decide('{status}')", status, show=status in ("verified", "disputed"))
            for status, key in STATUSES
        ),
        Binding("n", "write('note')", "note"),
        Binding("e", "write('')", "found", show=False),
        Binding("b", "last", "back"),
        Binding("question_mark", "keys", "keys", key_display="?"),
        Binding("q", "quit", "leave"),
    ]

    def __init__(self, path: Path, *, by: str, now: Callable[[], str]) -> None:
        super().__init__()
        self.store, self.by, self.now = ReviewStore(path), by, now
        self.report = self.store.draft().report
        shown = sorted(cards(self.report), key=lambda card: (-(card.worth or 0), card.number))
        self.cards = {card.id: card for card in shown}
        self.threads: dict[str, ReviewThread] = {}
        self.lately: list[str] = []

    # ---------------------------------------------------------------- what is shown
    def compose(self) -> ComposeResult:
        """Return the screen: a line on the article, the list, the card, the keys."""
        yield Static(id="title")
        with Grid(id="desk"):
            yield OptionList(id="list")
            with VerticalScroll(id="card"):
                yield Static(id="told")
        yield Footer()

    def on_mount(self) -> None:
        """Fill the list, and look every few seconds for what others decided."""
        self.load()
        self.rows.add_options(Option(self.row(card), id=name) for name, card in self.cards.items())
        self.rows.focus()
        if self.cards:
            self.rows.highlighted = 0
        self.tell()
        self.set_interval(_SECONDS, self.look_again)

    def on_unmount(self) -> None:
        """Close the file."""
        self.store.close()

    @property
    def rows(self) -> OptionList:
        """The list of claims."""
        return self.query_one("#list", OptionList)

    @property
    def here(self) -> str | None:
        """The id of the claim that is shown."""
        place = self.rows.highlighted
        return None if place is None else self.rows.get_option_at_index(place).id

    def load(self) -> None:
        """Read what is decided."""
        self.threads = {thread.claim: thread for thread in self.store.threads() if thread.claim}

    def thread(self, claim: str) -> ReviewThread:
        """Return what was decided of a claim."""
        return self.threads.get(claim) or self.store.blank_thread(claim)

    def row(self, card: Card) -> Text:
        """Return a claim's line on the list."""
        status = self.thread(card.id).decision.status
        style = _STYLES.get(status, _OTHER)
        return Text.assemble(f"#{card.number} ", (status, style), " ", card.text, overflow="ellipsis", no_wrap=True)

    def tell(self) -> None:
        """Show the state of the whole, and the card of the claim."""
        decided = sum(self.thread(name).decision.status not in UNDECIDED for name in self.cards)
        title = on_one_line(self.report.article.title or self.report.article.source)
        line = f"{decided} of {len(self.cards)} decided  {title}"
        self.query_one("#title", Static).update(Text(line, overflow="ellipsis", no_wrap=True))
        told = Text("Nothing in this article has to be checked.")
        if self.here:
            told = card_of(self.cards[self.here], self.thread(self.here))
        self.query_one("#told", Static).update(told)

    def look_again(self) -> None:
        """Show what others decided meanwhile."""
        before = self.threads
        try:
            self.load()
        except ClaimcheckError as error:
            self.say(error.message)
            return
        for name in self.cards:
            if before.get(name) != self.threads.get(name):
                self.rows.replace_option_prompt(name, self.row(self.cards[name]))
        if before != self.threads:
            self.tell()

    def say(self, message: str) -> None:
        """Show an error that goes by itself."""
        self.notify(visible(message), severity="error", markup=False, timeout=10)

    def on_option_list_option_highlighted(self) -> None:
        """Show the card of the claim that is reached."""
        self.query_one("#card", VerticalScroll).scroll_home(animate=False)
        self.tell()

    # ---------------------------------------------------------------- what the keys do
    def action_step(self, by: int) -> None:
        """Go to the next claim, or the one before."""
        if self.rows.highlighted is not None:
            self.rows.highlighted = max(0, min(len(self.cards) - 1, self.rows.highlighted + by))

    def action_decide(self, status: str) -> None:
        """Decide the claim, and go on."""
        if self.here and self.keep(self.here, replace(self.thread(self.here).decision, status=status)):
            self.action_step(1)

    def keep(self, claim: str, decision: Decision) -> bool:
        """Keep a decision on the state that is shown; say what somebody else decided meanwhile, and return False, if so."""
        try:
            self.store.decide(claim, decision, by=self.by, at=self.now(), version=self.thread(claim).version)
        except ConflictError as error:
            self.say(
                f"{error.message}. What you entered is not kept: {decision.status}. Decide again if you know better."
            )
            self.look_again()
            return False
        except ClaimcheckError as error:
            self.say(f"not kept: {error.message}")
            return False
        self.lately = [claim, *(one for one in self.lately if one != claim)]
        self.look_again()
        return True

    def action_write(self, name: str) -> None:
        """Write a note, or all that was found."""
        claim = self.here
        if claim is None:
            return
        fields = tuple(field for field in WRITTEN if name in ("", field[0]))

        def written(values: dict[str, str] | None) -> None:
            if values is not None:
                self.keep(claim, replace(self.thread(claim).decision, **values))

        before = self.thread(claim).decision
        self.push_screen(FieldsScreen(fields, {key: getattr(before, key) for key, _ in fields}), written)

    def action_last(self) -> None:
        """Go back to the claim decided last; again, to the one before."""
        others = [one for one in self.lately if one != self.here]
        if others:
            self.lately = [*(one for one in self.lately if one != others[0]), others[0]]
            self.go(others[0])

    def go(self, claim: str) -> None:
        """Go to a claim."""
        self.rows.highlighted = self.rows.get_option_index(claim)

    def action_keys(self) -> None:
        """Say what the keys do."""
        self.push_screen(KeysScreen())

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Return the commands of the palette: our own before Textual's."""
        for status, key in STATUSES:
            yield SystemCommand(status, f"decide the claim: {key}", lambda status=status: self.action_decide(status))
        yield SystemCommand("note", "write a note: n", lambda: self.action_write("note"))
        yield SystemCommand("found", "write down what was found: e", lambda: self.action_write(""))
        yield SystemCommand("back", "to the claim decided last: b", self.action_last)
        yield from super().get_system_commands(screen)


def card_of(card: Card, thread: ReviewThread) -> Text:
    """Return what is known of a claim and what was decided of it, as text that nothing in it can style."""
    told = Text.assemble((f"#{card.number} {card.text}", "bold"), "\n")
    facts = [("Support", f"{SUPPORT[card.support]}; {', '.join(card.kinds)}{f'; {card.where}' if card.where else ''}")]
    facts += [("Understood", one) for one in card.understood]
    cited = card.cited
    facts.append(("Source", _said(cited) if cited else "none"))
    facts += [("Link", link.shown) for link in dict.fromkeys((*card.links, *(cited.links if cited else ())))]
    facts += [(f"Note {label}", note) for label, note in card.notes]
    facts += [("Linter", f"{one.rule} {on_one_line(one.message)}") for one in card.findings]
    facts += [("Needs", one) for one in card.needs]
    facts += [("Look at", one) for one in card.hints]
    for name, value in facts:
        told.append(f"{name:<11}", "dim").append(f"{value.strip()}\n")
    entry, decision = thread.entry, thread.decision
    told.append("\n").append(decision.status, _STYLES.get(decision.status, _OTHER) or "bold")
    told.append(f"  {visible(entry.by) or 'nobody named'}, {entry.at[:16]}\n" if entry else "\n")
    for rival in thread.rivals:
        told.append(
            f"in conflict with {rival.decision.status}  {visible(rival.by) or 'nobody named'}, {rival.at[:16]}\n", "red"
        )
    if thread.how == KEPT:
        told.append("kept for what was decided: no claim is listed here now\n", "yellow")
    for name, label in WRITTEN:
        if getattr(decision, name):
            told.append(f"{label:<20}", "dim").append(f"{visible(getattr(decision, name))}\n")
    return told


def _said(cited: Credit) -> str:
    """Return who says so, with which words, and through whom."""
    told = " ".join(part for part in (f"{cited.name} ({cited.type}, grade {cited.grade})", cited.cue) if part)
    return told + "".join(f", as cited by {outer}" for outer in cited.through)


class FieldsScreen(ModalScreen[dict[str, str] | None]):
    """Asks for what was found: Enter keeps it, Escape does not."""

    AUTO_FOCUS = "Input"
    CSS = """
    FieldsScreen { align: center middle; }
    #fields { width: 90%; max-width: 90; height: auto; max-height: 95%; border: round $primary; background: $surface; padding: 0 1; }
    #fields Input { height: 1; border: none; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", "leave it")]

    def __init__(self, fields: tuple[tuple[str, str], ...], values: dict[str, str]) -> None:
        super().__init__()
        self.fields, self.values = fields, values

    def compose(self) -> ComposeResult:
        """Return a line for each field."""
        with VerticalScroll(id="fields"):
            for name, label in self.fields:
                yield Label(label)
                yield Input(" ".join(self.values[name].splitlines()), id=name)
            yield Label(Text("Enter keeps it, Escape leaves it as it was", "dim"))

    def on_input_submitted(self) -> None:
        """Hand back what changed, all lines of what did not."""
        given = {name: self.query_one(f"#{name}", Input).value for name, _ in self.fields}
        same = {name for name, value in given.items() if value == " ".join(self.values[name].splitlines())}
        self.dismiss({name: value for name, value in given.items() if name not in same} or None)


class KeysScreen(ModalScreen[None]):
    """Says what the keys do."""

    CSS = "KeysScreen { align: center middle; } #keys { width: auto; height: auto; border: round $primary; background: $surface; padding: 0 2; }"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,question_mark,q,enter", "dismiss(None)", "close")]

    def compose(self) -> ComposeResult:
        """Return the list of the keys."""
        yield Static(Text("\n".join(f"{key:<8} {what}" for key, what in _HELP)), id="keys")


class ClaimsByWords(Provider):
    """Finds claims by their words, in the command palette."""

    async def discover(self) -> Hits:
        """Yield the claims that are most worth a check."""
        app = self.app
        if isinstance(app, ReviewTerminal):
            for card in list(app.cards.values())[:5]:
                yield DiscoveryHit(Text(f"#{card.number} {card.text}"), lambda card=card: app.go(card.id))

    async def search(self, query: str) -> Hits:
        """Yield the claims that have the words."""
        app, matcher = self.app, self.matcher(query)
        for card in app.cards.values() if isinstance(app, ReviewTerminal) else ():
            told = f"#{card.number} {card.text}"
            if isinstance(app, ReviewTerminal) and (score := matcher.match(told)) > 0:
                yield Hit(score, Text(told), lambda card=card: app.go(card.id))
