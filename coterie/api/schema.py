"""What the schema says of all operations: the key of a caller, the form of errors, the scopes."""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.types import DictStrAny

from coterie.api.once import HEADER, UNSAFE
from coterie.api.problem import MEDIA_TYPE
from coterie.api.scopes import scopes_of

PROBLEM: dict[str, Any] = {
    "title": "Problem",
    "description": "Why something was refused (RFC 9457).",
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string", "description": "`urn:coterie:` and the code"},
        "title": {"type": "string", "description": "for people, in their language"},
        "status": {"type": "integer"},
        "code": {"type": "string", "description": "for programs; it does not change"},
        "field": {"type": "string", "description": "what of the input it is about"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["at", "why"],
                "properties": {"at": {"type": "string"}, "why": {"type": "string"}},
            },
        },
    },
}
REFUSED = {
    "description": "Refused",
    "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
KEY = {
    "in": "header",
    "name": HEADER,
    "required": False,
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": "The same key again within 24 hours: the same answer, and nothing is done twice.",
}


class DocumentedAPI(NinjaAPI):
    """An API whose schema says what all operations have in common."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: DictStrAny | None = None
    ) -> OpenAPISchema:
        """Return the schema."""
        schema = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        schema["components"]["schemas"]["Problem"] = PROBLEM
        root = self.get_root_path({}) if path_prefix is None else path_prefix
        for path, operations in schema["paths"].items():
            for method, operation in operations.items():
                document(operation, method, f"/{path.removeprefix(root)}")
        return schema


def document(operation: dict[str, Any], method: str, path: str) -> None:
    """Add to one operation what it shares with the others, and call it by its sentence."""
    operation["summary"] = operation.pop("description").partition("\n")[0].rstrip(".")
    operation["responses"]["default"] = REFUSED
    operation["x-scopes"] = list(scopes_of(f"{method} {path}"))
    if method.upper() in UNSAFE:
        operation["parameters"] = [*operation["parameters"], KEY]
