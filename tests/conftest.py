"""What several tests share: the shipped detector, and the project's own articles."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from detector import Detector

pytest_plugins = ["tests.cli.fixtures"]  # ways to run a command, for all that show what one does

CHECKOUT = Path(__file__).parent.parent
SEEDS = CHECKOUT / "seeds"

# The machine is shared: a slow example is no fault.
settings.register_profile(
    "shared", deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=60
)
settings.load_profile("shared")


@pytest.fixture(scope="session")
def detector() -> Detector:
    return Detector.load()


@pytest.fixture(scope="session")
def seed_texts() -> list[str]:
    return [
        path.read_text("utf-8")
        for label in ("low", "good")
        for path in sorted((SEEDS / label).iterdir())
    ]
