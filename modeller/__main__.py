"""``python -m modeller``: the same door as the ``modeller`` command."""

from modeller.cli import main

if __name__ == "__main__":
    main()
