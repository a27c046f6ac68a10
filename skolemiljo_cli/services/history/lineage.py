"""Which commits build on which: what one side of a merge did that the other had not seen."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from skolemiljo_cli.store.git.log import Commit


@dataclass(slots=True)
class Lineage:
    """The commits of a history, parents before children; nothing is worked out before it is asked.

    Most histories never need it: only a merge that lacks what was once taken away does.
    """

    commits: Mapping[str, Commit]
    numbers: dict[str, int] = field(default_factory=dict)
    known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def only_behind(self, done: Iterable[str], some: Sequence[str], others: Sequence[str]) -> bool:
        """Tell whether one of the commits `done` lies behind one of `some` and none of `others`."""
        return any(
            any(self.builds_on(one, each) for one in some)
            and not any(self.builds_on(one, each) for one in others)
            for each in done
        )

    def builds_on(self, commit: str, other: str) -> bool:
        """Tell whether `commit` is `other` or came after it."""
        if (commit, other) not in self.known:
            self.known[commit, other] = self._leads(commit, other)
        return self.known[commit, other]

    def _leads(self, commit: str, other: str) -> bool:
        if not self.numbers:
            self.numbers.update((one, number) for number, one in enumerate(self.commits))
        last = self.numbers[other]
        seen, left = {commit}, [commit]
        while left:
            one = left.pop()
            if one == other:
                return True
            new = {two for two in self.commits[one].parents if self.numbers.get(two, -1) >= last}
            left += new - seen
            seen |= new
        return False
