"""Hostile requests by the thousand: recursion, chains, planner bombs, runaways, uploads, headers, raw bytes."""

from __future__ import annotations

import random
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

_OPENERS = (
    "{",
    "(",
    "[",
    "!",
    "STR(",
    "FILTER EXISTS{",
    "OPTIONAL{",
    "{SELECT*{",
    "<<(",
    "IF(1,1,",
    "GRAPH ?g{",
    "^(",
)
_LINKS = (
    "1+",
    "?x||",
    "?x&&",
    "{}UNION",
    "BIND(1 AS ?b)",
    "MINUS{?a ?b ?c}",
    "FILTER(1=1)",
    "<a>|",
    "<a>/",
    "1,",
    "?s ?p ?o;",
)
_BODIES = (
    b"<a> ", b"<< ", b"<<( ", b"[ ", b"( ", b'{"@list":[', b'{"http://x/":', b'{"@included":', b"<x:y>", b'"""', b"@prefix ",
)  # fmt: skip
_KINDS = (
    "text/turtle",
    "application/ld+json",
    "application/rdf+xml",
    "application/n-quads",
    "application/trig",
    "multipart/form-data",
)
_WORDS = ("SELECT", "WHERE", "{", "}", "?s", "?p", "?o", "GROUP BY", "ORDER BY", "<a>", "*", "+", "FILTER", "(", ")", '"', "'", "\\u0000", "#", "\n", "VALUES", "SERVICE", "LOAD", ";", "INSERT DATA", "GRAPH", "UNDEF", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "å", "𝔘")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hostile:
    """One request; ``raw`` bytes are sent as they are in place of all else."""

    kind: str
    method: str = "POST"
    path: str = "/sparql"
    headers: tuple[tuple[str, str], ...] = ()
    content: bytes = b""
    raw: bytes | None = None

    def send(self, client: httpx.Client) -> int | None:
        """Send the request; return the status, ``None`` where the server closed the connection."""
        if self.raw is None:
            try:
                return client.request(
                    self.method, self.path, headers=dict(self.headers), content=self.content
                ).status_code
            except httpx.RemoteProtocolError:
                return None
        target = urlsplit(str(client.base_url))
        with socket.create_connection((target.hostname, target.port), timeout=30) as connection:
            try:
                connection.sendall(self.raw)
                connection.shutdown(socket.SHUT_WR)
                head = connection.recv(64)
            except OSError:
                return None
        return int(head[9:12]) if head[9:12].isdigit() else None


def requests(seed: int, number: int) -> Iterator[Hostile]:
    """Yield hostile requests; the same seed gives the same ones."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    kinds: tuple[Callable[[random.Random], Hostile], ...] = (
        _nested, _chained, _planned, _runaway, _words, _mutated, _update, _upload, _headers, _raw,
    )  # fmt: skip
    for _ in range(number):
        yield chance.choice(kinds)(chance)


def _query(kind: str, text: str) -> Hostile:
    data = text.encode("utf-8", "replace")
    return Hostile(kind, headers=(("Content-Type", "application/sparql-query"),), content=data)


def _size(chance: random.Random) -> int:
    return int(10 ** chance.uniform(1, 4.2))


def _nested(chance: random.Random) -> Hostile:
    return _query(
        "nested", chance.choice(("ASK{", "SELECT(", "ASK{FILTER(")) + chance.choice(_OPENERS) * _size(chance)
    )


def _chained(chance: random.Random) -> Hostile:
    link = chance.choice(_LINKS) * _size(chance)
    return _query("chained", chance.choice(("ASK {%s}", "ASK {FILTER(%s 1)}", "ASK {?a %s<b> ?c}")) % link)


def _planned(chance: random.Random) -> Hostile:
    size = chance.randint(20, 250)
    pattern = chance.choice(("?s%d ?p ?s%d .", "{?s%d ?p ?o}UNION{?o ?p ?s%d}", "OPTIONAL{?s%d ?p ?s%d}"))
    return _query("planned", "SELECT * {" + "".join(pattern % (n, n + 1) for n in range(size)) + "} LIMIT 1")


def _runaway(chance: random.Random) -> Hostile:
    return _query(
        "runaway",
        chance.choice(
            (
                "SELECT (COUNT(*) AS ?n) {?a ?b ?c . ?d ?e ?f . ?g ?h ?i}",
                "SELECT DISTINCT ?a {?a ?b ?c . ?d ?e ?f} ORDER BY ?f",
                "CONSTRUCT {?a ?b ?f} {?a ?b ?c . ?d ?e ?f}",
                "SELECT * {?a (<p>|!<p>)* ?b}",
                "SELECT (GROUP_CONCAT(STR(?f)) AS ?x) {?a ?b ?c . ?d ?e ?f} GROUP BY ?a",
                'ASK {?a ?b ?c FILTER(REGEX(STR(?c), "((a|b|.){1,50}){1,20}z"))}',
                'SELECT ?x {BIND("xxxxxxxxxx" AS ?a)' + "".join(
                    f"BIND(REPLACE(?{'abcdefgh'[n]}, 'x', 'xxxxxxxxxx') AS ?{'bcdefghx'[n]})" for n in range(8)
                ) + "}",
            )
        ),
    )  # fmt: skip


def _words(chance: random.Random) -> Hostile:
    return _query("words", " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 60))))


def _mutated(chance: random.Random) -> Hostile:
    text = list(
        'SELECT ?s (COUNT(?o) AS ?n) {?s ?p ?o . FILTER(?o > "2020"^^<http://x/d>)} GROUP BY ?s HAVING(?n > 1)'
    )
    for _ in range(chance.randint(1, 8)):
        text[chance.randrange(len(text))] = chance.choice(
            ("", "{", "\x00", '"', "\\", chr(chance.randrange(1, 0xD7FF)))
        )
    return _query("mutated", "".join(text))


def _update(chance: random.Random) -> Hostile:
    text = chance.choice(
        (
            "INSERT DATA {" + chance.choice(_OPENERS) * _size(chance),
            "DROP GRAPH <https://w3id.org/practicegraph/graph/ontology>",
            "DELETE {?s ?p ?o} INSERT {?s ?p ?o} WHERE {?s ?p ?o . ?a ?b ?c . ?d ?e ?f}",
            "LOAD <http://127.0.0.1:9/>",
            "CLEAR ALL;" * _size(chance),
        )
    )
    return Hostile(
        "update",
        path="/update",
        headers=(("Content-Type", "application/sparql-update"),),
        content=text.encode(),
    )


def _upload(chance: random.Random) -> Hostile:
    body = chance.choice(_BODIES) * _size(chance)
    kind = chance.choice(_KINDS)
    return Hostile("upload", "PUT", "/graphs/curated/hostile", (("Content-Type", kind),), body)


def _headers(chance: random.Random) -> Hostile:
    name = chance.choice(
        ("Accept", "Accept-Language", "If-None-Match", "Authorization", "Content-Encoding", "X-" + "a" * 500)
    )
    value = chance.choice(
        (",;q=" * 2000, "*/*;q=nan", "\x7f" * 100, "en," * 5000, "W/" * 3000, "Bearer " + "x" * 20000, "gzip")
    )
    path = "/sparql?query=" + chance.choice(
        ("ASK%7B%7D", "%ED%A0%80", "%00", "a" * 9000, "ASK%7B%7D&format=%0d%0ax:y")
    )
    return Hostile("headers", "GET", path, ((name, value),))


def _raw(chance: random.Random) -> Hostile:
    return Hostile(
        "raw",
        raw=chance.choice(
            (
                b"GET /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                b"POST /sparql HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
                b"GET / HTTP/9.9\r\n\r\n",
                b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
                b"GET " + b"/a" * 40000 + b" HTTP/1.1\r\n\r\n",
                b"GET /\x00 HTTP/1.1\r\nHost: \xff\r\n\r\n",
                bytes(chance.randrange(256) for _ in range(300)),
            )
        ),
    )  # fmt: skip
