"""Writes JSON: by orjson where it can, and what it refuses by the standard library."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import orjson


def encode(value: Any) -> bytes:
    """Return compact JSON, with escapes only where a lone surrogate leaves no other way.

    What JSON has no word for becomes a string: dates in ISO 8601, bytes in base64.
    """
    try:
        return _dumps(value, ascii_only=False).encode()
    except UnicodeEncodeError:
        return _dumps(value, ascii_only=True).encode()


def encode_result(result: Mapping[str, Any]) -> bytes:
    """Return a verdict or residue as JSON: by orjson, unless it holds a lone surrogate."""
    try:
        return orjson.dumps(result)
    except orjson.JSONEncodeError:
        return encode(result)


def _dumps(value: Any, *, ascii_only: bool) -> str:
    return json.dumps(value, ensure_ascii=ascii_only, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    return str(value.isoformat()) if hasattr(value, "isoformat") else str(value)
