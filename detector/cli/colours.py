"""Which colour means what on a terminal."""

from detector.verdict import Label

OF_LABEL = {Label.GOOD: "green", Label.LOW: "red", Label.UNSURE: "yellow"}
RAISES = "green"
LOWERS = "red"
OF_TRAITS = (
    "black on bright_yellow",
    "black on bright_cyan",
    "black on bright_magenta",
    "black on bright_green",
    "white on blue",
    "white on red",
    "black on yellow",
    "black on cyan",
)


def of_trait(number: int) -> str:
    """Return the style of the trait that was met as the `number`th."""
    return OF_TRAITS[number % len(OF_TRAITS)]


def of_contribution(contribution: float) -> str:
    """Return the style of what raises or lowers the quality."""
    return RAISES if contribution > 0 else LOWERS
