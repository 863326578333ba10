"""Words for sources of money that are no names of organisations: a state's budget, own means, "EU"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from practicegraph.languages import primary_subtag
from practicegraph.mapping.gazetteer import Gazetteer
from practicegraph.mapping.organizations import OrganizationMention
from practicegraph.mapping.tables import read_table


@dataclass(frozen=True, slots=True)
class Payer:
    """Who may pay a share: a programme (``notation``), an organisation, or a source that is only described."""

    start: int
    end: int
    notation: str | None = None
    organization: OrganizationMention | None = None
    slug: str | None = None


@dataclass(frozen=True, slots=True, repr=False)
class PayerKnowledge:
    """Words for sources of money that are no organisation's name, with the organisation they stand for, if any."""

    forms: Gazetteer[tuple[str, str, str]]

    @classmethod
    def load(cls) -> PayerKnowledge:
        """Read ``payers.csv`` of the lexicon."""
        rows = read_table("payers.csv", ("language", "form", "organization"))
        return cls(
            Gazetteer.of((row["form"], (row["form"], row["language"], row["organization"])) for row in rows)
        )

    def find(self, text: str, language: str | None) -> Iterator[Payer]:
        """Yield the sources that ``text`` names in its language; an abbreviation only as it is written."""
        main = primary_subtag(language)
        for match in self.forms.find(text):
            written = text[match.start : match.end]
            for form, tag, slug in match.entries:
                if (not form.isupper() or form == written) and (not main or tag in ("", main)):
                    yield Payer(match.start, match.end, slug=slug or None)
                    break
