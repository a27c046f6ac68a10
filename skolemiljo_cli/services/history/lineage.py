"""Which commits are ancestors of which, to tell what only one side of a merge has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from skolemiljo_cli.store.git.log import Commit


@dataclass(slots=True)
class Lineage:
    """The commits of a history, parents before children.

    Answers are computed when asked for, and cached: most histories need none, since only a merge
    without a value that was removed or changed earlier asks.
    """

    commits: Mapping[str, Commit]
    numbers: dict[str, int] = field(default_factory=dict)
    known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def any_only_in(
        self, commits: Iterable[str], heads: Sequence[str], other_heads: Sequence[str]
    ) -> bool:
        """Tell whether one of `commits` is in the history of `heads` and not of `other_heads`."""
        return any(
            any(self.builds_on(head, commit) for head in heads)
            and not any(self.builds_on(head, commit) for head in other_heads)
            for commit in commits
        )

    def builds_on(self, commit: str, other: str) -> bool:
        """Tell whether `commit` is `other` or a descendant of it."""
        if (commit, other) not in self.known:
            self.known[commit, other] = self._is_reachable(commit, other)
        return self.known[commit, other]

    def _is_reachable(self, commit: str, other: str) -> bool:
        if not self.numbers:
            self.numbers.update((name, number) for number, name in enumerate(self.commits))
        earliest = self.numbers[other]  # ancestors of `commit` before this cannot lead to `other`
        seen, left = {commit}, [commit]
        while left:
            name = left.pop()
            if name == other:
                return True
            parents = {
                parent
                for parent in self.commits[name].parents
                if self.numbers.get(parent, -1) >= earliest
            }
            left += parents - seen
            seen |= parents
        return False
