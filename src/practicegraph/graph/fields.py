"""Which property, class and scheme each field of the fact contract has in the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from practicegraph.terms import node


@dataclass(frozen=True, slots=True)
class FieldTerms:
    """The graph's terms for one field.

    ``writer`` is how its value is written (see :mod:`practicegraph.graph.statements`); ``predicate`` links
    the subject to the value or to the node made for it; ``type`` is that node's class and ``segment`` its
    IRI's; ``scheme`` is the concept scheme of a notation, ``role`` the notation of an actor's role.
    """

    writer: str
    predicate: NamedNode
    segment: str = ""
    type: NamedNode | None = None
    scheme: str = ""
    role: str = ""


def _text(predicate: str) -> FieldTerms:
    return FieldTerms("text", node(predicate))


def _item(name: str, type_: str) -> FieldTerms:
    return FieldTerms("item", node(f"pg:has{type_}"), name, node(f"pg:{type_}"))


def _actor(predicate: str, role: str) -> FieldTerms:
    return FieldTerms("actor", node(predicate), "participation", node("pg:Participation"), role=role)


def _concept(predicate: str, scheme: str) -> FieldTerms:
    return FieldTerms("concept", node(predicate), scheme=scheme)


def _funding(writer: str, predicate: str) -> FieldTerms:
    return FieldTerms(writer, node(predicate), "funding", node("pg:Funding"))


FIELD_TERMS: Final[Mapping[str, FieldTerms]] = {
    "kind": _concept("pg:kind", "kind"),
    "published": FieldTerms("date", node("dct:issued")),
    "reporter": FieldTerms("organization", node("pg:reportedBy")),
    "title": FieldTerms("title", node("rdfs:label")),
    "objective": _text("pg:objective"),
    "origin": _text("pg:origin"),
    "activity": _item("activity", "Activity"),
    "challenge": _item("challenge", "Challenge"),
    "result": _item("result", "Result"),
    "impact": _item("impact", "Impact"),
    "replicability": _item("replicability", "Replicability"),
    "evaluation": _item("evaluation", "Evaluation"),
    "implementer": _actor("pg:implementedBy", "implementer"),
    "lead": _actor("pg:ledBy", "lead"),
    "partner": _actor("pg:partneredBy", "partner"),
    "funder": _actor("pg:fundedBy", "funder"),
    "managingAuthority": _actor("pg:managedBy", "managing-authority"),
    "evaluator": _actor("pg:evaluatedBy", "evaluator"),
    "organizationType": FieldTerms(
        "organizationType", node("org:classification"), scheme="organization-type"
    ),
    "level": _concept("pg:level", "level"),
    "theme": _concept("pg:theme", "theme"),
    "targetGroup": _concept("pg:targetGroup", "target-group"),
    "beneficiary": _concept("pg:beneficiary", "target-group"),
    "country": FieldTerms("country", node("pg:country")),
    "place": FieldTerms("place", node("pg:place")),
    "start": FieldTerms("date", node("pg:start")),
    "end": FieldTerms("date", node("pg:end")),
    "duration": FieldTerms("duration", node("pg:duration")),
    "sdg": FieldTerms("sdg", node("pg:statedSdg"), "sdg", node("pg:SdgLink")),
    "fundingProgramme": _funding("programme", "pg:hasFunding"),
    "fundingShare": _funding("fundingNumber", "pg:share"),
    "fundingAmount": _funding("fundingNumber", "pg:amount"),
    "budget": FieldTerms("budget", node("pg:hasBudget"), "budget", node("pg:Budget")),
    "count": FieldTerms("count", node("pg:hasCount"), "count", node("pg:Count")),
    "link": FieldTerms("link", node("foaf:page")),
    "identifier": FieldTerms("identifier", node("dct:identifier")),
    "phone": FieldTerms("phone", node("pg:hasServiceContact"), "contact", node("pg:ServiceContact")),
    "sameAs": FieldTerms("document", node("pg:describedIn")),
    "conflict": FieldTerms("conflict", node("pg:hasConflict"), "conflict", node("pg:Conflict")),
}
"""Every field that enters the graph; ``contact`` is personal and does not."""

BOUNDS: Final[Mapping[str, NamedNode]] = {
    "earliest": node("pg:earliestStart"),
    "latest": node("pg:latestEnd"),
}
"""The properties of computed dates, by the detail ``bound``."""

TYPES: Final[Mapping[str, NamedNode]] = {
    "practice": node("pg:Practice"),
    "publication": node("pg:Publication"),
    "call": node("pg:Call"),
    "undertaking": node("pg:Undertaking"),
}
"""The class of each kind of thing."""

ORGANIZATION_CLASSES: Final[Mapping[str, str]] = {
    "company": "pg:Company",
    "educational-institution": "pg:EducationalInstitution",
    "eu-body": "pg:PublicBody",
    "inter-governmental-organisation": "pg:InternationalOrganization",
    "local-authority": "pg:PublicBody",
    "national-authority": "pg:PublicBody",
    "ngo": "pg:NonGovernmentalOrganization",
    "regional-authority": "pg:PublicBody",
}
"""The class of an organisation of a type; the other types have none of their own."""
