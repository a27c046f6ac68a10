"""Start the command line."""

from __future__ import annotations


def main() -> None:
    """Run skolemiljo and leave with its exit code."""
    import gc

    # a command makes much and leaves at once: looking for garbage all the time costs more than it
    gc.set_threshold(100_000)
    from skolemiljo_cli.cli.framework.app import run

    raise SystemExit(run())


if __name__ == "__main__":
    main()
