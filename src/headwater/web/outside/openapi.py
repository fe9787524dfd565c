"""What programs can ask, described in OpenAPI 3.1 from the pages' own table and the records that they answer with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from headwater import __version__
from headwater.model.people import ActResult
from headwater.model.words import ActKind, SubjectKind
from headwater.web.outside.endpoint import Endpoint, Fields, Parameter
from headwater.web.outside.endpoints import ENDPOINTS
from headwater.web.outside.feeds import FEED_FORMS

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class SentAct:
    """An act as a client sends it; which value belongs to which kind, `docs/people.md` says."""

    id: str
    kind: ActKind
    subject_kind: SubjectKind
    subject: str
    made_at: datetime
    value: dict[str, str | bool | int | None] | None = None


_ERROR: Schema = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "properties": {
                "status": {"type": "integer"},
                "title": {"type": "string"},
                "says": {"type": "string"},
                "advice": {"type": "string"},
            },
        }
    },
}

_REFERENCE = "#/components/schemas/{name}"


def openapi() -> Schema:
    """The description as a JSON object."""
    types = [SentAct, ActResult, *_types()]
    schemas, components = msgspec.json.schema_components(types, ref_template=_REFERENCE)
    known = dict(zip(map(repr, types), schemas, strict=True))
    paths: Schema = {endpoint.path: {"get": _get(endpoint, known)} for endpoint in ENDPOINTS}
    paths["/acts"] = {"post": _post(known)}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Headwater",
            "version": __version__,
            "description": "News by story, and where each one came from. Every page answers as JSON at its own "
            "address with .json behind it, or when it is asked for application/json.",
        },
        "paths": paths,
        "components": {
            "schemas": {**{name: _in_seconds(each) for name, each in components.items()}, "Error": _ERROR}
        },
    }


def _types() -> list[Any]:
    found: list[Any] = []
    for endpoint in ENDPOINTS:
        for answer in (endpoint.answer, endpoint.otherwise):
            if answer is not None:
                found += answer.values() if isinstance(answer, dict) else [answer]
    return list({repr(each): each for each in found}.values())


def _in_seconds(schema: Any) -> Any:
    """A part of a schema with lengths of time as they are written here: in seconds, not as ISO 8601 has them."""
    if isinstance(schema, list):
        return [_in_seconds(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    if schema.get("format") == "duration":
        return {"type": "number", "description": "seconds"}
    return {name: _in_seconds(each) for name, each in schema.items()}


def _answer(answer: type | Fields, known: dict[str, Schema]) -> Schema:
    if not isinstance(answer, dict):
        return known[repr(answer)]
    return {
        "type": "object",
        "required": list(answer),
        "properties": {name: known[repr(each)] for name, each in answer.items()},
    }


def _get(endpoint: Endpoint, known: dict[str, Schema]) -> Schema:
    schema = _answer(endpoint.answer, known)
    if endpoint.otherwise is not None:
        schema = {"anyOf": [schema, _answer(endpoint.otherwise, known)]}
    feeds = f" Also as {', '.join(form.name for form in FEED_FORMS)}." if endpoint.is_list else ""
    return {
        "summary": endpoint.says,
        "description": f"{endpoint.says}.{feeds}",
        "parameters": [_parameter(endpoint, each) for each in endpoint.parameters],
        "responses": _answers(schema),
    }


def _parameter(endpoint: Endpoint, parameter: Parameter) -> Schema:
    is_path = f"{{{parameter.name}}}" in endpoint.path
    return {
        "name": parameter.name,
        "in": "path" if is_path else "query",
        "required": is_path,
        "description": parameter.says,
        "schema": {"type": "string"},
    }


def _answers(schema: Schema) -> Schema:
    error = {"application/json": {"schema": {"$ref": _REFERENCE.format(name="Error")}}}
    return {
        "200": {"description": "The answer", "content": {"application/json": {"schema": schema}}},
        "404": {"description": "Nothing is there", "content": error},
        "400": {"description": "It can’t be understood", "content": error},
    }


def _post(known: dict[str, Schema]) -> Schema:
    acts: Schema = {
        "type": "object",
        "required": ["acts"],
        "properties": {"acts": {"type": "array", "maxItems": 500, "items": known[repr(SentAct)]}},
    }
    results: Schema = {
        "type": "object",
        "required": ["results"],
        "properties": {"results": {"type": "array", "items": known[repr(ActResult)]}},
    }
    return {
        "summary": "Save, follow, highlight, set: each act is applied once, by its id",
        "description": "Send the Origin of this server. An act that was applied before answers so and changes nothing.",
        "requestBody": {"required": True, "content": {"application/json": {"schema": acts}}},
        "responses": _answers(results),
    }


def by_path(endpoints: Sequence[Endpoint] = ENDPOINTS) -> tuple[Endpoint, ...]:
    """The endpoints in the order of their addresses."""
    return tuple(sorted(endpoints, key=lambda endpoint: endpoint.path))
