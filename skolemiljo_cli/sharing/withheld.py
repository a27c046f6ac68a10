"""What is withheld from somebody who would otherwise see it, since that could harm the pupil.

A pupil may have talked about home, or the school may have contacted barnevernet: that is not for
the guardians, though it is about their child (oppl. § 10-1, personopplysningsloven § 16).
"""

from collections.abc import Iterable, Iterator, Mapping

from skolemiljo_cli.model.derived.shielding import same_people
from skolemiljo_cli.model.sak.case import Logginnforing, Sak, Vedlegg
from skolemiljo_cli.model.sak.plan import Aktivitetsplan, Evaluering
from skolemiljo_cli.model.sak.report import Melding, Mottak
from skolemiljo_cli.model.vocab import Loggtype, Rolle
from skolemiljo_cli.sharing.recipient import Mottaker

_Kept = dict[str, frozenset[str]]


def kept_from(sak: Sak) -> Mapping[str, frozenset[str]]:
    """Return for each entry of the log the parties it is kept from.

    An entry and its correction are kept from the same parties, since they say the same. So is one
    that tells that measures were carried out, all of which are kept from them.
    """
    measures = _measures_kept(sak)
    kept = {entry.id: _whom(sak, entry.ikke_til) for entry in sak.logg}
    for entry in sak.logg:
        if entry.type is Loggtype.GJENNOMFORING and entry.tiltak:
            of_each = [measures.get(key, frozenset()) for key in entry.tiltak]
            kept[entry.id] |= frozenset.intersection(*of_each)
    return _spread(kept, ((entry.id, entry.retter) for entry in sak.logg))


def is_kept_from(
    sak: Sak,
    kept: Mapping[str, frozenset[str]],
    item: Logginnforing | Vedlegg,
    readers: frozenset[str],
) -> bool:
    """Tell whether an entry, or an attachment with its entry, is kept from one of the readers."""
    entry = str(getattr(item, "innforing", None) or getattr(item, "id", ""))
    return bool(readers & (kept.get(entry, frozenset()) | _whom(sak, item.ikke_til)))


def readers(sak: Sak, mottaker: Mottaker) -> frozenset[str]:
    """Return the parties who read what is made for the recipient; all guardians get one letter.

    A guardian of two pupils has two keys, and reads with both.
    """
    if mottaker.nokkel:
        return same_people(sak, {mottaker.nokkel})
    return same_people(
        sak,
        {
            key
            for key, part in sak.parter.items()
            if part.rolle is Rolle.FORESATT and mottaker.elev and mottaker.elev in part.til
        },
    )


def reaches_untold_guardians(sak: Sak, mottaker: Mottaker) -> bool:
    """Tell whether what is made for the recipient reaches guardians who are not to be told.

    It is so while the report says why, and not that they were told later. What is made for a
    pupil reaches the guardians too: it is taken home.
    """
    notice = sak.melding.foresatte_informert
    if notice is None or not notice.ikke_aktuelt or notice.dato:
        return False
    pupils = {key for key, part in sak.parter.items() if part.rolle is Rolle.ELEV}
    untold = {key for key, part in sak.parter.items() if pupils & {*part.til}}
    home = {key for key, part in sak.parter.items() if mottaker.elev in part.til}
    own = mottaker.elev in pupils
    return own or bool(same_people(sak, untold) & (readers(sak, mottaker) | home))


def known_to(sak: Sak, readers: frozenset[str]) -> Sak:
    """Return the case as the readers may know of it: without the parts that are kept from them.

    What follows from such a part, the phase, a version or the number of a round, follows from this
    case, so that it does not tell of it. The day of the report stays: it is in the id of the case.
    Entries and attachments stay too; they are placed one by one (`is_kept_from`).
    """
    changes: dict[str, object] = {}
    if _is_kept(sak, sak.melding, readers):
        changes["melding"] = Melding(dato=sak.melding.dato)
    if _is_kept(sak, sak.mottak, readers):
        changes["mottak"] = Mottak()
    if sak.undersokelse and _is_kept(sak, sak.undersokelse, readers):
        changes["undersokelse"] = None
    if plan := sak.aktivitetsplan:
        changes["aktivitetsplan"] = _plan_known_to(sak, plan, readers)
    closings = tuple(part for part in sak.avslutninger if not _is_kept(sak, part, readers))
    if len(closings) != len(sak.avslutninger):
        kept_days = {part.dato for part in sak.avslutninger if part not in closings}
        changes["avslutninger"] = closings
        changes["gjenapninger"] = tuple(
            part
            for part in sak.gjenapninger
            if max((c.dato for c in sak.avslutninger if c.dato <= part.dato), default=None)
            not in kept_days
        )
    return sak.model_copy(update=changes)


def parts_kept(sak: Sak, readers: frozenset[str]) -> Iterator[str]:
    """Yield what of the case is kept from the readers, but for the log: parts and ids."""
    plan = sak.aktivitetsplan
    named = {
        "melding": sak.melding,
        "mottak": sak.mottak,
        "undersokelse": sak.undersokelse,
        "aktivitetsplan": plan,
    }
    yield from (name for name, part in named.items() if part and _is_kept(sak, part, readers))
    if plan and not _is_kept(sak, plan, readers):
        yield from (key for key, whom in _measures_kept(sak).items() if readers & whom)
        yield from (round_.id for round_ in plan.evalueringer if _is_kept(sak, round_, readers))
    yield from (part.id for part in sak.avslutninger if _is_kept(sak, part, readers))


def _plan_known_to(
    sak: Sak, plan: Aktivitetsplan, readers: frozenset[str]
) -> Aktivitetsplan | None:
    if _is_kept(sak, plan, readers):
        return None
    kept = {key for key, whom in _measures_kept(sak).items() if readers & whom}
    versions = tuple(
        version.model_copy(update={"tiltak": tuple(k for k in version.tiltak if k not in kept)})
        for version in plan.revidert
        # a version that only brought in what is kept would tell that there is something
        if version.tidligere or not version.tiltak or not kept.issuperset(version.tiltak)
    )
    rounds = tuple(
        _round_known_to(round_, kept)
        for round_ in plan.evalueringer
        if not _is_kept(sak, round_, readers)
    )
    left = tuple(measure for measure in plan.tiltak if measure.id not in kept)
    given = {"tiltak": left, "evalueringer": rounds, "revidert": versions}
    # a key that the file does not have is not made, as it would then be shown as empty
    return plan.model_copy(update={k: v for k, v in given.items() if k in plan.model_fields_set})


def _round_known_to(round_: Evaluering, kept: set[str]) -> Evaluering:
    if kept.isdisjoint(round_.tiltak):
        return round_
    left = {key: said for key, said in round_.tiltak.items() if key not in kept}
    return round_.model_copy(update={"tiltak": left})


def _measures_kept(sak: Sak) -> _Kept:
    """Return for each measure whom it is kept from; all editions of it from the same parties."""
    plan = sak.aktivitetsplan
    measures = plan.tiltak if plan else ()
    from_all = _whom(sak, plan.ikke_til) if plan else frozenset()
    kept = {measure.id: from_all | _whom(sak, measure.ikke_til) for measure in measures}
    return _spread(kept, ((measure.id, measure.erstatter) for measure in measures))


def _spread(kept: _Kept, linked: Iterable[tuple[str, str | None]]) -> _Kept:
    """Let both of each pair, such as an entry and what it corrects, be kept from the same."""
    pairs = [(newer, older) for newer, older in linked if older in kept]
    settled = not any(kept.values())
    while not settled:
        settled = True
        for newer, older in pairs:
            both = kept[newer] | kept[str(older)]
            if both != kept[newer] or both != kept[str(older)]:
                kept[newer] = kept[str(older)] = both
                settled = False
    return kept


def _is_kept(
    sak: Sak,
    part: object,
    readers: frozenset[str],
) -> bool:
    return bool(readers & _whom(sak, getattr(part, "ikke_til", ())))


def _whom(sak: Sak, keys: Iterable[str]) -> frozenset[str]:
    """Return whom the keys stand for.

    A guardian without a name may be any of the pupil's guardians, one written down later too.
    """
    said = frozenset(keys)
    nameless = [
        sak.parter[key]
        for key in said & sak.parter.keys()
        if sak.parter[key].rolle is Rolle.FORESATT and not sak.parter[key].navn
    ]
    if not nameless:
        return said
    pupils = {pupil for part in nameless for pupil in part.til}
    anybody = any(not part.til for part in nameless)
    return said | {
        key
        for key, part in sak.parter.items()
        if part.rolle is Rolle.FORESATT and (anybody or pupils & {*part.til})
    }
