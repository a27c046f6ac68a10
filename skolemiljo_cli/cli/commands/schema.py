"""`schema` (`skjema`): the JSON Schema of a case file, for editors."""

from __future__ import annotations

from skolemiljo_cli.cli.options import shared
from skolemiljo_cli.cli.reply import Reply
from skolemiljo_cli.cli.settings import Settings

HELP = """
Skjemaet gir hjelp og rød strek i editorer som kan YAML. «init» legger det i .skolemiljo/.
"""
EXAMPLES = """
Eksempler:
  skolemiljo schema > .skolemiljo/sak.schema.json
"""


@shared
def command(settings: Settings) -> Reply:  # noqa: ARG001 - every command takes them
    """Write the schema."""
    from skolemiljo_cli.model.schema import case_schema
    from skolemiljo_cli.services.start import schema_text

    return Reply(data={"skjema": case_schema()}, raw=schema_text())
