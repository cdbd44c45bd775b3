"""Files are on the disk before their row, and go after it."""

import hashlib
import os
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from django.db import transaction
from PIL import Image

from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.platform.files import storing
from coterie.platform.files.folder import everything
from coterie.platform.files.models import StoredFile
from coterie.platform.files.storing import place_of, remove, store_picture, stored_file
from coterie.platform.files.tasks import clear_away_strays

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path):
    settings.DATA = tmp_path


@pytest.fixture
def photo():
    target = BytesIO()
    Image.new("RGB", (800, 600), "green").save(target, "JPEG")
    return target.getvalue()


@pytest.mark.django_db
def test_picture_is_kept_with_its_facts_and_a_small_one(photo):
    file = store_picture(photo, community=7, now=NOW)

    found = stored_file(file.key)
    data = place_of(found).read_bytes()
    assert (found.community, found.media_type, found.width, found.height) == (7, "image/webp", 800, 600)
    assert (found.size, found.sha256) == (len(data), hashlib.sha256(data).hexdigest())
    with Image.open(place_of(found, small=True)) as small:
        assert small.size == (480, 360)


@pytest.mark.django_db
def test_unknown_key_is_not_found():
    with pytest.raises(NotFound):
        stored_file("../../etc/passwd")


@pytest.mark.django_db(transaction=True)
def test_removed_file_leaves_the_disk_after_the_commit(photo):
    file = store_picture(photo, community=7, now=NOW)
    path = place_of(file)

    with transaction.atomic():
        remove(file)
        assert path.exists()

    assert list(everything()) == []
    assert not StoredFile.objects.exists()


def age(path, by):
    then = (now() - by).timestamp()
    os.utime(path, (then, then))


@pytest.mark.django_db
def test_strays_are_cleared_away_when_they_are_old(photo, monkeypatch):
    known = place_of(store_picture(photo, community=7, now=NOW))
    monkeypatch.setattr(storing.StoredFile.objects, "create", lambda **_: None)
    store_picture(photo, community=7, now=NOW)
    assert clear_away_strays.call() == 0
    for _, path in everything():
        age(path, timedelta(days=2))

    assert clear_away_strays.call() == 2
    assert known.exists()
