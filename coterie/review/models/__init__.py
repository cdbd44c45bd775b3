"""Tables of the review."""

from coterie.review.models.lake_cursor import LakeCursor

__all__ = ["LakeCursor"]
