"""The ledger that the commands are run in, and the runs: good ones, wrong ones and broken ones."""

from __future__ import annotations

import importlib
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from quiet_case import FATHER, MAIL, MOTHER, OTHER, PHONE, PUPIL, TEACHER, TOLD, A, K, case, keyed

DRIVER = ("merge-driver", "--", "../felles.yaml", "../var.yaml", "../deres.yaml", "7")


@dataclass(frozen=True)
class Run:
    """The words of a run, what it is given, and what has to be done first."""

    words: tuple[str, ...]
    stdin: str = ""
    env: dict[str, str] = field(default_factory=dict)
    first: tuple[tuple[str, ...], ...] = ()
    codes: frozenset[int] = frozenset({0})


def run(*words: str, code: int = 0, **more) -> Run:
    return Run(words, codes=frozenset({code}), **more)


TELL = ("log", "kkkk", "--tekst", TOLD, "--av", "a1")
PEOPLE = (
    "--elev", PUPIL, "--klasse", "5B", "--involvert", OTHER, "--melder", TEACHER,
    "--melder-kontakt", MAIL,
)  # fmt: skip

GOOD: dict[str, list[Run]] = {
    "demo": [run("demo", "--dir", "omvisning")],
    "init": [run("init", "nytt", "--no-input", "--skole", "Eksempel skole")],
    "new-case": [
        run("new-case", *PEOPLE, "--beskrivelse", TOLD, "--handtering", TOLD, "--type", "12-4",
            "--likevel"),
        run("new-case", *PEOPLE, "--beskrivelse", TOLD, code=2),
        run("new-case", "--from", "../ny.yaml", "--likevel"),
        run("new-case", "--from", "-", "--likevel", stdin=case().replace(f"id: {A}\n", "")),
    ],
    "receive": [
        run("receive", "kkkk", "--saksansvarlig", "a1", "--part", f"foresatt={FATHER}"),
        run("receive", "kkkk", "--alvorlig", "--begrunnelse", TOLD, "--bistand", TOLD,
            "--avviksnummer", PUPIL),
    ],
    "party": [
        run("party", "list", "kkkk", "--names"),
        run("party", "add", "kkkk", "--rolle", "annen", "--navn", PUPIL, "--alias", MOTHER,
            "--klasse", FATHER, "--kontakt", f"{FATHER} 900 00 000"),
        run("party", "change", "kkkk", "e1", "--navn", MOTHER, "--klasse", FATHER),
        run("party", "unite", "kkkk", "a1", "a2",
            first=(("party", "add", "kkkk", "--rolle", "laerer", "--navn", FATHER),)),
        run("party", "leave", "kkkk", "a1", "--dato", "2026-11-23"),
    ],
    "log": [
        run(*TELL, "--sted", TOLD, "--elevens-ord", TOLD, "--synspunkt", f"f1: {TOLD}",
            "--avtale", f"{TOLD} | f1 | 2026-12-01", "--part", f"foresatt={MOTHER} den andre"),
        run("log", "kkkk", "--tekst", TOLD, "--vedlegg", f"../{PUPIL}.pdf",
            "--vedlegg-beskrivelse", TOLD),
        run("log", "kkkk", "--editor", env={"EDITOR": "sh ../skriv.sh"}),
        run("log", "kkkk", "--from", "-", stdin=TOLD),
    ],
    "investigate": [
        run("investigate", "kkkk", "--faktorer", TOLD, "--sporsmal", TOLD),
        run("investigate", "kkkk", "--trygt-og-godt", "nei", "--begrunnelse", TOLD),
    ],
    "plan": [run("plan", "kkkk", "--problem", TOLD, "--elevens-syn", TOLD, "--endring", TOLD)],
    "measure": [
        run("measure", "add", "kkkk", "--tiltak", TOLD, "--begrunnelse", TOLD, "--vedtak", PUPIL),
        run("measure", "change", "kkkk", "--id", "t-1a1a", "--tiltak", TOLD),
        run("measure", "done", "kkkk", "--id", "t-1a1a", "--tekst", TOLD),
    ],
    "evaluate": [run("evaluate", "kkkk", "--elevens-svar", TOLD, "--ekstern-bistand", TOLD)],
    "close": [
        run("close", "kkkk", "--elevens-svar", TOLD, "--trygt-og-godt", "ja", "--arkivert", PUPIL,
            "--gjenstar", TOLD),
    ],
    "reopen": [
        run("reopen", "kkkk", "--begrunnelse", TOLD,
            first=(("close", "kkkk", "--elevens-svar", TOLD, "--trygt-og-godt", "ja"),)),
    ],
    "statsforvalter": [
        run("statsforvalter", "kkkk", "--bedt-om", TOLD, "--referanse", PUPIL),
        run("statsforvalter", "kkkk", "--vedtak", "i dag", "--utfall", "brudd", "--palegg", TOLD),
    ],
    "edit": [run("edit", "kkkk", env={"EDITOR": "sh ../rediger.sh"})],
    "list": [run("list")],
    "show": [run("show", "kkkk"), run("show", "kkkk", "--all"), run("show", "aaaa"),
             run("show", "kkkk", "--names")],
    "deadlines": [run("deadlines", "--all"), run("deadlines", "--all", "--ics"),
                  run("deadlines", "--all", "--fail-on", "soon", code=1)],
    "check": [run("check", "kkkk", code=1), run("check", code=1),
              run("check", "--explain", "navn-i-tekst")],
    "history": [run("history", "aaaa", first=(TELL,)), run("history", "kkkk", "--names"),
                run("history", "--check", code=1, first=(("edit", "kkkk"),)),
                run("history", "--anchor", "../notat.md",
                    first=(("render", "kkkk", "varsling", "-o", "../notat.md"), TELL))],
    "render": [run("render", "kkkk", "varsling"),
               run("render", "kkkk", "aktivitetsplan", "-o", "../plan.html")],
    "package": [run("package", "kkkk", "--for", "statsforvalter"),
                run("package", "aaaa", "--for", "statsforvalter")],
    "doctor": [run("doctor", code=1), run("doctor", "--fix", "--ja", code=1),
               run("doctor", "--explain", "alle")],
    "undo": [run("undo", first=(TELL,)), run("undo", code=66)],
    "sync": [run("sync", first=(TELL,)), run("sync", "--ferdig")],
    "merge-driver": [run(*DRIVER, f"cases/{K}/sak.yaml", code=1)],
    "schema": [run("schema"), run("schema", "oppsett")],
}  # fmt: skip
"""For each command the ways it goes well, or as well as it may, with names wherever one can put
them: `aaaa` has names typed in its texts, `kkkk` has keys there."""

ME = "[user]\n\tname = Rexabella Ovenstyrer\n\temail = rexabella@skole.example\n"
"""Who records is a party of the case: git has that name, and nothing else has."""


def make_world(home: Path, place: Path) -> None:
    """A ledger in git with a shared place, with two cases, and the files that the runs take in."""
    (home / ".gitconfig").write_text(
        ME + "[init]\n\tdefaultBranch = main\n\ttemplateDir = \n", encoding="utf-8"
    )
    place.mkdir()
    ledger = place / "arkiv"
    from skolemiljo_cli.cli.framework.app import run as program

    assert program(["init", str(ledger), "--no-input", "--skole", "Eksempel skole", "-q"]) == 0
    for id_, text in ((A, case()), (K, keyed())):
        put(ledger / "cases" / id_ / "sak.yaml", text)
    put(ledger / "cases" / A / "vedlegg" / f"{PUPIL}.pdf", "x")
    put(ledger / "cases" / K / "vedlegg" / "referat.pdf", "x")
    config = ledger / "skolemiljo.yaml"
    config.write_text(config.read_text("utf-8").replace("commit: false", "commit: true"), "utf-8")
    put(place / "ny.yaml", case().replace(f"id: {A}\n", ""))
    put(place / f"{PUPIL}.pdf", "x")
    put(place / "tekst.txt", TOLD)
    put(place / "skriv.sh", 'cat ../tekst.txt > "$1"\n')
    changed = case(K, f"{OTHER} gikk til {PHONE}.")
    put(place / "endret.yaml", changed)
    put(place / "rediger.sh", 'cat ../endret.yaml > "$1"\n')
    put(place / "felles.yaml", keyed())
    put(place / "var.yaml", case(K).replace("navn: Qvistopheria", "navn: Wolframina"))
    put(place / "deres.yaml", changed.replace("navn: Qvistopheria", "navn: Brumbledorf"))
    git(ledger, "init", "-q")
    git(ledger, "add", "-A")
    git(ledger, "commit", "-q", "-m", "start")
    git(place, "init", "-q", "--bare", "felles.git")
    git(ledger, "remote", "add", "origin", "../felles.git")
    git(ledger, "push", "-q", "-u", "origin", "main")
    from skolemiljo_cli.store.git import setup

    setup.install_driver(ledger)
    for root in (ledger, place / "felles.git"):
        git(root, "repack", "-adq")  # one file to copy for each run instead of dozens


def warm(ledger: Path) -> None:
    """Import what the commands import, and make programs of the templates, once for all children.

    A child is forked from this process: what it has, they need not make again.
    """
    from skolemiljo_cli.cli.command_list import COMMANDS
    from skolemiljo_cli.cli.framework.app import run as program

    for one in COMMANDS:
        importlib.import_module(f"skolemiljo_cli.cli.commands.{one.module}")
    for words in WARMING:
        code = program(["--ledger", str(ledger), *words, "--no-input", "--quiet"])
        assert code in (0, 1), (words, code)


WARMING = (
    ("list",), ("show", "kkkk"), ("check",), ("deadlines", "--all", "--ics"), ("doctor",), TELL,
    ("history", "kkkk"), ("history", "--check"), ("sync",), ("undo",), ("schema",),
    ("render", "kkkk", "varsling", "-o", "v.html"),
    ("render", "kkkk", "aktivitetsplan", "--for", "e1"),
    ("package", "kkkk", "--for", "statsforvalter"),
)  # fmt: skip


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o600)


def git(folder: Path, *words: str) -> str:
    ran = subprocess.run(["git", *words], cwd=folder, capture_output=True, check=True)
    return ran.stdout.decode("utf-8", "replace")


def fresh(template: Path, place: Path) -> Path:
    """Return the ledger in a new copy of the world."""
    shutil.copytree(template, place, symlinks=True)
    return place / "arkiv"
