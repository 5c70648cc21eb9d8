"""What the API offers, as a page: read from the same description that programs read."""

from typing import Any

from litestar import Request, get
from litestar.response import Template

from whereas.web.access import needs
from whereas.web.roles import Permission
from whereas.web.shown import page
from whereas.web.visit import Here

_VERBS = ("get", "post", "put", "patch", "delete")


@get("/api/docs", opt=needs(Permission.READ), sync_to_thread=True, include_in_schema=False)
def api_docs(request: Request[Any, Any, Any], visit: Here) -> Template:
    """Every part of the API with what it takes."""
    described = request.app.openapi_schema.to_schema()
    parts = [
        {"verb": verb.upper(), "path": path, "id": f"{verb}-{path.strip('/').replace('/', '-')}", **_said(verbs[verb])}
        for path, verbs in sorted(described.get("paths", {}).items())
        for verb in _VERBS
        if verb in verbs
    ]
    return page(visit, "api_docs.html.j2", here="account", parts_of_api=parts)


def _said(operation: dict[str, Any]) -> dict[str, Any]:
    """What a reader needs of an operation."""
    return {
        "summary": operation.get("summary", ""),
        "description": operation.get("description", ""),
        "takes": operation.get("parameters", []),
        "bodies": sorted(operation.get("requestBody", {}).get("content", {})),
        "answers": [
            {"status": status, "types": sorted(one.get("content", {})), "description": one.get("description", "")}
            for status, one in sorted(operation.get("responses", {}).items())
        ],
    }


ROUTES = [api_docs]
