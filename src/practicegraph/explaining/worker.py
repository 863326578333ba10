"""The process that explains: sandboxed and disposable.

Started by :mod:`practicegraph.explaining.explaining` as ``python -m practicegraph.explaining.worker
CHANNEL CONFIG``.
"""

from __future__ import annotations

import json
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any

from practicegraph.errors import InvalidDataError
from practicegraph.explaining.reasons import Reasons, UnknownTripleError
from practicegraph.export.explanations import explanation_graph, explanation_json, spoken
from practicegraph.graph.jsonld import shipped_context
from practicegraph.graph.writing import write
from practicegraph.messages import send, serve
from practicegraph.processes import confined
from practicegraph.release.layout import MANIFEST
from practicegraph.release.manifest import Manifest
from practicegraph.release.open import Release
from practicegraph.wording import to_json


def main(descriptor: str, configuration: str) -> None:
    """Explain on the inherited socket until its owner closes it."""
    config = json.loads(configuration)
    channel = confined(descriptor, config["memory"], sandbox=config["sandbox"])
    shipped_context()
    send(channel, {"status": "ready"})
    serve(channel, respond)


def respond(request: dict[str, Any], _body: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the reply to a request."""
    try:
        return {"status": "ok"}, explained(request)
    except (InvalidDataError, UnknownTripleError) as error:
        return {"status": "unexplained", "message": to_json(error.message), "source": error.source}, b""


def explained(request: dict[str, Any]) -> bytes:
    """Return an explanation in the kind that is asked for."""
    opened, parts = reasons(Path(request["release"])), request["parts"]
    explanation = opened.explain(opened.triple(parts["subject"], parts["predicate"], parts["object"]))
    name = opened.name(explanation, request["languages"])
    match request["kind"]:
        case "json":
            return json.dumps(explanation_json(explanation, name, opened.text)).encode()
        case "spoken":
            return json.dumps(spoken(explanation, name, opened.text)).encode()
        case media_type:
            return write(explanation_graph(explanation, opened.base, name), media_type)


@lru_cache(maxsize=2)
def reasons(release: Path) -> Reasons:
    """Return the reasons of the release in a folder, which its owner has verified."""
    manifest = Manifest.read(release / MANIFEST)
    return Reasons(Release(manifest.identifier, release, manifest))


if __name__ == "__main__":
    main(*sys.argv[1:])
