"""The command ``sigec``; also ``python -m sigec``."""


def main() -> None:
    """Run the command line and exit with its code."""
    from sigec.cli import run

    run()


if __name__ == "__main__":
    main()
