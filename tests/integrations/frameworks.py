"""Skip where a framework is missing, and say so."""

import shutil
from importlib.util import find_spec

import pytest

PACKAGES = {"spark": "pyspark"}


def needs(extra: str) -> None:
    """Skip the test if what this extra installs, or the Java that Spark runs on, is not there.

    Nothing is imported: some of it starts threads, or complains when the process ends.
    """
    if find_spec(PACKAGES.get(extra, extra)) is None:
        pytest.skip(f"needs the extra {extra}")
    if extra == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none")
