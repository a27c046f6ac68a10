"""The offer to replace names in a text by keys: a question at a terminal, a note elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.checks.phrases import listed
from skolemiljo_cli.cli.asking import prompts

if TYPE_CHECKING:
    from skolemiljo_cli.cli.framework.settings import Settings
    from skolemiljo_cli.sharing.name_search.names_to_keys import Nevnt


@dataclass(frozen=True, slots=True)
class Answer:
    """Which key to write for each name, and what to say of it; no note repeats a name."""

    choose: Callable[[Nevnt], str | None]
    notes: tuple[str, ...]


def answered(settings: Settings, called: Sequence[Nevnt], exchange: bool | None) -> Answer:  # noqa: FBT001, RUF100
    """Return which names are replaced: as `exchange` says, else as a person answers.

    Where nobody can be asked, the text is left as it is, and a note says so.
    """
    if not called or exchange is False:
        return Answer(lambda _named: None, ())
    parties = [named for named in called if named.nokler]
    if exchange is None and not settings.asks:
        return Answer(lambda _named: None, (*_of_parties(parties), *_of_strangers(called)))
    certain = ((_of(named), named.nokler[0]) for named in called if named.sikker)
    chosen = dict(certain if exchange else _asked(called))
    left = [named for named in called if _of(named) not in chosen] if exchange else ()
    notes = (*_notes(parties, chosen), *_of_strangers(left))
    return Answer(lambda named: chosen.get(_of(named)), notes)


def _of_parties(called: Sequence[Nevnt]) -> Iterator[str]:
    """Yield that a text names parties, by their keys; `check` tells more."""
    if called:
        keys = listed(dict.fromkeys(map(_keys, called)))
        yield f"Teksten nevner {keys} ved navn, og er skrevet som den er."


def _of_strangers(called: Iterable[Nevnt]) -> Iterator[str]:
    """Yield that a text may name somebody who is no party; the name itself is not told."""
    lines = list(dict.fromkeys(named.linje for named in called if not named.nokler))
    if lines:
        where = f"linje {lines[0]}" if len(lines) == 1 else f"linjene {', '.join(map(str, lines))}"
        yield (
            f"Teksten nevner kanskje noen som ikke er part i saken, ved navn ({where}). Skriv hva "
            "de er («en annen elev»), eller gjør dem til part (--part)."
        )


_Word = tuple[str, tuple[str, ...], bool]


def _of(named: Nevnt) -> _Word:
    """Return what two places have in common when one question is enough for both."""
    word = "" if named.sikker else named.ord.lower()
    return word, named.nokler, named.tvil


def _asked(called: Sequence[Nevnt]) -> Iterator[tuple[_Word, str]]:
    for word in dict.fromkeys(map(_of, sorted(called, key=lambda named: not named.sikker))):
        places = [named for named in called if _of(named) == word]
        key = _ask(places)
        if key is not None:
            yield word, key


def _ask(places: Sequence[Nevnt]) -> str | None:
    """Ask about one person or one word; None leaves it as it is."""
    first = places[0]
    if not first.nokler:
        said = f"{_where(places)}: er det noen som ikke er part i saken?"
        return prompts.line(f"{said} Skriv hva de er i stedet, som «en annen elev»")
    key = first.nokler[0]
    if first.sikker:
        said = f"Teksten nevner {{{key}}} ved navn: {_where(places)}."
        return key if prompts.yes(f"{said} Bytte ut navnet med {{{key}}}?") else None
    if len(first.nokler) > 1:
        said = f"{_where(places)} kan være {_keys(first)}."
        return prompts.one_of(f"{said} Hvem er det?", first.nokler)
    said = f"{_where(places)} kan være {{{key}}}, eller et vanlig ord."
    return key if prompts.yes(f"{said} Bytte det ut med {{{key}}}?", default=False) else None


def _where(places: Sequence[Nevnt]) -> str:
    """Return the words as they stand, with their lines: a person at the screen wrote them."""
    lines: dict[str, dict[int, None]] = {}
    for named in places:
        lines.setdefault(named.ord, {})[named.linje] = None
    return ", ".join(
        f"«{' '.join(word.split())}» (linje {', '.join(map(str, found))})"
        for word, found in lines.items()
    )


def _notes(called: Sequence[Nevnt], chosen: dict[_Word, str]) -> Iterator[str]:
    done = [named for named in called if _of(named) in chosen]
    keys = dict.fromkeys(chosen[_of(named)] for named in done)
    if done:
        where = "ett sted" if len(done) == 1 else f"{len(done)} steder"
        yield f"Skrev {', '.join(f'{{{key}}}' for key in keys)} for navnet {where}."
    left = [named for named in called if _of(named) not in chosen and not named.sikker]
    if left:
        keys_left = ", ".join(dict.fromkeys(map(_keys, left)))
        yield f"Et ord som kan være {keys_left}, er latt stå: det er ikke sikkert."


def _keys(named: Nevnt) -> str:
    return " eller ".join(f"{{{key}}}" for key in named.nokler)
