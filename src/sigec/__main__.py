"""The command ``sigec``; also ``python -m sigec``."""

import gc

GARBAGE_MAX = 50_000
"""Imports make objects that stay; looking among them for cycles was a quarter of a start."""


def main() -> None:
    """Run the command line and exit with its code."""
    gc.set_threshold(GARBAGE_MAX)
    from sigec.cli import run

    run()


if __name__ == "__main__":
    main()
