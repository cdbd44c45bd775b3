"""Trying a verb with the facts of a form."""

from collections.abc import Callable
from typing import TypeVar

from django import forms

from coterie.kit.errors import DomainError, Forbidden, NotFound

R = TypeVar("R")


def attempt(form: forms.Form, verb: Callable[..., R], /, **facts: object) -> R | None:
    """Call the verb; what it refuses becomes an error of the form, which keeps what was typed.

    Raises NotFound and Forbidden: those are about the asker, not about the input.
    """
    try:
        return verb(**facts)
    except (NotFound, Forbidden):
        raise
    except DomainError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None
