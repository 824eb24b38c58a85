"""The service does what its OpenAPI says, whatever schemathesis thinks of asking."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from detector import Detector

from .asking import asked
from .process import served

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis asks the service")

EXAMPLES = 25  # of each operation, in each of the two ways: what is allowed, and what is not
OPERATIONS = ("/v1/score", "/v1/clean", "/v1/filter", "/healthz", "/readyz", "/metrics")
QUICK = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def description(model: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """Yield the description of a service that runs."""
    folder = tmp_path_factory.mktemp("openapi")
    with served(folder, "--model", model, "--workers", "0") as service:
        yield schemathesis.openapi.from_url(f"{service.address}/openapi.json")
        assert "Traceback" not in service.log.read_text()


def test_every_address_is_described(model: Path) -> None:
    with asked(Detector.load(model)) as client:
        said = client.get("/openapi.json").json()
    assert said["openapi"].startswith("3.1")
    assert tuple(said["paths"]) == OPERATIONS
    for methods in said["paths"].values():
        for operation in methods.values():
            assert "200" in operation["responses"]
            assert all(answer["content"] for answer in operation["responses"].values())


@pytest.mark.parametrize(
    ("path", "way"),
    [
        *((path, "positive") for path in OPERATIONS),
        *((path, "negative") for path in OPERATIONS if path.startswith("/v1/")),
    ],
)
def test_schemathesis_finds_nothing(description: Any, path: str, way: str) -> None:
    method = "POST" if path.startswith("/v1/") else "GET"
    mode = schemathesis.GenerationMode(way)
    cases = description[path][method].as_strategy(generation_mode=mode)

    @QUICK
    @given(case=cases)
    def ask(case: Any) -> None:
        case.call_and_validate()

    ask()
