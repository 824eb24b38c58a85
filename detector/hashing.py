"""Makes what the lexer looks keys up in: open-addressing tables, and sieves before them.

A key is a 32-bit hash other than 0. The loops that fill and read these are in `detector.lexer`.
"""

from typing import Any

import numpy as np
import numpy.typing as npt

from detector import lexer

STRETCH = 6  # bits of a place: so many neighbouring slots of a table are counted together
CROWD = 256  # keys that may be too many for their stretches


def buffers(*arrays: npt.NDArray[Any]) -> list[Any]:
    """Return what the lexer takes: uncompiled, it wants Python's integers out of the arrays."""
    return [memoryview(array) for array in arrays]  # type: ignore[arg-type]


def hash_table(
    keys: npt.NDArray[np.uint32], values: npt.NDArray[np.int32], *, mixed: bool = False
) -> npt.NDArray[np.uint64]:
    """Put keys and their values into a table: a key, with its value above bit 31, an entry.

    Of equal keys the last wins. Keys that are well `mixed` already, as those of n-grams are, need
    not be mixed again.
    """
    entries = np.zeros(_slots(keys), np.uint64)
    lexer.fill(*buffers(_writable(keys), _writable(values)), mixed, *buffers(entries))
    return entries


def tier_table(
    keys: npt.NDArray[np.uint32], tiers: npt.NDArray[np.int32]
) -> npt.NDArray[np.uint32]:
    """Put words and their tiers (1 to 7) into a table; an entry ends in three bits of tier.

    Of the key those bits are lost, so that one unknown word in a million takes another's tier.
    """
    entries = hash_table(keys, tiers)
    return ((entries & np.uint64(0xFFFFFFF8)) | entries >> np.uint64(32)).astype(np.uint32)


def sieve(
    keys: npt.NDArray[np.uint32], *, bits: int, mixed: bool = False
) -> npt.NDArray[np.uint64]:
    """Return bits that let all of these keys through, and of others no more than one in `bits`.

    So small, it stays near the processor, where a table does not.
    """
    made = np.zeros(1 << max(0, (bits * len(keys) // 64).bit_length()), np.uint64)
    lexer.sift(*buffers(_writable(keys)), mixed, *buffers(made))
    return made


def crowded(keys: npt.NDArray[np.uint32]) -> bool:
    """Tell whether mixed keys crowd so much in their table that looking them up would take long.

    Those of n-grams never do. Keys that somebody chose may all want one place, and then each is
    looked for past all others (Crosby and Wallach, Denial of Service via Algorithmic Complexity
    Attacks, 2003). Equal keys count as a crowd, too.
    """
    slots = _slots(keys)
    held = np.bincount((keys & np.uint32(slots - 1)) >> np.uint32(STRETCH), minlength=1)
    over = np.cumsum(held - (1 << STRETCH))  # those that must go on into the next stretch
    least = np.minimum.accumulate(np.append(0, over))[:-1]
    return bool((over - least).max() > CROWD)


def _slots(keys: npt.NDArray[np.uint32]) -> int:
    """Return how long a table of keys is: a power of two, at least twice their number."""
    return 1 << max(4, (2 * len(keys)).bit_length())


def _writable(array: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """Copy an array that another process shares with this one: the lexer wants none of these."""
    return np.require(array, requirements="W")
