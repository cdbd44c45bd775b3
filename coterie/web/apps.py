"""Names the pages as a Django app, so that their templates, tags and static files are found."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The app of the pages; it has no tables."""

    name = "coterie.web"
    label = "web"
