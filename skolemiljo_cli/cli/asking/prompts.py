"""Questions at the terminal: each says if it may be left empty, and asks again after a mistake."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from skolemiljo_cli.cli.changing import parse
from skolemiljo_cli.cli.output import terminal
from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model.vocab import label

T = TypeVar("T")
E = TypeVar("E", bound="StrEnum")

_NO_MORE_ANSWERS = ("Det kom ikke flere svar.", "Gi opplysningene som valg, eller med --from.")

_NEEDED = "Dette må fylles ut."


def until_good(question: str, understand: Callable[[str], T]) -> T:
    """Ask until the answer can be understood; what was wrong is said each time.

    Raises:
        UsageFault: there is nothing more to read.
    """
    while True:
        try:
            answer = terminal.ask(f"{question} ")
        except EOFError:
            raise UsageFault(*_NO_MORE_ANSWERS) from None
        try:
            return understand(answer)
        except UsageFault as fault:
            terminal.say(f"{fault.message} {fault.hint}".strip())


def line(question: str) -> str | None:
    """Ask for a line of text that may be left empty."""
    return until_good(f"{question} (tomt går):", lambda text: parse.one_line(parse.ANSWER, text))


def needed_line(question: str) -> str:
    """Ask for a line of text until there is one."""

    def understand(text: str) -> str:
        if kept := parse.one_line(parse.ANSWER, text):
            return kept
        raise UsageFault(_NEEDED)

    return until_good(f"{question}:", understand)


def word(question: str, words: type[E], default: E, usual: Iterable[E] = ()) -> E:
    """Ask for one of a closed list of words; an empty answer takes the default."""
    return until_good(
        f"{question} ({listed(words, usual)}) [{label(default.value)}]:",
        lambda text: parse.word(parse.ANSWER, text or None, words) or default,
    )


def listed(words: Iterable[StrEnum], usual: Iterable[StrEnum] = ()) -> str:
    """Return a list of words as a question shows it; of a long one only the `usual` words.

    A wrong answer shows them all.
    """
    few = tuple(usual)
    return ", ".join(label(word.value) for word in few or words) + (" …" if few else "")


def maybe_word(question: str, words: type[E]) -> E | None:
    """Ask for one of a closed list of words, or nothing."""
    return until_good(
        f"{question} ({listed(words)}; tomt går):",
        lambda text: parse.word(parse.ANSWER, text or None, words),
    )


def day(question: str, today: date, default: date | None = None) -> date | None:
    """Ask for a date; an empty answer takes the default, or no date."""
    shown = "i dag" if default == today else "tomt går"
    return until_good(
        f"{question} [{shown}]:",
        lambda text: parse.day(parse.ANSWER, text.strip() or None, today) or default,
    )


def planned_day(question: str, today: date, default: date | None = None) -> date | None:
    """Ask for a date ahead; an empty answer takes the default, or no date."""
    shown = default.isoformat() if default else "tomt går"
    return until_good(
        f"{question} [{shown}]:",
        lambda text: parse.planned_day(parse.ANSWER, text.strip() or None, today) or default,
    )


def moment(question: str, today: date) -> date | datetime | None:
    """Ask for a day, with a clock time when it is known, or nothing."""
    return until_good(
        f"{question} [tomt går]:",
        lambda text: parse.moment(parse.ANSWER, text.strip() or None, today),
    )


def yes_no(question: str) -> bool | None:
    """Ask for yes or no, or nothing."""
    return until_good(f"{question} (ja/nei, tomt går):", lambda text: _yes_or_no(text, None))


def yes(question: str, *, default: bool = True) -> bool:
    """Ask for yes or no, where an empty answer is the usual one."""
    shown = "J/n" if default else "j/N"
    return until_good(f"{question} [{shown}]", lambda text: _yes_or_no(text, default))


def _yes_or_no(text: str, empty: T) -> bool | T:
    answers: dict[str, bool | T] = {"j": True, "ja": True, "n": False, "nei": False, "": empty}
    typed = text.strip().lower()
    if typed not in answers:
        raise UsageFault("Svar ja eller nei.")
    return answers[typed]


def one_of(question: str, words: Sequence[str]) -> str | None:
    """Ask for one of a few words, or nothing."""

    def understand(text: str) -> str | None:
        word = text.strip().strip("{}").lower()
        if word and word not in words:
            raise UsageFault("Velg ett av ordene.", ", ".join(words))
        return word or None

    return until_good(f"{question} ({', '.join(words)}; tomt går):", understand)


def paragraphs(question: str, *, needed: bool) -> str | None:
    """Ask for running text over several lines; a line with a single full stop ends it."""
    terminal.say(f"{question} (avslutt med en linje med bare et punktum):")
    while True:
        whole = parse.running_text("Teksten", "\n".join(_lines()))
        if whole or not needed:
            return whole
        terminal.say(_NEEDED)


def _lines() -> Iterator[str]:
    """Yield the lines typed until a single full stop; with nothing left to read, none more."""
    first = True
    while True:
        try:
            text = terminal.ask("> ")
        except EOFError:
            if first:
                raise UsageFault(*_NO_MORE_ANSWERS) from None
            return
        if text.strip() == ".":
            return
        first = False
        try:
            parse.running_text("Linjen", text)
        except UsageFault as fault:  # only this line is lost, not the story before it
            terminal.say(f"{fault.message} Skriv linjen på nytt.")
        else:
            yield text
