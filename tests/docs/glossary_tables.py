"""The tables of the glossary that follow from the program: keys, closed lists of words, rules."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import get_args

from skolemiljo_cli.checks.registry import CHECKS
from skolemiljo_cli.errors import Severity
from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.law import NEW_ACT_IN_FORCE, hjemmel
from skolemiljo_cli.model.sak.case import Sak

MARK = "<!-- Resten av siden skrives av tests/docs; bare English og nynorsk skrives for hånd. -->\n"
_KEY_ROW = re.compile(
    r"^\| `(\w+)` \|[^|\n]*\|([^|\n]*)\|([^|\n]*)\|[^|\n]*\|$",
    re.M,
)
GRAVITY = {Severity.ERROR: "feil", Severity.WARNING: "advarsel", Severity.INFO: "merk"}


def models() -> dict[str, type[Del]]:
    """Every part that a case or the settings are made of, by name, in alphabetical order."""
    seen: dict[str, type[Del]] = {}
    for whole in (Sak, Oppsett):
        _collect(whole, seen)
    return dict(sorted(seen.items()))


def _collect(model: type[Del], seen: dict[str, type[Del]]) -> None:
    seen[model.__name__] = model
    for field in model.model_fields.values():
        for inner in _types_in(field.annotation, Del):
            if inner.__name__ not in seen:
                _collect(inner, seen)


def _types_in(annotation: object, kind: type) -> list[type]:
    if isinstance(annotation, type) and issubclass(annotation, kind):
        return [annotation]
    return [found for inner in get_args(annotation) for found in _types_in(inner, kind)]


def key_rows(page: str) -> list[tuple[str, str, str, str, str]]:
    """Key, meaning, English, Nynorsk and where it stands; the two languages from the page."""
    written = {
        key: (english, nynorsk)
        for key, english, nynorsk in re.findall(
            r"^\| `(\w+)` \|[^|\n]*\|([^|\n]*)\|([^|\n]*)\|[^|\n]*\|$",
            page.partition(MARK)[2],
            re.M,
        )
    }
    meanings: dict[str, list[str]] = {}
    places: dict[str, list[str]] = {}
    for name, model in models().items():
        for key, field in model.model_fields.items():
            meanings.setdefault(key, []).append(str(field.title))
            places.setdefault(key, []).append(name)
    return [
        (
            key,
            "; ".join(dict.fromkeys(meanings[key])),
            *(one.strip() for one in written.get(key, ("", ""))),
            ", ".join(places[key]),
        )
        for key in sorted(meanings)
    ]


def word_rows() -> list[tuple[str, str]]:
    """Keys that take a word of a closed list, and the words."""
    rows: dict[tuple[str, str], list[str]] = {}
    for name, model in models().items():
        for key, field in model.model_fields.items():
            for words in _types_in(field.annotation, StrEnum):
                rows.setdefault((key, ", ".join(words)), []).append(name)
    several = {key for key, _ in rows if sum(one == key for one, _ in rows) > 1}
    return sorted(
        (f"`{key}`" + (f" ({', '.join(places)})" if key in several else ""), words)
        for (key, words), places in rows.items()
    )


def rule_rows() -> list[tuple[str, str, str, str]]:
    """Each rule of `check`, how grave it is, why it is there, and the law behind it."""
    return [
        (
            one.rule,
            GRAVITY[one.severity],
            one.about,
            hjemmel(one.provision, NEW_ACT_IN_FORCE) if one.provision else "–",
        )
        for one in CHECKS
    ]


def tables(page: str) -> str:
    """The part of the page that is written by the program."""
    keys = [f"| `{k}` | {m} | {e} | {n} | {p} |" for k, m, e, n, p in key_rows(page)]
    words = [f"| {key} | {found} |" for key, found in word_rows()]
    rules = [f"| `{r}` | {g} | {a} | {p} |" for r, g, a, p in rule_rows()]
    return "\n".join(
        [
            "",
            "## Nøkler i en sak og i oppsettet",
            "",
            "Den siste kolonnen sier hvilken del av saken nøkkelen hører til (navnet i koden).",
            "",
            "| nøkkel | betydning | English | nynorsk | del |",
            "|---|---|---|---|---|",
            *keys,
            "",
            "## Ord fra faste lister",
            "",
            "Disse nøklene tar bare ord som står her, skrevet slik de står.",
            "",
            "| nøkkel | ordene |",
            "|---|---|",
            *words,
            "",
            "## Regler",
            "",
            "Det `skolemiljo check` ser etter. I tillegg kommer `uleselig`: filen kan ikke leses.",
            "",
            "| regel | alvor | hvorfor den finnes | hjemmel |",
            "|---|---|---|---|",
            *rules,
            "",
        ]
    )
