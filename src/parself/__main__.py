"""The program's start: ``parself``, or ``python -m parself`` without its script on the path.

A process that helps reading hand-ins loads this module too, and has no use for the shell.
"""


def main() -> None:
    """Run the program."""
    from parself.cli import main as shell

    shell()


if __name__ == "__main__":
    main()
