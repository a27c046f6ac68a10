"""The ids that commands give the people of a case, apart from what the people of a test wrote."""

from __future__ import annotations

import re

_ID = re.compile("m-[0-9a-hjkmnp-tv-z]{4}")


def without_ids(values: dict) -> dict:
    """Return a case without the ids of its parties; those there are, are each one person's."""
    parties = {key: dict(party) for key, party in values.get("parter", {}).items()}
    found = [party.pop("id") for party in parties.values() if "id" in party]
    assert len(set(found)) == len(found)
    assert all(_ID.fullmatch(one) for one in found)
    return {**values, "parter": parties} if parties else values
