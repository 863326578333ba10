"""Files, folders and lists of documents."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.files import read_document, read_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "two.md").write_text("# Two\n", encoding="utf-8")
    (tmp_path / "one.txt").write_text("One\n", encoding="utf-8")
    (tmp_path / "notes.xyz").write_text("no document", encoding="utf-8")
    return tmp_path


def test_a_folder_gives_its_documents_by_relative_name(folder: Path) -> None:
    assert [document.name for document in read_folder([folder])] == ["b/two.md", "one.txt"]


def test_a_list_says_which_documents_and_what_is_known_of_them(folder: Path) -> None:
    (folder / "documents.csv").write_text(
        "file,source,language,collection\none.txt,https://example.org/1,sv,Teas\n", encoding="utf-8"
    )
    for path in (folder, folder / "documents.csv"):
        (document,) = read_folder([path])
        assert (document.name, document.source, document.language) == (
            "one.txt",
            "https://example.org/1",
            "sv",
        )
        assert document.metadata["collection"] == "Teas"


def test_a_list_may_not_reach_outside_its_folder(folder: Path) -> None:
    (folder / "b" / "documents.csv").write_text("file,source,language\n../one.txt,,\n", encoding="utf-8")
    with pytest.raises(UnreadableDocumentError, match=r"documents\.csv:2: lists a file outside"):
        list(read_folder([folder / "b"]))


def test_a_list_needs_its_column(folder: Path) -> None:
    (folder / "documents.csv").write_text("path\none.txt\n", encoding="utf-8")
    with pytest.raises(UnreadableDocumentError, match=r"documents\.csv:1: has no column 'file'"):
        list(read_folder([folder]))


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match="no document of a supported format"):
        list(read_folder([tmp_path]))


def test_a_large_file_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(50 * 1024**2)
    with pytest.raises(UnreadableDocumentError, match=r"large\.txt: is too large: 52428800 bytes"):
        read_document(path)


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "is empty"),
        ("a.txt", b"a\n\0b", "2: is a binary file"),
        ("a.txt", b"a\n\xff", "2: is not utf-8 text"),
        ("a.txt", b"%PDF-1.7", "is PDF, not text"),
        (
            "a.odt",
            b"text",
            r"no supported format \(\.odt\); supported are \.csv, \.docx, \.htm, \.html, .*, \.zip",
        ),
        ("a", b"text", r"no supported format \(no suffix\)"),
    ],
)
def test_bad_input_is_named(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(UnreadableDocumentError, match=message) as caught:
        read_document(path)
    assert str(caught.value).startswith(str(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"gone\.txt: No such file"):
        read_document(tmp_path / "gone.txt")


def packed(path: Path, **files: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def test_an_archive_is_read_as_a_folder_of_its_own(tmp_path: Path) -> None:
    packed(
        tmp_path / "b.zip",
        **{"in/one.html": "<p>One</p>", "två.txt": "Two", "__MACOSX/one.txt": "x", "a.exe": "x"},
    )
    (tmp_path / "a.txt").write_text("A", encoding="utf-8")
    assert [document.name for document in read_folder([tmp_path / "b.zip"])] == ["in/one.html", "två.txt"]
    assert [(document.name, document.text.strip()) for document in read_folder([tmp_path])] == [
        ("a.txt", "A"),
        ("b.zip/in/one.html", "One"),
        ("b.zip/två.txt", "Two"),
    ]


def test_a_list_in_an_archive_says_what_is_in_it(tmp_path: Path) -> None:
    path = packed(
        tmp_path / "a.zip",
        **{
            "documents.csv": "file,source,language,collection\none.html,https://example.org/1,sv,Teas\n",
            "one.html": '<p><a href="/x">One</a></p>',
            "two.txt": "not listed",
        },
    )
    (document,) = read_folder([path])
    assert (document.name, document.source, document.language) == ("one.html", "https://example.org/1", "sv")
    assert document.metadata["collection"] == "Teas"


def test_a_list_may_name_an_archive(tmp_path: Path) -> None:
    packed(tmp_path / "a.zip", **{"one.txt": "One", "two.txt": "Two"})
    (tmp_path / "documents.csv").write_text(
        "file,source,language,collection\na.zip,,bg,Teas\n", encoding="utf-8"
    )
    documents = list(read_folder([tmp_path]))
    assert [(document.name, document.language) for document in documents] == [
        ("a.zip/one.txt", "bg"),
        ("a.zip/two.txt", "bg"),
    ]
    assert {document.metadata["collection"] for document in documents} == {"Teas"}


def test_a_bad_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.zip", **{"bad.pdf": "no pdf", "good.txt": "Good"})
    refused: list[UnreadableDocumentError] = []
    (document,) = read_folder([path], on_unreadable=refused.append)
    assert document.name == "good.txt"
    assert str(refused[0]) == f"{path}/bad.pdf: is no PDF, though its suffix says so"


def test_a_path_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocumentError, match=r"nowhere: No such file or directory"):
        list(read_folder([tmp_path / "nowhere"]))
