"""The settings that an install takes from its environment, each read and explained once."""

import contextlib
import difflib
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

KNOWN = {
    "COTERIE_DATA": "folder of the database, the files and the lake; default ./data",
    "COTERIE_DATABASE_URL": "postgres://user:password@host/name; default a SQLite file in COTERIE_DATA",
    "COTERIE_REDIS_URL": "redis://host:port/0, for the live bus between processes; default none",
    "COTERIE_BASE_URL": "the address people use, for links in mail and codes; default http://127.0.0.1:8000",
    "COTERIE_SECRET_KEY": "the key that signs cookies and links; default a file made in COTERIE_DATA",
    "COTERIE_SECRET_KEY_FILE": "a file that holds COTERIE_SECRET_KEY",
    "COTERIE_MAIL_URL": "smtp://user:password@host:port?tls=1&from=address; default prints mail to the terminal",
    "COTERIE_ENGINE": "where review questions run: duckdb (default), postgres or spark",
}


class WrongEnvironment(SystemExit):
    """A `COTERIE_*` variable is unknown or unusable; the program stops before it touches anything."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the environment says, with defaults filled in."""

    data: Path
    database_url: str
    redis_url: str
    base_url: str
    mail_url: str
    engine: str
    secret_key: str

    @classmethod
    def read(cls, variables: Mapping[str, str]) -> "Environment":
        """Check every `COTERIE_*` name and read the values.

        Raises WrongEnvironment naming the nearest known variable.
        """
        refuse_unknown(variables)
        data = Path(variables.get("COTERIE_DATA", "data")).resolve()
        return cls(
            data=data,
            database_url=variables.get("COTERIE_DATABASE_URL", ""),
            redis_url=variables.get("COTERIE_REDIS_URL", ""),
            base_url=variables.get("COTERIE_BASE_URL", "http://127.0.0.1:8000").rstrip("/"),
            mail_url=variables.get("COTERIE_MAIL_URL", ""),
            engine=variables.get("COTERIE_ENGINE", "duckdb"),
            secret_key=secret_key(variables, data),
        )


def refuse_unknown(variables: Mapping[str, str]) -> None:
    """Stop at a misspelt name, which would otherwise be a setting silently ignored."""
    for name in variables:
        if name.startswith("COTERIE_") and name not in KNOWN:
            near = difflib.get_close_matches(name, KNOWN, n=1, cutoff=0.0)[0]
            raise WrongEnvironment(f"coterie: unknown setting {name}; did you mean {near}?")


def secret_key(variables: Mapping[str, str], data: Path) -> str:
    """Return the signing key: given, from a named file, or made once in the data folder."""
    if given := variables.get("COTERIE_SECRET_KEY"):
        return given
    if named := variables.get("COTERIE_SECRET_KEY_FILE"):
        return Path(named).read_text(encoding="utf-8").strip()
    return made_key(data / "secret_key")


def made_key(path: Path) -> str:
    """Read the key at `path`, making it first; processes that start together agree on one, and never see half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        handle, draft = tempfile.mkstemp(dir=path.parent)  # for our eyes only, as mkstemp has it
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(os.urandom(32).hex())
        with contextlib.suppress(FileExistsError):
            os.link(draft, path)
        Path(draft).unlink()
    return path.read_text(encoding="utf-8").strip()
