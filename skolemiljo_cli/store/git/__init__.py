"""Everything done with git, through its command line; no program that the folder names is run."""

from skolemiljo_cli.store.git.last_commit import last_commit

__all__ = ["last_commit"]
