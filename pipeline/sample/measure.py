"""The statistics of checked samples: shares with intervals, agreement of two persons beyond chance."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

LEVEL = 0.95


class Share(NamedTuple):
    """A share with its interval, all from 0 to 1."""

    value: float
    low: float
    high: float


class Stratum(NamedTuple):
    """A stratum: how many there are of it, how many were checked, how many of these are right."""

    size: int
    checked: int
    right: int


class Kappa(NamedTuple):
    """Agreement of two persons: the share on which they agree, and Cohen's kappa with its interval (from -1 to 1; None where
    both gave one and the same answer to everything, so that chance alone explains the agreement)."""

    agreement: float
    kappa: float | None
    low: float | None
    high: float | None


def wilson(share: float, n: float, level: float = LEVEL) -> Share:
    """The score interval of a share seen in `n` independent draws (Wilson 1927; Newcombe 1998, method 3). `n` need not be a
    whole number: a weighted sample has an effective size."""
    z = _z(level)
    middle = (2 * n * share + z * z) / (2 * (n + z * z))
    half = z * sqrt(z * z + 4 * n * share * (1 - share)) / (2 * (n + z * z))
    return Share(share, max(0.0, middle - half), min(1.0, middle + half))


def stratified(strata: Sequence[Stratum], level: float = LEVEL) -> Share | None:
    """The share that is right in the whole, each stratum weighted by its size; None where nothing was checked.

    Wilson's interval at the effective size 1 / Σ W²(1 − f)/n (W: the stratum's part of the whole, f: the part of it that was
    checked; Kish 1965 with the correction for finite populations). It does not shrink to a point where all that was checked is
    right, and does where everything was checked. Strata without a checked value are left out of the whole.
    """
    held = [one for one in strata if one.checked]
    whole = sum(one.size for one in held)
    if not whole:
        return None
    share = sum(one.size / whole * one.right / one.checked for one in held)
    spread = sum((one.size / whole) ** 2 * (1 - one.checked / one.size) / one.checked for one in held)
    share = min(1.0, max(0.0, share))
    return wilson(share, 1 / spread, level) if spread > 0 else Share(share, share, share)


def cohen(pairs: Sequence[tuple[Hashable, Hashable]], level: float = LEVEL) -> Kappa | None:
    """Agreement of two persons over the same things (Cohen 1960), with the large-sample interval of Fleiss, Cohen and Everitt
    (1969); None without a pair."""
    n = len(pairs)
    if not n:
        return None
    seen = sum(a == b for a, b in pairs) / n
    one, other = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(one[c] * other[c] for c in one) / n**2
    if chance >= 1:
        return Kappa(seen, None, None, None)
    kappa = (seen - chance) / (1 - chance)
    half = _z(level) * _kappa_error(pairs, one, other, seen, chance)
    return Kappa(seen, kappa, max(-1.0, kappa - half), min(1.0, kappa + half))


def _kappa_error(
    pairs: Sequence[tuple[Hashable, Hashable]], one: Counter[Hashable], other: Counter[Hashable], seen: float, chance: float
) -> float:
    """The large-sample standard error of kappa."""
    n = len(pairs)
    both = Counter(pairs)
    same = sum(both[c, c] / n * ((1 - chance) - (one[c] + other[c]) / n * (1 - seen)) ** 2 for c in one if (c, c) in both)
    cross = sum(count / n * ((other[a] + one[b]) / n) ** 2 for (a, b), count in both.items() if a != b)
    rest = (seen * chance - 2 * chance + seen) ** 2
    return sqrt(max(0.0, same + (1 - seen) ** 2 * cross - rest) / n) / (1 - chance) ** 2


def _z(level: float) -> float:
    return NormalDist().inv_cdf((1 + level) / 2)
