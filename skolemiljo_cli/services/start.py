"""Start a ledger: its configuration, its folders and the schema for editors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from skolemiljo_cli.model.config import EierKalles, Malform
from skolemiljo_cli.store.ledger import CASES, CONFIG, MACHINERY
from skolemiljo_cli.store.new import make_ledger, refuse_existing
from skolemiljo_cli.store.scalars import scalar
from skolemiljo_cli.store.templates import packaged_text

if TYPE_CHECKING:
    from pathlib import Path

SCHEMA_FILE = f"{MACHINERY}/sak.schema.json"
CONFIG_TEMPLATE = "oppsett/skolemiljo.yaml"
IGNORED = ".skriver-*\n.skolemiljo/las\n"


__all__ = ["School", "config_text", "refuse_existing", "schema_text", "start_ledger"]


@dataclass(frozen=True, slots=True)
class School:
    """What the configuration of a new ledger says about the school."""

    skole: str | None = None
    skoleeier: str | None = None
    kalles: EierKalles = EierKalles.KOMMUNE
    malform: Malform = Malform.BOKMAL


def start_ledger(root: Path, school: School) -> tuple[str, ...]:
    """Make a new ledger in `root` and return the files made, relative to it.

    Raises:
        CannotWrite: a ledger is there already.
    """
    contents = {
        CONFIG: config_text(school).encode(),
        SCHEMA_FILE: schema_text().encode(),
        ".gitignore": IGNORED.encode(),
        f"{CASES}/.gitkeep": b"",
    }
    make_ledger(root, contents)
    return (CONFIG, f"{CASES}/", SCHEMA_FILE)


def config_text(school: School) -> str:
    """Return the configuration with the answers filled in and the rest explained."""
    text = packaged_text(CONFIG_TEMPLATE)
    answers = {
        "@skole@": school.skole,
        "@skoleeier@": school.skoleeier,
        "@kalles@": school.kalles.value,
        "@malform@": school.malform.value,
    }
    for mark, answer in answers.items():
        text = text.replace(f" {mark}", f" {scalar(answer)}" if answer else "")
    return text


def schema_text() -> str:
    """Return the JSON Schema of a case file as text."""
    import json

    from skolemiljo_cli.model.schema import case_schema

    return json.dumps(case_schema(), ensure_ascii=False, indent=2) + "\n"
