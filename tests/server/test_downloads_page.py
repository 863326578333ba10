"""The page of downloads: every file of the release, each with a sentence."""

from __future__ import annotations

import re

from flask.testing import FlaskClient

from practicegraph.release.open import Release


def test_every_file_is_listed_with_a_sentence(client: FlaskClient, release: Release) -> None:
    text = client.get("/downloads").get_data(as_text=True)

    for path in release.downloads.iterdir():
        entry = re.search(rf'<li><a href="/downloads/{re.escape(path.name)}">.*?</li>', text)
        assert entry, path.name
        assert re.search(r"</span> [A-Z][^<]{20,}\.</li>", entry[0]), path.name


def test_files_are_given_as_they_are(client: FlaskClient, release: Release) -> None:
    for path in release.downloads.iterdir():
        with client.get(f"/downloads/{path.name}") as response:
            assert response.data == path.read_bytes()
