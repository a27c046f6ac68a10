"""Making a new ledger: its configuration, its folders, and the schemas for editors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from skolemiljo_cli.model.config import EierKalles, Malform
from skolemiljo_cli.services.changes import national_ids
from skolemiljo_cli.services.changes.record import Version, record
from skolemiljo_cli.store.cases import own_places
from skolemiljo_cli.store.cases.ledger import CASES, CONFIG, MACHINERY, open_ledger
from skolemiljo_cli.store.cases.templates import packaged_text
from skolemiljo_cli.store.create import make_ledger, refuse_existing
from skolemiljo_cli.store.git import repository
from skolemiljo_cli.store.git.setup import ATTRIBUTES, install_driver
from skolemiljo_cli.store.locking import lock
from skolemiljo_cli.store.yaml.scalars import scalar

__all__ = ["refuse_existing"]  # from another module

SCHEMA_FILE = f"{MACHINERY}/sak.schema.json"
CONFIG_SCHEMA_FILE = f"{MACHINERY}/oppsett.schema.json"
CONFIG_TEMPLATE = "oppsett/skolemiljo.yaml"
IGNORED = ".skriver-*\n.skolemiljo/las\n.skolemiljo/utkast/\n" + own_places.IGNORED
IGNORE_FILE = own_places.IGNORE_FILE
ATTRIBUTES_FILE = ".gitattributes"
HOOKS_FILE = ".pre-commit-config.yaml"
HOOKS = """\
# Sjekker sakene før hver commit for den som bruker pre-commit (pre-commit.com).
repos:
  - repo: local
    hooks:
      - id: skolemiljo-check
        name: skolemiljo check
        entry: skolemiljo check
        language: system
        pass_filenames: false
        files: ^(.*/)?(cases/.+/sak|skolemiljo)\\.yaml$
"""


@dataclass(frozen=True, slots=True)
class School:
    """What the configuration of a new ledger says about the school."""

    skole: str | None = None
    skoleeier: str | None = None
    kalles: EierKalles = EierKalles.KOMMUNE
    malform: Malform = Malform.BOKMAL
    commit: bool = False
    skjermet: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """A new ledger: its files, the version that git has, and whether it has the merge driver."""

    files: tuple[str, ...]
    version: Version
    driver: bool


def in_repository(root: Path) -> bool:
    """Tell whether a ledger in this folder, which need not exist yet, would be in a repository."""
    existing = next(folder for folder in (root, *root.resolve().parents) if folder.is_dir())
    return repository.find(existing) is not None


def start_ledger(root: Path, school: School, verb: str = "start") -> Started:
    """Make a new ledger in `root`; inside a repository, also set up git to merge its cases.

    Raises:
        CannotWrite: the folder is a ledger already, or git or another ledger has its files there.
        NationalIdFound: an answer has a fødselsnummer.
    """
    in_git = in_repository(root)
    config = config_text(school).encode()
    national_ids.refuse(b"", config)
    contents = {
        CONFIG: config,
        **{name: text.encode() for name, text in schema_texts().items()},
        IGNORE_FILE: IGNORED.encode(),
        ATTRIBUTES_FILE: ATTRIBUTES.encode(),
        f"{CASES}/.gitkeep": b"",
    }
    if in_git and (root / ".git").exists():  # pre-commit reads it only at the top of a repository
        contents[HOOKS_FILE] = HOOKS.encode()
    refuse_existing(root)
    with lock.acquire(root):
        make_ledger(root, contents, lines=(IGNORE_FILE, ATTRIBUTES_FILE))
        if in_git:
            install_driver(root)
        version = record(open_ledger(root), "saksarkiv", verb, tuple(contents))
    return Started((CONFIG, f"{CASES}/", SCHEMA_FILE), version, in_git)


def config_text(school: School) -> str:
    """Return the text of a configuration with the school's answers filled in."""
    text = packaged_text(CONFIG_TEMPLATE)
    answers = {
        "@skole@": school.skole,
        "@skoleeier@": school.skoleeier,
        "@kalles@": school.kalles.value,
        "@malform@": school.malform.value,
    }
    for mark, yes in (("@commit@", school.commit), ("@skjermet@", school.skjermet)):
        text = text.replace(mark, "true" if yes else "false")
    for mark, answer in answers.items():
        text = text.replace(f" {mark}", f" {scalar(answer)}" if answer else "")
    return text


@cache
def schema_texts() -> Mapping[str, str]:
    """Return the JSON Schemas for editors, by their file names in the ledger."""
    import json

    from skolemiljo_cli.model.schema import case_schema, config_schema

    schemas = {SCHEMA_FILE: case_schema(), CONFIG_SCHEMA_FILE: config_schema()}
    return MappingProxyType(
        {
            name: json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
            for name, schema in schemas.items()
        }
    )
