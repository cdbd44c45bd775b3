"""The mark: three people under one roof, drawn as the character for a crowd, so that no font is needed."""

from django.utils.safestring import mark_safe

STROKES = (
    "M24 6C23.5 13 19 18.5 10.5 22.5M24.5 12.5C27 17 31 20 38 22.5"
    "M13.5 24C13.5 32 11.5 37.5 5.5 42M13.8 31C15.5 35.5 18 38.5 21.5 41"
    "M33.5 24C33.5 32 31.5 37.5 26 42M33.8 31C35.5 36 38.5 39.5 43 42"
)

MARK = mark_safe(  # noqa: S308 - our own strokes
    '<svg viewBox="0 0 48 48" fill="none" stroke="currentColor" stroke-width="4" stroke-linecap="round">'
    f'<path d="{STROKES}"/></svg>'
)
