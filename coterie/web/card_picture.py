"""The card that stands for something where it is shared, as a picture."""

from functools import lru_cache

from django.http import HttpResponse

from coterie.joining.designs.card import card
from coterie.joining.designs.look import Brand
from coterie.joining.queries.brand import brand_of
from coterie.kit.sheet.raster import picture

WIDTH = 1200


def card_answer(community: int, title: str, line: str) -> HttpResponse:
    """Answer with a card in the community's looks, for whom it is meant."""
    answer = HttpResponse(drawn_card(brand_of(community), title, line), content_type="image/png")
    answer["Cache-Control"], answer["X-Content-Type-Options"] = "private, max-age=300", "nosniff"
    return answer


@lru_cache(maxsize=128)
def drawn_card(brand: Brand, title: str, line: str) -> bytes:
    """Return a card as a PNG; crawlers ask for the same one many times."""
    return picture(card(brand, title, line), width=WIDTH)
