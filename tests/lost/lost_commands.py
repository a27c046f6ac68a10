"""The writing commands, the ledger they are run in, and what must be true after an accident."""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import skolemiljo_cli
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.store.yaml import reader

HERE = Path(skolemiljo_cli.__file__).resolve().parents[1]
CASE = """\
id: 2026-11-20-aaaa
type: 12-4
parter:
  e1: {rolle: elev, navn: Espen Askeladd}
  f1: {rolle: foresatt, til: e1}
  a1: {rolle: kontaktlaerer}
  r1: {rolle: rektor}
melding: {dato: 2026-11-20, melder: a1, beskrivelse: Noe har skjedd.}
aktivitetsplan:
  tiltak: [{id: t-9xk2, tiltak: Noe., fra: 2026-11-20}]
"""
CLOSED = CASE.replace("aaaa", "cccc") + (
    "avslutninger: [{id: x-4r1t, dato: 2026-11-20, trygt_og_godt: ja, elevens_svar: Bra.}]\n"
)
SAID = "En tekst som ikke skal bli borte."
EDITED = CASE + f"logg:\n  - {{id: h-7k3q, tid: 2026-11-21, type: notat, av: a1, tekst: {SAID}}}\n"
A, C = "cases/2026-11-20-aaaa", "cases/2026-11-20-cccc"
ATTACHED = b"Et referat.\n" * 400


@dataclass(frozen=True)
class Command:
    """One writing command: its arguments, the case it changes, and where else it writes."""

    name: str
    words: tuple[str, ...]
    case: str | None = A
    target: str | None = None
    folder: str = "arkiv"
    env: dict[str, str] = field(default_factory=dict)


def _draft_code(*words: str) -> str:
    """Return the code of a draft in such a ledger, which its approval needs."""
    from skolemiljo_cli.cli.framework.app import run

    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stderr(io.StringIO()):
        with contextlib.redirect_stdout(io.StringIO()):
            assert run(["init", folder, "--no-input", "--quiet"]) == 0
        (Path(folder) / A).mkdir()
        (Path(folder) / A / "sak.yaml").write_text(CASE, encoding="utf-8")
        with contextlib.redirect_stdout(io.StringIO()) as said:
            assert run([*words, "--json", "--ledger", folder, "--today", "2026-11-23"]) == 0
    return json.loads(said.getvalue())["data"]["kode"]


FOR_PUPIL = ("render", "aaaa", "aktivitetsplan", "--for", "e1")
APPROVED = ("--godkjenn", _draft_code(*FOR_PUPIL), "--av", "r1")
COMMANDS = [
    Command("new-case", ("new-case", "--elev", "Pål Askeladd", "--beskrivelse", SAID), None),
    Command("receive", ("receive", "aaaa", "--alvorlig", "--begrunnelse", SAID)),
    Command("party", ("party", "change", "aaaa", "e1", "--navn", "Ny Askeladd", "--alias", SAID)),
    Command("log", ("log", "aaaa", "--tekst", SAID)),
    Command("log with an attachment", ("log", "aaaa", "--tekst", SAID, "--vedlegg", "../a.txt")),
    Command("investigate", ("investigate", "aaaa", "--startet", "i dag", "--utsatt", SAID)),
    Command("plan", ("plan", "aaaa", "--problem", SAID)),
    Command("measure add", ("measure", "add", "aaaa", "--tiltak", SAID)),
    Command("measure change", ("measure", "change", "aaaa", "--id", "t-9xk2", "--tiltak", SAID)),
    Command("measure done", ("measure", "done", "aaaa", "--id", "t-9xk2", "--tekst", SAID)),
    Command("evaluate", ("evaluate", "aaaa", "--elevens-svar", SAID)),
    Command("close", ("close", "aaaa", "--elevens-svar", SAID, "--trygt-og-godt", "ja")),
    Command("reopen", ("reopen", "cccc", "--begrunnelse", SAID), C),
    Command("statsforvalter", ("statsforvalter", "aaaa", "--meldt", "i dag")),
    Command("edit", ("edit", "aaaa"), env={"EDITOR": "sh ../rediger.sh"}),
    Command("init", ("init", "--no-input", "--skole", "Eksempel skole"), None, folder="tom"),
    Command("render -o", ("render", "aaaa", "melding", "-o", "m.md"), None, "m.md"),
    Command("render -o elsewhere", ("render", "aaaa", "melding", "-o", "../m.md"), None, "../m.md"),
    Command("render --godkjenn", (*FOR_PUPIL, *APPROVED)),
    Command("package", ("package", "aaaa", "--for", "statsforvalter"), None),
    Command("doctor --fix", ("doctor", "--fix", "--ja"), None, folder="sykt"),
]
WARM = [["check"], ["log", "aaaa", "--tekst", "Noe."], ["render", "aaaa", "melding"],
        ["package", "aaaa", "--for", "statsforvalter"], ["schema"], [*FOR_PUPIL],
        ["new-case", "--elev", "E", "--beskrivelse", "B"]]  # fmt: skip


def make_template(root: Path) -> Path:
    """Make a ledger with an open and a closed case, an empty folder, and input files."""
    from skolemiljo_cli.cli.framework.app import run

    with contextlib.redirect_stdout(io.StringIO()):
        assert run(["init", str(root / "arkiv"), "--no-input", "--quiet"]) == 0
    for place, text in ((A, CASE), (C, CLOSED)):
        (root / "arkiv" / place).mkdir()
        (root / "arkiv" / place / "sak.yaml").write_text(text, encoding="utf-8")
    (root / "tom").mkdir()
    shutil.copytree(root / "arkiv", root / "sykt")  # what `doctor --fix` has something to do with
    moved = (root / "sykt" / C).rename(root / "sykt" / C.replace("cccc", "dddd"))
    (moved / "sak.yaml").write_text(CLOSED.replace("t-9xk2", "t-0dkt"), encoding="utf-8")
    (moved / "sak.yaml").chmod(0o644)
    (root / "a.txt").write_bytes(ATTACHED)
    (root / "rettet.yaml").write_text(EDITED, encoding="utf-8")
    (root / "rediger.sh").write_text('cp ../rettet.yaml "$1" && touch ../redigert\n')
    return root


class Herd:
    """Orders to the process that forks a child for each command."""

    def __init__(self, template: Path, scratch: Path) -> None:
        self.template, self.scratch, self.number = template, scratch, 0
        warm = self.fresh("arkiv")
        env = {**os.environ, "PYTHONPATH": str(HERE), "SKOLEMILJO_TODAY": "2026-11-23"}
        self.process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("herd.py")), str(warm / "arkiv"),
             json.dumps(WARM), str(scratch / "driver")],
            env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout.readline() == "klar\n"

    def fresh(self, *names: str) -> Path:
        """Return new copies of the named folders, and of the files that stand beside them."""
        self.number += 1
        place = self.scratch / str(self.number)
        place.mkdir()
        for one in self.template.iterdir():
            if one.name in names:
                shutil.copytree(one, place / one.name)
            elif one.is_file():
                shutil.copy2(one, place)
        return place

    def drop(self, place: Path) -> None:
        """Remove the folder, even if an editor whose command was killed still writes in it."""
        patience = time.monotonic() + 10
        while place.exists():
            shutil.rmtree(place, ignore_errors=time.monotonic() < patience)

    def orders(self, *orders: dict) -> list[dict]:
        """Run the orders at the same time, each in its own process."""
        for number, order in enumerate(orders):
            order["answer"] = str(self.scratch / f"svar-{number}.json")
        self.process.stdin.write(json.dumps(orders) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def do(self, cwd: Path, *commands: Sequence[str], **more) -> dict:
        words = [list(one) for one in commands]
        return self.orders({"commands": words, "cwd": str(cwd), **more})[0]

    def end(self) -> None:
        self.process.stdin.close()
        self.process.wait(timeout=60)
        self.process.stdout.close()


def herd_of(scratch: Path) -> Herd:
    template = Path(tempfile.mkdtemp(dir=scratch, prefix="mal-"))
    return Herd(make_template(template), scratch)


@cache
def _read(data: bytes) -> tuple[dict[str, str], tuple[str, ...]]:
    """Return the checksums of the attachments that a case file lists, and its faults.

    Most accidents leave a file just as it was, and reading it once is enough.
    """
    values = reader.read(data)
    listed = {row["fil"]: row["sha256"] for row in values.get("vedlegg") or []}
    return listed, tuple(str(fault) for fault in parse_case(values).faults)


def problems(root: Path) -> list[str]:
    """Return what is wrong with the ledger: incomplete files, or files that do not match."""
    wrong = []
    for folder in sorted((root / "cases").glob("2*")):
        try:
            listed, faults = _read((folder / "sak.yaml").read_bytes())
        except Exception as error:
            wrong.append(f"{folder.name}: {error}")
            continue
        wrong += [f"{folder.name}: {one}" for one in faults]
        for name, checksum in listed.items():
            there = folder / name
            held = hashlib.sha256(there.read_bytes()).hexdigest() if there.is_file() else "borte"
            wrong += [] if held == checksum else [f"{folder.name}/{name}: {held}"]
    return wrong


def leftovers(place: Path) -> list[str]:
    """Return what should not be left: temporary files, the lock, unlisted attachments."""
    found = [one for one in place.rglob("*") if one.name.startswith(".skriver-")]
    found += list(place.glob("*/.skolemiljo/las*"))
    for one in place.glob("*/cases/*/vedlegg/*"):
        listed, _ = _read((one.parents[1] / "sak.yaml").read_bytes())
        if f"vedlegg/{one.name}" not in listed:
            found.append(one)
    return [one.relative_to(place).as_posix() for one in found]


def kept_texts(root: Path) -> str:
    """Return the text of all drafts."""
    folder = root / ".skolemiljo" / "utkast"
    drafts = sorted(folder.iterdir()) if folder.is_dir() else []
    return "\n".join(one.read_text(encoding="utf-8") for one in drafts)
