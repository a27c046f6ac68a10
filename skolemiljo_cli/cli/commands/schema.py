"""`schema` (`skjema`): the JSON Schema of a case file, or of the settings, for editors."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from skolemiljo_cli.cli.changing import parse
from skolemiljo_cli.cli.framework import completion
from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import argument, shared
from skolemiljo_cli.cli.output.reply import Reply

HELP = """
Skjemaet gir hjelp, forslag og rød strek i editorer som kan YAML. «init» legger begge i
.skolemiljo/, og «doctor --fix» lager dem på nytt etter en oppgradering.
"""
EXAMPLES = """
Eksempler:
  skolemiljo schema > .skolemiljo/sak.schema.json
  skolemiljo schema oppsett > .skolemiljo/oppsett.schema.json
"""


class Fil(StrEnum):
    """The files that have a schema."""

    SAK = "sak"
    OPPSETT = "oppsett"


@shared
def command(
    settings: Settings,  # noqa: ARG001 - every command takes them
    fil: Annotated[
        str | None,
        argument(
            "[sak|oppsett]",
            "Hvilken fil: sak (det vanlige) eller oppsett (skolemiljo.yaml).",
            completion.among(Fil),
        ),
    ] = None,
) -> Reply:
    """Write the schema."""
    import json

    from skolemiljo_cli.services.ledger.start import CONFIG_SCHEMA_FILE, SCHEMA_FILE, schema_texts

    wanted = parse.word("Filen", fil, Fil) or Fil.SAK
    text = schema_texts()[SCHEMA_FILE if wanted is Fil.SAK else CONFIG_SCHEMA_FILE]
    return Reply(data={"skjema": json.loads(text)}, raw=text)
