"""The roof's door for the terminal: `coterie ...` or `python -m coterie ...`."""

import os
import sys


def main() -> None:
    """Read what settings depend on (`--data`, the port of `serve`) before Django does, then run the command."""
    if folder := word_after("--data", sys.argv):
        os.environ["COTERIE_DATA"] = folder
    if "serve" in sys.argv:
        os.environ.setdefault("COTERIE_BASE_URL", f"http://127.0.0.1:{word_after('--port', sys.argv) or 8000}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
    import django

    django.setup()
    from coterie.cli.program import program

    program(prog_name="coterie")


def word_after(option: str, words: list[str]) -> str:
    """Return what is given with an option, if anything."""
    for place, word in enumerate(words):
        if word == option:
            return words[place + 1] if place + 1 < len(words) else ""
        if word.startswith(f"{option}="):
            return word.removeprefix(f"{option}=")
    return ""


if __name__ == "__main__":
    main()
