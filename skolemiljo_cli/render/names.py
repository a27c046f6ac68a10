"""The names a document uses for the parties, also in place of `{e1}` in running text."""

import re
from collections import Counter
from collections.abc import Mapping

from skolemiljo_cli.errors import Unreadable
from skolemiljo_cli.model.ids import REFERENCE
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.vocab import label

_WITH_GENITIVE = re.compile(rf"{REFERENCE.pattern}(s(?![^\W_]))?")
_HAS_S = ("s", "x", "z")
_OPENS = ' \t\n«“"(–-'
_CLOSES = '»”")'
_NO_END = re.compile(r"(?:[0-9A-ZÆØÅ]|\b(?:jf|kl|ca|nr|evt?|dvs|pga|mht|iht|osv|f\.eks|bl\.a))\.$")
"""Full stops that end no sentence: after a figure, an initial or an abbreviation."""
_BEFORE = 40
MAX_ADDED = 5_000_000
"""How many characters names may add to a text; only a malicious file needs more."""


def names_of(sak: Sak, roles: Mapping[str, str]) -> dict[str, str]:
    """Return the name of each party, or the role when there is no name.

    `roles` holds the words of the document's language; parties without a name who share a role
    are distinguished by their keys.
    """
    called = {key: roles.get(part.rolle) or label(part.rolle) for key, part in sak.parter.items()}
    nameless = Counter(called[key] for key, part in sak.parter.items() if not part.navn)
    return {
        key: part.navn or (f"{called[key]} {key}" if nameless[called[key]] > 1 else called[key])
        for key, part in sak.parter.items()
    }


def labels_of(shown: Sak, sak: Sak) -> frozenset[str]:
    """Return the parties whose names a document does not show."""
    return frozenset(
        key
        for key, part in shown.parter.items()
        if not part.navn or key not in sak.parter or part.navn != sak.parter[key].navn
    )


def with_names(text: str, names: Mapping[str, str], labels: frozenset[str] = frozenset()) -> str:
    """Return the text with each `{e1}` as the party's name; an unknown key stays as written.

    The parties in `labels` are shown by a role, which gets a capital at the start of a sentence. A
    single word is not a sentence: templates pick such words out of a text.

    In `{e1}s` the name is a genitive: only an apostrophe after s, x and z, otherwise an s, also
    after a figure (Språkrådet, «Apostrof»: «Vesaas’ forfatterskap», «TV 2s program»).

    Raises:
        Unreadable: a long name is repeated so often that it would fill the memory.
    """
    if len(text) * max(map(len, names.values()), default=0) > MAX_ADDED:
        _refuse_excessive_growth(text, names)
    capital = labels if any(map(str.isspace, text)) else frozenset[str]()
    return _WITH_GENITIVE.sub(lambda found: _called(found, names, capital), text)


def _refuse_excessive_growth(text: str, names: Mapping[str, str]) -> None:
    added = 0
    for found in REFERENCE.finditer(text):
        added += len(names.get(found[1].lower(), ""))
        if added > MAX_ADDED:
            raise Unreadable(
                f"Navnet til {found[1]} er så langt, og brukt så mange ganger, at dokumentet ikke "
                "kan skrives.",
                "Rett navnet i saken (skolemiljo edit).",
            )


def _called(found: re.Match[str], names: Mapping[str, str], labels: frozenset[str]) -> str:
    name = names.get(found[1].lower())
    if name is None:
        return found[0]
    if found[1].lower() in labels and begins_sentence(found.string, found.start()):
        name = name[:1].upper() + name[1:]
    if not found[2]:
        return name
    return f"{name}’" if name.casefold().endswith(_HAS_S) else f"{name}s"


def begins_sentence(text: str, place: int) -> bool:
    """Tell whether a sentence or a paragraph begins at the place."""
    near = text[max(0, place - _BEFORE) : place]
    before = near.rstrip(_OPENS)
    if "\n\n" in near[len(before) :] or (not before and place <= _BEFORE):
        return True
    end = before.rstrip(_CLOSES)
    return end[-1:] in ("!", "?") or (end[-1:] == "." and not _NO_END.search(end))
