"""Start the command line."""

from __future__ import annotations


def main() -> None:
    """Run skolemiljo and leave with its exit code."""
    from skolemiljo_cli.cli.framework.app import run

    raise SystemExit(run())


if __name__ == "__main__":
    main()
