"""Makes a drawing of matplotlib a part of a page: no style attributes, no ids that clash.

The page's policy allows one style sheet and nothing else, so that colours become classes; these
also let a picture follow the reader's choice of light or dark. Pictures are drawn in colours that
stand for the classes. Without name spaces, too, there is no address of any host on the page.
"""

import re
from collections.abc import Mapping
from html import escape
from types import MappingProxyType
from xml.etree import ElementTree

INK, FAINT, LINE, MODEL, AGAINST = (f"#00000{number}" for number in range(1, 6))
CLASSES: Mapping[str, str] = MappingProxyType(
    {INK: "ink", FAINT: "faint", LINE: "line", MODEL: "model", AGAINST: "against"}
)
PAINTS = ("fill", "stroke")
DROPPED = ("metadata", "style")
FONTS = ("font", "font-family")


def inline(drawing: str, *, name: str, label: str) -> str:
    """Return the drawing as an element of HTML; `label` is what it says to who cannot see it."""
    root = ElementTree.fromstring(drawing)
    for element in root.iter():
        for child in [each for each in element if _bare(each.tag) in DROPPED]:
            element.remove(child)
        element.tag = _bare(element.tag)
        attributes = {_bare(key): _local(value, name) for key, value in element.items()}
        element.attrib.clear()
        element.attrib.update(_presented(attributes, name))
    body = "".join(ElementTree.tostring(each, encoding="unicode") for each in root)
    view = escape(root.attrib["viewBox"])
    return f'<svg viewBox="{view}" role="img" aria-label="{escape(label)}">{body}</svg>'


def _bare(name: str) -> str:
    """Return a name without its name space, which ElementTree puts before it in braces."""
    return name.rpartition("}")[2]


def _local(value: str, name: str) -> str:
    """Put the picture's name into references within it."""
    return re.sub(r"^#|(?<=url\()#", f"#{name}-", value)


def _presented(attributes: dict[str, str], name: str) -> dict[str, str]:
    """Return attributes with those of `style` among them, and classes for colours."""
    if "id" in attributes:
        attributes["id"] = f"{name}-{attributes['id']}"
    for declaration in filter(None, attributes.pop("style", "").split(";")):
        key, _, value = (part.strip() for part in declaration.partition(":"))
        if key not in FONTS:
            attributes[key] = value
    classes = [f"{paint}-{CLASSES[attributes.pop(paint)]}" for paint in _painted(attributes)]
    return attributes | ({"class": " ".join(classes)} if classes else {})


def _painted(attributes: Mapping[str, str]) -> list[str]:
    return [paint for paint in PAINTS if attributes.get(paint) in CLASSES]
