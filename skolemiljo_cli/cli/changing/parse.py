"""What was typed becomes values; a fault names the option, and says what to write instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from skolemiljo_cli.errors import UsageFault
from skolemiljo_cli.model.dates import DateFault, parse_date, parse_moment
from skolemiljo_cli.model.messages import closest, sentence
from skolemiljo_cli.model.vocab import plain, word_of

D = TypeVar("D")
E = TypeVar("E", bound="StrEnum")


def day(option: str, text: str | None, today: date) -> date | None:
    """Return the date an option means; a weekday is the latest one.

    Raises:
        UsageFault: it is not a date.
    """
    return _dated(option, text, lambda typed: parse_date(typed, today))


def planned_day(option: str, text: str | None, today: date) -> date | None:
    """Return the date ahead that an option means; a weekday is the next one.

    Raises:
        UsageFault: it is not a date.
    """
    return _dated(option, text, lambda typed: parse_date(typed, today, "future"))


def moment(option: str, text: str | None, today: date) -> date | datetime | None:
    """Return the day or, with a clock time, the moment an option means; a weekday is behind.

    Raises:
        UsageFault: it is neither.
    """
    example = '"2026-02-03 kl. 10.15"'
    return _dated(option, text, lambda typed: parse_moment(typed, today), example)


def _dated(
    option: str, text: str | None, read: Callable[[str], D], example: str = "2026-02-03"
) -> D | None:
    """Return what is read; a fault names the option, and an answer to a question needs no name."""
    try:
        return None if text is None else read(text)
    except DateFault as fault:
        if option == ANSWER:
            raise UsageFault(sentence(str(fault))) from fault
        hint = f"For eksempel: {option} {example}"
        raise UsageFault(sentence(f"{option}: {fault}"), hint) from fault


def whole_number(option: str, text: str | None) -> int | None:
    """Return the number an option gives.

    Raises:
        UsageFault: it is not a whole number from 0 to 9999.
    """
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 4:
        return int(text)
    raise UsageFault(f"{option} skal være et helt tall.", f"For eksempel: {option} 5")


ANSWER = "Svaret"
"""Stands in for the option's name when a question was answered."""


def word(option: str, text: str | None, words: type[E]) -> E | None:
    """Return the word an option means, of a closed list; written in ASCII or as people do.

    Raises:
        UsageFault: it is none of them; the nearest is suggested.
    """
    if text is None:
        return None
    found = word_of(text, words)
    if found is not None:
        return found
    known = [word.value for word in words]
    meant = closest(plain(text), known)
    about = "" if option == ANSWER else f"{option}: "
    raise UsageFault(
        sentence(f"{about}ordet er ikke kjent") + (f" Mente du «{meant}»?" if meant else ""),
        f"Velg ett av: {', '.join(known)}",
    )


def act(typed: str, acts: Mapping[str, str], question: str, example: str) -> str:
    """Return which of its acts a command such as `measure` was asked for, by either of its words.

    Raises:
        UsageFault: it is none of them; asks the question, with the nearest word and an example.
    """
    meant = plain(typed)
    if meant in acts:
        return acts[meant]
    near = closest(meant, list(acts))
    raise UsageFault(
        question + (f" Mente du «{near}»?" if near else ""), f"For eksempel: skolemiljo {example}"
    )


def several(option: str, texts: Iterable[str] | None, words: type[E]) -> tuple[E, ...]:
    """Return the words an option given several times (or with commas) means.

    Raises:
        UsageFault: one of them is not known, or there is none: a variable in a script was not set.
    """
    given = list(texts or ())
    parts = [part for text in given for part in _parts(text, words) if part.strip()]
    if given and not parts and option != ANSWER:
        raise UsageFault(f"{option} er tom.", f"Velg ett av: {', '.join(word for word in words)}")
    found = [word(option, part, words) for part in parts]
    return tuple(word for word in found if word is not None)


def _parts(text: str, words: type[E]) -> list[str]:
    """Return the text split at its commas, unless it is one word as people write it."""
    return [text] if word_of(text, words) else text.split(",")


def one_line(option: str, text: str | None) -> str | None:
    """Return a short text, refused when it has signs that do not belong in one.

    Raises:
        UsageFault: it has control or direction characters, or breaks the line.
    """
    return None if text is None else _clean(option, text, allowed="")


def running_text(option: str, text: str | None) -> str | None:
    """Return a longer text; line breaks and tabs are fine."""
    return None if text is None else _clean(option, text.replace("\r\n", "\n"), allowed="\n\t")


def _clean(option: str, text: str, allowed: str) -> str | None:
    from skolemiljo_cli.store.yaml.refusals import hidden_in

    kept = text.strip()
    probe = kept.translate({ord(char): " " for char in allowed})
    if hidden_in(probe) or any(char in probe for char in "\n\t\r"):
        raise UsageFault(
            f"{option} har usynlige tegn som ikke kan lagres.", "Skriv teksten inn på nytt."
        )
    return kept or None
