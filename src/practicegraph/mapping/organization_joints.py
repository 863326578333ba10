"""Whether a conjunction inside a run of capitalised words stands between two names: "City Council and Devon Life"."""

from __future__ import annotations

from typing import Final

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organization_lookup import ACRONYM, lookup
from practicegraph.mapping.organization_types import tells_type, type_of

_FEWEST_WORDS: Final = 2
"""Words that a name told by its words alone has at least."""


def are_two_names(left: str, article: str, right: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether what stands before and behind a conjunction, and behind an article if there is one, are names."""
    known = _is_name(left, knowledge)
    further = _is_name(right, knowledge)
    led = bool(article) and (len(right.split()) > _FEWEST_WORDS or _tells_kind(right, knowledge))
    if known and (led or further):
        return True
    if led and further and len(left.split()) >= _FEWEST_WORDS and type_of(left, knowledge.types) is None:
        return True  # "Leith Life and the School of Art"
    if (known or ACRONYM.match(left.split(" ", maxsplit=1)[0])) and _begins_another(left, right, knowledge):
        return True
    if further and knowledge.patterns.compound.fullmatch(left) is not None:
        return True
    return _stand_apart(left, right, knowledge) or _follows_article(left, article, right, knowledge)


def _tells_kind(word: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether a word by itself tells the kind of an organisation."""
    return tells_type(fold(word), knowledge.types)


def _follows_article(left: str, article: str, right: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether an article behind a conjunction begins another name: "the Council and the Tomás Power Trust"."""
    definite = fold(article.strip()) in knowledge.patterns.definite_articles
    last = left.rsplit(maxsplit=1)[-1]  # "the Town Library and the North": the kind ends the name
    return definite and all(type_of(part, knowledge.types) for part in (left, f"{last} {right}"))


def _begins_another(left: str, right: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether a name without a kind begins behind a conjunction: "Bodø kommune og NAV", "City Council and Devon Life"."""
    before, after = left.split(), right.split()
    if type_of(left, knowledge.types) == "local-authority":
        return len(after) > 1 or _tells_kind(right, knowledge)  # a town's name has no conjunction
    if ACRONYM.fullmatch(after[0]) and len(after) > 1:
        return True
    if ACRONYM.fullmatch(before[0]) and len(before) > 1:
        return _is_name(right, knowledge)  # "GGD Groningen en VluchtelingenWerk Noord"
    if min(len(before), len(after)) < _FEWEST_WORDS or not (after[0][0].isupper() and after[-1][0].isupper()):
        return False
    return _tells_kind(before[-1], knowledge) and not any(word.islower() for word in before[-2:-1])


def _stand_apart(left: str, right: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether words that tell no kind are a name, the kind beginning the next or standing behind its town.

    "Radio Corvo en Bibliotheek Zutphen", "Radio Corvo og Vejle Bibliotek", not "Norwegian Youth and Sports Council".
    """
    before, after = left.split(), right.split()
    if min(len(before), len(after)) < _FEWEST_WORDS or not all(
        word[0].isupper() for word in (*before, after[0])
    ):
        return False
    if type_of(left, knowledge.types) is not None or not _is_name(right, knowledge):
        return False
    adjective = knowledge.patterns.adjective.fullmatch(fold(after[0])) is not None
    if _tells_kind(after[0], knowledge) or (adjective and _tells_kind(after[1], knowledge)):
        return True
    if len(after) != _FEWEST_WORDS or not _tells_kind(after[1], knowledge):
        return False
    return after[1].islower() or knowledge.seats.is_town(after[0])


def _is_name(text: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether words can name an organisation by themselves: a registered one, or several that tell a kind."""
    if lookup(text, knowledge) is not None or (text.isupper() and ACRONYM.fullmatch(text)):
        return True
    return len(text.split()) >= _FEWEST_WORDS and type_of(text, knowledge.types) is not None
