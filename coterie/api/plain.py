"""What reaches us as text can be kept as text."""

import re
from typing import Any

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from ninja.parser import Parser

from coterie.kit.errors import Invalid, NotFound

UNKEPT = re.compile("[\x00\ud800-\udfff]")
"""NUL and halves of a sign: no database keeps both, and neither is a sign of any script."""


class PlainParser(Parser):
    """Reads JSON and queries; refuses what cannot be kept, before anything is looked up."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """Return the body as it was sent, if all its texts can be kept."""
        body = super().parse_body(request)
        refuse_unkept(body)
        return body

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Return the query by name, if all its texts can be kept."""
        query = super().parse_querydict(data, list_fields, request)
        refuse_unkept(query)
        return query


def refuse_unkept(given: object) -> None:
    """Raise Invalid where a text within holds a sign that cannot be kept."""
    if isinstance(given, str) and UNKEPT.search(given):
        raise Invalid(_("A text holds a sign that cannot be kept."))
    if isinstance(given, dict):
        for name, value in given.items():
            refuse_unkept(name)
            refuse_unkept(value)
    elif isinstance(given, list):
        for value in given:
            refuse_unkept(value)


def refuse_address(request: HttpRequest) -> None:
    """Raise NotFound where the address holds a sign that names nothing."""
    if UNKEPT.search(request.path):
        raise NotFound(_("There is no such thing."))
