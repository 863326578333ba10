"""Files made to harm their reader are refused with a reason, within limits, and the next file is read."""

from __future__ import annotations

import io
import os
import re
import resource
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from practicegraph.errors import UnreadableDocumentError
from practicegraph.reading.files import read_document, read_folder
from practicegraph.reading.isolation import Isolation

PAGE = b"<!DOCTYPE html><html><body><main><h1>Tea for all</h1><p>Neighbours meet.</p></main></body></html>"
ALLOWED_KIB = 100 * 1024
"""What this process itself may grow by, in KiB."""
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def archive(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in files.items():
            made.writestr(name, content)
    return data.getvalue()


def word(body: bytes, before: bytes = b"") -> bytes:
    document = b'%s<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (before, WORD.encode(), body)
    return archive(**{"word/document.xml": document})


def pdf(content: bytes, filters: bytes = b"", pages: bytes = b"[3 0 R]") -> bytes:
    """Return a PDF of one page with the given content stream."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids %s /Count 1 >>" % pages,
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data = b"%PDF-1.7\n"
    places = []
    for number, written in enumerate(objects, start=1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def packed_twice(size: int) -> bytes:
    return zlib.compress(zlib.compress(b" " * size, 9), 9)


def lying_archive() -> bytes:
    """Return an archive whose directory says that a member of 60 MB has one byte."""
    data = bytearray(archive(**{"a.txt": b" " * 60 * 1024**2}))
    size = (60 * 1024**2).to_bytes(4, "little")
    directory = data.index(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (1).to_bytes(4, "little")
    place = data.index(size)
    data[place : place + 4] = (1).to_bytes(4, "little")
    return bytes(data)


HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "deep.html": (lambda: b"<div>" * 200_000 + b"text", "opens more than 2000 elements"),
    "nested.html": (lambda: b"<div>" * 1_500 + b"text", "nests its elements more than 200 deep"),
    "entities.html": (
        lambda: b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><p>&b;</p>',
        "declares entities",
    ),
    "comment.html": (lambda: b"<p>One</p><!-- <p>all of this text would be lost</p>", "would lose text"),
    "empty.html": (lambda: b"<nav>Home</nav><script>var a = 'text'</script>", "holds no text"),
    "encoding.html": (lambda: b"<meta charset=rot13><p>text", "unknown encoding rot13"),
    "bomb.docx": (lambda: word(b"<w:p/>" * (50 * 1024**2)), r"unpacks to \d+ bytes"),
    "ratio.docx": (lambda: word(b"<w:p/>" * (6 * 1024**2)), r"unpacks to \d+ times its size"),
    "entities.docx": (
        lambda: word(b"<w:p><w:r><w:t>&b;</w:t></w:r></w:p>", b'<!DOCTYPE x [<!ENTITY b "bb">]>'),
        "declares entities in word/document.xml",
    ),
    "deep.docx": (lambda: word(b"<w:sdt>" * 5_000 + b"</w:sdt>" * 5_000), "is damaged"),
    "empty.docx": (lambda: word(b"<w:p/>"), "holds no text"),
    "nodocument.docx": (lambda: archive(**{"a.xml": b"<a/>"}), "has no word/document.xml"),
    "cut.docx": (lambda: word(b"<w:p/>")[:100], "is a damaged archive"),
    "bomb.pdf": (
        lambda: pdf(packed_twice(400 * 1024**2), b"/Filter [/FlateDecode /FlateDecode]"),
        "optical character recognition|memory",
    ),
    "loop.pdf": (lambda: pdf(b"", pages=b"[2 0 R]"), "is damaged|optical character recognition"),
    "cut.pdf": (lambda: b"%PDF-1.7\nnothing", "damaged PDF"),
    "scan.pdf": (lambda: pdf(b"0 0 600 800 re f"), "optical character recognition"),
    "bomb.zip": (lambda: archive(**{"a.txt": b" " * 200 * 1024**2}), r"unpacks to \d+ times its size"),
    "lying.zip": (lying_archive, "damaged archive|too large|holds no text|is empty"),
    "out.zip": (lambda: archive(**{"../../out.txt": b"text"}), "names a file outside itself"),
    "root.zip": (lambda: archive(**{"/etc/out.txt": b"text"}), "names a file outside itself"),
    "drive.zip": (lambda: archive(**{"C:\\out.txt": b"text"}), "names a file outside itself"),
    "nested.zip": (lambda: archive(**{"in.zip": archive(**{"a.txt": b"text"})}), "archive inside an archive"),
    "none.zip": (lambda: archive(**{"a.exe": b"text"}), "no document of a supported format"),
    "cut.zip": (lambda: archive(**{"a.txt": b"text"})[:30], "damaged archive"),
    "many.zip": (lambda: archive(**{f"{number}.txt": b"" for number in range(10_001)}), "10000 are allowed"),
    "text.pdf": (lambda: b"text", "is no PDF, though its suffix says so"),
    "text.docx": (lambda: b"text", "is no DOCX, though its suffix says so"),
    "word.html": (lambda: word(b"<w:p/>"), "is a ZIP archive or an office document, not text"),
}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_files_are_refused_and_the_next_one_is_read(tmp_path: Path, name: str) -> None:
    make, reason = HOSTILE[name]
    (tmp_path / name).write_bytes(make())
    (tmp_path / "zz.html").write_bytes(PAGE)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    refused: list[UnreadableDocumentError] = []
    (page,) = read_folder([tmp_path], on_unreadable=refused.append)
    assert page.blocks[0].text == "Tea for all"
    (error,) = refused
    assert error.source is not None
    assert name in error.source
    assert re.search(reason, error.message)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < ALLOWED_KIB


def test_a_file_that_takes_too_much_memory_ends_its_reader_only() -> None:
    wide = b"<p>" + b"<b>word</b> " * 1_000_000
    with Isolation(memory=400 * 1024**2) as isolated:
        with pytest.raises(UnreadableDocumentError, match=r"more than 400 MB of memory"):
            isolated.read(wide, ".html", name="wide.html")
        assert isolated.read(PAGE, ".html", name="page.html").blocks[0].text == "Tea for all"


def test_a_file_that_takes_too_much_time_ends_its_reader_only() -> None:
    long = b"<p>" + b"<b>word</b> <p>" * 1_000_000
    with Isolation(seconds=1, memory=8 * 1024**3) as isolated:
        with pytest.raises(UnreadableDocumentError, match="takes more than 1 seconds to read"):
            isolated.read(long, ".html", name="long.html")
        assert isolated.read(PAGE, ".html", name="page.html").blocks[0].text == "Tea for all"


def test_many_files_share_one_reading_process() -> None:
    with Isolation() as isolated:
        assert isolated.process is None
        isolated.read(PAGE, ".html", name="one.html")
        first = isolated.process
        for number in range(20):
            isolated.read(PAGE, ".html", name=f"{number}.html")
        assert isolated.process == first
        assert first is not None
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)


def test_the_reading_process_opens_no_connection(tmp_path: Path) -> None:
    with Isolation() as isolated:
        isolated.read(PAGE, ".html", name="one.html")
        status = Path(f"/proc/{isolated.process}/status").read_text(encoding="ascii")
    assert re.search(r"^Seccomp:\s*2$", status, re.MULTILINE)


def test_one_archive_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive(**{"a.txt": b"text"}))
    with pytest.raises(UnreadableDocumentError, match="is an archive, not one document"):
        read_document(tmp_path / "a.zip")
