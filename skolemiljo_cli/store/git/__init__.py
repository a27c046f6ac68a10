"""Git, asked and told through its own program, with nothing that the folder names run."""

from skolemiljo_cli.store.git.last_commit import last_commit

__all__ = ["last_commit"]
