"""What programs can ask, described in OpenAPI 3.1 from the pages' own table and the records that they answer with."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec

from headwater import __version__
from headwater.model.people import ActResult, Follow, Highlight, MarkedArticle
from headwater.model.shelf import RisingShelf, Shelf, ShelfPage
from headwater.model.views import (
    ArticleView,
    Counts,
    Flow,
    NotedChange,
    QuarantineEntry,
    StoryCard,
    StoryView,
)
from headwater.model.words import ActKind, SubjectKind
from headwater.store.search.records import SearchPage, Suggestion
from headwater.web.outside.feeds import FEED_FORMS
from headwater.web.wording.translation import N_

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter in the path or, where it is not required, in the query."""

    name: str
    says: str
    required: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address that answers JSON: with a record of this type, or with an object of these fields."""

    path: str
    says: str
    answer: type | dict[str, Any]
    parameters: tuple[Parameter, ...] = ()
    is_list: bool = False


@dataclass(frozen=True, slots=True)
class SentAct:
    """An act as a client sends it; which value belongs to which kind, `docs/people.md` says."""

    id: str
    kind: ActKind
    subject_kind: SubjectKind
    subject: str
    made_at: datetime
    value: dict[str, str | bool | int | None] | None = None


_PAGE = Parameter("page", N_("the page of the list, from 1"))
_BEFORE = Parameter("before", N_("the cursor of an older page"))
_WITHIN = (Parameter("month", N_("a month of it, 2026-03")), Parameter("day", N_("a day of it, 2026-03-01")))
_KEY = Parameter("key", N_("its key, as other answers give it"), required=True)

ENDPOINTS: tuple[Endpoint, ...] = (
    Endpoint(
        "/index.json",
        N_("The newest stories, what was corrected, who took from whom, and which hashtags rise"),
        {
            "counts": Counts,
            "stories": tuple[StoryCard, ...],
            "older": str | None,
            "edition": str | None,
            "corrections": tuple[NotedChange, ...],
            "flows": tuple[Flow, ...],
            "rising": tuple[RisingShelf, ...],
        },
        (_BEFORE, Parameter("edition", N_("a language (de), a country (@CH) or both (de@CH)"))),
        is_list=True,
    ),
    Endpoint(
        "/stories/{story_id}.json",
        N_("A story: its origins, its articles by family, what is told of it, what its copies changed"),
        StoryView,
        (Parameter("story_id", N_("the story’s id"), required=True),),
    ),
    Endpoint(
        "/articles/{article_id}.json",
        N_("An article: where it is from, what was changed on the way, its versions"),
        ArticleView,
        (Parameter("article_id", N_("the article’s id"), required=True),),
    ),
    Endpoint(
        "/search.json",
        N_("Stories that match a query, with the sentence that shows it"),
        SearchPage,
        (
            Parameter("q", N_("the query; the page for searching says what it can say"), required=False),
            Parameter("order", N_("“newest”, or what matches best")),
            Parameter("after", N_("the cursor of the next page")),
        ),
        is_list=True,
    ),
    Endpoint(
        "/search/suggestions.json",
        N_("What may be meant by what was typed so far"),
        {"suggestions": tuple[Suggestion, ...]},
        (Parameter("q", N_("what was typed")),),
    ),
    *(
        Endpoint(
            f"/{name}/{{key}}{rest}.json",
            N_("The articles of an archive, newest first"),
            {"page": ShelfPage},
            (_KEY, _PAGE, *_WITHIN),
            is_list=True,
        )
        for name, rest in (
            ("tags", ""),
            ("categories", ""),
            ("sites", ""),
            ("authors", ""),
            ("languages", ""),
            ("publishers", "/articles"),
        )
    ),
    Endpoint(
        "/days/{key}.json", N_("All articles of a day"), {"page": ShelfPage}, (_KEY, _PAGE), is_list=True
    ),
    Endpoint("/tags.json", N_("The hashtags with most articles"), {"shelves": tuple[Shelf, ...]}),
    Endpoint(
        "/saved.json", N_("What is saved"), {"articles": tuple[MarkedArticle, ...], "older": str | None},
        (_BEFORE,), True,
    ),
    Endpoint(
        "/later.json", N_("What is to be read later"), {"articles": tuple[MarkedArticle, ...], "older": str | None},
        (_BEFORE,), True,
    ),
    Endpoint(
        "/highlights.json", N_("The highlights with their notes"),
        {"highlights": tuple[Highlight, ...], "older": str | None}, (_BEFORE,), True,
    ),
    Endpoint(
        "/following.json", N_("What is followed"), {"follows": tuple[Follow, ...], "stories": tuple[StoryCard, ...]},
        (), True,
    ),
    Endpoint(
        "/quarantine.json", N_("What could not be read, and why"), {"quarantine": tuple[QuarantineEntry, ...]}
    ),
)  # fmt: skip

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
        "components": {"schemas": {**components, "Error": _ERROR}},
    }


def _types() -> list[Any]:
    found: list[Any] = []
    for endpoint in ENDPOINTS:
        found += endpoint.answer.values() if isinstance(endpoint.answer, dict) else [endpoint.answer]
    return list({repr(each): each for each in found}.values())


def _get(endpoint: Endpoint, known: dict[str, Schema]) -> Schema:
    answer = endpoint.answer
    schema = (
        {
            "type": "object",
            "required": list(answer),
            "properties": {name: known[repr(each)] for name, each in answer.items()},
        }
        if isinstance(answer, dict)
        else known[repr(answer)]
    )
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
