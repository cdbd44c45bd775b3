"""Tables of the files."""

from coterie.platform.files.models.stored_file import StoredFile

__all__ = ["StoredFile"]
