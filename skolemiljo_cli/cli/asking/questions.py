"""Questions that fields ask on a terminal, made from the plain ones of `cli.asking.prompts`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields as fields_of
from dataclasses import is_dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.asking import prompts
from skolemiljo_cli.cli.changing import fields, parse
from skolemiljo_cli.model.vocab import label

if TYPE_CHECKING:
    from skolemiljo_cli.cli.changing.fields import Asked, Question


def line(question: str, *, needed: bool = False) -> Question:
    """Ask for a short text."""
    ask = prompts.needed_line if needed else prompts.line
    return lambda _asked: ask(question)


def names(question: str) -> Question:
    """Ask for any number of names."""
    return lambda asked: prompts.until_good(
        f"{question} (flere med komma, tomt går):",
        lambda answer: fields.parts(parse.ANSWER, [answer], asked.today),
    )


def text(question: str, *, needed: bool = False) -> Question:
    """Ask for a longer text."""
    return lambda _asked: prompts.paragraphs(question, needed=needed)


def day(question: str, *, today: bool = False) -> Question:
    """Ask for a day behind; with `today` an empty answer is today."""
    return lambda asked: prompts.day(question, asked.today, asked.today if today else None)


def planned(question: str) -> Question:
    """Ask for a day ahead."""
    return lambda asked: prompts.planned_day(question, asked.today)


def moment(question: str) -> Question:
    """Ask for a day or a moment behind."""
    return lambda asked: prompts.moment(question, asked.today)


def yes_no(question: str) -> Question:
    """Ask for yes or no."""
    return lambda _asked: prompts.yes_no(question)


def word(
    question: str,
    words: type[StrEnum],
    default: StrEnum | None = None,
    *,
    usual: Sequence[StrEnum] = (),
) -> Question:
    """Ask for one of a closed list of words; without a default the answer may be left empty."""
    if default is None:
        return lambda _asked: prompts.maybe_word(question, words)
    return lambda _asked: prompts.word(question, words, default, usual)


def words(question: str, known: type[StrEnum], *, usual: Sequence[StrEnum] = ()) -> Question:
    """Ask for any number of words of a closed list."""
    return _words(question, known, prompts.listed(known, usual))


def named_words(question: str, known: type[StrEnum]) -> Question:
    """Ask for any number of words of a list that was just shown, each with its short name."""
    return _words(question, known, "ordene i parentes over")


def _words(question: str, known: type[StrEnum], listed: str) -> Question:
    understand = fields.some_of(known)
    return lambda asked: prompts.until_good(
        f"{question} ({listed}; flere med komma, tomt går):",
        lambda answer: understand(parse.ANSWER, [answer], asked.today),
    )


def person(question: str) -> Question:
    """Ask for a party by key or role; one that nobody knows is asked for again at once."""
    return lambda asked: next(iter(_people(question, asked, "")), None)


def party(question: str) -> Question:
    """Ask for a party by its key alone: what is said is about one person, not about an office."""
    return lambda asked: prompts.until_good(
        f"{question} ({_parties(asked)}):", lambda text: _key_of(asked, text)
    )


def _key_of(asked: Asked, answer: str) -> str:
    from skolemiljo_cli.services.changes.people import party_key

    return party_key(asked.sak, answer)


def _parties(asked: Asked) -> str:
    parties = asked.sak.parter.items()
    return ", ".join(f"{key} {label(part.rolle.value)}" for key, part in parties)


def people(question: str) -> Question:
    """Ask for parties by key or role, with commas between."""
    return lambda asked: _people(question, asked, "flere med komma, ")


def _people(question: str, asked: Asked, more: str) -> tuple[str, ...]:
    return prompts.until_good(
        f"{question} ({_parties(asked)}; {more}tomt går):", lambda text: _known(asked, text)
    )


def _known(asked: Asked, answer: str) -> tuple[str, ...]:
    """Return the words, when each is a party or may become one."""
    from skolemiljo_cli.model.config import Oppsett
    from skolemiljo_cli.services.changes.people import People

    words_said = fields.parts(parse.ANSWER, [answer], asked.today)
    People(asked.sak, Oppsett()).several(parse.ANSWER, words_said)
    return words_said


def kept_from(also: Callable[[Asked], object] = lambda _asked: False) -> Question:
    """Ask from whom it is to be kept, when what was said gives reason to."""
    ask = people(KEPT_FROM)
    return when(lambda asked: also(asked) or speaks_of_home(asked.said), ask)


KEPT_FROM = "Hvem skal ikke få vite dette, fordi det kan skade eleven?"


def speaks_of_home(said: Mapping[str, object]) -> bool:
    """Tell whether a text asks for silence, tells of harm at home, or names an agency."""
    from skolemiljo_cli.sharing.home_words import is_sensitive

    return any(is_sensitive(text) for text in _texts(said.values()))


def _texts(values: Iterable[object]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            yield from _texts(value)
        elif is_dataclass(value):
            yield from _texts(getattr(value, part.name) for part in fields_of(value))


def when(needed: Callable[[Asked], object], question: Question) -> Question:
    """Ask only when the case, or what is said already, gives reason to."""
    return lambda asked: question(asked) if needed(asked) else None
