"""How good the mapping is on half of the reference corpus without the words that only that half shows.

    python benchmarks/half_corpus.py [--tables] [--misses FOLDER]

The rules were written with the whole corpus in view. What they would have been with half of it cannot be known, but
it has a lower bound: of all curated words (headings, cues, units, labels, names and aliases of organisations), those
that occur in the scored half and in no document of the other half, nor in the seeds, are taken away, whether or not
anybody would have written them anyway. Both halves are scored so, by ``practicegraph evaluate`` with its data replaced:

* ``all``      nothing is taken away
* ``phrases``  phrases and names are taken away; single words, which every dictionary has, stay
* ``met``      words stay that another set of gold documents has too, which shows that they are common
* ``unseen``   all words that only the scored half shows are taken away

A layout or language is *known* if the other half has a document of it, else *new*. With ``--tables`` each table is taken away
alone, which tells what the mapping leans on; ``--misses`` writes what ``unseen`` loses, with its sentences. Lists that
are closed (months, numbers, currencies, countries, towns of GeoNames) stay.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import pyoxigraph as ox

from practicegraph.folders import folder, root
from practicegraph.mapping.gazetteer import Gazetteer, fold, places, words
from practicegraph.mapping.inflection import Inflection
from practicegraph.reading.files import read_document
from practicegraph.terms import node

FORMS = {
    "headings": "form", "cues": "form", "contact_cues": "form", "count_units": "form", "count_words": "form",
    "country_aliases": "form", "given_names": "form", "organization_words": "form", "payers": "form",
    "heading_words": "words", "heading_examples": "headings", "place_stops": "form", "sdg_goal_names": "form", "sdg_keywords": "term",
    "sdg_terms": "form", "sentence_cues": "form", "stop_forms": "form", "surface_forms": "form",
    "time_words": "form",
}  # fmt: skip
"""The open tables of the lexicon, and the column with the words."""
WORD = {"heading_words": re.compile(r"[^\s|]+"), "heading_examples": re.compile(r"[^|]+")}
"""Tables whose column holds several words, and what one of them is."""
GROUP = {"heading_words": re.compile(r"\S+"), "heading_examples": re.compile(r".+")}
"""In them, what words that are as good stand in: none may lose all of them."""
VOCABULARIES = (
    "funding-programme", "kind", "level", "organization", "organization-type", "place", "replicability", "role",
    "target-group", "theme",
)  # fmt: skip
LABELS = {node(name).value for name in ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel", "pg:acronym")}
NAMES = frozenset({"funding-programme", "given_names", "organization", "place"})
"""Tables of names, which no dictionary has."""
OPEN = re.compile(r"(\s*…\s*|\*)")
STANDS = {"*": r"\w*", " … ": r"(?:\W+\w+){0,5}\W+"}
INFLECTED = 2
"""Words up to which the mapping inflects a label."""

Keep = Callable[[str, str, str], bool]
"""Tells by table, language and form whether a row stays."""


class Form(NamedTuple):
    """A form as it is written, in the language that inflects it."""

    text: str
    language: str


class Half(NamedTuple):
    """A half of the corpus: the lines of its gold by document, and its layouts and languages."""

    gold: dict[str, list[str]]
    layouts: frozenset[str]
    languages: frozenset[str]


def halves(gold: Path) -> tuple[Half, Half]:
    """Return the corpus dealt out by layout and name, so that layouts of two or more are on both sides."""
    lines: dict[str, list[str]] = {}
    heads: dict[str, dict[str, Any]] = {}
    for line in gold.read_text("utf-8").splitlines():
        record = json.loads(line)
        lines.setdefault(record["document"], []).append(line)
        if "layout" in record:
            heads[record["document"]] = record
    dealt = sorted(heads, key=lambda name: (heads[name]["layout"], name))

    def half(names: Sequence[str]) -> Half:
        layouts, languages = (frozenset(heads[name][key] for name in names) for key in ("layout", "language"))
        return Half({name: lines[name] for name in names}, layouts, languages)

    return half(dealt[::2]), half(dealt[1::2])


# Which words a text shows --------------------------------------------------------------------------


def forms_of(text: str, language: str, inflection: Inflection) -> Iterator[str]:
    """Yield a form and what the mapping makes of it by inflection."""
    yield text
    if len(text.split()) <= INFLECTED:
        yield from inflection.forms(text, language)


def all_forms() -> Iterator[Form]:
    """Yield every form of the open tables and vocabularies."""
    for table, column in FORMS.items():
        for row in rows(folder("data", "lexicon", f"{table}.csv")):
            language, text = row.get("language", "").strip(), row[column].strip()
            for form in WORD[table].findall(text) if table in WORD else (text,):
                yield Form(form, language)
    for name in VOCABULARIES:
        for triple in ox.parse(path=str(folder("data", "vocabularies", f"{name}.ttl"))):
            if triple.predicate.value in LABELS and isinstance(triple.object, ox.Literal):
                yield Form(triple.object.value, triple.object.language or "")


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the rows of a table of the lexicon, none if there is no such table."""
    if not path.is_file():
        return
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def shown(texts: Iterable[str], forms: Gazetteer[Form], patterns: dict[Form, re.Pattern[str]]) -> set[Form]:
    """Return the forms that occur in texts as whole words, inside longer forms too."""
    found: set[Form] = set()
    for folded in map(fold, texts):
        spans = places(folded)
        for number, word in enumerate(words(folded)):
            found.update(forms.forms.get(word, ()))
            for before, count, after in forms.openings.get(word, ()):
                if number + count <= len(spans) and (start := spans[number][0] - before) >= 0:
                    end = spans[number + count - 1][1] + after
                    found.update(forms.forms.get(folded[start:end], ()))
        found.update(form for form, pattern in patterns.items() if pattern.search(folded))
    return found


def index() -> tuple[Gazetteer[Form], dict[Form, re.Pattern[str]]]:
    """Return all forms by what is looked up in a text, and the open ones with their patterns."""
    inflection = Inflection.load()
    forms = set(all_forms())
    plain = [form for form in sorted(forms) if not OPEN.search(form.text)]
    written = ((text, form) for form in plain for text in forms_of(form.text, form.language, inflection))
    open_ones = [form for form in forms if OPEN.search(form.text) and form.text.strip("*… ")]
    return Gazetteer.of(written), {form: open_pattern(form.text) for form in open_ones}


def open_pattern(form: str) -> re.Pattern[str]:
    """Return the pattern of a form in which ``*`` stands for letters and ``…`` for up to five words."""
    parts = (STANDS.get(part) or re.escape(part) for part in OPEN.split(fold(form)))
    return re.compile(rf"(?<!\w){''.join(parts)}(?!\w)")


# A copy of the data without words ------------------------------------------------------------------


def write_variant(target: Path, keep: Keep) -> None:
    """Write a checkout whose data lacks the rows and labels that do not stay; everything else is linked."""
    (target / "src").mkdir(parents=True)
    (target / "src" / "practicegraph").symlink_to(root() / "src" / "practicegraph")
    (target / "data" / "lexicon").mkdir(parents=True)
    (target / "data" / "vocabularies").mkdir()
    for path in root().iterdir():
        if path.name in {"ontology", "shapes", "queries"}:
            (target / path.name).symlink_to(path)
    for path in folder("data").iterdir():
        if path.name not in {"lexicon", "vocabularies"}:
            (target / "data" / path.name).symlink_to(path)
    for path in folder("data", "lexicon").glob("*.csv"):
        copy = target / "data" / "lexicon" / path.name
        lines = path.read_text("utf-8").splitlines(keepends=True)
        copy.write_text("".join(kept_lines(path.stem, lines, keep)), encoding="utf-8")
    for path in folder("data", "vocabularies").glob("*.ttl"):
        copy = target / "data" / "vocabularies" / path.name
        if path.stem in VOCABULARIES:
            ox.serialize(kept_triples(path, keep), output=str(copy), format=ox.RdfFormat.TURTLE)
        else:
            copy.symlink_to(path)


def kept_lines(table: str, lines: Iterable[str], keep: Keep) -> Iterator[str]:
    """Yield the lines of a table that stay: comments, the header, and rows by their form."""
    header: list[str] = []
    for line in lines:
        values = next(csv.reader([line]), [])
        if line.startswith("#") or not values or not header or table not in FORMS:
            header = header or ([] if line.startswith("#") else values)
            yield line
            continue
        row = dict(zip(header, map(str.strip, values), strict=True))
        language, text = row.get("language", ""), row[FORMS[table]]
        if table in WORD and row.get("field") != "head":
            groups = [
                "|".join(word for word in group.split("|") if keep(table, language, word))
                for group in GROUP[table].findall(text)
            ]
            if all(groups):
                yield line.replace(text, " ".join(groups))
        elif table in WORD or keep(table, language, text):
            yield line


def kept_triples(path: Path, keep: Keep) -> Iterator[ox.Triple]:
    """Yield the triples of a vocabulary without the labels that do not stay; what has no name left has its IRI."""
    for triple in ox.parse(path=str(path)):
        value = triple.object
        label = triple.predicate.value in LABELS and isinstance(value, ox.Literal)
        if not label or keep(path.stem, value.language or "", value.value):
            yield ox.Triple(triple.subject, triple.predicate, value)
        elif triple.predicate == node("skos:prefLabel"):
            yield ox.Triple(
                triple.subject, triple.predicate, ox.Literal(triple.subject.value, language=value.language)
            )


# Scores --------------------------------------------------------------------------------------------


def evaluated(half: Half, documents: Path, keep: Keep) -> dict[str, Any]:
    """Return what ``practicegraph evaluate`` says of a half with a part of the data."""
    with tempfile.TemporaryDirectory() as scratch:
        variant = Path(scratch)
        write_variant(variant, keep)
        gold = variant / "gold.jsonl"
        gold.write_text("".join(f"{line}\n" for lines in half.gold.values() for line in lines), "utf-8")
        command = [sys.executable, "-m", "practicegraph", "evaluate", str(gold)]
        done = subprocess.run(
            [*command, "--documents", str(documents), "--json", "--quiet"],
            env={**os.environ, "PYTHONPATH": str(variant / "src")},
            cwd=variant, capture_output=True, text=True, check=True,
        )  # fmt: skip
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def summed(scores: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the score of several: precision counts all hits as checked, so it may be a little too high."""
    listed = list(scores)
    hits, misses, false = (sum(score[name] for score in listed) for name in ("hits", "misses", "false"))
    f1 = 2 * hits / (2 * hits + misses + false) if hits else 0.0
    return {"hits": hits, "misses": misses, "false": false, "f1": f1}


def line(name: str, score: dict[str, Any]) -> str:
    """Return a row of the report."""
    counts = " ".join(f"{score[key]:5d}" for key in ("hits", "misses", "false"))
    return f"{name:32s} {score['f1']:.3f}  {counts}"


def main() -> None:
    """Print the scores of both halves."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--tables", action="store_true", help="take each table away alone, too")
    parser.add_argument("--misses", type=Path, metavar="FOLDER", help="write what is lost to files here")
    options = parser.parse_args()

    shared = Path(os.environ.get("PRACTICEGRAPH_SHARED", root().parent / "shared"))
    documents, gold = shared / "corpus" / "documents", root() / "tests" / "gold"
    forms, patterns = index()
    witnessed = partial(shown, forms=forms, patterns=patterns)
    seeds = witnessed(read_document(path).text for path in sorted((shared / "seeds").glob("*.*")))
    others = witnessed(
        read_document(path).text
        for path in sorted(gold.glob("*/*"))
        if path.name not in {"README.md", "documents.csv"}
    )
    first, second = halves(gold / "corpus.jsonl")
    sums: dict[str, list[dict[str, Any]]] = {}
    for scored, other in ((first, second), (second, first)):
        here, there = (
            witnessed(read_document(documents / name).text for name in half.gold) for half in (scored, other)
        )
        alone = here - there - seeds
        report = partial(report_half, scored, other, documents, sums)
        print(
            f"\n{len(scored.gold)} documents; {len(alone)} forms only here, {len(alone - others)} in no other gold"
        )
        report("all", without(set()))
        report("phrases", without(alone, words=False))
        report("met", without(alone - others))
        answer = report("unseen", without(alone))
        if options.misses:
            options.misses.mkdir(parents=True, exist_ok=True)
            name = "first" if scored is first else "second"
            (options.misses / f"{name}.json").write_text(
                json.dumps(answer, ensure_ascii=False, indent=1), "utf-8"
            )
        for table in (*FORMS, *VOCABULARIES) if options.tables else ():
            report(f"unseen, {table} alone", without(alone, table), parted=False)
    print("\nboth halves")
    for name, scores in sums.items():
        print(line(name, summed(scores)))


def without(gone: set[Form], only: str | None = None, *, words: bool = True) -> Keep:
    """Tell which rows stay without some forms: of one table only, or but for single words that are no names."""

    def keep(table: str, language: str, form: str) -> bool:
        stays = (only is not None and table != only) or not (words or table in NAMES or " " in form)
        return stays or Form(form, language) not in gone

    return keep


def report_half(
    half: Half, other: Half, documents: Path, sums: dict[str, list[dict[str, Any]]],
    name: str, keep: Keep, *, parted: bool = True,
) -> dict[str, Any]:  # fmt: skip
    """Print and add up the scores of a half with a part of the data; return all that was judged."""
    answer = evaluated(half, documents, keep)
    parts = {name: [answer["total"]]}
    if parted:
        for kind, known in (("layouts", other.layouts), ("languages", other.languages)):
            for told, wanted in (("known", True), ("new", False)):
                scores = [score for key, score in answer[kind].items() if (key in known) is wanted]
                parts[f"{name}, {kind} {told}"] = scores
    for part, scores in parts.items():
        sums.setdefault(part, []).extend(scores)
        print(line(part, summed(scores)), flush=True)
    return answer


if __name__ == "__main__":
    main()
