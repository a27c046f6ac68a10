"""The commands there are: name, Norwegian alias, module, one line of help. Nothing is imported."""

from __future__ import annotations

import difflib
from typing import NamedTuple


class Entry(NamedTuple):
    """One command; its module is imported only when it is run or its help is asked for."""

    name: str
    alias: str
    module: str
    line: str


COMMANDS: tuple[Entry, ...] = (
    Entry("demo", "omvisning", "demo", "Se hvordan det virker, i et saksarkiv til å kaste."),
    Entry("init", "start", "init", "Lag et nytt saksarkiv."),
    Entry("new-case", "ny-sak", "new_case.command", "Registrer en melding som en ny sak."),
    Entry("receive", "mottak", "receive", "Skriv at rektor har meldingen, alvor og skoleeier."),
    Entry("party", "part", "party", "Vis, legg til og endre partene i en sak."),
    Entry("log", "logg", "log", "Legg en innføring til i loggen."),
    Entry("investigate", "undersok", "investigate", "Skriv undersøkelsen og konklusjonen."),
    Entry("plan", "plan", "plan", "Skriv aktivitetsplanen."),
    Entry("measure", "tiltak", "measure", "Legg til, endre eller fullfør et tiltak."),
    Entry("evaluate", "evaluer", "evaluate", "Skriv en evaluering av tiltakene."),
    Entry("close", "avslutt", "close", "Avslutt saken når eleven har det trygt og godt."),
    Entry("reopen", "gjenapne", "reopen", "Åpne en avsluttet sak igjen."),
    Entry("statsforvalter", "sfv", "statsforvalter", "Skriv det som skjer hos statsforvalteren."),
    Entry("edit", "rediger", "edit", "Rediger saksfilen; den sjekkes før den tas inn."),
    Entry("list", "liste", "list", "Vis alle sakene med fase og neste frist."),
    Entry("show", "vis", "show.command", "Vis én sak."),
    Entry("deadlines", "frister", "deadlines", "Vis hva som forfaller, i alle sakene."),
    Entry("check", "sjekk", "check", "Se om filene er gyldige og sakene fullstendige."),
    Entry(
        "history",
        "historikk",
        "history.command",
        "Vis når alt ble ført, og hva som er endret siden.",
    ),
    Entry("render", "skriv", "render", "Skriv ut et skjema som Markdown eller HTML."),
    Entry("package", "pakke", "package", "Lag en nummerert pakke med alle dokumentene i saken."),
    Entry("doctor", "lege", "doctor", "Se over saksarkivet selv, og rett det som går."),
    Entry("undo", "angre", "undo", "Ta tilbake det siste du gjorde."),
    Entry("sync", "synk", "sync", "Hent og send med git, og slå sammen sak for sak."),
    Entry("merge-driver", "flett", "merge_driver", "Slå sammen to versjoner av en sak (for git)."),
    Entry("schema", "skjema", "schema", "Skriv JSON Schema for saksfilen eller oppsettet."),
)


def find(word: str) -> Entry | None:
    """Return the command with this name or alias."""
    return next((entry for entry in COMMANDS if word in (entry.name, entry.alias)), None)


def shown(entry: Entry) -> str:
    """Return the name with the Norwegian one in brackets, when it is another."""
    return entry.name if entry.alias == entry.name else f"{entry.name} ({entry.alias})"


def suggestion(word: str) -> str | None:
    """Return the name or alias that `word` most likely is a slip for."""
    known = [name for entry in COMMANDS for name in (entry.name, entry.alias)]
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return close[0] if close else None
