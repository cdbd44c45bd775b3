"""Sounds: decoded with suspicion, encoded anew in one form that every browser plays, without what stood beside them."""

from dataclasses import dataclass
from io import BytesIO
from threading import Lock

import soundfile
from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid

LARGEST = 20_000_000
LONGEST = 300
"""Seconds that are kept at most."""
RATES = range(8_000, 48_001)
MOST_CHANNELS = 2
BLOCK = 65_536
MEDIA_TYPE = "audio/mpeg"
BEGINNINGS = (b"OggS", b"fLaC", b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2")

_one_at_a_time = Lock()


@dataclass(frozen=True, slots=True)
class Sound:
    """A sound as we keep it: MP3 with one channel, and how long it is."""

    seconds: int
    data: bytes


def is_sound(data: bytes) -> bool:
    """Tell whether the bytes begin like a recording that can be decoded here."""
    return data.startswith(BEGINNINGS) or (data[:4] == b"RIFF" and data[8:12] == b"WAVE")


def heard(data: bytes) -> Sound:
    """Encode the sound in `data` anew. Raises Invalid for what is too large, too long, broken, or no sound."""
    if len(data) > LARGEST:
        raise Invalid(_("The recording is larger than 20 MB."), field="file")
    with _one_at_a_time:
        try:
            return _encoded(data)
        except soundfile.SoundFileError as error:
            raise Invalid(_("The recording is damaged."), field="file") from error


def _encoded(data: bytes) -> Sound:
    target, frames = BytesIO(), 0
    with soundfile.SoundFile(BytesIO(data)) as source:
        if source.samplerate not in RATES or source.channels > MOST_CHANNELS:
            raise Invalid(_("Take a recording with one or two channels, and at most 48 kHz."), field="file")
        form = {"samplerate": source.samplerate, "channels": 1, "format": "MP3", "subtype": "MPEG_LAYER_III"}
        with soundfile.SoundFile(target, "w", **form) as written:
            for block in source.blocks(BLOCK, dtype="float32", always_2d=True):
                frames += len(block)
                _refuse_long(frames, source.samplerate)
                written.write(block.mean(axis=1))
        if frames == 0:
            raise Invalid(_("The recording is empty."), field="file")
        return Sound(max(1, round(frames / source.samplerate)), target.getvalue())


def _refuse_long(frames: int, rate: int) -> None:
    """Stop reading where it is too long: what a file says of its length is not believed."""
    if frames > LONGEST * rate:
        raise Invalid(_("A recording has at most five minutes."), field="file")
