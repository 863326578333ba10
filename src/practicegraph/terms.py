"""Namespaces, prefixes and the IRIs that the project mints."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from anyascii import anyascii
from pyoxigraph import NamedNode

BASE: Final = "https://w3id.org/practicegraph/"
"""Default base of instance IRIs; see :class:`practicegraph.settings.Settings`."""

PG: Final = "https://w3id.org/practicegraph/ontology#"
SDG: Final = "http://metadata.un.org/sdg/"
EU_COUNTRY: Final = "http://publications.europa.eu/resource/authority/country/"
EU_LANGUAGE: Final = "http://publications.europa.eu/resource/authority/language/"
GEONAMES: Final = "https://sws.geonames.org/"

PREFIXES: Final[dict[str, str]] = {
    "pg": PG,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "org": "http://www.w3.org/ns/org#",
    "prov": "http://www.w3.org/ns/prov#",
    "oa": "http://www.w3.org/ns/oa#",
    "sh": "http://www.w3.org/ns/shacl#",
    "cids": "https://ontology.commonapproach.org/cids#",
    "m8g": "http://data.europa.eu/m8g/",
    "time": "http://www.w3.org/2006/time#",
    "sdg": SDG,
    "sdgo": "http://metadata.un.org/sdg/ontology#",
    "country": EU_COUNTRY,
    "language": EU_LANGUAGE,
}
"""The prefixes of every query, file and answer; instance prefixes come from :func:`prefixes`."""


def prefixes(base: str = BASE) -> dict[str, str]:
    """Return :data:`PREFIXES` with those of the instance IRIs under ``base``."""
    return PREFIXES | {"id": f"{base}id/", "concept": f"{base}concept/", "graph": f"{base}graph/"}


_LONGEST_NAME: Final = 80


def local_name(text: str) -> str:
    """Return ``text`` of any script as the last part of an IRI: ASCII words joined by hyphens.

    Words are whole and have at most 80 characters together; empty where nothing is left.

    >>> local_name("Cruz Roja Española, Málaga")
    'cruz-roja-espanola-malaga'
    """
    result = ""
    for word in re.findall(r"[a-z0-9]+", re.sub(r"['`’]", "", anyascii(text)).lower()):
        longer = f"{result}-{word}" if result else word[:_LONGEST_NAME]
        if len(longer) > _LONGEST_NAME:
            break
        result = longer
    return result


@cache
def node(curie: str) -> NamedNode:
    """Return the IRI of a compact name such as ``pg:Practice``; raise ``KeyError`` for an unknown prefix."""
    prefix, _, local = curie.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def resource(kind: str, slug: str, base: str = BASE) -> NamedNode:
    """Return an instance IRI, ``BASE id/KIND/SLUG``."""
    return NamedNode(f"{base}id/{kind}/{slug}")


def concept(scheme: str, notation: str, base: str = BASE) -> NamedNode:
    """Return a concept's IRI, ``BASE concept/SCHEME/NOTATION``."""
    return NamedNode(f"{base}concept/{scheme}/{notation}")


def graph(name: str, base: str = BASE) -> NamedNode:
    """Return a named graph's IRI, ``BASE graph/NAME``."""
    return NamedNode(f"{base}graph/{name}")
