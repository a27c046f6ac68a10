"""What is fuzzed, and what must hold whatever it is given: a clean answer, in bounded time."""

from __future__ import annotations

import io
import json
import random
import re
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fuzz_inputs import CASE, CONFIG, as_yaml, crooked, grown, mutated, worded

from skolemiljo_cli.cli.framework.app import run
from skolemiljo_cli.errors import ExitCode, LedgerError, Unreadable
from skolemiljo_cli.model.config import Oppsett
from skolemiljo_cli.model.derived import measures
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.render.documents import Format, Opplysninger, render
from skolemiljo_cli.render.template_context import Runde, Valgt
from skolemiljo_cli.sharing.documents import Dokument
from skolemiljo_cli.store.cases.templates import loader
from skolemiljo_cli.store.merge.merge_files import merge_files
from skolemiljo_cli.store.yaml import reader

if TYPE_CHECKING:
    from skolemiljo_cli.model.sak.case import Sak

K = "2026-11-20-k3fq"
SEED: dict[str, Any] = reader.read(CASE.encode())
ABOUT = Opplysninger(date(2026, 11, 23), "0.1.0", "c0ffee00c0de" + "0" * 52)
SIGNS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
FINE = {int(one) for one in ExitCode} - {int(ExitCode.BUG), int(ExitCode.INTERRUPTED)}


class Broken(AssertionError):
    """Something that must hold did not."""


def case_bytes(chance: random.Random) -> bytes:
    """Return what somebody might give out for a case file."""
    match chance.randrange(6):
        case 0:
            return grown(chance).encode("utf-8", "surrogatepass") + b"\n"
        case 1 | 2:
            return as_yaml(crooked(SEED, chance))
        case 3:
            return as_yaml(worded(SEED, chance))
        case _:
            return mutated(CASE.encode(), chance)


def config_bytes(chance: random.Random) -> bytes:
    """Return what somebody might give out for the settings of a ledger."""
    if chance.random() < 0.4:
        return as_yaml(crooked(reader.read(CONFIG.encode()), chance))
    return mutated(CONFIG.encode(), chance, CASE.encode())


@dataclass(frozen=True)
class Place:
    """A ledger to work in."""

    root: Path

    @property
    def case(self) -> Path:
        return self.root / "cases" / K / "sak.yaml"

    def put(self, data: bytes) -> None:
        """Lay the only case of the ledger there, and the settings as they were."""
        for folder in (self.root / "cases").iterdir():
            if folder.is_dir() and folder.name != K:
                _remove(folder)
        self.case.parent.mkdir(exist_ok=True)
        self.case.write_bytes(data)
        (self.root / "skolemiljo.yaml").write_text(CONFIG, encoding="utf-8")

    def say(self, *words: str) -> tuple[int, str, str]:
        """Run a command in the ledger, and see that it ended cleanly."""
        out, err = io.StringIO(), io.StringIO()
        before = sys.stdin
        sys.stdin = io.TextIOWrapper(io.BytesIO(b""), encoding="utf-8")
        try:
            with redirect_stdout(out), redirect_stderr(err):
                code = run(["--ledger", str(self.root), *words])
        finally:
            sys.stdin = before
        said = (out.getvalue() + err.getvalue()).replace("\r\n", "\n")  # as a calendar has it
        if code not in FINE or "Traceback" in said:
            raise Broken(f"{words[0]} ended with {code}: {said[-400:]}")
        if sign := SIGNS.search(said):
            raise Broken(f"{words[0]} said U+{ord(sign.group()):04X}")
        if "--json" in words:
            json.loads(out.getvalue())
        return code, out.getvalue(), err.getvalue()


def _remove(folder: Path) -> None:
    for one in sorted(folder.rglob("*"), reverse=True):
        one.rmdir() if one.is_dir() else one.unlink()
    folder.rmdir()


def new_place(root: Path) -> Place:
    """Make a ledger in the folder."""
    out = io.StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        if run(["init", str(root), "--no-input", "--skole", "Eksempel skole"]) != 0:
            raise Broken(out.getvalue())
    (root / "cases").mkdir(exist_ok=True)
    return Place(root)


def read_and_gate(data: bytes, chance: random.Random, place: Place) -> None:
    """The reader refuses or reads, both parsers alike; the gate tells what is wrong."""
    values = _read(data, "c")
    if len(data) < 20_000 and _read(data, "pure") != values:
        raise Broken("the two parsers do not agree")
    if values is None:
        return
    parsed = parse_case(values)
    if parsed.value is None and not parsed.faults:
        raise Broken("no case, and nothing wrong")
    if not all(one.message and "\n" not in one.message for one in parsed.faults):
        raise Broken("a fault without words of its own")


def _read(data: bytes, loader: Any) -> dict[str, Any] | None:
    try:
        return reader.read(data, loader=loader)
    except Unreadable as error:
        if not error.message or SIGNS.search(error.message + error.hint):
            raise Broken("a refusal without words, or with signs in them") from None
        return None


def commands(data: bytes, chance: random.Random, place: Place) -> None:
    """Every command that reads a case ends cleanly, and says nothing that a terminal obeys."""
    place.put(data)
    code, _, _ = place.say("check", "--json")
    for words in (("list",), ("show", K), ("deadlines", "--all"), ("check",)):
        again, _, _ = place.say(*words, *chance.choice(((), ("--json",))))
        if again == ExitCode.OK and code == ExitCode.DATA:
            raise Broken(f"{words[0]} is silent about a file that cannot be read")
    place.say(*chance.choice(_MORE), "--no-input")
    if place.case.read_bytes() != data:
        _still_a_case(place.case.read_bytes())


_MORE = (
    ("log", K, "--tekst", "Noe."), ("receive", K, "--rektor", "i dag"), ("doctor",),
    ("measure", "add", K, "--tiltak", "Noe."), ("close", K, "--trygt-og-godt", "nei"),
    ("plan", K, "--problem", "Noe."), ("history", K), ("deadlines", "--ics"),
    ("evaluate", K, "--elevens-svar", "Bra."), ("show", K, "--all"), ("render", K, "varsling"),
    ("render", K, "saksgang", "--for", "e1", "-o", "s.html"), ("render", K, "oversikt"),
)  # fmt: skip


def _still_a_case(data: bytes) -> None:
    if parse_case(reader.read(data)).value is None:
        raise Broken("what was written is no case")


def imports(data: bytes, chance: random.Random, place: Place) -> None:
    """`new-case --from` makes a case that can be read, or says why not and makes nothing."""
    place.put(CASE.encode())
    given = place.root.parent / "gitt.yaml"
    given.write_bytes(data)
    before = {one.name for one in (place.root / "cases").iterdir()}
    code, _, _ = place.say("new-case", "--from", str(given), "--no-input", "--json")
    made = {one.name for one in (place.root / "cases").iterdir()} - before
    if bool(made) != (code == 0):
        raise Broken(f"ended with {code} and made {len(made)}")
    for name in made:
        _still_a_case((place.root / "cases" / name / "sak.yaml").read_bytes())
    if given.read_bytes() != data:
        raise Broken("the file given was changed")


def settings(data: bytes, chance: random.Random, place: Place) -> None:
    """Whatever the settings say, commands end cleanly."""
    place.put(CASE.encode())
    (place.root / "skolemiljo.yaml").write_bytes(data)
    for words in (("deadlines", "--all"), ("check",), ("doctor",), ("render", K, "varsling")):
        place.say(*words, *chance.choice(((), ("--json",))))


def merging(data: bytes, chance: random.Random, place: Place) -> None:
    """A merge of any three files loses neither side: it is a case, or it is told as a conflict."""
    base = chance.choice((CASE.encode(), CASE.encode(), b"", case_bytes(chance)))
    ours = chance.choice((CASE.encode(), case_bytes(chance)))
    made = merge_files(base, ours, data)
    if _read(ours, "c") is not None and _read(data, "c") is not None:
        reader.read(made.data)
    if chance.random() < 0.1:
        place.put(ours)
        paths = [place.root.parent / name for name in ("felles", "var", "deres")]
        for path, one in zip(paths, (base, ours, data), strict=True):
            path.write_bytes(one)
        place.say("merge-driver", "--", *map(str, paths), "7", f"cases/{K}/sak.yaml")


def rendering(data: bytes, chance: random.Random, place: Place) -> None:
    """Any values the gate lets through can be rendered as any document in both formats."""
    values = _read(data, "c")
    sak = parse_case(values).value if values is not None else None
    if sak is None:
        return
    for dokument in chance.sample(list(Dokument), 4):
        for fmt in Format:
            _rendered(sak, dokument, fmt)


def _rendered(sak: Sak, dokument: Dokument, fmt: Format) -> None:
    rounds = measures.rounds(sak)
    chosen = Valgt(
        innforing=sak.logg[0] if sak.logg else None, runde=Runde(1, rounds[0]) if rounds else None
    )
    try:
        text = render(dokument, fmt, sak, Oppsett(), ABOUT, loader(None), chosen)
    except Unreadable:
        return
    except LedgerError as error:
        raise Broken(f"{dokument} {fmt}: {error.message}") from error
    if SIGNS.search(text):
        raise Broken(f"{dokument} {fmt} has a sign")
    if fmt == "html" and "<script" in text:
        raise Broken(f"{dokument} has a script")


Target = Callable[[bytes, random.Random, Place], None]
TARGETS: dict[str, tuple[Target, Callable[[random.Random], bytes]]] = {
    "leser": (read_and_gate, case_bytes),
    "kommandoer": (commands, case_bytes),
    "ny sak": (imports, case_bytes),
    "oppsett": (settings, config_bytes),
    "fletting": (merging, case_bytes),
    "skjemaer": (rendering, case_bytes),
}


def one(target: str, seed: int, place: Place) -> bytes:
    """Run one input, told by its number; return what it was."""
    chance = random.Random(f"{target} {seed}")
    work, make = TARGETS[target]
    data = make(chance)
    try:
        work(data, chance, place)
    except Broken:
        raise
    except Exception as fault:
        raise Broken(f"{type(fault).__name__}: {str(fault)[:200]}") from fault
    return data
