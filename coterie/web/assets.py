"""Finds the built file behind a name, `app.css` -> `/static/build/app-3F2A….css`, from the manifest of the build."""

import json
from functools import cache
from pathlib import Path

from django.templatetags.static import static

BUILD = Path(__file__).parent / "static" / "build"


class AssetsMissing(RuntimeError):
    """The css and js were never built; `make setup` builds them."""


@cache
def built_names() -> dict[str, str]:
    """Return name -> hashed name, read once per process.

    Raises AssetsMissing when there is no manifest.
    """
    try:
        return dict(json.loads((BUILD / "manifest.json").read_text())["assets"])
    except FileNotFoundError as error:
        message = "The assets are not built. Run `make setup`, or `pip install -e .` again."
        raise AssetsMissing(message) from error


def asset_url(name: str) -> str:
    """Return the address of a built file, safe to keep in caches for ever because its name holds its hash."""
    return static(f"build/{built_names()[name]}")
