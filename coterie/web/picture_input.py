"""The field that takes a picture from a phone."""

from django.forms import FileInput

PICTURE = FileInput({"accept": "image/jpeg,image/png,image/webp,image/gif"})
