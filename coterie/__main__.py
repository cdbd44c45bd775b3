"""The roof's door for the terminal: `coterie ...` or `python -m coterie ...`."""

import os
import sys


def main() -> None:
    """Read `--data` before Django does, then run the command."""
    if folder := data_in(sys.argv):
        os.environ["COTERIE_DATA"] = folder
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
    import django

    django.setup()
    from coterie.cli.program import program

    program(prog_name="coterie")


def data_in(words: list[str]) -> str:
    """Return the folder given with `--data`, if any."""
    for place, word in enumerate(words):
        if word == "--data":
            return words[place + 1] if place + 1 < len(words) else ""
        if word.startswith("--data="):
            return word.removeprefix("--data=")
    return ""


if __name__ == "__main__":
    main()
