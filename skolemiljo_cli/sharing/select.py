"""A case as one recipient may have it: what is not chosen is not there to be shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from skolemiljo_cli.model.derived.heard import corrections
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.sharing import ownership, withheld
from skolemiljo_cli.sharing.access_table import RULES, Vises
from skolemiljo_cli.sharing.hidden_parties import hidden_from
from skolemiljo_cli.sharing.kinds import KINDS, Innhold
from skolemiljo_cli.sharing.labels import labelled
from skolemiljo_cli.sharing.name_search.names_to_keys import named_in, sure, with_keys
from skolemiljo_cli.sharing.recipient import Mottakertype

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from skolemiljo_cli.model.sak.case import Logginnforing, Sak, Vedlegg
    from skolemiljo_cli.model.sak.people import Part
    from skolemiljo_cli.sharing.kinds import Sted
    from skolemiljo_cli.sharing.recipient import Mottaker

_GONE = object()
WHOLE = frozenset({Mottakertype.REKTOR, Mottakertype.ARKIV})
"""Recipients of the whole case as it stands: the school itself."""


@dataclass(frozen=True, slots=True)
class Utvalg:
    """The case for one recipient, and how many measures, entries and texts are left out by kind.

    `hel` is the case it was chosen from: for facts such as the phase, never for content.
    """

    sak: Sak
    mottaker: Mottaker
    hel: Sak
    utelatt: Mapping[Innhold, int]

    def may(self, kind: Innhold) -> bool:
        """Tell whether the recipient sees this kind of content."""
        return RULES[self.mottaker.type][kind].vises is not Vises.UTELATT


def select(sak: Sak, mottaker: Mottaker) -> Utvalg:
    """Return what the recipient may see of the case.

    Other pupils, their guardians and whoever else the rules give a label are called by it, and
    the labels are numbered anew in each document: two families cannot compare them. A part of
    which what it must have is left out, such as the day of a round, is not there at all. Rektor
    and the archive have the case as it is.
    """
    if mottaker.type in WHOLE:
        return Utvalg(sak, mottaker, sak, {})
    chooser = _Chooser(sak, mottaker)
    parsed = parse_case(labelled(sak, mottaker, chooser.chosen()))
    assert parsed.value is not None  # noqa: S101 - id, type and the day of the report are for all
    return Utvalg(parsed.value, mottaker, sak, dict(chooser.left_out))


class _Chooser:
    """Walks through one case for one recipient, and counts what it leaves out."""

    def __init__(self, sak: Sak, mottaker: Mottaker) -> None:
        self.sak, self.mottaker = sak, mottaker
        self.left_out: Counter[Innhold] = Counter()
        self._corrected = corrections(sak)
        self._all = sak.model_dump(exclude_unset=True)
        self._all["logg"] = [self._as_corrected(one) for one in self._all.get("logg", ())]
        self._log = ownership.log_of(sak)
        self._kept = withheld.kept_from(sak)
        self._readers = withheld.readers(sak, mottaker)
        self._placed: dict[tuple[str, ...], Callable[[int], Innhold]] = {
            ("aktivitetsplan", "tiltak"): self._measure,
            ("logg",): self._entry,
            ("vedlegg",): self._attachment,
        }

    def chosen(self) -> dict[str, Any]:
        rest = {key: value for key, value in self._all.items() if key != "parter"}
        found = self._part(rest, (), ())
        kept = self._measures_left(found)
        self._drop_judgements(found, kept)
        return {**found, "parter": self._all.get("parter", {})}

    def may(self, kind: Innhold) -> bool:
        return RULES[self.mottaker.type][kind].vises is not Vises.UTELATT

    def _as_corrected(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return an entry with keys for the names of others, when a later one corrects it.

        It stands as it was written, so nobody can put the key there: only the later one has it.
        """
        if row["id"] not in self._corrected:
            return row
        hidden, _ = hidden_from(self.sak, self.mottaker)
        kept = {"id", "retter"}
        return {key: one if key in kept else _keyed(one, hidden) for key, one in row.items()}

    def _part(self, value: Any, place: Sted, real: tuple[str | int, ...]) -> Any:  # noqa: ANN401
        if isinstance(value, dict) and place not in KINDS:
            kept = {key: self._at(value, key, place, real) for key in value}
            there = {key: one for key, one in kept.items() if one is not _GONE}
            return there if there or not value else _GONE
        if isinstance(value, list | tuple) and place not in KINDS:
            kept_rows = [
                self._part(one, (*place, "*"), (*real, number))
                for number, one in enumerate(value)
                if self._row_may(place, number)
            ]
            return [one for one in kept_rows if one is not _GONE]
        kind = self._kind(place, real)
        if kind is None or not self.may(kind):
            if kind is not None:
                self.left_out[kind] += 1
            return _GONE
        return value

    def _at(self, value: dict[str, Any], key: str, place: Sted, real: tuple[str | int, ...]) -> Any:  # noqa: ANN401
        named = (*place, key)
        step = named if _is_known(named) else (*place, "*")
        return self._part(value[key], step, (*real, key))

    def _row_may(self, place: Sted, number: int) -> bool:
        whole = self._placed.get(place)
        if whole is None:
            return True
        kind = whole(number)
        if not self.may(kind):
            self.left_out[kind] += 1
            return False
        return True

    def _kind(self, place: Sted, real: tuple[str | int, ...]) -> Innhold | None:
        kind = KINDS.get(place)
        if kind in (Innhold.EGNE_ORD, Innhold.DELING):
            whose_words = self._words(place, real)
            return kind if whose_words is Innhold.EGNE_ORD else whose_words
        return kind

    def _words(self, place: Sted, real: tuple[str | int, ...]) -> Innhold:
        last = str(real[-1])
        if place[-1] == "*":  # by whom they are: synspunkter, ikke_hort
            said: tuple[str, ...] = (last,)
        elif place[0] == "logg":
            said = tuple(ownership.speakers(self.sak, self.sak.logg[int(real[1])]))
        else:
            said = tuple(ownership.subjects(self.sak))
        return ownership.of_words(self.sak, self.mottaker, said)

    def _measure(self, number: int) -> Innhold:
        plan = self.sak.aktivitetsplan
        assert plan is not None  # noqa: S101 - its list is being walked
        return ownership.of_measure(self.sak, self.mottaker, plan.tiltak[number])

    def _entry(self, number: int) -> Innhold:
        return self._told(self.sak.logg[number])

    def _attachment(self, number: int) -> Innhold:
        return self._told(self.sak.vedlegg[number])

    def _told(self, one: Logginnforing | Vedlegg) -> Innhold:
        if withheld.is_kept_from(self._kept, one, self._readers):
            return Innhold.UNNTATTE_INNFORINGER
        return ownership.of_entry(self.sak, self.mottaker, one, self._log)

    def _measures_left(self, found: dict[str, Any]) -> frozenset[str]:
        rows = (found.get("aktivitetsplan") or {}).get("tiltak") or ()
        return frozenset(one["id"] for one in rows)

    def _drop_judgements(self, found: dict[str, Any], kept: frozenset[str]) -> None:
        """Take out what rounds, revisions and entries say of measures that are not shown."""
        plan = found.get("aktivitetsplan") or {}
        for one in plan.get("evalueringer") or ():
            if "tiltak" in one:
                one["tiltak"] = {key: said for key, said in one["tiltak"].items() if key in kept}
            for said in one.get("tiltak", {}).values():
                if self._is_of_others(said.get("merknad")):
                    said.pop("merknad")
        for one in plan.get("revidert") or ():
            if one.get("tiltak") and not kept & {*one["tiltak"]} and "tidligere" not in one:
                one.pop("endring", None)  # a version that is only about others' measures
            if self._is_of_others(one.get("endring")):
                one.pop("endring")
        for one in (*(plan.get("revidert") or ()), *(found.get("logg") or ())):
            if "tiltak" in one:
                one["tiltak"] = [key for key in one["tiltak"] if key in kept]
        self._drop_pointers(found, kept)

    def _is_of_others(self, text: str | None) -> bool:
        """Tell whether a family shall not have the text: it names others, and not their pupil."""
        return self.mottaker.elev is not None and ownership.only_of_others(
            self.sak, self.mottaker, text
        )

    def _drop_pointers(self, found: dict[str, Any], kept: frozenset[str]) -> None:
        """Take out the ids of measures, entries and agreements that are not shown."""
        log = found.get("logg") or ()
        entries = {one["id"] for one in log}
        agreed = {row["id"] for one in log for row in one.get("avtaler") or ()}
        for one in (found.get("aktivitetsplan") or {}).get("tiltak") or ():
            if "bygger_pa" in one:
                one["bygger_pa"] = [key for key in one["bygger_pa"] if key in entries]
            if one.get("erstatter") not in kept:
                one.pop("erstatter", None)
        for one in log:
            if one.get("retter") not in entries:
                one.pop("retter", None)
            if "oppfyller" in one:
                one["oppfyller"] = [key for key in one["oppfyller"] if key in agreed]
        for one in found.get("vedlegg") or ():
            if one.get("innforing") not in entries:
                one.pop("innforing", None)


def _keyed(value: Any, hidden: Mapping[str, Part]) -> Any:  # noqa: ANN401
    if type(value) is str:  # no word of a list of ours
        (called,) = named_in([value], hidden)
        return with_keys(value, called, sure)
    if isinstance(value, dict):
        return {key: _keyed(one, hidden) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_keyed(one, hidden) for one in value]
    return value


_KNOWN = frozenset(place[:depth] for place in KINDS for depth in range(1, len(place) + 1))


def _is_known(place: Sted) -> bool:
    return place in _KNOWN
