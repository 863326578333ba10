"""Flat tables of a release, computed from its graphs: what analysts load into a spreadsheet or a data frame."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Final

from pyoxigraph import Literal, NamedNode, QuerySolutions

from practicegraph.export.rows import (
    ROW_TYPES,
    SEPARATOR,
    Cell,
    CellType,
    Column,
    Count,
    Document,
    Fact,
    Funding,
    Participation,
    Practice,
    Row,
    SdgLink,
    columns,
)
from practicegraph.export.view import GraphView, tail
from practicegraph.terms import PREFIXES, SDG

_KINDS: Final = ("pg:Practice", "pg:Publication", "pg:Call", "pg:Undertaking")
"""Classes of what documents describe; the first that fits is the kind."""
_INTEGERS: Final = frozenset({PREFIXES["xsd"] + name for name in ("integer", "int", "long", "short", "byte")})
_DECIMAL: Final = PREFIXES["xsd"] + "decimal"
_BOOLEAN: Final = PREFIXES["xsd"] + "boolean"


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows are given once, in order, with a cell for each column."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]


def tables(
    view: GraphView, names: Iterable[str] = ROW_TYPES, about: NamedNode | None = None
) -> Iterator[Table]:
    """Yield the tables of those names; ``about`` keeps the rows that tell of one thing."""
    for name in names:
        rows = _ROWS[name](view)
        kept = rows if about is None else (row for row in rows if _tells_of(row, about.value))
        described = columns(ROW_TYPES[name])
        yield Table(name, described, map(attrgetter(*(column.name for column in described)), kept))


def _tells_of(row: Row, iri: str) -> bool:
    """Whether a row tells of a thing, or of a part of it, whose IRI continues the thing's."""
    if isinstance(row, Document):
        return iri in {row.document, *(row.practices or "").split(SEPARATOR)}
    told = row.subject if isinstance(row, Fact) else row.practice
    return told == iri or told.startswith(f"{iri}/")


def solutions_table(name: str, solutions: QuerySolutions) -> Table:
    """Return the answer of a SELECT query; a column whose values are all numbers or truth values has that type."""
    variables = [variable.value for variable in solutions.variables]
    found = [tuple(solution[variable] for variable in variables) for solution in solutions]
    kinds = [_common_type(row[index] for row in found) for index in range(len(variables))]
    rows = [tuple(_cell(term, kind) for term, kind in zip(row, kinds, strict=True)) for row in found]
    described = zip(variables, kinds, strict=True)
    return Table(name, tuple(Column(variable, kind, f"?{variable}") for variable, kind in described), rows)


def _common_type(terms: Iterable[object]) -> CellType:
    found = {_term_type(term) for term in terms if term is not None}
    if found == {"integer", "decimal"}:
        return "decimal"
    return found.pop() if len(found) == 1 else "text"


def _term_type(term: object) -> CellType:
    datatype = term.datatype.value if isinstance(term, Literal) else ""
    if datatype in _INTEGERS:
        return "integer"
    return "decimal" if datatype == _DECIMAL else "boolean" if datatype == _BOOLEAN else "text"


def _cell(term: object, kind: CellType) -> Cell:
    if term is None:
        return None
    text = str(getattr(term, "value", term))
    if kind == "integer":
        return int(text)
    return Decimal(text) if kind == "decimal" else text in {"true", "1"} if kind == "boolean" else text


def _joined(values: Iterable[str | None]) -> str | None:
    """Return the values of one cell, each once."""
    return SEPARATOR.join(dict.fromkeys(value for value in values if value)) or None


def _practices(view: GraphView) -> Iterator[Practice]:
    for practice in view.members(*_KINDS):
        yield _practice(view, practice)


def _practice(view: GraphView, practice: NamedNode) -> Practice:
    language, title = view.named(practice) or (None, None)
    objective = view.best(practice, "pg:objective", language=language or "en")
    documents = view.links(practice, "pg:describedIn")
    titles = [one for one in view.values(practice, "rdfs:label") if isinstance(one, Literal)]
    titles.sort(key=lambda one: (one.language or "", one.value))

    def texts(prop: str) -> str | None:
        return _joined(one.value for one in view.values(practice, prop))

    def notations(prop: str) -> str | None:
        return _joined(view.notation(one) for one in view.links(practice, prop))

    return Practice(
        practice=practice.value,
        kind=_kind(view, practice),
        title=title,
        title_language=language or None,
        titles=_joined(f"{one.language}: {one.value}" if one.language else one.value for one in titles),
        objective=objective[1] if objective else None,
        countries=notations("pg:country"),
        places=_joined(view.name(place) or tail(place) for place in view.links(practice, "pg:place")),
        levels=notations("pg:level"),
        themes=notations("pg:theme"),
        target_groups=notations("pg:targetGroup"),
        beneficiaries=notations("pg:beneficiary"),
        sdgs_stated=notations("pg:statedSdg"),
        sdgs_suggested=notations("pg:suggestedSdg"),
        programmes=notations("pg:fundedUnder"),
        start=texts("pg:start"),
        end=texts("pg:end"),
        duration=texts("pg:duration"),
        earliest_start=view.text(practice, "pg:earliestStart"),
        latest_end=view.text(practice, "pg:latestEnd"),
        identifiers=texts("dct:identifier"),
        pages=texts("foaf:page"),
        languages=_joined(view.text(document, "schema:inLanguage") for document in documents),
        documents=_joined(document.value for document in documents),
        conflicts=len(view.links(practice, "pg:hasConflict")),
    )


def _kind(view: GraphView, practice: NamedNode) -> str:
    types = {tail(kind) for kind in view.links(practice, "rdf:type")}
    return next(name for kind in _KINDS if (name := kind.removeprefix("pg:")) in types)


def _facts(view: GraphView) -> Iterator[Fact]:
    for fact in view.facts():
        yield _fact(view, fact)


def _fact(view: GraphView, fact: NamedNode) -> Fact:
    def text(prop: str) -> str | None:
        return view.text(fact, prop, evidence=True)

    target = view.link(fact, "pg:object", evidence=True)
    literal = next(iter(view.values(fact, "pg:literal", evidence=True)), None)
    exact = next(iter(view.values(fact, "oa:exact", evidence=True)), None)
    value = view.name(target) or (tail(target) if target else None)
    return Fact(
        fact=fact.value,
        subject=text("pg:subject") or "",
        field=text("pg:field"),
        predicate=text("pg:predicate"),
        value=literal.value if literal else value,
        object=target.value if target else None,
        language=_language(literal),
        basis=view.notation(view.link(fact, "pg:basis", evidence=True)),
        confidence=view.decimal(fact, "pg:confidence", evidence=True),
        method=text("pg:method"),
        document=text("pg:document"),
        span_start=view.integer(fact, "oa:start", evidence=True),
        span_end=view.integer(fact, "oa:end", evidence=True),
        exact=exact.value if exact else None,
        exact_language=_language(exact),
        derived_from=_joined(one.value for one in view.links(fact, "prov:wasDerivedFrom", evidence=True)),
    )


def _language(term: object) -> str | None:
    return term.language if isinstance(term, Literal) else None


def _parts(view: GraphView, *properties: str) -> Iterator[tuple[NamedNode, NamedNode]]:
    """Yield each undertaking with each of its parts of some properties."""
    for practice in view.members(*_KINDS):
        for part in view.links(practice, *properties):
            yield practice, part


def _sdg_links(view: GraphView) -> Iterator[SdgLink]:
    for practice, link in _parts(view, "pg:hasSdgLink"):
        sdg = view.link(link, "pg:sdg")
        if sdg is None:
            continue
        code = sdg.value.removeprefix(SDG)
        goal = code.partition(".")[0]
        evidence = view.links(link, "pg:evidence")
        yield SdgLink(
            link=link.value,
            practice=practice.value,
            title=view.name(practice),
            sdg=sdg.value,
            code=code,
            goal=int(goal) if goal.isdecimal() else None,
            sdg_label=view.name(sdg),
            basis=view.notation(view.link(link, "pg:basis")),
            confidence=view.decimal(link, "pg:confidence"),
            evidence=_joined(fact.value for fact in evidence),
            exact=_joined(view.text(fact, "oa:exact", evidence=True) for fact in evidence),
        )


def _funding(view: GraphView) -> Iterator[Funding]:
    for practice, funding in _parts(view, "pg:hasFunding", "pg:hasBudget"):
        programme, payer = view.link(funding, "pg:programme"), view.link(funding, "pg:payer")
        is_budget = funding in view.links(practice, "pg:hasBudget")
        yield Funding(
            funding=funding.value,
            practice=practice.value,
            title=view.name(practice),
            kind="budget" if is_budget else "funding",
            programme=view.notation(programme),
            programme_label=view.name(programme),
            payer=payer.value if payer else None,
            payer_name=view.name(payer),
            share=view.decimal(funding, "pg:share"),
            amount=view.decimal(funding, "pg:amount"),
            currency=view.text(funding, "pg:currency"),
            nested_in=view.text(funding, "pg:nestedIn"),
        )


def _participations(view: GraphView) -> Iterator[Participation]:
    for practice, participation in _parts(view, "pg:hasParticipation"):
        actor = view.link(participation, "pg:actor")
        yield Participation(
            participation=participation.value,
            practice=practice.value,
            title=view.name(practice),
            role=view.notation(view.link(participation, "pg:role")),
            organization=actor.value if actor else None,
            name=view.name(actor),
            acronym=view.text(actor, "pg:acronym"),
            organization_types=_joined(map(view.notation, view.links(actor, "org:classification"))),
            country=view.notation(view.link(actor, "pg:country")),
        )


def _counts(view: GraphView) -> Iterator[Count]:
    for practice, count in _parts(view, "pg:hasCount"):
        label = view.best(count, "pg:groupLabel")
        yield Count(
            count=count.value,
            practice=practice.value,
            title=view.name(practice),
            value=view.decimal(count, "pg:value"),
            comparator=view.text(count, "pg:comparator"),
            unit=view.text(count, "pg:unit"),
            group=view.notation(view.link(count, "pg:group")),
            group_label=label[1] if label else None,
            planned=view.boolean(count, "pg:planned"),
        )


def _documents(view: GraphView) -> Iterator[Document]:
    for document in view.members("pg:Document"):
        yield Document(
            document=document.value,
            file_name=view.text(document, "pg:fileName"),
            title=view.name(document),
            language=view.text(document, "schema:inLanguage"),
            kind=view.notation(view.link(document, "pg:kind")),
            published=view.text(document, "dct:issued"),
            source=view.text(document, "dct:source"),
            collection=view.name(view.link(document, "pg:inCollection")),
            reporter=view.name(view.link(document, "pg:reportedBy")),
            practices=_joined(practice.value for practice in view.links(document, "pg:describes")),
            sha256=view.text(document, "pg:sha256"),
        )


_ROWS: Final[dict[str, Callable[[GraphView], Iterator[Row]]]] = {
    "practices": _practices,
    "facts": _facts,
    "sdg_links": _sdg_links,
    "funding": _funding,
    "participations": _participations,
    "counts": _counts,
    "documents": _documents,
}
