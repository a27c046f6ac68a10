"""The repository the ledger lies in: set up as it should be, whole, and with all recorded."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from skolemiljo_cli.errors import Severity
from skolemiljo_cli.services.health.around import lacking_lines
from skolemiljo_cli.services.health.ground import Check, Fix, Ground, Trouble
from skolemiljo_cli.services.versions import message, remedy
from skolemiljo_cli.store.git import place, remote, runner, setup, trust
from skolemiljo_cli.store.git.changed import outstanding
from skolemiljo_cli.store.git.commit import Trouble as Why
from skolemiljo_cli.store.git.commit import commit, why_no_repository
from skolemiljo_cli.store.ledger import CASE_FILE, CASES, CONFIG

_OLD_LOCK = 600
_BY_HAND = "for hånd"
_CONFIG = ".git/config"


def _driver(ground: Ground) -> Iterator[Trouble]:
    if ground.repo is None:
        return
    root = ground.root
    if not setup.has_driver(root):
        yield Trouble(
            "git vet ikke hvordan saker slås sammen på denne maskinen.",
            "Sett det opp med --fix.",
            file=_CONFIG,
            fix=Fix(
                f"{_CONFIG}: {setup.DRIVER} = {setup.driver_command()}",
                lambda: setup.install_driver(root),
            ),
        )
    if not remote.uses_driver(root, f"{CASES}/2000-01-01-0000/{CASE_FILE}"):
        yield from lacking_lines(
            ground, ".gitattributes", setup.ATTRIBUTES, "git slår ikke sammen saker med skolemiljo."
        )


def _asked_for(ground: Ground) -> Iterator[Trouble]:
    if ground.oppsett is None or not ground.oppsett.git.commit or ground.repo is not None:
        return
    why = why_no_repository(ground.root)
    yield Trouble(
        f"Hver endring skulle blitt en versjon, men {why.value}.",
        remedy(why),
        Severity.ERROR,
        file=CONFIG,
        key="git.commit",
    )


def _state(ground: Ground) -> Iterator[Trouble]:
    repo = ground.repo
    if repo is None:
        if (
            place.maybe_repository(ground.root)
            and why_no_repository(ground.root) is Why.OTHER_OWNER
        ):
            yield Trouble(f"{_capital(Why.OTHER_OWNER.value)}.", remedy(Why.OTHER_OWNER))
        return
    if repo.under_way:
        count = len(remote.unmerged(ground.root))
        yield Trouble(
            f"git er midt i en {repo.under_way}"
            + (f", og {count} filer er ikke slått sammen." if count else "."),
            "Gjør det ferdig: skolemiljo sync (eller skolemiljo sync --ferdig).",
            Severity.ERROR,
        )
    elif place.branch(ground.root) is None:
        yield Trouble(f"{_capital(Why.NO_BRANCH.value)}.", remedy(Why.NO_BRANCH))
    lock = repo.git_dir / "index.lock"
    if lock.exists() and ground.now - lock.lstat().st_mtime > _OLD_LOCK:
        yield Trouble(
            "git-arkivet er låst av et program som har stoppet.",
            "Er ingen andre programmer i gang med git, så slett .git/index.lock.",
            file=".git/index.lock",
        )
    if (repo.git_dir / "shallow").exists():
        yield Trouble(
            "Bare den siste delen av historikken er her.",
            "Hent resten med: git fetch --unshallow",
            Severity.INFO,
        )


def _identity(ground: Ground) -> Iterator[Trouble]:
    if ground.repo is None:
        return
    ran = runner.run(ground.root, "-c", "user.useConfigOnly=true", "var", "GIT_AUTHOR_IDENT")
    if not ran.ok:
        yield Trouble(f"{_capital(Why.NO_IDENTITY.value)}.", remedy(Why.NO_IDENTITY))


def _unrecorded(ground: Ground) -> Iterator[Trouble]:
    if ground.repo is None or ground.oppsett is None or not ground.oppsett.git.commit:
        return
    broken = {seen.folder for seen in ground.cases if seen.refusal is not None}
    there = outstanding(ground.root)
    for about, names in sorted(there.names.items(), key=lambda one: one[0] or ""):
        if about in broken:
            continue
        cure = None if ground.repo.under_way else _recorder(ground, about, names)
        yield Trouble(
            "Lagret, men ikke versjonert.",
            "Lagre det som en versjon med --fix, eller med: skolemiljo sync",
            Severity.WARNING,
            about,
            f"{CASES}/{about}" if about else CONFIG,
            fix=cure,
        )
    for case in there.gone:
        yield Trouble(
            "Saken står i git, men mappen er borte fra maskinen.",
            f"Hent den tilbake med: git restore {CASES}/{case}",
            Severity.ERROR,
            case,
            f"{CASES}/{case}",
        )


def _recorder(ground: Ground, about: str | None, names: list[str]) -> Fix:
    text = message(about or "saksarkiv", _BY_HAND)

    def work() -> None:
        commit(ground.root, names, text)

    return Fix("\n".join(f"ny versjon: {name}" for name in names), work)


def _settings(ground: Ground) -> Iterator[Trouble]:
    if ground.repo is None:
        return
    strange = trust.untrusted(ground.root)
    if strange:
        yield Trouble(
            "Git-arkivet har egne innstillinger som kan starte andre programmer: "
            f"{', '.join(strange)}.",
            "Kjenner du dem ikke, så ta dem bort: git config --local --unset NØKKEL",
            file=_CONFIG,
        )
    notes = runner.run(ground.root, "for-each-ref", "--count=1", "refs/notes/textconv")
    if notes.ok and notes.line:
        yield Trouble(
            "git har lagret innhold fra filer som klartekst i refs/notes/textconv.",
            "Slett det med: git update-ref -d refs/notes/textconv/NAVN",
        )


def _open_remote(ground: Ground) -> Iterator[Trouble]:
    if ground.repo is None:
        return
    ran = runner.run(
        ground.root, "config", "--local", "-z", "--get-regexp", r"^remote\..*\.(push)?url$"
    )
    urls = [row.partition("\n")[2] for row in ran.out.decode("utf-8", "replace").split("\0")]
    if any(re.match(r"(git|http|ftp)://", url) for url in urls):
        yield Trouble(
            "Saksarkivet deles over en forbindelse uten kryptering.",
            "Bytt til ssh eller https: git remote set-url origin ADRESSEN",
            Severity.ERROR,
            file=_CONFIG,
        )


def _repository(ground: Ground) -> Iterator[Trouble]:
    return chain(_asked_for(ground), _state(ground), _identity(ground))


def _capital(text: str) -> str:
    return text[0].upper() + text[1:] if not text.startswith("git") else text


CHECKS = (
    Check(
        "sammenslaing", "Om git slår sammen saker med skolemiljo.",
        "Uten det blir to personers innføringer i samme sak en konflikt, med merker midt i filen. "
        ".git/config følger ikke med når noen kloner.",
        _driver, cures=True,
    ),
    Check(
        "git", "Noe uferdig eller galt i git-arkivet.",
        "Mens git er midt i noe, blir endringer lagret, men ikke versjonert.",
        _repository,
    ),
    Check(
        "ikke-versjonert", "Det som er lagret, men ikke versjonert.",
        "Bare det som er versjonert, har historikk, og bare det blir sendt til de andre.",
        _unrecorded, cures=True,
    ),
    Check(
        "git-innstillinger", "Innstillinger i mappen som kan få git til å starte programmer.",
        "En mappe som er mottatt fra andre, kan ha innstillinger som kjører noe når git brukes i "
        "den. skolemiljo kjører dem aldri, men andre programmer gjør det.",
        _settings,
    ),
    Check(
        "git-kryptering", "Deling over en forbindelse uten kryptering.",
        "Alle på veien kan lese det som sendes.",
        _open_remote,
    ),
)  # fmt: skip
