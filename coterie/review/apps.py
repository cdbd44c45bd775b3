from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The review context."""

    name = "coterie.review"
    label = "review"
