"""A PostgreSQL of our own for the length of a test run: made in a temporary folder, gone afterwards.

`python -m tests.postgres` says whether one can be made here.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg

SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "listen_addresses": "127.0.0.1",
    "log_min_messages": "fatal",
}
HOW = "install PostgreSQL's own programs (Debian: postgresql; only its binaries are used, no server is set up)"


def binaries() -> Path | None:
    """Return the folder of `initdb` and `pg_ctl`, the newest if there are several."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    found = shutil.which("initdb")
    return Path(found).resolve().parent if found and shutil.which("pg_ctl") else None


def available() -> bool:
    return binaries() is not None


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Start a server on a free port and yield the address of its first database; stop it at the end."""
    programs = binaries()
    if programs is None:
        raise RuntimeError(f"no PostgreSQL here: {HOW}")
    home = Path(tempfile.mkdtemp(prefix="coterie-postgres-"))
    user = unprivileged()
    if user:
        os.chown(home, user.pw_uid, user.pw_gid)
    port = free_port()
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    run(programs / "initdb", "-D", home / "data", "-U", "coterie", "-A", "trust", "-E", "UTF8", "--locale=C", user=user)
    start = ("-o", f"-p {port} -k {home} {options}", "-l", home / "log", "-w", "start")
    run(programs / "pg_ctl", "-D", home / "data", *start, user=user)
    with at_our_end(programs / "pg_ctl", "-D", home / "data", "-m", "immediate", "-w", "stop", user=user):
        yield f"postgres://coterie@127.0.0.1:{port}/postgres"
    shutil.rmtree(home, ignore_errors=True)


@contextlib.contextmanager
def at_our_end(*command: object, user: pwd.struct_passwd | None) -> Iterator[None]:
    """Run `command` after the block, or when this process is killed in it: a shell waits for the end of our pipe."""
    words = ["sh", "-c", 'read -r _; "$@"', "sh", *(str(part) for part in command)]
    waiting = subprocess.Popen(
        words, cwd="/", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, start_new_session=True, **as_user(user)
    )
    try:
        yield
    finally:
        waiting.communicate()


def as_user(user: pwd.struct_passwd | None) -> dict[str, object]:
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []} if user else {}


@contextlib.contextmanager
def database(server: str) -> Iterator[str]:
    """Make an empty database on the server and yield its address; drop it at the end."""
    name = f"t{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{server.rpartition('/')[0]}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def unprivileged() -> pwd.struct_passwd | None:
    """Return who runs the server: nobody in particular when we are root, which PostgreSQL refuses to be."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise RuntimeError("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody`")


def run(*command: object, user: pwd.struct_passwd | None) -> None:
    """Run one program, as `user` if given; say what it said when it fails."""
    # The server outlives this call and keeps its output open: a file, not a pipe, or we wait for ever.
    with tempfile.TemporaryFile() as said:
        done = subprocess.run(
            [str(part) for part in command],
            cwd="/",
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            check=False,
            **as_user(user),
        )
        if done.returncode:
            said.seek(0)
            raise RuntimeError(f"{command[0]} failed:\n{said.read().decode(errors='replace')}")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


if __name__ == "__main__":
    found = binaries()
    print(f"PostgreSQL: {found}" if found else f"PostgreSQL: not here; {HOW}")
    sys.exit(0 if found else 1)
