"""The shape of JSON values."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias, Union

Json: TypeAlias = Union[
    str, int, float, bool, None, Mapping[str, "Json"], Sequence["Json"]
]
"""A value that JSON can carry."""
