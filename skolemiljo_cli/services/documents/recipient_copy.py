"""A document for one recipient: a draft to read, decisions of names in it, and the approval."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from skolemiljo_cli.errors import BadConfig
from skolemiljo_cli.services.changes.read_one import readable
from skolemiljo_cli.services.changes.record import Version
from skolemiljo_cli.services.documents import approval
from skolemiljo_cli.services.documents.approval import Approval, Stop
from skolemiljo_cli.services.documents.assembly import Rendered, choose, desk, recipient_for
from skolemiljo_cli.sharing.review_hints import Care, care
from skolemiljo_cli.store.files import sha256

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from skolemiljo_cli.errors import Finding
    from skolemiljo_cli.render.documents import Format
    from skolemiljo_cli.render.template_context import Valgt
    from skolemiljo_cli.services.documents.assembly import Desk
    from skolemiljo_cli.sharing.documents import Dokument
    from skolemiljo_cli.sharing.kinds import Innhold
    from skolemiljo_cli.sharing.name_search.search import Treff
    from skolemiljo_cli.store.cases.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Wish:
    """Which document of which case, in which format, and for whom.

    `innforing` is the entry or round it is made of, `filnavn` what the file will be called.
    """

    part: str
    dokument: Dokument
    format: Format
    today: date
    til: str | None = None
    innforing: str | None = None
    filnavn: str | None = None


@dataclass(frozen=True, slots=True)
class Copy:
    """A document for one recipient, and how far it has come.

    `rendered` is None while the words in `stops`, which may be names of others, are not decided.
    `kode` is what the draft is approved with; None when the document may leave, or never does.
    `godkjent` is the entry of an approval that was recorded now. `utelatt` is how much of each
    kind is not for the recipient, and `care` what in a draft only a person can weigh.
    """

    sak: str
    rendered: Rendered | None
    stops: tuple[Stop, ...] = ()
    kode: str | None = None
    godkjent: str | None = None
    version: Version = field(default_factory=Version)
    findings: tuple[Finding, ...] = ()
    utelatt: Mapping[Innhold, int] = field(default_factory=dict)
    care: Care = field(default_factory=Care)


@dataclass(frozen=True, slots=True)
class _Page:
    """What was worked out of one wish: the desk, what it is about, its code and its names."""

    wish: Wish
    place: Desk
    valgt: Valgt
    kode: str
    undecided: tuple[Treff, ...]
    findings: tuple[Finding, ...]

    def text(self, utkast: str | None = None) -> str:
        return self.place.write(self.wish.dokument, self.wish.format, self.valgt, utkast)

    @property
    def approval(self) -> Approval:
        entry, round_ = self.valgt.innforing, self.valgt.runde
        return Approval(
            approval.whom(self.place),
            self.wish.dokument.value,
            self.kode,
            self.wish.format.value,
            round_.evaluering.id if round_ else entry.id if entry else None,
        )


def copy_for(ledger: Ledger, wish: Wish) -> Copy:
    """Return the document: a draft with a code when it is to leave and nobody has approved it.

    Raises:
        NotFound: no such case, recipient, entry or round.
        UsageFault: the document is not for that recipient.
        BadConfig: the school's own template does not show that a draft is a draft.
        Unreadable: the case cannot be read, so a document of it could mislead.
    """
    page = _page(ledger, wish)
    sak = page.place.sak
    if page.undecided:
        stops = tuple(approval.in_file(page.place.case, page.undecided))
        return Copy(sak.id, None, stops, findings=page.findings)
    if not approval.leaves(page.place) or approval.is_approved(sak, page.approval):
        return Copy(sak.id, _rendered(page, page.text()), findings=page.findings)
    text, left_out = page.text(page.kode), page.place.utvalg
    if page.kode not in text:
        raise BadConfig(
            f"Skolens egen mal for {wish.dokument.value} viser ikke at dokumentet er et utkast.",
            "Ta med {{ utkast }} i malen, slik den som følger med, gjør.",
        )
    return Copy(
        sak.id,
        _rendered(page, text),
        kode=page.kode,
        findings=page.findings,
        utelatt=left_out.utelatt if left_out else {},
        care=care(left_out, text) if left_out else Care(),
    )


def decide(ledger: Ledger, wish: Wish, reasons: Mapping[str, str], by: str, verb: str) -> Copy:
    """Record why words that look like names may stand, and return the document.

    Raises:
        NotFound: no word in the document has the mark.
        UsageFault: it is not said why, or who decides.
    """
    page = _page(ledger, wish)
    done = approval.record_decisions(
        ledger, page.place.sak, wish.today, page.undecided, reasons, by, verb
    )
    return replace(copy_for(ledger, wish), version=done.version)


def approve(ledger: Ledger, wish: Wish, code: str, by: str, verb: str) -> Copy:
    """Record that the draft with the code is read and approved, and return the document.

    Raises:
        UsageFault: it does not leave the school, has words that nobody has decided, or is another
            document by now than the one that was read.
        ChangedOutside: the case was changed just now; nothing is recorded.
    """
    page = _page(ledger, wish)
    approval.refuse_code(page.place, code, page.kode, page.undecided)
    text = page.text()
    if approval.is_approved(page.place.sak, page.approval):
        return Copy(page.place.sak.id, _rendered(page, text), findings=page.findings)
    wanted = replace(page.approval, sha256=sha256(text.encode()))
    done = approval.record_approval(ledger, page.place.case, wish.today, wanted, by, verb)
    return Copy(
        done.sak.id,
        _rendered(page, text),
        godkjent=done.work.id,
        version=done.version,
        findings=page.findings,
    )


def _page(ledger: Ledger, wish: Wish) -> _Page:
    case, sak, findings = readable(ledger, wish.part)
    mottaker = recipient_for(sak, wish.dokument, wish.til)
    place = desk(ledger, case, sak, wish.today, mottaker)
    approval.refuse_unreadable(place, findings)
    approval.refuse_nobody(place)
    valgt = choose(ledger, place.shown, wish.dokument, wish.today, wish.innforing, sak)
    plain = approval.unsigned(place).write(wish.dokument, wish.format, valgt)
    hits = approval.names_in(place, wish.dokument, plain, wish.format, wish.filnavn)
    code = approval.code_of(place, plain)
    return _Page(wish, place, valgt, code, approval.undecided(sak, hits), findings)


def _rendered(page: _Page, text: str) -> Rendered:
    wish = page.wish
    return Rendered(page.place.sak.id, wish.dokument, wish.format, text, page.findings)
