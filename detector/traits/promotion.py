"""A sales pitch: calls to buy, urgency, discounts, easy money, "click here", "unsubscribe".

A text that sells speaks to its reader in commands and promises. Business news, reviews and price
lists name offers and prices too, but seldom open a sentence with "Order today". The invitation at
the end of a charity's appeal is a pitch as well, and is flagged.
"""

from detector.traits.shapes import Example, Phrases
from detector.traits.where import (
    all_of,
    any_of,
    covers,
    long_phrase,
    opens_sentence,
    unquoted,
)

TRAIT = Phrases(
    name="promotion",
    doc=__doc__,
    lines="promotion",
    where=all_of(
        unquoted(),
        any_of(
            long_phrase(5),
            all_of(long_phrase(2), any_of(opens_sentence(), covers(0.4))),
        ),
    ),
    flags=[
        Example("Order today and save 20% on every lamp.", spans=["Order today"]),
        Example(
            "The lamp is brass. Limited time offer! Act now.",
            spans=["Limited time offer", "Act now"],
        ),
        Example("Click here to claim your lamp.", spans=["Click here to claim"]),
        Example(
            "100% free, no credit card required", spans=["100% free", "no credit card required"]
        ),
        Example(
            "Use code LAMP at checkout.\nThe lamp is brass.", spans=["Use code", "at checkout"]
        ),
        Example("To unsubscribe from this list, reply with REMOVE.", spans=["To unsubscribe from"]),
    ],
    passes=[
        "The shop sold lamps at a discount of 20 percent, and its sale ends in March, he said.",
        "Apples 2.50, pears 3.10, plums 1.90 a kilo. Delivery costs 4 a box.",
        "The bank's limited time offer drew 400 complaints, the regulator said on Monday.",
        "The order of today was to buy nothing, and to act only when the price had fallen.",
        "To buy time, the mayor called a vote. She will not hesitate to act now, aides said.",
        "Lamps made before 1900 are not for sale; visitors may click the switch and see them lit.",
        "1. Click the File menu.\n2. Choose Save As.\n3. Click OK to close the dialog.",
    ],
)
