"""Every key of a case has its place in the rules; a new one is shown to nobody until it has."""

from __future__ import annotations

import types
import typing
from enum import StrEnum

from skolemiljo_cli.model.base import Del
from skolemiljo_cli.model.sak.case import Sak
from skolemiljo_cli.sharing.access_table import NAMES, RULES
from skolemiljo_cli.sharing.kinds import KINDS, Hvem, Innhold
from skolemiljo_cli.sharing.recipient import Mottakertype


def places(shape, before=()):
    """Every place of the model that holds a value."""
    origin, inner = typing.get_origin(shape), typing.get_args(shape)
    if isinstance(shape, type) and issubclass(shape, Del):
        for name, field in shape.model_fields.items():
            yield from places(field.annotation, (*before, name))
    elif origin is typing.Annotated:
        yield from places(inner[0], before)
    elif origin in (tuple, list):
        below = list(places(inner[0], (*before, "*")))
        yield from [before] if below == [(*before, "*")] else below
    elif origin is dict:
        named = isinstance(inner[0], type) and issubclass(inner[0], StrEnum)
        for key in inner[0] if named else ("*",):
            yield from places(inner[1], (*before, str(key)))
    elif origin in (typing.Union, types.UnionType):
        for one in inner:
            if one is not type(None):
                yield from places(one, before)
    else:
        yield before


def test_every_key_of_a_case_has_a_kind_and_no_other_place_has():
    there = {place for place in places(Sak) if place[0] != "parter"}
    unplaced = [".".join(place) for place in sorted(there - set(KINDS))]
    assert unplaced == [], "no kind in sharing/kinds.py: shown to nobody"
    gone = [".".join(place) for place in sorted(set(KINDS) - there)]
    assert gone == [], "a kind in sharing/kinds.py for a key that no case has"


def test_every_recipient_has_a_rule_with_a_basis_for_every_kind():
    for kind in Mottakertype:
        assert set(RULES[kind]) == set(Innhold)
        assert set(NAMES[kind]) == set(Hvem)
        assert all(rule.grunnlag for rule in (*RULES[kind].values(), *NAMES[kind].values()))
