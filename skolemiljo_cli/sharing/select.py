"""A case as one recipient may see it: content that is not selected cannot be shown."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from skolemiljo_cli.model.derived.heard import corrections
from skolemiljo_cli.model.sak.case import Logginnforing, Sak, Vedlegg
from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.validation.validate import parse_case
from skolemiljo_cli.sharing import ownership, withheld
from skolemiljo_cli.sharing.access_table import RULES, Vises
from skolemiljo_cli.sharing.hidden_parties import hidden_from
from skolemiljo_cli.sharing.kinds import KINDS, Innhold, Sted
from skolemiljo_cli.sharing.labels import labelled
from skolemiljo_cli.sharing.name_search.names_to_keys import named_in, sure, with_keys
from skolemiljo_cli.sharing.recipient import Mottaker, Mottakertype

_GONE = object()
WHOLE = frozenset({Mottakertype.REKTOR, Mottakertype.ARKIV})
"""Recipients of the whole case as it stands: the school itself."""


@dataclass(frozen=True, slots=True)
class Utvalg:
    """The case for one recipient, and how many measures, entries and texts are left out by kind.

    `hel` is the whole case but for the parts that are kept from the recipient: for facts such as
    the phase, never for content.
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

    Other pupils, their guardians and everybody else that the rules give a label are called by it.
    The labels are numbered anew in each document, so that two families cannot compare them. A part
    that lacks a required value because it was left out, such as the day of a round, is left out
    too. Rektor and the archive get the case as it is.
    """
    if mottaker.type in WHOLE:
        return Utvalg(sak, mottaker, sak, {})
    selection = _Selection(sak, mottaker)
    parsed = parse_case(labelled(sak, mottaker, selection.values()))
    assert parsed.value is not None  # noqa: S101 - id, type and the day of the report are for all
    return Utvalg(parsed.value, mottaker, selection.sak, dict(selection.left_out))


class _Selection:
    """Selects from one case for one recipient, and counts what it leaves out."""

    def __init__(self, sak: Sak, mottaker: Mottaker) -> None:
        self._readers = withheld.readers(sak, mottaker)
        self.sak, self.mottaker = withheld.known_to(sak, self._readers), mottaker
        self.left_out: Counter[Innhold] = Counter()
        if parts := len([*withheld.parts_kept(sak, self._readers)]):
            self.left_out[Innhold.UNNTATTE_INNFORINGER] = parts
        self._corrected = corrections(sak)
        self._all = self.sak.model_dump(exclude_unset=True)
        self._all["logg"] = [self._as_corrected(row) for row in self._all.get("logg", ())]
        self._log = ownership.log_of(sak)
        self._kept = withheld.kept_from(sak)
        self._kind_of_row: dict[tuple[str, ...], Callable[[int], Innhold]] = {
            ("aktivitetsplan", "tiltak"): self._measure,
            ("logg",): lambda number: self._entry_kind(self.sak.logg[number]),
            ("vedlegg",): lambda number: self._entry_kind(self.sak.vedlegg[number]),
        }

    def values(self) -> dict[str, Any]:
        rest = {key: value for key, value in self._all.items() if key != "parter"}
        found = self._part(rest, (), ())
        kept = self._measures_left(found)
        self._drop_judgements(found, kept)
        return {**found, "parter": self._all.get("parter", {})}

    def may(self, kind: Innhold) -> bool:
        return RULES[self.mottaker.type][kind].vises is not Vises.UTELATT

    def _as_corrected(self, row: dict[str, Any]) -> dict[str, Any]:
        """Return a corrected entry with keys in place of the names of others.

        An entry of the log is never rewritten, so only the later one has the keys.
        """
        if row["id"] not in self._corrected:
            return row
        hidden, _ = hidden_from(self.sak, self.mottaker)
        kept = {"id", "retter"}
        return {key: said if key in kept else _keyed(said, hidden) for key, said in row.items()}

    def _part(self, value: Any, place: Sted, real: tuple[str | int, ...]) -> Any:  # noqa: ANN401
        if isinstance(value, dict) and place not in KINDS:
            kept = {key: self._at(value, key, place, real) for key in value}
            left = {key: inner for key, inner in kept.items() if inner is not _GONE}
            return left if left or not value else _GONE
        if isinstance(value, list | tuple) and place not in KINDS:
            kept_rows = [
                self._part(row, (*place, "*"), (*real, number))
                for number, row in enumerate(value)
                if self._row_may(place, number)
            ]
            return [row for row in kept_rows if row is not _GONE]
        kind = self._kind(place, real)
        if kind is None or not self.may(kind):
            if kind is not None:
                self.left_out[kind] += 1
            return _GONE
        return value

    def _at(self, value: dict[str, Any], key: str, place: Sted, real: tuple[str | int, ...]) -> Any:  # noqa: ANN401
        named = (*place, key)
        step = named if named in _KNOWN else (*place, "*")
        return self._part(value[key], step, (*real, key))

    def _row_may(self, place: Sted, number: int) -> bool:
        kind_of = self._kind_of_row.get(place)
        if kind_of is None:
            return True
        kind = kind_of(number)
        if not self.may(kind):
            self.left_out[kind] += 1
            return False
        return True

    def _kind(self, place: Sted, real: tuple[str | int, ...]) -> Innhold | None:
        kind = KINDS.get(place)
        if kind in (Innhold.EGNE_ORD, Innhold.DELING):
            words = self._words(place, real)
            return kind if words is Innhold.EGNE_ORD else words
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

    def _entry_kind(self, entry: Logginnforing | Vedlegg) -> Innhold:
        if withheld.is_kept_from(self.sak, self._kept, entry, self._readers):
            return Innhold.UNNTATTE_INNFORINGER
        return ownership.of_entry(self.sak, self.mottaker, entry, self._log)

    def _measures_left(self, found: dict[str, Any]) -> frozenset[str]:
        rows = (found.get("aktivitetsplan") or {}).get("tiltak") or ()
        return frozenset(row["id"] for row in rows)

    def _drop_judgements(self, found: dict[str, Any], kept: frozenset[str]) -> None:
        """Remove what rounds, revisions and entries say about measures that are not shown."""
        plan = found.get("aktivitetsplan") or {}
        for round_ in plan.get("evalueringer") or ():
            if "tiltak" in round_:
                judged = round_["tiltak"].items()
                round_["tiltak"] = {key: judgement for key, judgement in judged if key in kept}
            for judgement in round_.get("tiltak", {}).values():
                if self._is_of_others(judgement.get("merknad")):
                    judgement.pop("merknad")
        for version in plan.get("revidert") or ():
            measures = version.get("tiltak")
            if measures and not kept & {*measures} and "tidligere" not in version:
                version.pop("endring", None)  # a version that is only about others' measures
            if self._is_of_others(version.get("endring")):
                version.pop("endring")
        for row in (*(plan.get("revidert") or ()), *(found.get("logg") or ())):
            if "tiltak" in row:
                row["tiltak"] = [key for key in row["tiltak"] if key in kept]
        self._drop_pointers(found, kept)

    def _is_of_others(self, text: str | None) -> bool:
        """Tell whether a family must not see the text: it names others, and not their pupil."""
        return self.mottaker.elev is not None and ownership.only_of_others(
            self.sak, self.mottaker, text
        )

    def _drop_pointers(self, found: dict[str, Any], kept: frozenset[str]) -> None:
        """Remove the ids of measures, entries and agreements that are not shown."""
        log = found.get("logg") or ()
        entries = {entry["id"] for entry in log}
        agreements = {row["id"] for entry in log for row in entry.get("avtaler") or ()}
        for measure in (found.get("aktivitetsplan") or {}).get("tiltak") or ():
            if "bygger_pa" in measure:
                measure["bygger_pa"] = [key for key in measure["bygger_pa"] if key in entries]
            if measure.get("erstatter") not in kept:
                measure.pop("erstatter", None)
        for entry in log:
            if entry.get("retter") not in entries:
                entry.pop("retter", None)
            if "oppfyller" in entry:
                entry["oppfyller"] = [key for key in entry["oppfyller"] if key in agreements]
        for attachment in found.get("vedlegg") or ():
            if attachment.get("innforing") not in entries:
                attachment.pop("innforing", None)


def _keyed(value: Any, hidden: Mapping[str, Part]) -> Any:  # noqa: ANN401
    if type(value) is str:  # free text, not a word from a closed list
        (called,) = named_in([value], hidden)
        return with_keys(value, called, sure)
    if isinstance(value, dict):
        return {key: _keyed(inner, hidden) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_keyed(inner, hidden) for inner in value]
    return value


_KNOWN = frozenset(place[:depth] for place in KINDS for depth in range(1, len(place) + 1))
