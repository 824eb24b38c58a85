"""Skip where a framework is missing, and say so."""

import shutil

import pytest

PACKAGES = {"spark": "pyspark"}


def needs(extra: str) -> None:
    """Skip the test if what this extra installs, or the Java that Spark runs on, is not there."""
    pytest.importorskip(PACKAGES.get(extra, extra), reason=f"needs the extra {extra}")
    if extra == "spark" and shutil.which("java") is None:
        pytest.skip("Spark needs Java, and there is none")
