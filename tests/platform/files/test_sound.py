"""Recordings are encoded anew: one form, one channel, no notes from whoever made them; hostile ones are refused."""

from io import BytesIO

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from coterie.kit.errors import Invalid
from coterie.platform.files.sound import LONGEST, heard, is_sound

SECRET = "Recorded at home, Elm Street 5"


def recording(
    seconds: float = 1.0, *, rate: int = 16_000, channels: int = 1, kind: str = "WAV", tone: float = 440.0
) -> bytes:
    """Return a tone as a phone would send it, with a note of where it was recorded."""
    times = np.arange(int(seconds * rate)) / rate
    wave = 0.4 * np.sin(2 * np.pi * tone * times)
    target = BytesIO()
    with soundfile.SoundFile(target, "w", samplerate=rate, channels=channels, format=kind) as file:
        file.comment = SECRET
        file.write(np.repeat(wave[:, None], channels, axis=1))
    return target.getvalue()


def pitch(data: bytes) -> float:
    """Return the loudest frequency of a sound."""
    samples, rate = soundfile.read(BytesIO(data))
    spectrum = np.abs(np.fft.rfft(samples))
    return float(np.fft.rfftfreq(len(samples), 1 / rate)[spectrum.argmax()])


@pytest.mark.parametrize("kind", ["WAV", "OGG", "FLAC", "MP3"])
@pytest.mark.parametrize("channels", [1, 2])
def test_what_was_said_is_still_heard_and_nothing_else(kind: str, channels: int) -> None:
    data = recording(2.0, channels=channels, kind=kind)
    assert SECRET.encode() in data
    assert is_sound(data)

    sound = heard(data)

    facts = soundfile.info(BytesIO(sound.data))
    assert (facts.format, facts.channels, sound.seconds) == ("MP3", 1, 2)
    assert pitch(sound.data) == pytest.approx(440, abs=5)
    assert SECRET.encode() not in sound.data


@pytest.mark.parametrize(
    "data",
    [
        recording(1.0)[:40],
        b"OggS" + bytes(500),
        b"ID3" + bytes(500),
        recording(0.0),
        recording(1.0, rate=96_000),
        recording(1.0, channels=6),
        recording(LONGEST + 1, rate=8_000),
        b"RIFF" + bytes(4) + b"WAVE" + bytes(20_000_001),
    ],
    ids=["cut", "no ogg", "no mp3", "empty", "too fine", "six channels", "too long", "too large"],
)
def test_what_cannot_be_kept_is_refused(data: bytes) -> None:
    with pytest.raises(Invalid):
        heard(data)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 4_000), st.binary(min_size=1, max_size=64))
def test_damage_is_refused_or_heard_and_never_more(place: int, noise: bytes) -> None:
    data = bytearray(recording(0.2))
    data[place : place + len(noise)] = noise
    try:
        sound = heard(bytes(data))
    except Invalid:
        return
    assert soundfile.info(BytesIO(sound.data)).channels == 1


def test_a_header_that_lies_of_its_length_is_not_believed() -> None:
    data = bytearray(recording(0.2))
    place = data.index(b"data") + 4
    data[place : place + 4] = (0x7FFF_FFFF).to_bytes(4, "little")

    assert heard(bytes(data)).seconds == 1
