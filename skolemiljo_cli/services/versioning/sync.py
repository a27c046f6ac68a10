"""Synchronizing with the shared repository: commit, fetch and merge, and push."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from skolemiljo_cli import errors
from skolemiljo_cli.errors import Finding, LedgerError, Severity
from skolemiljo_cli.model.ids import is_case_id
from skolemiljo_cli.model.national_id import national_ids as numbers_in
from skolemiljo_cli.services.changes import national_ids
from skolemiljo_cli.services.changes.changed_people import since_recorded
from skolemiljo_cli.services.changes.record import BY_HAND, message, remedy
from skolemiljo_cli.services.versioning import choices, sync_refusals, unmerged
from skolemiljo_cli.services.versioning import sync_messages as words
from skolemiljo_cli.services.versioning.merging import RULE
from skolemiljo_cli.store import files
from skolemiljo_cli.store.cases.ledger import (
    CASE_FILE,
    CASES,
    Ledger,
    case_ids,
    refuse_linked_cases,
)
from skolemiljo_cli.store.create import add_lines
from skolemiljo_cli.store.git import (
    leftovers,
    merge_state,
    own_commits,
    remote,
    repository,
    setup,
    take_back,
    trust,
)
from skolemiljo_cli.store.git.commit import Trouble, commit, why_no_repository
from skolemiljo_cli.store.git.unrecorded import find_unrecorded
from skolemiljo_cli.store.writing import only_writer
from skolemiljo_cli.store.yaml import reader

NOTHING: choices.Chosen = MappingProxyType({})
_ROUNDS = 3
_SHOWN = 5
_MERGED = "saksarkiv: sammenslåing\n"


@dataclass(frozen=True, slots=True)
class Synket:
    """The result: the cases committed, how many commits were fetched and sent, and findings.

    `stopped` is True when a person has to decide something before anything can be sent.
    """

    saved: tuple[str, ...] = ()
    fetched: int = 0
    sent: int = 0
    findings: tuple[Finding, ...] = ()
    stopped: bool = False


def sync(ledger: Ledger, *, finish: bool = False, chosen: choices.Chosen = NOTHING) -> Synket:
    """Commit what is uncommitted, merge what others have sent, and send ours.

    With `finish`, an unfinished merge is first concluded with its files as they are now, and the
    sides `chosen` for what two changed to different things.

    Raises:
        errors.NotFound: there is no repository, or no remote.
        errors.BadConfig: the repository's own settings could run a program.
        errors.UsageFault, errors.Unreadable: something has to be finished or corrected first.
        errors.ChangedOutside, errors.CannotWrite: the remote does not answer, or refuses.
    """
    refuse_linked_cases(ledger)
    repo = _repository(ledger)
    _refuse_strange_settings(ledger)
    with only_writer(ledger.root):
        leftovers.sweep(repo, patiently=True)
        take_back.forget_finished_merge(repo)
    if repo.under_way and (findings := _undecided(repo, chosen if finish else None)):
        return Synket(findings=findings, stopped=True)
    there = remote.upstream(ledger.root)
    if there is None:
        raise errors.NotFound(words.NO_REMOTE, words.ADD_REMOTE)
    with only_writer(ledger.root):
        _use_driver(ledger)
        saved, found = _commit_unrecorded(ledger)
    return _exchange(ledger, repo, there, saved, found)


def _repository(ledger: Ledger) -> repository.Repository:
    repo = repository.find(ledger.root)
    if repo is None:
        trouble = why_no_repository(ledger.root)
        raise errors.NotFound(f"Kan ikke synkronisere: {trouble.value}.", remedy(trouble))
    if repo.link is not None:
        message = f"Kan ikke synkronisere: {Trouble.LINKED.value}."
        raise errors.BadConfig(message, remedy(Trouble.LINKED), file=f".git/{repo.link}")
    if repository.branch(ledger.root) is None and not repo.under_way:
        raise errors.UsageFault(words.NO_BRANCH, words.GO_TO_BRANCH)
    return repo


def _refuse_strange_settings(ledger: Ledger) -> None:
    strange = trust.untrusted_settings(ledger.root)
    if strange is None:
        raise errors.NotFound(words.NO_ANSWER, words.SEE_STATUS)
    if strange:
        text = words.STRANGE_SETTINGS.format(", ".join(strange))
        raise errors.BadConfig(text, words.REMOVE_SETTINGS, file=".git/config")


def left_to_choose(ledger: Ledger) -> list[choices.Choice]:
    """Return what two sides changed to different things, and nobody has decided.

    Raises as `sync` does when the repository cannot be used.
    """
    repo = _repository(ledger)
    _refuse_strange_settings(ledger)
    return choices.open_choices(repo) if repo.under_way else []


def _undecided(repo: repository.Repository, chosen: choices.Chosen | None) -> tuple[Finding, ...]:
    """Conclude an unfinished merge; return what a person must decide before that can be done.

    Without `chosen` nothing is concluded.

    Raises:
        errors.UsageFault: git has another unfinished operation.
        errors.Unreadable: a file cannot be read as a case yet.
        errors.CannotWrite, NoPermission: the disk or git refuses.
    """
    if not (repo.git_dir / "MERGE_HEAD").exists():
        raise errors.UsageFault(words.UNDER_WAY.format(repo.under_way), words.SEE_STATUS)
    with only_writer(repo.root):
        is_new = unmerged.merge_again(repo)
        left = merge_state.unmerged(repo.root)
        if left and (is_new or chosen is None):
            return tuple(_conflicts(repo))
        if any(not file.name.startswith(repo.prefix) for file in left):
            raise errors.UsageFault(words.OTHERS_UNMERGED, words.SEE_STATUS)
        names = [file.name.removeprefix(repo.prefix) for file in left]
        for name in names:
            if (repo.root / name).exists():
                _require_readable(repo, name)
        if missing := tuple(unmerged.missing_entries(repo)):
            return missing
        if undecided := choices.decide(repo, chosen or NOTHING):
            return undecided
        numbered = [name for name in names if national_ids.has_new(repo.root, name)]
        if numbered:
            return tuple(_national_id(unmerged.id_in(name), name) for name in numbered)
        attic = [
            name for name in find_unrecorded(repo.root).names.get(None, []) if "/attic/" in name
        ]
        if not merge_state.finish_merge(repo.root, [*names, *attic], _MERGED):
            raise errors.CannotWrite(words.NOT_FINISHED, words.SEE_STATUS)
    return ()


def _require_readable(repo: repository.Repository, name: str) -> None:
    if not name.endswith(f"/{CASE_FILE}"):
        return
    try:
        reader.read(files.read_bytes(repo.root / name))
    except errors.Unreadable as error:
        raise error.with_(file=name) from error


def _use_driver(ledger: Ledger) -> None:
    """Make git use our merge driver for cases, also in a clone where nobody has run `init`."""
    if not setup.has_driver(ledger.root):
        setup.install_driver(ledger.root)
    setup.ignore_temporary_files(ledger.root)
    name = f"{CASES}/2000-01-01-0000/{CASE_FILE}"
    if not setup.uses_driver(ledger.root, name):
        _add_attributes(ledger, name)
    foreign = setup.cases_with_foreign_attributes(ledger.root, filter(is_case_id, case_ids(ledger)))
    if foreign:
        text = words.FOREIGN_ATTRIBUTES.format(", ".join(foreign[:_SHOWN]))
        raise errors.BadConfig(text, words.MEND_CASE_ATTRIBUTES, file=".gitattributes")


def _add_attributes(ledger: Ledger, name: str) -> None:
    attributes = ledger.root / ".gitattributes"
    if attributes.exists():
        add_lines(attributes, setup.ATTRIBUTES)
    else:
        files.create(attributes, setup.ATTRIBUTES.encode())
    if not setup.uses_driver(ledger.root, name):
        raise errors.BadConfig(words.OTHER_DRIVER, words.MEND_ATTRIBUTES, file=".gitattributes")


def _commit_unrecorded(ledger: Ledger) -> tuple[tuple[str, ...], list[Finding]]:
    """Commit what is uncommitted, one commit for each case; return the cases and findings.

    A case that cannot be read, or that belongs in the shielded ledger, is not committed.
    """
    found: list[Finding] = []
    saved = []
    unrecorded = find_unrecorded(ledger.root)
    found += since_recorded(ledger, [about for about in unrecorded.names if about])
    for about, names in sorted(unrecorded.names.items(), key=lambda item: item[0] or ""):
        reason = _unreadable(ledger, about) or (
            sync_refusals.misplaced(ledger, about) if about else None
        )
        if reason is not None:
            found.append(reason)
            continue
        withheld = [name for name in names if national_ids.has_new(ledger.root, name)]
        if withheld:
            found += [_national_id(about, name) for name in withheld]
            if about is not None:  # a case is recorded whole, or not yet
                continue
        recordable = [name for name in names if name not in withheld]
        made = commit(ledger.root, recordable, message(about or "saksarkiv", BY_HAND))
        if made.trouble is not None:
            raise errors.CannotWrite(
                f"Kan ikke synkronisere: {made.trouble.value}.", remedy(made.trouble)
            )
        if made.commit:
            saved.append(about or "saksarkiv")
    found += [_gone(case) for case in unrecorded.gone]
    return tuple(saved), found


def _national_id(about: str | None, name: str) -> Finding:
    is_named_so = any(numbers_in(name))
    text = words.NATIONAL_ID_IN_NAME if is_named_so else words.NATIONAL_ID
    file = None if is_named_so else name
    return Finding("fodselsnummer", Severity.ERROR, text, sak=about, file=file)


def _unreadable(ledger: Ledger, about: str | None) -> Finding | None:
    if about is None:
        return None
    name = f"{CASES}/{about}/{CASE_FILE}"
    try:
        reader.read(files.read_bytes(ledger.root / name))
    except LedgerError as error:
        text = f"{error.message} Den er ikke sendt. {error.hint}".strip()
        return Finding(
            "uleselig", Severity.ERROR, text, sak=about, file=name, line=error.line, key=error.key
        )
    return None


def _gone(case: str) -> Finding:
    text = words.CASE_GONE.format(f"{CASES}/{case}")
    file = f"{CASES}/{case}/{CASE_FILE}"
    return Finding("sak-borte", Severity.WARNING, text, sak=case, file=file)


def _exchange(
    ledger: Ledger,
    repo: repository.Repository,
    there: remote.Upstream,
    saved: tuple[str, ...],
    found: list[Finding],
) -> Synket:
    fetched = 0
    for turn in range(_ROUNDS):
        _stop_on(remote.fetch(ledger.root, there))
        if remote.commit_at(ledger.root, there.ref) is not None:
            new = remote.count_commits(ledger.root, there.ref, "HEAD")
            before, others = repository.head(ledger.root), remote.commit_at(ledger.root, there.ref)
            if new and not _merged(repo, there):
                return Synket(saved, fetched, 0, (*found, *_conflicts(repo)), stopped=True)
            if new and before and others:
                found += unmerged.people_told(repo, before, others)
            fetched += new
            ours = remote.count_commits(ledger.root, "HEAD", there.ref)
        else:
            ours = remote.count_on_branch(ledger.root)
        if not ours:
            return Synket(saved, fetched, 0, tuple(found))
        if misplaced := sync_refusals.misplaced_in_unsent(ledger, there):
            return Synket(saved, fetched, 0, (*found, *misplaced), stopped=True)
        fault = remote.push(ledger.root, there)
        if fault is None:
            return Synket(saved, fetched, ours, tuple(found))
        if fault is remote.Fault.LOCKED and turn < _ROUNDS - 1:
            remote.sweep_places(ledger.root)
            continue
        if fault is not remote.Fault.BEHIND:
            _stop_on(fault)
    raise errors.ChangedOutside(words.TOO_BUSY, words.TRY_AGAIN)


def _merged(repo: repository.Repository, there: remote.Upstream) -> bool:
    """Merge; False when a person has to decide something.

    Raises `UsageFault` if git did not start: there is no common ancestor, git has no identity, or
    an uncommitted file would be overwritten.
    """
    if not remote.has_common_ancestor(repo.root, there.ref):
        raise errors.UsageFault(words.UNRELATED, words.BEGIN_FROM_SHARED)

    with only_writer(repo.root):  # released while waiting for the network
        if merge_state.merge(repo.root, there.ref, _MERGED):
            return True
        if merge_state.unmerged(repo.root):
            unmerged.merge_again(repo)
            return not merge_state.unmerged(repo.root) and merge_state.finish_merge(
                repo.root, [], _MERGED
            )
    if own_commits.own_email(repo.root) is None:
        trouble = Trouble.NO_IDENTITY
        raise errors.UsageFault(f"Kan ikke slå sammen: {trouble.value}.", remedy(trouble))
    raise errors.UsageFault(words.IN_THE_WAY, words.SEE_STATUS)


def _stop_on(fault: remote.Fault | None) -> None:
    if fault is None:
        return
    text, hint = words.FAULTS[fault]
    if fault in (remote.Fault.REFUSED, remote.Fault.PROGRAMS):  # trying again will not help
        raise errors.CannotWrite(text, hint)
    raise errors.ChangedOutside(text, hint)


def _conflicts(repo: repository.Repository) -> Iterator[Finding]:
    """Yield what is not merged: by key where both sides changed a case, else by file."""
    for file in merge_state.unmerged(repo.root):
        name = file.name.removeprefix(repo.prefix)
        case = unmerged.case_of(repo, file)
        found = case.findings() if case else ()
        text = _message(file, is_case=case is not None)
        other = Finding(RULE, Severity.ERROR, text, sak=unmerged.id_in(name), file=name)
        yield from found or [other]


def _message(file: merge_state.Unmerged, *, is_case: bool) -> str:
    if file.ours is None or file.theirs is None:
        return words.REMOVED_AND_CHANGED
    return words.BY_A_PERSON if is_case else words.NO_CASE
