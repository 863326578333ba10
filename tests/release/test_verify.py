from __future__ import annotations

import logging
import shutil

import pytest

from practicegraph.errors import DamagedReleaseError
from practicegraph.release.checksums import files_below
from practicegraph.release.open import open_release
from practicegraph.release.verify import verify


def test_a_flipped_byte_in_any_file_is_noticed_and_the_file_named(published) -> None:
    release = published()
    verify(release.path)
    names = files_below(release.path)
    assert len(names) > 20
    for name in names:
        path = release.path / name
        original = path.read_bytes()
        for position in {0, len(original) // 2, len(original) - 1} if original else ():
            damaged = bytearray(original)
            damaged[position] ^= 1
            path.write_bytes(damaged)
            with pytest.raises(DamagedReleaseError) as caught:
                verify(release.path)
            named = str(caught.value.source)
            assert str(release.path) in named
            if not name.endswith((".sha256", "release.json")):
                assert named == str(path)
        path.write_bytes(original)
    verify(release.path)


def test_a_missing_a_cut_and_an_added_file_are_noticed(published) -> None:
    release = published()
    for name in files_below(release.path):
        path = release.path / name
        original = path.read_bytes()
        path.unlink()
        with pytest.raises(DamagedReleaseError):
            verify(release.path)
        if original:
            path.write_bytes(original[:-1])
            with pytest.raises(DamagedReleaseError):
                verify(release.path)
        path.write_bytes(original)
    (release.path / "graphs" / "more.nq").write_bytes(b"")
    with pytest.raises(DamagedReleaseError, match="does not belong"):
        verify(release.path)


def test_a_damaged_release_is_replaced_by_its_parent_loudly(published, caplog) -> None:
    one, two = published("One"), published("Two")
    (two.path / "graphs/document/a.nq").write_bytes(b"")
    with caplog.at_level(logging.ERROR):
        opened = open_release(one.path.parents[1])
    assert opened.id == one.id
    assert two.id in caplog.text
    assert "graphs/document/a.nq" in caplog.text
    with pytest.raises(DamagedReleaseError, match=r"a\.nq"):
        open_release(two.path)


def test_a_damaged_release_is_told_once(published, caplog) -> None:
    one, two = published("One"), published("Two")
    directory = one.path.parents[1]
    (two.path / "graphs/document/a.nq").write_bytes(b"")
    with caplog.at_level(logging.ERROR):
        assert open_release(directory, told=one.id).id == one.id
        assert not caplog.records
        assert open_release(directory, told=two.id).id == one.id
    assert len(caplog.records) == 1


def test_a_parent_is_found_though_the_manifest_that_names_it_is_gone(published) -> None:
    one, two = published("One"), published("Two")
    (two.path / "release.json").unlink()
    assert open_release(one.path.parents[1]).id == one.id


def test_without_a_sound_release_the_first_damage_is_told(published) -> None:
    release = published()
    (release.path / "texts/a.txt").write_bytes(b"other")
    with pytest.raises(DamagedReleaseError, match=r"texts/a\.txt"):
        open_release(release.path.parents[1])


def test_a_directory_without_release_is_refused(tmp_path) -> None:
    with pytest.raises(DamagedReleaseError, match=str(tmp_path)):
        open_release(tmp_path)
    with pytest.raises(DamagedReleaseError, match="nowhere"):
        open_release(tmp_path / "nowhere")


def test_a_copied_release_under_another_name_is_refused(published) -> None:
    release = published()
    copy = release.path.with_name("0123456789abcdef")
    shutil.copytree(release.path, copy)
    with pytest.raises(DamagedReleaseError, match=release.id):
        verify(copy)


def test_building_again_mends_a_damaged_release(published) -> None:
    release = published()
    (release.path / "texts/a.txt").write_bytes(b"other")
    assert published().id == release.id
    verify(release.path)
