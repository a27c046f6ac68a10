"""Whose names may not stand in a document for a recipient, and whose may."""

from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.model.sak.people import Part
from skolemiljo_cli.model.validation.places import texts
from skolemiljo_cli.model.vocab import Rolle
from skolemiljo_cli.sharing import ownership
from skolemiljo_cli.sharing.access_table import NAMES, Vises
from skolemiljo_cli.sharing.recipient import Mottaker


def hidden_from(sak: Sak, mottaker: Mottaker) -> tuple[dict[str, Part], dict[str, Part]]:
    """Return the parties of the case whose names the recipient may not see, and the others.

    A name under a key that the program does not know, such as «kallenavn», counts as a name too.
    A guardian with two keys, one for each pupil, is not hidden from herself.
    """
    hidden: dict[str, Part] = {}
    shown: dict[str, Part] = {}
    for key, part in sak.parter.items():
        rule = NAMES[mottaker.type][ownership.identity(sak, mottaker, key)]
        if rule.vises is Vises.VIST:
            shown[key] = part
        else:
            more = tuple(text for _, text in texts(part.model_extra or {}) if _may_be_a_name(text))
            hidden[key] = part.model_copy(update={"alias": (*part.alias, *more)}) if more else part
    known = {part.navn for part in shown.values() if part.rolle is Rolle.FORESATT and part.navn}
    twice = [
        key for key, part in hidden.items() if part.rolle is Rolle.FORESATT and part.navn in known
    ]
    shown |= {key: hidden.pop(key) for key in twice}
    return hidden, shown


_MOST_WORDS = 5


def _may_be_a_name(text: str) -> bool:
    """Tell whether a text is one word, or a few words that all begin with a capital."""
    words = text.split()
    if len(words) == 1:
        return any(letter.isalpha() for letter in text)
    return len(words) <= _MOST_WORDS and all(word[0].isupper() or word.isdigit() for word in words)
