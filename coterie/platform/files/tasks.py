"""Housekeeping of the files."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django_tasks import task

from coterie.kit.clock import now
from coterie.platform.files.folder import everything
from coterie.platform.files.models import StoredFile
from coterie.platform.jobs.schedule import every

PATIENCE = timedelta(days=1)
"""How old bytes without a row must be: a transaction may still be about to write it."""


@every(days=1, after=timedelta(hours=3))
@task()
def clear_away_strays() -> int:
    """Delete bytes that no row knows: of uploads that were rolled back, or cut off by a crash."""
    folders: dict[Path, dict[Path, str]] = {}
    for key, path in everything():
        if now() - datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) > PATIENCE:
            folders.setdefault(path.parent, {})[path] = key
    return sum(_clear(strays) for strays in folders.values())


def _clear(old: dict[Path, str]) -> int:
    known = set(StoredFile.objects.filter(key__in=set(old.values())).values_list("key", flat=True))
    strays = [path for path, key in old.items() if key not in known or path.suffix == ".part"]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)
