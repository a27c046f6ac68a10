"""Check of the school's own templates: words of the old act, unused and outdated templates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from skolemiljo_cli.errors import LedgerError, Severity
from skolemiljo_cli.services.ledger.health.basis import Check, Ground, Trouble
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases import templates
from skolemiljo_cli.store.cases.templates import TEMPLATES, packaged_folder, packaged_text
from skolemiljo_cli.store.files.no_links import files_below

_FORMS = "nb"
# Terms of the act of 1998, and names changed since (law.md 1.5). «varsle» counts only as a duty,
# since the school's internal note is still called that.
_OLD_WORDS = re.compile(
    r"(opplæringslov[ae]n? )?§+ ?9 ?a(-[0-9]+)?\b|\bkap(ittel|\.)? ?9[ -]?a\b|\b9 ?a-[0-9]+"
    r"|\bfylkesmann\w*|\bordensreglement\w*|\bvarslings?plikt\w*"
    r"|\b17\. ?juli 1998\b|\bopplæringslov[ae]n? (av|fra|\() ?1998\b",
    re.IGNORECASE,
)
_FORMAT = re.compile(r"\.(md|html)\.j2$")
_REVISION = re.compile(r"\{#-?\s*revisjon:\s*([a-z-]+?)-([0-9]+)\b")


def _own_forms(ground: Ground) -> Iterator[Trouble]:
    folder = ground.root / TEMPLATES
    if folder.resolve() == packaged_folder().resolve():  # the repository of skolemiljo itself
        return
    own = {
        path.relative_to(folder).as_posix(): _text(path)
        for path in files_below(folder)
        if path.suffix == ".j2"
    }
    known = frozenset(templates.packaged_names(_FORMS))
    for name, text in own.items():
        yield from _old_words(name, text)
        if ours := next((form for form in (name, _both_formats(name)) if form in known), None):
            yield from _behind(name, text, ours)
        elif not _is_included(name, own):
            yield Trouble(
                "Malen har et navn som ingen dokumenter bruker.",
                f"Malene ligger i {TEMPLATES}/{_FORMS}/ og har navn etter dokumentet. Se navnene "
                "med: skolemiljo render --help",
                Severity.INFO,
                file=f"{TEMPLATES}/{name}",
            )


def _old_words(name: str, text: str) -> Iterator[Trouble]:
    for number, line in enumerate(text.splitlines(), 1):
        if found := _OLD_WORDS.search(line):
            yield Trouble(
                f"Malen bruker et ord fra den gamle loven: «{found[0]}».",
                "Skriv det som opplæringslova av 2023 bruker (kapittel 12; statsforvalteren; "
                "skoleregler; melde fra).",
                file=f"{TEMPLATES}/{name}",
                line=number,
            )


def _both_formats(name: str) -> str:
    """Return the packaged form that one for a single format, `nb/melding.md.j2`, is used before."""
    return _FORMAT.sub(".j2", name)


def _behind(name: str, text: str, packaged: str) -> Iterator[Trouble]:
    """Tell of a form that is a copy of an older packaged one, or of today's without a change."""
    ours = packaged_text(packaged)
    if text == ours:
        yield Trouble(
            "Malen er helt lik den som følger med, og hindrer at rettelser i den blir brukt.",
            "Slett den, så brukes den som følger med.",
            Severity.INFO,
            file=f"{TEMPLATES}/{name}",
        )
        return
    mine, theirs = _REVISION.match(text), _REVISION.match(ours)
    if mine and theirs and mine[1] == theirs[1] and int(mine[2]) < int(theirs[2]):
        yield Trouble(
            f"Malen er laget av en eldre utgave ({mine[1]}-{mine[2]}) enn den som følger med nå "
            f"({theirs[1]}-{theirs[2]}).",
            "Se hva som er nytt i den som følger med, ta det inn, og skriv det nye nummeret i den "
            "første linjen.",
            file=f"{TEMPLATES}/{name}",
            line=1,
        )


def _is_included(name: str, own: dict[str, str]) -> bool:
    """Tell whether another of the school's forms takes this one in."""
    names = (name, _both_formats(name))
    return any(
        f"{mark}{form}{mark}" in text for text in own.values() for form in names for mark in "\"'"
    )


def _text(path: Path) -> str:
    try:
        return files.read_bytes(path).decode("utf-8-sig", "replace")
    except LedgerError:
        return ""


CHECKS = (
    Check(
        "maler", "Egne maler med ord fra den gamle loven, eller som er gamle eller ubrukte.",
        "Dokumentene skal vise til loven som gjelder på sakens dato. En egen mal går foran den som "
        "følger med, også når den som følger med er rettet.",
        _own_forms,
    ),
)  # fmt: skip
