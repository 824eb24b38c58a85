"""Says whether an installed wheel is whole: compiled, its model in it, and an article scored."""

import importlib
from pathlib import Path

import detector

TEXT = "The council met on Tuesday and agreed to mend the bridge before the winter sets in. " * 8


def main() -> None:
    """Raise if something is missing; say where it was found if not."""
    home = Path(detector.__file__).parent
    if home.parent == Path(__file__).parent.parent:
        raise SystemExit(f"{home} is the checkout: run this from another folder")
    for types in home.rglob("*.pyi"):  # every file that is compiled has its types beside it
        name = ".".join(types.relative_to(home.parent).with_suffix("").parts)
        file = importlib.import_module(name).__file__
        if not file or file.endswith(".py"):
            raise SystemExit(f"{name} is not compiled: {file}")
    verdict = detector.Detector.load().score(TEXT)
    cleaned = detector.Detector.load().clean(TEXT)
    print(f"{home}: compiled; {verdict.model} says {verdict.label}, {verdict.quality!r}; ", end="")
    print(f"{len(cleaned.text)} of {len(TEXT)} characters stay")


if __name__ == "__main__":
    main()
