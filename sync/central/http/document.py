"""The OpenAPI document, made of the table of routes and of the messages themselves: nothing is said by hand twice."""

from __future__ import annotations

from typing import Any, Final

import msgspec

from sync.central.routes import ROUTES, Route
from sync.protocol import http_signing, wire
from sync.protocol.messages import Message, Refusal

_JSON: Final = "application/json"
_COMMON: Final = {
    400: "not_parsed: the head or the query is not what it must be",
    405: "wrong_method",
    408: "too_slow: the body did not come in time",
    413: "too_large: a body or a lone part of it, before or after unpacking",
    414: "too_large: the target",
    415: "unknown_encoding",
    429: "slow_down: too many requests; come again after Retry-After seconds",
    500: "incident: its number is in the centre's log",
    503: "busy or stopping; come again after Retry-After seconds",
}
_SIGNED: Final = {
    401: "bad_request_signature, unknown_register, or skew (sign anew by `time`)",
    403: "revoked, not_allowed, or a proof that does not hold",
}
_OWN: Final[dict[str, dict[int, str]]] = {
    wire.ENROL: {403: "wrong_code, expired, used, too_many_tries, bad_request_signature (the proof)"},
    wire.EPOCH: {409: "fork: an epoch that the centre never granted"},
    wire.PUSH: {409: "fenced, fork, gap (`expected_seq`), clone", 422: "not_parsed, chain_broken, bad_signature"},
    wire.RESCUE: {422: "not_parsed: it cannot be unpacked; it is kept all the same"},
    wire.SNAPSHOT: {404: "unknown_feed, unknown_version"},
    wire.SNAPSHOT_FILE: {404: "unknown_snapshot: ask for an offer"},
}
_QUERY: Final[dict[str, dict[str, Any]]] = {
    "feed": {"type": "string", "pattern": r"^catalogue:[A-Za-z0-9._-]{1,64}$"},
    "version": {"type": "integer", "minimum": 1, "maximum": 999},
    "name": {"type": "string", "pattern": r"^[A-Za-z0-9._-]{1,120}$"},
}


def document(version: str) -> dict[str, Any]:
    """Return the document of a centre of this version."""
    kinds = {kind for route in ROUTES for kind in (route.kind, route.answer_kind) if kind is not None} | {Refusal}
    _, schemas = msgspec.json.schema_components(
        sorted(kinds, key=lambda kind: kind.__name__), ref_template="#/components/schemas/{name}"
    )
    paths: dict[str, Any] = {}
    for route in ROUTES:
        paths.setdefault(wire.PREFIX + route.path, {})[route.method.lower()] = _operation(route)
    paths["/healthz"] = {"get": _probe("The process answers", 200)}
    paths["/readyz"] = {"get": _probe("It can serve registers", 200, 503)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Omnitill centre", "version": version, "summary": "What registers ask of the centre"},
        "paths": paths,
        "components": {
            "schemas": _plain(schemas),
            "headers": {
                "omnitill-time": {"description": "The centre's clock", "schema": {"type": "string"}, "required": True}
            },
            "securitySchemes": {
                "signature": {
                    "type": "apiKey",
                    "in": "header",
                    "name": http_signing.SIGNATURE,
                    "description": "RFC 9421, Ed25519, label omnitill, over @method @path @query content-digest"
                    " omnitill-epoch and, when there, idempotency-key; with created, keyid and alg",
                }
            },
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": route.path.strip("/").replace("-", "_"),
        "summary": route.summary,
        "parameters": _parameters(route),
        "responses": {str(status): _refusal(text) for status, text in sorted(_refusals(route).items())},
    }
    if route.answer_kind is None:
        told["responses"] |= _file_answers()
    else:
        told["responses"]["200"] = _answer(route.summary, route.answer_kind)
    if route.kind is not None:
        content = {_JSON: {"schema": _ref(route.kind)}}
        told["requestBody"] = {"required": True, "content": content}
    if not route.is_open:
        told["security"] = [{"signature": []}]
    return told


def _refusals(route: Route) -> dict[int, str]:
    found = dict(_COMMON)
    if not route.is_open:
        found |= _SIGNED
    return found | _OWN.get(route.path, {})


def _parameters(route: Route) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [
        {"name": name, "in": "query", "required": True, "schema": _QUERY[name]} for name in route.query
    ]
    if not route.is_open:
        found += [
            _header(wire.EPOCH_HEADER, "The epoch that the register is in", r"^(0|[1-9][0-9]{0,17})$"),
            _header(http_signing.DIGEST, "RFC 9530, sha-256 of the body as sent", r"^sha-256=:[A-Za-z0-9+/]{43}=:$"),
            _header(http_signing.INPUT, "RFC 9421: what is signed, when, by whom", r"^omnitill=\("),
            _header(http_signing.SIGNATURE, "RFC 9421", r"^omnitill=:[A-Za-z0-9+/]{86}==:$"),
        ]
    if route.path == wire.EPOCH:
        found.append(
            _header(wire.IDEMPOTENCY_HEADER, "The same key is granted the same epoch", r"^[!-~]{1,200}$")
            | {"required": False}
        )
    return found


def _header(name: str, text: str, pattern: str) -> dict[str, Any]:
    schema = {"type": "string", "pattern": pattern}
    return {"name": name, "in": "header", "required": True, "description": text, "schema": schema}


def _answer(text: str, kind: type[Message]) -> dict[str, Any]:
    headers = {"omnitill-time": {"$ref": "#/components/headers/omnitill-time"}}
    return {"description": text, "headers": headers, "content": {_JSON: {"schema": _ref(kind)}}}


def _refusal(text: str) -> dict[str, Any]:
    return _answer(text, Refusal)


def _file_answers() -> dict[str, Any]:
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    return {
        "200": {"description": "The whole file", "content": content},
        "206": {"description": "The range asked for", "content": content},
        "304": {"description": "Unchanged"},
        "416": {"description": "The file has no such range"},
    }


def _probe(text: str, *statuses: int) -> dict[str, Any]:
    content = {"text/plain": {"schema": {"type": "string"}}}
    return {
        "summary": text,
        "responses": {str(status): {"description": text, "content": content} for status in statuses},
    }


def _ref(kind: type[Message]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{kind.__name__}"}


def _plain(value: Any) -> Any:  # noqa: ANN401 - JSON
    r"""Return schemas with `\Z` spelled as JSON Schema's dialect of patterns has it."""
    if isinstance(value, dict):
        return {key: _pattern(entry) if key == "pattern" else _plain(entry) for key, entry in value.items()}
    return [_plain(entry) for entry in value] if isinstance(value, list) else value


def _pattern(value: Any) -> Any:  # noqa: ANN401 - JSON
    return value.replace(r"\Z", "$") if isinstance(value, str) else _plain(value)
