"""Who holds a lease: a process, told apart from the one that had its number before."""

import os
import socket

from coterie.kit.ids import new_key


def new_holder() -> str:
    """Return a new name for this process: host, process number, random signs."""
    return f"{socket.gethostname()}:{os.getpid()}:{new_key()}"


def is_gone(holder: str, *, mine: str) -> bool:
    """Say whether `holder` is surely dead: it ran on this machine and its process has ended.

    So a restart after a crash need not wait for leases to expire; elsewhere they must.
    """
    host, _, rest = holder.partition(":")
    number = rest.partition(":")[0]
    if host != mine.partition(":")[0] or not number.isdigit() or holder == mine:
        return False
    if int(number) == os.getpid():
        return False  # another worker of this very process; it gives its lease back itself
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False
