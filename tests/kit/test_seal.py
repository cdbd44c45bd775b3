"""What was signed comes back; anything else does not."""

from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.ranges import ranges
from coterie.kit.seal import Seal

SEAL = Seal("secret", "visitor")


@given(st.text(min_size=1))
def test_signed_text_comes_back(text: str) -> None:
    assert SEAL.read(SEAL.sign(text)) == text


@given(st.text())
def test_unsigned_text_does_not(text: str) -> None:
    assert SEAL.read(text) is None


def test_signature_is_worth_nothing_elsewhere() -> None:
    signed = SEAL.sign("7")

    assert Seal("secret", "live").read(signed) is None
    assert Seal("other", "visitor").read(signed) is None


@given(st.sets(st.integers(1, 60)))
def test_ranges_say_every_number_once(numbers: set[int]) -> None:
    said: list[int] = []
    for part in ranges(numbers).split(",") if numbers else []:
        first, _, last = part.partition("-")
        said += range(int(first), int(last or first) + 1)

    assert said == sorted(numbers)
