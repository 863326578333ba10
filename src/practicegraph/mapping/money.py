"""Amounts of money and shares in percent."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Self


@dataclass(frozen=True, slots=True)
class MoneyKnowledge:
    """What :func:`find_amounts` knows of languages and the world."""

    @classmethod
    def load(cls) -> Self:
        """Read the knowledge from the data folder."""
        return cls()


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount with its ISO 4217 currency."""

    start: int
    end: int
    amount: Decimal
    currency: str
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class ShareMention:
    """A share in percent; the parts of ``95/5`` are two mentions."""

    start: int
    end: int
    percent: Decimal
    confidence: float
    method: str


def find_amounts(
    text: str, knowledge: MoneyKnowledge, language: str | None = None
) -> tuple[AmountMention, ...]:  # noqa: ARG001
    """Return the amounts of money in ``text`` in order."""
    return ()


def find_shares(text: str, knowledge: MoneyKnowledge) -> tuple[ShareMention, ...]:  # noqa: ARG001
    """Return the percent shares in ``text`` in order."""
    return ()
