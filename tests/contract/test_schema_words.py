"""Every closed list of words in the published schema is one that the program has."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from skolemiljo_cli.calendar.deadline import Fristtype, Grunnlag, Tilstand
from skolemiljo_cli.checks.rule import Kind
from skolemiljo_cli.cli.command_list import COMMANDS
from skolemiljo_cli.cli.commands.history.rows import CAME
from skolemiljo_cli.errors import ExitCode, Severity
from skolemiljo_cli.model.derived.measures import Tiltaksstatus
from skolemiljo_cli.model.derived.timeline import Steg
from skolemiljo_cli.model.vocab import Fase, Rolle, Sakstype, Svar
from skolemiljo_cli.render.documents import Dokument, Format
from skolemiljo_cli.services.history.follow import Slag
from skolemiljo_cli.services.overview.duties import Pliktstatus

PUBLISHED = Path(__file__).resolve().parents[2] / "docs" / "schema" / "utdata-1.schema.json"
SCHEMA = json.loads(PUBLISHED.read_text(encoding="utf-8"))
IN_THE_PROGRAM = {
    "command": [None, *(command.name for command in COMMANDS)],
    "exit_code": ExitCode,
    "funn.severity": Severity,
    "feil.code": [code.name.lower() for code in ExitCode if code.name not in ("OK", "FINDINGS")],
    "frist.frist": Fristtype,
    "frist.tilstand": Tilstand,
    "frist.grunnlag": Grunnlag,
    "sakslinje.type": [*Sakstype, None],
    "sakslinje.fase": [*Fase, None],
    "sakslinje.neste_frist_type": [*Fristtype, None],
    "sakslinje.neste_frist_tilstand": [*Tilstand, None],
    "part.rolle": Rolle,
    "dokument.delplikt": [None, *Steg],
    "data-new-case.type": Sakstype,
    "data-show.type": Sakstype,
    "data-show.fase": Fase,
    "data-check.regler.alvor": Severity,
    "data-check.regler.slag": Kind,
    "data-render.dokument": Dokument,
    "data-render.format": Format,
    "delplikt.steg": Steg,
    "delplikt.tilstand": Pliktstatus,
    "tiltakslinje.status": Tiltaksstatus,
    "evalueringslinje.trygt_og_godt": Svar,
    "historikkrad.slag": CAME,
    "endringsrad.slag": set(Slag) - set(CAME),
    # what lies unrecorded has no commit to be undone, chosen or added in
    "ventenderad.slag": [Slag.NY, Slag.LAGT_TIL, Slag.ENDRET, Slag.FJERNET],
}
ONLY_IN_THE_SCHEMA = {
    "status": "how the exit code is told; each is met in test_json",
    "then.exit_code": "some of the exit codes, by the status",
    "oneOf.status": "some of the statuses, by the command",
    "oneOf.exit_code": "some of the exit codes, by the command",
}


def lists_of_words(value, place=()):
    """Each `enum` of the schema with the place it stands at."""
    if isinstance(value, dict):
        if "enum" in value:
            yield ".".join(place), value["enum"]
        for key, inner in value.items():
            silent = key in ("$defs", "properties", "items", "allOf")
            yield from lists_of_words(inner, place if silent else (*place, key))
    elif isinstance(value, list):
        for inner in value:
            yield from lists_of_words(inner, place)


WORDS = list(lists_of_words(SCHEMA))


def test_every_list_of_words_in_the_schema_is_tied_to_one_of_the_program():
    known = IN_THE_PROGRAM.keys() | ONLY_IN_THE_SCHEMA.keys()
    assert {place for place, _ in WORDS} == known


@pytest.mark.parametrize("place", IN_THE_PROGRAM)
def test_the_schema_has_the_words_that_the_program_has(place):
    words = {getattr(word, "value", word) for word in IN_THE_PROGRAM[place]}
    for where, written in WORDS:
        if where == place:
            lacks, extra = words - set(written), set(written) - words
            assert not lacks, f"{place} in {PUBLISHED.name} lacks {sorted(map(str, lacks))}"
            assert not extra, f"{place} in {PUBLISHED.name} has also {sorted(map(str, extra))}"
