"""`merge-driver` (`flett`): what git runs to merge two versions of a case."""

from __future__ import annotations

from typing import Annotated

from skolemiljo_cli.cli.framework.settings import Settings
from skolemiljo_cli.cli.framework.shared_options import argument, shared
from skolemiljo_cli.cli.output.reply import Reply
from skolemiljo_cli.errors import ExitCode

HELP = """
Denne kjøres av git selv, når to versjoner av en sak skal bli én («skolemiljo init» setter det opp).
Innføringer fra begge sider kommer med. Har begge endret det samme til ulike ting, blir den ene
stående i saken, den andre settes til side, og git merker filen som ikke ferdig slått sammen.
Filen kan alltid leses etterpå. Resultatet skrives i VÅR.
"""
EXAMPLES = """
Eksempler:
  skolemiljo merge-driver -- base.yaml var.yaml deres.yaml 7 cases/2026-11-22-k3fq/sak.yaml
"""


@shared
def command(
    settings: Settings,
    base: Annotated[str, argument("FELLES", "Det begge kom fra (%O).")],
    ours: Annotated[str, argument("VÅR", "Vår versjon (%A).")],
    theirs: Annotated[str, argument("DERES", "Den andre versjonen (%B).")],
    size: Annotated[str, argument("[L]", "Brukes ikke (%L).")] = "7",  # noqa: ARG001
    path: Annotated[str, argument("[STI]", "Hvilken fil det er, fra toppen av git (%P).")] = "",
) -> Reply:
    """Merge three versions of a case."""
    from skolemiljo_cli.services.versioning.merging import Versions, merge_versions

    versions = Versions(*(settings.cwd / version for version in (base, ours, theirs)))
    made = merge_versions(settings.cwd, versions, path)
    return Reply(
        data={
            "sak": made.sak,
            "nokler": [finding.key or "" for finding in made.findings],
            "satt_til_side": made.aside,
        },
        findings=(*made.findings, *made.people),
        exit_code=ExitCode.FINDINGS if made.findings else ExitCode.OK,
    )
