"""A model's folder: where the shipped one is, and what a model says of itself.

Apart from what reads the arrays, so that `detector --version` need not import numpy.
"""

from pathlib import Path
from typing import Any

import orjson

from detector.errors import ModelError

INSIDE_WHEEL = Path(__file__).parent / "models" / "default"
IN_CHECKOUT = Path(__file__).parent.parent / "models" / "default"


def default_path() -> Path:
    """Folder of the shipped model, in a wheel, an editable install or a checkout."""
    return INSIDE_WHEEL if INSIDE_WHEEL.is_dir() else IN_CHECKOUT


def header(file: Path, schema: int) -> dict[str, Any]:
    """Read what a model says of itself; ModelError if it is of another schema, or none at all."""
    said = about(file)
    if said.get("schema") != schema:
        raise ModelError(
            f"{file}: schema {said.get('schema')!r}, but this version reads schema {schema}; "
            "upgrade article-detector, or train the model again"
        )
    return said


def about(file: Path) -> dict[str, Any]:
    """Read what a model of any schema says of itself; ModelError if there is none."""
    if not file.is_file():
        raise ModelError(
            f"{file.parent}: no model here ({file.name} is missing); name a model folder"
        )
    try:
        said = orjson.loads(file.read_bytes())
    except (orjson.JSONDecodeError, OSError) as fault:
        raise ModelError(f"{file}: cannot be read ({fault}); train the model again") from fault
    if not isinstance(said, dict):
        raise ModelError(f"{file}: not a model; name a folder that `detector train` wrote")
    return said
