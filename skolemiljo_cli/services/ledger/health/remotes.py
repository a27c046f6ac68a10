"""Checks of where the ledger is shared: unencrypted connections, known services, open folders."""

from __future__ import annotations

import re
from collections.abc import Iterator

from skolemiljo_cli.errors import Severity
from skolemiljo_cli.services.ledger.health.basis import Check, Ground, Trouble
from skolemiljo_cli.services.ledger.health.surroundings import is_synced
from skolemiljo_cli.store.git import remote, runner

_CONFIG = ".git/config"
_A_DAY = 24 * 3600
# possibly with one of git's remote helpers before it: http::http://, git+http://
_OPEN = re.compile(r"(?:[a-z]+(?:::|\+))*(?:git|http|ftp|rsync)://", re.IGNORECASE)
_HOST = re.compile(r"(?:[a-z+]+://)?(?:[^@/\s]*@)?([a-z0-9.-]+)[:/]", re.IGNORECASE)
_SERVICES = re.compile(
    r"(.+\.)?(github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|dev\.azure\.com"
    r"|visualstudio\.com|sr\.ht|gitea\.com|sourceforge\.net)",
    re.IGNORECASE,
)
_FOLDER = re.compile(r"file://|[/\\]|\.\.?(?:[/\\]|$)|[a-z]:[/\\]", re.IGNORECASE)


def _addresses(ground: Ground) -> list[str]:
    """Return the addresses that git fetches from and pushes to, after its own rewriting."""
    found: dict[str, None] = {}
    names = runner.run(ground.root, "remote")
    for name in names.line.splitlines() if ground.repo and names.ok else ():
        for push in ((), ("--push",)):
            ran = runner.run(ground.root, "remote", "get-url", *push, "--all", "--", name)
            found.update(dict.fromkeys(ran.line.splitlines() if ran.ok else ()))
    return list(found)


def _open_remote(ground: Ground) -> Iterator[Trouble]:
    if any(_OPEN.match(address) for address in _addresses(ground)):
        yield Trouble(
            "Saksarkivet deles over en forbindelse uten kryptering.",
            "Bytt til ssh eller https: git remote set-url origin ADRESSEN",
            Severity.ERROR,
            file=_CONFIG,
        )
    unsure = runner.run(
        ground.root, "config", "--type=bool", "--get-regexp", r"^http\..*sslverify$"
    )
    if ground.repo is not None and any(row.endswith(" false") for row in unsure.line.splitlines()):
        yield Trouble(
            "git er satt til ikke å sjekke hvem det snakker med (http.sslVerify). Da kan andre gi "
            "seg ut for tjeneren.",
            "Ta innstillingen bort: git config --unset http.sslVerify (eller med --global)",
            Severity.ERROR,
        )


def _service(ground: Ground) -> Iterator[Trouble]:
    addresses = (address for address in _addresses(ground) if not _FOLDER.match(address))
    hosts = (_HOST.match(address) for address in addresses)
    if any(host and _SERVICES.fullmatch(host[1]) for host in hosts):
        yield Trouble(
            "Saksarkivet deles gjennom en tjeneste på nettet. Leverandøren kan lese alt i sakene, "
            "også det som er slettet siden.",
            "Bruk skoleeierens egen tjener. Skal det ligge hos en leverandør, så avgjør "
            "skoleeieren det, med databehandleravtale og vurdering av risiko.",
            file=_CONFIG,
        )


def _folder(ground: Ground) -> Iterator[Trouble]:
    folders = [address for address in _addresses(ground) if _FOLDER.match(address)]
    places = [(ground.root / folder.removeprefix("file://")).resolve() for folder in folders]
    if any(is_synced(above) for place in places for above in (place, *place.parents)):
        yield Trouble(
            "Mappen som saksarkivet deles gjennom, synkroniseres til en skytjeneste. Innholdet "
            "ligger hos leverandøren, og to maskiner kan ødelegge git-arkivet for hverandre.",
            "Del gjennom en tjener med ssh eller https i stedet.",
            file=_CONFIG,
        )
    elif any(_is_share(folder) for folder in folders):
        yield Trouble(
            "Saksarkivet deles gjennom en mappe på nettverket. Den som kan lese mappen, kan lese "
            "alle sakene og hele historikken.",
            "Se hvem som har tilgang til mappen, og om forbindelsen til den er kryptert.",
            Severity.INFO,
            file=_CONFIG,
        )


def _unsent(ground: Ground) -> Iterator[Trouble]:
    there = remote.upstream(ground.root) if ground.repo is not None else None
    since = remote.oldest_unsent(ground.root, there) if there is not None else None
    if since is not None and ground.now - since > _A_DAY:
        yield Trouble(
            "Noe er ført her for mer enn et døgn siden, og ikke sendt til de andre.",
            "Send det: skolemiljo sync",
        )


def _is_share(address: str) -> bool:
    bare = address.removeprefix("file:")
    return bare.startswith(("\\\\", "//")) and not bare.startswith("///")


CHECKS = (
    Check(
        "ikke-sendt", "Det som er versjonert her, men ikke sendt til de andre på over et døgn.",
        "En sync som ble avbrutt, har kanskje ikke sendt noe. De andre vet da ikke hva som er "
        "ført. Hva som er sendt, ses av det siste sync så.",
        _unsent,
    ),
    Check(
        "git-kryptering", "Deling over en forbindelse uten kryptering.",
        "Alle på veien kan lese det som sendes. ssh og https er kryptert på veien, men tjeneren "
        "som tar imot, leser alt.",
        _open_remote,
    ),
    Check(
        "git-tjeneste", "Deling gjennom en kjent git-tjeneste på nettet.",
        "Det som er sendt dit, ligger hos leverandøren, med hele historikken. En tjener som ikke "
        "er kjent her, blir ikke vurdert: finn ut hvem som drifter den.",
        _service,
    ),
    Check(
        "delt-mappe", "Deling gjennom en mappe i en skytjeneste eller på nettverket.",
        "Rettighetene til mappen avgjør hvem som leser sakene. At den ligger på nettverket, ses "
        "bare av adresser som begynner med to streker.",
        _folder,
    ),
)  # fmt: skip
