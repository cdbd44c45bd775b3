"""A small house that keeps every law, for tests that break one on purpose."""

from pathlib import Path

from tests.house import contracts

README = "\n\n".join(f"## {heading}" for heading in ("Words", "Promises", "Imports", "Tells", "Listens"))
ROOMS = ("apps.py", "receivers.py", "rules.py", "enums.py", "errors.py", "events.py")
FOLDERS = ("domain", "queries", "models")


def build(root: Path) -> None:
    """Write the floors, contexts and rooms that the contracts name, all of them empty."""
    package(root / "coterie")
    for name in contracts.layers("floors"):
        if name in {"asgi", "wsgi", "urls", "settings", "__main__"}:
            (root / "coterie" / f"{name}.py").touch()
        else:
            package(root / "coterie" / name)
    for name in contracts.layers("platform"):
        package(root / "coterie" / "platform" / name)
    for name in contracts.listed("rooms", "containers"):
        context(root / name.replace(".", "/"))


def package(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").touch()


def context(folder: Path) -> None:
    (folder / "README.md").write_text(README)
    for room in ROOMS:
        (folder / room).touch()
    for room in FOLDERS:
        package(folder / room)


def plant(root: Path, name: str, text: str = "") -> None:
    """Write one file into the house, making the packages on the way."""
    path = root / "coterie" / name
    for folder in reversed(path.relative_to(root).parents[:-1]):
        package(root / folder)
    path.write_text(text)
