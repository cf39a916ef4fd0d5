"""``python -m parself``: the program without its script on the path."""

from parself.cli import main

if __name__ == "__main__":
    main()
