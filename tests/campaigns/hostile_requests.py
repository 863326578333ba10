"""Attack a server with generated requests and tell what it did.

    python tests/campaigns/hostile_requests.py --requests 10000 [--seed 1] [--threads 2] [--workers 3]

Requests come from a grammar: deep nesting, flat chains, planner bombs, runaways, big VALUES, paths, regexes,
doubling, broken UTF-8, odd headers, methods and framing, updates and uploads with and without a token. A
second client (another loopback address) asks a cheap query all the while. Ends with status 1 if the front died,
anything connected to the listener that requests name, statements changed that no client may change, or an answer was late.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from victim import Canary, Victim, get, post, small_release

from practicegraph.credentials import issue

QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
CHEAP = get("/sparql?query=SELECT%20(COUNT(*)%20AS%20%3Fn)%20%7B%3Fs%20a%20%3Fo%7D&format=csv")
COUNT = """SELECT (COUNT(*) AS ?n) {
  GRAPH ?g { ?s ?p ?o }
  FILTER (!REGEX(STR(?g), "/graph/(curated/.*|inferred|metadata|quality|validation)$"))
}"""
"""Counts the statements that no client may change: a valid upload with a token changes curated graphs and what follows."""
ATTACKER, VISITOR = "127.0.0.2", "127.0.0.3"
DEADLINE, WRITE_DEADLINE, GRACE = 1.0, 5.0, 1.0

OPENERS = (
    "{", "(", "[", "!", "-", "^", "STR(", "FILTER EXISTS{", "FILTER NOT EXISTS{", "OPTIONAL{", "MINUS{", "{SELECT*{",
    "<<(", "<< ", "IF(1,1,", "COALESCE(", "GRAPH ?g{", "LATERAL{", "BIND(1+(", "?s (", "[ <p> ", "( 1 ",
)  # fmt: skip
LINKS = (
    "1+", "?x||", "?x&&", "1,", "!", "{}UNION", "BIND(1 AS ?b)", "MINUS{?a ?b ?c}", "FILTER(1=1)", "OPTIONAL{}", "<a>|",
    "<a>/", "^<a>/", "(<a>)*/", "?s ?p ?o;", "?s ?p ?o .", "<x>,", "VALUES ?v{1}", "{SELECT*{}}",
)  # fmt: skip
FRAMES = (
    "ASK{%s}",
    "ASK{FILTER(%s1)}",
    "ASK{?a %s<b> ?c}",
    "SELECT(%s1 AS ?z){}",
    "CONSTRUCT{%s}WHERE{}",
    "%s",
)
RUNAWAYS = (
    "SELECT(COUNT(*)AS ?n){?a ?b ?c.?d ?e ?f.?g ?h ?i}",
    "SELECT*{?a ?b ?c.?d ?e ?f.?g ?h ?i}ORDER BY ?i ?c ?f",
    "SELECT DISTINCT ?a ?f{?a ?b ?c.?d ?e ?f.?g ?h ?i}",
    "CONSTRUCT{?a ?b ?f}{?a ?b ?c.?d ?e ?f.?g ?h ?i}",
    "SELECT*{?a(<p>|!<p>)*?b.?b(<p>|!<p>)*?c}",
    "SELECT(COUNT(*)AS ?n){?a((!<p>+)+)+?b.?c((!<p>+)+)+?d}",
    "SELECT(GROUP_CONCAT(STR(?f))AS ?x){?a ?b ?c.?d ?e ?f}GROUP BY ?a",
    "SELECT*{?a ?b ?c.?d ?e ?f FILTER NOT EXISTS{?g ?h ?i FILTER(?i!=?c&&?i!=?f)}}",
    "SELECT*{?a ?b ?c LATERAL{SELECT*{?d ?e ?f.?g ?h ?i}}}",
    "DESCRIBE*{?a ?b ?c.?d ?e ?f}",
)
REGEXES = (
    "((a|b|.){1,50}){1,20}z",
    "^(a+)+$",
    "a{1000}{1000}{1000}",
    "(x*)*y",
    "\\\\p{L}{500}",
    "(?i)" + "(" * 900,
)
BODIES = (
    b"<a> ", b"<< ", b"<<( ", b"[ ", b"( ", b'{"@list":[', b'{"http://x/":', b'{"@included":', b"<x:y>", b'"""',
    b"@prefix ", b"<a><b><c>.\n", b'<a> <b> "\xed\xa0\x80" .\n', b"\x00", b"\xff\xfe",
)  # fmt: skip
KINDS = (
    "text/turtle", "application/ld+json", "application/rdf+xml", "application/n-quads", "application/trig",
    "application/n-triples", "text/n3", "multipart/form-data", "multipart/form-data; boundary=x", "a/b", "", "x" * 5000,
)  # fmt: skip
WORDS = (
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "WHERE", "{", "}", "?s", "?p", "$o", "GROUP BY", "ORDER BY", "HAVING",
    "<a>", "*", "+", "FILTER", "(", ")", '"', "'", '"""', "\\u0000", "\\uD800", "#", "\n", "\r", "VALUES", "UNDEF", ";",
    "GRAPH", "FROM", "NAMED", "BASE", "PREFIX a:", "å", "𝔘", "\u202e", "^^", "@en", "@en--ltr", "1e999", "<<", "|}",
)  # fmt: skip
METHODS = (
    "PUT",
    "DELETE",
    "PATCH",
    "TRACE",
    "CONNECT",
    "OPTIONS",
    "HEAD",
    "QUERY",
    "PROPFIND",
    "get",
    "A" * 3000,
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """One request: its kind, its bytes, and the seconds within which it must be answered."""

    kind: str
    data: bytes
    patience: float = DEADLINE


@dataclass(frozen=True, slots=True)
class Grammar:
    """Makes hostile requests; the same seed gives the same ones."""

    chance: random.Random
    canary: str
    token: str

    def requests(self, number: int) -> Iterator[Hostile]:
        makers: tuple[Callable[[], Hostile], ...] = (
            self.nested, self.chained, self.planned, self.runaway, self.values, self.path, self.regex, self.doubling,
            self.words, self.bytes_, self.outbound, self.update, self.upload, self.headers, self.method, self.raw,
            self.page,
        )  # fmt: skip
        for _ in range(number):
            yield self.chance.choice(makers)()

    def size(self, digits: float = 4.3) -> int:
        return int(10 ** self.chance.uniform(0.5, digits))

    def query(self, kind: str, text: str) -> Hostile:
        data = text.encode("utf-8", "surrogatepass")
        match self.chance.randrange(4):
            case 0 if len(data) < 6000:
                return Hostile(kind, get(f"/sparql?query={quote(data)}"))
            case 1:
                return Hostile(kind, post("/sparql", FORM, b"query=" + quote(data).encode()))
            case 2:
                return Hostile(kind, post("/sparql", QUERY, data, method="QUERY"))
        return Hostile(kind, post("/sparql", QUERY, data))

    def nested(self) -> Hostile:
        opener, size = self.chance.choice(OPENERS), self.size()
        closer = {"{": "}", "(": ")", "[": "]"}.get(opener[-1], "") * self.chance.choice((0, size))
        return self.query("nested", self.chance.choice(FRAMES) % (opener * size + closer))

    def chained(self) -> Hostile:
        return self.query("chained", self.chance.choice(FRAMES) % (self.chance.choice(LINKS) * self.size()))

    def planned(self) -> Hostile:
        pattern = self.chance.choice(
            ("?s%d ?p ?s%d .", "{?s%d ?p ?o}UNION{?o ?p ?s%d}", "OPTIONAL{?s%d ?p ?s%d}", "?s%d <p>* ?s%d .")
        )
        size = self.chance.randint(10, 280)
        joined = "".join(pattern % (number, number + 1) for number in range(size))
        return self.query("planned", f"SELECT*{{{joined}}}LIMIT 1")

    def runaway(self) -> Hostile:
        text = self.chance.choice(RUNAWAYS)
        return self.query("runaway", f"{text}#{self.chance.random()}")

    def values(self) -> Hostile:
        row = self.chance.choice(("1 ", "<a>", '"x"@en ', "UNDEF ", "(1 2)", '"\\uD83D\\uDE00"'))
        name = "(?a ?b)" if row[0] == "(" else "?a"
        rows = row * self.size(5.2)
        return self.query("values", f"SELECT*{{VALUES {name}{{{rows}}} ?s ?p ?o . ?t ?q ?a}}")

    def path(self) -> Hostile:
        steps = self.chance.choices(("<a>", "!<a>", "^<a>", "(<a>|!<a>)"), k=self.chance.randint(1, 200))
        marks = self.chance.choices(("*", "+", "?", ""), k=len(steps))
        joined = self.chance.choice("/|").join(
            f"({step}){mark}" for step, mark in zip(steps, marks, strict=True)
        )
        return self.query("path", f"SELECT*{{?a {joined} ?b}}")

    def regex(self) -> Hostile:
        pattern, text = self.chance.choice(REGEXES), "a" * self.size(4)
        return self.query("regex", f'ASK{{?s ?p ?o FILTER(REGEX(CONCAT("{text}",STR(?o)),"{pattern}"))}}')

    def doubling(self) -> Hostile:
        rounds = self.chance.randint(10, 45)
        step = self.chance.choice(
            ("CONCAT(?x%d,?x%d)", "REPLACE(?x%d,'x',?x%d)", "STRLANG(CONCAT(?x%d,?x%d),'en')")
        )
        binds = "".join(f"BIND({step % (number, number)} AS ?x{number + 1})" for number in range(rounds))
        return self.query("doubling", f'SELECT(STRLEN(?x{rounds})AS ?n){{BIND("xx" AS ?x0){binds}}}')

    def words(self) -> Hostile:
        return self.query("words", " ".join(self.chance.choices(WORDS, k=self.chance.randint(1, 90))))

    def bytes_(self) -> Hostile:
        data = bytearray(b'SELECT ?s (COUNT(?o) AS ?n) {?s ?p ?o . FILTER(?o > "2020"^^<x:d>)} GROUP BY ?s')
        for _ in range(self.chance.randint(1, 12)):
            data[self.chance.randrange(len(data))] = self.chance.randrange(256)
        kind = self.chance.choice((QUERY, f"{QUERY}; charset=utf-16", f"{QUERY}; charset=\x7f", FORM))
        return Hostile("bytes", post("/sparql", kind, bytes(data)))

    def outbound(self) -> Hostile:
        there, silent = self.canary, self.chance.choice(("", "SILENT "))
        word = self.chance.choice(("SERVICE ", "sErViCe\t", "SERVICE#c\n", "SERVICE"))
        text = self.chance.choice(
            (
                f"SELECT*{{{word}{silent}<{there}>{{?s ?p ?o}}}}",
                f"PREFIX h:<{there}>SELECT*{{OPTIONAL{{{word}{silent} h:x {{?s ?p ?o}}}}}}",
                f"SELECT*{{VALUES ?u{{<{there}>}} {word}{silent}?u{{?s ?p ?o}}}}",
                f"ASK{{FILTER EXISTS{{{word}<{there}>{{}}}}}}",
                f"SELECT*FROM<{there}>FROM NAMED<{there}n>{{?s ?p ?o}}",
                f"BASE<{there}>SELECT*{{#'\n{word}<x>{{?s ?p ?o}}}}",
            )
        )
        return self.query("outbound", text)

    def authorization(self) -> tuple[str, ...]:
        return self.chance.choice(
            (
                (),
                (f"Authorization: Bearer {self.token}",),
                ("Authorization: Bearer x",),
                ("Authorization: Basic eDp4",),
            )
        )

    def update(self) -> Hostile:
        text = self.chance.choice(
            (
                "INSERT DATA{" + self.chance.choice(OPENERS) * self.size(),
                "INSERT{?s ?p ?o}WHERE{" + self.chance.choice(OPENERS) * self.size(),
                "DROP GRAPH <https://w3id.org/practicegraph/graph/ontology>",
                "DELETE{?s ?p ?x}INSERT{?s ?p ?o}WHERE{?s ?p ?o.?a ?b ?c.?d ?e ?f.?g ?h ?i}",
                f"LOAD SILENT <{self.canary}>",
                f"LOAD <{self.canary}> INTO GRAPH <{self.canary}g>",
                "LOAD <file:///etc/hostname>",
                f"INSERT{{?s ?p ?o}}WHERE{{SERVICE<{self.canary}>{{?s ?p ?o}}}}",
                "CLEAR SILENT GRAPH <x:y>;" * self.size(3),
                'INSERT DATA{GRAPH<x:y>{<a><b>"\\uD800"}}',
            )
        )
        request = post("/update", UPDATE, text.encode(), *self.authorization())
        return Hostile("update", request, WRITE_DEADLINE * 2)

    def upload(self) -> Hostile:
        there = self.canary
        body = self.chance.choice(
            (
                self.chance.choice(BODIES) * self.size(4.8),
                f'{{"@context":"{there}","@id":"a:b"}}'.encode(),
                f'{{"@context":{{"@import":"{there}"}},"@id":"a:b"}}'.encode(),
                f'<?xml version="1.0"?><!DOCTYPE r SYSTEM "{there}"><r/>'.encode(),
                f'<!DOCTYPE r [<!ENTITY x SYSTEM "{there}">]><rdf:RDF>&x;</rdf:RDF>'.encode(),
                _laughs(),
                b"--x\r\nContent-Disposition: form-data\r\n\r\n" * self.size(3),
            )
        )
        method = self.chance.choice(("PUT", "POST", "DELETE"))
        path = self.chance.choice(
            ("/graphs/curated/hostile", "/graphs/ontology", "/graphs?default", "/graphs", "/graphs/../../etc", "/graphs?graph=%00")
        )  # fmt: skip
        data = post(path, self.chance.choice(KINDS), body, *self.authorization(), method=method)
        if b"Bearer " + self.token.encode() in data and method == "DELETE":
            data = data.replace(self.token.encode(), b"x")
        return Hostile("upload", data, WRITE_DEADLINE * 2)

    def headers(self) -> Hostile:
        name = self.chance.choice(
            ("Accept", "Accept-Language", "If-None-Match", "Authorization", "Accept-Encoding", "Range", "Cookie",
             "X-Forwarded-For", "Expect", "Upgrade", "X-" + "a" * 500)
        )  # fmt: skip
        value = self.chance.choice(
            (",;q=" * 2000, "*/*;q=nan", "text/*;q=1e999", "\x7f" * 100, "en," * 5000, "W/" * 3000, "Bearer " + "x" * 9000,
             "100-continue", "bytes=0-,-1", "a" * 40000, "å\u2028", "")
        )  # fmt: skip
        target = self.chance.choice(
            ("/sparql?query=ASK%7B%7D", "/sparql?query=%ED%A0%80", "/sparql?query=%00", "/sparql?query=" + "a" * 9000,
             "/sparql?query=ASK%7B%7D&format=%0d%0ax:y", "/practices?country=%ff", "/" + "a/" * 3000, "/?lang=" + "x" * 5000)
        )  # fmt: skip
        return Hostile("headers", get(target, *[f"{name}: {value}"] * self.chance.choice((1, 1, 2, 300))))

    def method(self) -> Hostile:
        path = self.chance.choice(
            ("/sparql", "/update", "/graphs", "/", "*", "//x", "/health", "/practices.json")
        )
        return Hostile(
            "method", post(path, QUERY, b"ASK{}", method=self.chance.choice(METHODS)), WRITE_DEADLINE * 2
        )

    def raw(self) -> Hostile:
        head = b"POST /sparql HTTP/1.1\r\nHost: x\r\n"
        return Hostile(
            "raw",
            self.chance.choice(
                (
                    head + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                    head + b"Content-Length: -1\r\n\r\n",
                    head + b"Content-Length: 99999999999999999999\r\n\r\nx",
                    head + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nxxxxxx",
                    head + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n",
                    head + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\nx",
                    head + b"Content-Encoding: gzip\r\nContent-Length: 4\r\n\r\n\x1f\x8b\x08\x00",
                    b"GET / HTTP/9.9\r\n\r\n",
                    b"GET /\r\n\r\n",
                    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
                    b"GET " + b"/a" * 40000 + b" HTTP/1.1\r\n\r\n",
                    b"GET /\x00 HTTP/1.1\r\nHost: \xff\r\n\r\n",
                    b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
                    b"\r\n" * 2000,
                    bytes(self.chance.randrange(256) for _ in range(400)),
                )
            ),
            WRITE_DEADLINE,
        )

    def page(self) -> Hostile:
        room = self.chance.choice(("/about?iri=", "/practices?theme=", "/text/", "/data/", "/queries/", "/graph/", "/downloads/", "/page/"))  # fmt: skip
        value = self.chance.choice(
            ("../" * 40 + "etc/passwd", "%2e%2e%2f" * 9, "<script>", "javascript:1", "%00", "a" * 7000, "%ff", "x>{}#", self.canary)
        )  # fmt: skip
        return Hostile("page", get(room + quote(value, safe="%/.")), DEADLINE * 3)


def _laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE r [<!ENTITY l0 "ha">{entities}]><r>&l9;</r>'.encode()


@dataclass
class Outcome:
    """What an attack did; times in seconds."""

    sent: int = 0
    front_deaths: int = 0
    late: Counter[str] = field(default_factory=Counter)
    late_examples: dict[str, str] = field(default_factory=dict)
    unanswered: Counter[str] = field(default_factory=Counter)
    server_errors: dict[str, str] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)
    cheap: Counter[str] = field(default_factory=Counter)
    cheap_seconds: list[float] = field(default_factory=list)
    connections: int = 0
    statements_changed: bool = False
    front_megabytes: int = 0

    def note(self, request: Hostile, status: int | None, took: float, answer: bytes) -> None:
        """Take account of one answer."""
        self.sent += 1
        self.slowest[request.kind] = round(max(self.slowest.get(request.kind, 0), took), 2)
        if took > request.patience + GRACE:
            self.late[request.kind] += 1
            example = f"{took:.1f} s, {status}, {len(request.data)} bytes: {request.data[:400]!r}"
            self.late_examples.setdefault(request.kind, example)
        self.unanswered[request.kind] += status is None
        if status is not None:
            self.statuses[status] += 1
        if status is not None and status >= 500 and status != 503:
            self.server_errors.setdefault(
                f"{request.kind} {status}", repr((request.data[:700], answer[-300:]))
            )

    @property
    def held(self) -> bool:
        """Whether everything that was promised held."""
        answered = set(self.unanswered - Counter()) <= {"raw", "method", "headers", "upload"}
        broken = self.front_deaths, self.connections, self.late.total(), len(self.server_errors)
        return not any(broken) and not self.statements_changed and answered and bool(self.cheap["200"])

    def report(self) -> dict[str, Any]:
        """Return the figures."""
        times = sorted(self.cheap_seconds) or [0.0]
        return {
            "held": self.held,
            "sent": self.sent,
            "front_deaths": self.front_deaths,
            "late": dict(self.late),
            "late_examples": self.late_examples,
            "outbound_connections": self.connections,
            "statements_changed": self.statements_changed,
            "statuses": dict(sorted(self.statuses.items())),
            "unanswered": dict(self.unanswered - Counter()),
            "server_errors": self.server_errors,
            "slowest": self.slowest,
            "cheap": dict(self.cheap),
            "cheap_median_p95_max": [
                round(times[int((len(times) - 1) * share)], 3) for share in (0.5, 0.95, 1)
            ],
            "front_megabytes": self.front_megabytes,
        }


def visit(victim: Victim, outcome: Outcome, stop: threading.Event) -> None:
    """Ask a cheap query again and again until told to stop."""
    while not stop.wait(0.2):
        started = time.monotonic()
        status, _ = victim.exchange(CHEAP, source=VISITOR)
        outcome.cheap[str(status)] += 1
        outcome.cheap_seconds.append(time.monotonic() - started)


def attack(victim: Victim, grammar: Grammar, canary: Canary, *, number: int, threads: int) -> Outcome:
    """Send the requests; a front that died is started again."""
    outcome, lock, stop = Outcome(), threading.Lock(), threading.Event()
    visitor = threading.Thread(target=visit, args=(victim, outcome, stop))
    before = count(victim)

    def one(request: Hostile) -> None:
        started = time.monotonic()
        status, answer = victim.exchange(
            request.data, source=ATTACKER, patience=90, more=request.kind != "raw"
        )
        took = time.monotonic() - started
        with lock:
            outcome.note(request, status, took, answer)
            if not victim.alive:
                outcome.front_deaths += 1
                victim.stop()
                victim.start()

    visitor.start()
    try:
        with ThreadPoolExecutor(threads) as pool:
            for _ in pool.map(one, grammar.requests(number)):
                pass
    finally:
        stop.set()
        visitor.join()
    outcome.statements_changed = count(victim) != before
    outcome.connections = canary.hits
    outcome.front_megabytes = victim.peak_megabytes()
    return outcome


def count(victim: Victim) -> bytes:
    """Return the number of statements, as text."""
    for _ in range(100):
        request = get(f"/sparql?query={quote(COUNT)}&format=csv")
        status, answer = victim.exchange(request, source=VISITOR)
        if status == 200:
            return answer.rpartition(b"\r\n\r\n")[2]
        time.sleep(0.1)
    raise RuntimeError("statements cannot be counted")


def main() -> int:
    """Attack as the options say; print the figures as JSON."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="attackers at the same time")
    parser.add_argument("--workers", type=int, default=3, help="query workers of the server")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(2))  # so that the server is ended too
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings = {
            "tokens": str(folder / "tokens"),
            "workers": str(options.workers),
            "deadline": str(DEADLINE),
            "write_deadline": str(WRITE_DEADLINE),
            "client_seconds": "0",
        }
        canary, token = Canary(), issue("attacker", folder / "tokens")
        with Victim(small_release(folder), settings) as victim:
            victim.start()
            grammar = Grammar(random.Random(options.seed), canary.address, token)  # noqa: S311 - nothing secret
            outcome = attack(victim, grammar, canary, number=options.requests, threads=options.threads)
        canary.close()
    sys.stdout.write(json.dumps(outcome.report(), indent=1) + "\n")
    return 0 if outcome.held else 1


if __name__ == "__main__":
    sys.exit(main())
