from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.consolidation.slugs import document_slugs, slug, unique


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Together for integration", "together-for-integration"),
        ("Заедно за интеграция", "zaedno-za-integratsiya"),
        ("Östersunds kommun", "ostersunds-kommun"),
        ("Ένταξη", "entaxi"),
        ("É UMA VIDA!", "e-uma-vida"),
        ("L'accueil d’abord", "laccueil-dabord"),
        ("···", ""),
    ],
)
def test_slug_of_no_language(text: str, expected: str) -> None:
    assert slug(text) == expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Червен кръст", "bg", "cherven-krast"),
        ("Общежитие", "bg-BG", "obshtezhitie"),
        ("Общежитие", "ru", "obshchezhitie"),
        ("Brücken für Kinder", "de", "bruecken-fuer-kinder"),
        ("Bru\u0308cken", "de", "bruecken"),
        ("Brückor", "sv", "bruckor"),
    ],
)
def test_a_language_may_write_letters_in_its_own_way(text: str, language: str, expected: str) -> None:
    assert slug(text, language) == expected


@given(st.text(max_size=300))
def test_slug_is_a_path_segment_and_settles(text: str) -> None:
    made = slug(text)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", made)
    assert len(made) <= 80
    assert slug(made) == made


@given(st.lists(st.text("ab./_", min_size=1, max_size=6).filter(lambda name: name.strip("./"))))
def test_document_slugs_tell_all_names_apart(names: list[str]) -> None:
    made = document_slugs(names)
    assert made == document_slugs(reversed(names))
    assert len(set(made.values())) == len(set(names))


def test_unique_gives_the_plain_slug_to_the_first() -> None:
    assert unique({"a": "x", "b": "x", "c": "y"}, ["y"]) == {"a": "x", "b": "x-2", "c": "y-2"}
