"""Nothing personal is in a release of every document that can be had: the shipped ones, those of the gold, the reference ones.

``personal_strings.csv`` names what is personal in the documents of the gold; of the reference documents, which are not ours,
the spans alone stand here.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import ahocorasick
import httpx
import pytest
from reference import SHARED
from running import running

from practicegraph.building.build import build
from practicegraph.folders import folder
from practicegraph.reading.files import read_document
from practicegraph.release.open import open_release
from practicegraph.settings import Settings

GOLD: Final = Path(__file__).parents[1] / "gold"
STRINGS: Final = Path(__file__).parent / "personal_strings.csv"
UNREAD: Final = frozenset(
    {
        "second_control",
        "bank_held",
        "second_bank_held",
        "saved_pages",
        "third_control",
        "fourth_control",
        "fifth_control_held",
        "sixth_control_held",
        "seventh_control_held",
        "eighth_control_held",
        "ninth_control_held",
        "tenth_control_held",
        "eleventh_control_held",
        "twelfth_control_held",
        "thirteenth_control_held",
        "fourteenth_control_held",
    }
)
"""Sets of which nobody has looked at what is missed, or of which that holds for some documents."""
READ: Final = frozenset(
    {
        f"saved_pages/{name}"
        for name in ("00_de", "01_es", "02_it", "03_nl", "04_fi", "06_el", "08_cs", "10_pt", "12_tr")
    }
    | {f"third_control/{name}" for name in ("03_nl", "04_en", "05_ar", "07_pt", "09_bg", "10_tr", "12_pl")}
)
"""The documents of such sets that are read here."""
OF_REFERENCE: Final = (
    ("corpus/documents/ngo_project_sheet/15_en.txt", 687, 699),
    ("corpus/documents/ngo_project_sheet/19_en.txt", 388, 402),
    ("corpus/documents/ngo_project_sheet/38_de.txt", 711, 733),
    ("corpus/documents/project_archive_multi/29_sv.txt", 492, 502),
    ("corpus/documents/project_archive_multi/29_sv.txt", 523, 541),
    ("corpus/documents/project_archive_multi/29_sv.txt", 543, 557),
    ("corpus/documents/project_archive_multi/29_sv.txt", 559, 573),
    ("seeds/002_d4664b378349dcab.txt", 3895, 3909),
    ("seeds/004_23319e3d2659e871.txt", 270, 291),
)


def documents() -> Iterator[tuple[str, Path]]:
    """The documents and the names they are built by."""
    for path in sorted(GOLD.rglob("*")):
        name = path.relative_to(GOLD).as_posix()
        below = name.partition("/")[0]
        read = below not in UNREAD or name.removesuffix(path.suffix) in READ
        if path.is_file() and path.parent != GOLD and path.suffix != ".csv" and read:
            yield name, path
    for path in sorted(folder("data", "documents").rglob("*.*")):
        if path.is_file() and path.parent.name != "documents":
            yield f"documents/{path.parent.name}/{path.name}", path
    if (SHARED / "seeds").is_dir():
        for below in ("seeds", "corpus/documents"):
            for path in sorted((SHARED / below).rglob("*.txt")):
                yield f"{below}/{path.relative_to(SHARED / below).as_posix()}", path


def strings() -> Iterator[tuple[str, str]]:
    """What is personal, with the document it is of."""
    with STRINGS.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(line for line in lines if not line.startswith("#")):
            yield row["document"], row["string"]
    for name, start, end in OF_REFERENCE if (SHARED / "seeds").is_dir() else ():
        yield name, read_document(SHARED / name).text[start:end]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a release of all documents."""
    source, directory = tmp_path_factory.mktemp("documents"), tmp_path_factory.mktemp("built")
    for name, path in documents():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, source / name)
    build([source], Settings(directory=directory))
    return directory


class Secrets:
    """What is personal and of several words or signs: a word alone may be another's elsewhere."""

    def __init__(self) -> None:
        """Read the strings."""
        self._automaton = ahocorasick.Automaton()
        for _, value in strings():
            if not value.isalpha():
                self._automaton.add_word(squeezed(value), squeezed(value))
        self._automaton.make_automaton()

    def search(self, text: str) -> tuple[int, str] | None:
        """Return where the first of them stands in a text, and which."""
        found: tuple[int, str] | None = next(self._automaton.iter(text), None)
        return found


@pytest.fixture(scope="module")
def secret() -> Secrets:
    return Secrets()


def squeezed(text: str) -> str:
    """A text for comparison: small, with single spaces."""
    return re.sub(r"\s+", " ", text).casefold()


def shown(body: bytes) -> str:
    """A body as it may be read: with escapes of JSON and of addresses taken out."""
    text = body.decode("utf-8", "replace")
    text = re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)
    return squeezed(text + ("\n" + unquote(text) if "%" in text else ""))


def members(path: Path) -> Iterator[bytes]:
    """The contents of a file, of an archive those of its members."""
    body = path.read_bytes()
    if path.suffix == ".gz":
        yield gzip.decompress(body)
    elif path.suffix in {".zip", ".xlsx"}:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            for name in archive.namelist():
                inner = archive.read(name)
                yield gzip.decompress(inner) if name.endswith(".gz") else inner
    else:
        yield body


def test_no_file_of_the_release_holds_anything_personal(built: Path, secret: Secrets) -> None:
    release = open_release(built)
    read = 0
    for path in sorted(release.path.rglob("*")):
        if path.is_file() and "snapshot" not in path.relative_to(release.path).parts:
            for body in members(path):
                assert secret.search(shown(body)) is None, path.relative_to(release.path)
            read += 1
    assert read > 600


def test_no_text_holds_a_name_alone_that_is_personal_in_it(built: Path) -> None:
    """A name of one word is looked for in its own document."""
    release = open_release(built)
    texts = {path.stem: path.read_text("utf-8") for path in (release.path / "texts").rglob("*.txt")}
    for name, value in strings():
        slug = re.sub(r"[^a-z0-9]+", "-", name.rpartition(".")[0].lower()).strip("-")
        if value.isalpha() and slug in texts:
            assert not re.search(rf"(?<!\w){re.escape(value)}(?!\w)", texts[slug]), name


def test_nothing_personal_is_served(built: Path, secret: Secrets) -> None:
    with running(built) as address, httpx.Client(base_url=address, timeout=120) as client:
        every = "{ { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } FILTER(!ISBLANK(?o)) }"
        things = "SELECT DISTINCT ?thing WHERE { ?thing pg:describedIn ?document }"
        prefix = "PREFIX pg: <https://w3id.org/practicegraph/ontology#> "
        for query in (f"SELECT DISTINCT ?o WHERE {every}", f"CONSTRUCT {{ ?s ?p ?o }} WHERE {every}"):
            response = client.post("/sparql", data={"query": prefix + query})
            assert response.status_code in {200, 503, 504, 413}
            assert secret.search(shown(response.content)) is None
        rows = json.loads(client.post("/sparql", data={"query": prefix + things}).content)
        found = [row["thing"]["value"] for row in rows["results"]["bindings"]]
        assert len(found) > 150
        for thing in found[::3]:
            path = thing.removeprefix("https://w3id.org/practicegraph/")
            for kind in ("text/html", "application/ld+json"):
                response = client.get(f"/{path}", headers={"accept": kind}, follow_redirects=True)
                assert response.status_code == 200, path
                assert secret.search(shown(response.content)) is None, path
