"""The offer to replace names in a text by keys: a question at a terminal, a note elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.cli.asking import prompts

if TYPE_CHECKING:
    from skolemiljo_cli.cli.framework.settings import Settings
    from skolemiljo_cli.sharing.name_search.names_to_keys import Nevnt


@dataclass(frozen=True, slots=True)
class Answer:
    """Which key to write for each name, and what to say of it; no name is ever repeated."""

    choose: Callable[[Nevnt], str | None]
    notes: tuple[str, ...]


def answered(settings: Settings, called: Sequence[Nevnt], exchange: bool | None) -> Answer:  # noqa: FBT001, RUF100
    """Return which names are replaced: as `exchange` says, else as a person answers.

    Where nobody can be asked, the text is left as it is, and a note says so.
    """
    if not called or exchange is False:
        return Answer(lambda _named: None, ())
    if exchange is None and not settings.asks:
        keys = _listed(called, " og ")
        told = f"Teksten nevner {keys} ved navn, og er skrevet som den er."
        return Answer(lambda _named: None, (told,))  # `check` tells how to write the keys
    certain = ((_of(named), named.nokler[0]) for named in called if named.sikker)
    chosen = dict(certain if exchange else _asked(called))
    return Answer(lambda named: chosen.get(_of(named)), tuple(_notes(called, chosen)))


_Word = tuple[str, tuple[str, ...], bool]


def _of(named: Nevnt) -> _Word:
    """Return what two places have in common when one question is enough for both."""
    return ("", named.nokler, False) if named.sikker else (named.ord, named.nokler, named.tvil)


def _asked(called: Sequence[Nevnt]) -> Iterator[tuple[_Word, str]]:
    for word in dict.fromkeys(map(_of, sorted(called, key=lambda named: not named.sikker))):
        places = [named for named in called if _of(named) == word]
        key = _ask(places)
        if key is not None:
            yield word, key


def _ask(places: Sequence[Nevnt]) -> str | None:
    """Ask about one person or one word; None leaves it as it is."""
    first = places[0]
    key = first.nokler[0]
    if first.sikker:
        said = f"Teksten nevner {{{key}}} ved navn{_times(places)}."
        return key if prompts.yes(f"{said} Bytte ut navnet med {{{key}}}?") else None
    if len(first.nokler) > 1:
        said = f"Et navn i teksten{_times(places)} kan være {_keys(first)}."
        return prompts.one_of(f"{said} Hvem er det?", first.nokler)
    said = f"Et ord i teksten{_times(places)} kan være {{{key}}}, eller et vanlig ord."
    return key if prompts.yes(f"{said} Bytte det ut med {{{key}}}?", default=False) else None


def _times(places: Sequence[Nevnt]) -> str:
    return f" ({len(places)} steder)" if len(places) > 1 else ""


def _notes(called: Sequence[Nevnt], chosen: dict[_Word, str]) -> Iterator[str]:
    done = [named for named in called if _of(named) in chosen]
    keys = dict.fromkeys(chosen[_of(named)] for named in done)
    if done:
        where = "ett sted" if len(done) == 1 else f"{len(done)} steder"
        yield f"Skrev {', '.join(f'{{{key}}}' for key in keys)} for navnet {where}."
    left = [named for named in called if _of(named) not in chosen and not named.sikker]
    if left:
        yield f"Et ord som kan være {_listed(left, ', ')}, er latt stå: det er ikke sikkert."


def _listed(called: Sequence[Nevnt], between: str) -> str:
    return between.join(dict.fromkeys(map(_keys, called)))


def _keys(named: Nevnt) -> str:
    return " eller ".join(f"{{{key}}}" for key in named.nokler)
