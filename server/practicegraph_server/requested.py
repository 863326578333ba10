"""What a request asks for: the query or update, wherever the protocol lets it stand, its dataset, its format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask import Flask, request
from pyoxigraph import NamedNode
from werkzeug.wrappers import Request

from practicegraph.engine.formats import Format
from practicegraph.engine.protocol import Dataset
from practicegraph.wording import Wording
from practicegraph_server.negotiation import Choice, choose, choose_by_name
from practicegraph_server.parameters import Parameters
from practicegraph_server.problems import Problem
from practicegraph_server.service import current

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"

_UTF_8: Final = frozenset({"utf-8", "utf8", "us-ascii"})
_BYTE_ORDER_MARK: Final = "\ufeff"


def register(app: Flask) -> None:
    """Let ``app`` refuse addresses with bytes that are no UTF-8: they would be read as other text."""

    @app.before_request
    def refuse_other_bytes() -> None:
        path: str = request.environ.get("PATH_INFO", "")
        try:
            path.encode("latin-1").decode("utf-8")
        except UnicodeDecodeError as error:
            raise Problem(400, "not-utf-8", "the request has bytes that are no UTF-8") from error
        Parameters(request.query_string)


def asked_query() -> tuple[str | None, Parameters]:
    """Return the query of the request being handled and its parameters; see :func:`query_of`."""
    return query_of(request, current().settings.query_limit)


def query_of(request: Request, limit: int) -> tuple[str | None, Parameters]:
    """Return the query and the parameters that go with it (SPARQL 1.1 Protocol, section 2.1, and HTTP's QUERY).

    ``limit`` is the longest query in bytes; bodies may have four times that, as forms make queries longer.
    """
    address = Parameters(request.query_string)
    if request.method in {"GET", "HEAD"}:
        _refuse_update(request, address)
        return _marked_off(address.one("query")), address
    refuse_packed(request)
    kind = request.mimetype
    if kind == FORM and request.method == "POST":
        form = form_of(request, _short(request, limit * 4))
        _refuse_update(request, form)
        if "query" in address.names():
            raise Problem(400, "query-twice", "a form's query stands in its body, not in the address")
        if "query" not in form.names():
            raise Problem(400, "no-query", "the form has no field 'query'")
        return _marked_off(form.one("query")), form + address
    if kind == QUERY:
        if "query" in address.names():
            raise Problem(400, "query-twice", "the query stands in the body, not in the address too")
        return decoded(request, _short(request, limit * 4)), address
    if kind == UPDATE:
        raise Problem(403, "read-only", "this endpoint answers queries; updates go to /update")
    if request.method == "QUERY":
        raise unreadable(kind, QUERY, header="Accept-Query")
    raise unreadable(kind, FORM, QUERY)


def unreadable(media_type: str, *offered: str, header: str = "Accept-Post") -> Problem:
    """Return the problem with a body of a type that is none of those ``offered``, or that is not told (empty)."""
    return Problem(
        415,
        "unsupported-media-type",
        Wording("cannot read a body of the type “{type}”", type=media_type)
        if media_type
        else "the request does not tell the type of its body by Content-Type",
        headers={header: ", ".join(offered)},
        offered=list(offered),
    )


def refuse_packed(request: Request) -> None:
    """Refuse a body that is packed."""
    if request.headers.get("Content-Encoding"):
        raise Problem(
            415,
            "content-encoding",
            "send the request without Content-Encoding",
            headers={"Accept-Encoding": "identity"},
        )


def form_of(request: Request, data: bytes) -> Parameters:
    """Return the fields of a form; 415 for a charset that is not UTF-8."""
    refuse_other_charsets(request.mimetype_params)
    return Parameters(data)


def decoded(request: Request, data: bytes) -> str:
    """Return the text of a body; 415 for a charset that is not UTF-8, 400 for bytes that are none."""
    refuse_other_charsets(request.mimetype_params)
    try:
        return data.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError as error:
        raise Problem(400, "not-utf-8", "the request has bytes that are no UTF-8") from error


def dataset_of(parameters: Parameters) -> Dataset | None:
    """Return the dataset that a query's request names, ``None`` where it names none."""
    default = graph_names(parameters, "default-graph-uri")
    named = graph_names(parameters, "named-graph-uri")
    return Dataset(default, named) if default or named else None


def graph_names(parameters: Parameters, name: str) -> tuple[str, ...]:
    """Return the graphs that a parameter names; 400 for one that is no absolute IRI."""
    found = parameters.all(name)
    for value in found:
        try:
            NamedNode(value)
        except ValueError:
            raise Problem(
                400,
                "no-iri",
                Wording("{name} must be an absolute IRI, not “{value}”", name=name, value=value),
            ) from None
    return found


def chosen(offers: tuple[Format, ...], *names: str | None) -> Choice:
    """Return the format that the request being handled asks for; see :func:`choice_of`."""
    return choice_of(request, offers, *names)


def choice_of(request: Request, offers: tuple[Format, ...], *names: str | None) -> Choice:
    """Return the format that ``?format=`` or ``Accept`` asks for; 406 lists what there is.

    Of several ``names`` the first that is offered counts: some libraries send every name that they know.
    """
    given = [name for name in names if name]
    accepted = request.headers.get("Accept")
    found = (choose_by_name(name, offers) for name in given) if given else iter([choose(accepted, offers)])
    choice = next((one for one in found if one is not None), None)
    if choice is None:
        raise Problem(
            406,
            "not-acceptable",
            Wording("no offered format fits “{asked}”", asked=", ".join(given) or str(accepted)),
            offered=[form.media_type for form in offers],
        )
    return choice


def _short(request: Request, limit: int) -> bytes:
    """Return the body of a query; 413 if it is far too long for one."""
    data = request.get_data()
    if len(data) > limit:
        raise Problem(413, "request-entity-too-large", "the request is too long for a query")
    return data


def _marked_off(text: str | None) -> str | None:
    return text and text.removeprefix(_BYTE_ORDER_MARK)


def refuse_other_charsets(parameters: Mapping[str, str]) -> None:
    """Refuse a charset that is not UTF-8 among the parameters of a media type: 415."""
    charset = parameters.get("charset", "utf-8").lower()
    if charset not in _UTF_8:
        raise Problem(
            415, "unsupported-charset", Wording("the text must be UTF-8, not {charset}", charset=charset)
        )


def _refuse_update(request: Request, parameters: Parameters) -> None:
    if "update" in parameters.names():
        status = 403 if request.method == "POST" and "query" not in parameters.names() else 400
        raise Problem(status, "read-only", "this endpoint answers queries; updates go to /update")
