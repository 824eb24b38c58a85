"""A prompt to pass the article on or to follow its site: share buttons and rows of networks.

The buttons stand above or below nearly every page and say nothing of its subject. Prose says that
somebody shared something, and puts commas and an "and" between the names of networks; so commands
count where a sentence begins, and names where they stand like buttons. A heading that is no more
than the name of a network is a false alarm.
"""

from detector.traits.shapes import Example, Phrases
from detector.traits.where import (
    all_of,
    any_of,
    covers,
    long_phrase,
    opens_sentence,
    own_line,
    short_line,
    titled,
)

TRAIT = Phrases(
    name="share_prompt",
    doc=__doc__,
    lines="share_prompt",
    where=any_of(
        long_phrase(5),
        all_of(long_phrase(3), opens_sentence()),
        all_of(long_phrase(2), any_of(covers(0.5), titled())),
        all_of(long_phrase(2), short_line(8), opens_sentence()),
        all_of(long_phrase(3), short_line(12)),
        own_line(more=1),
    ),
    flags=[
        Example("The pier burned for two days.\nShare this:", spans=["Share this"]),
        Example("Facebook Twitter WhatsApp\nThe pier burned.", spans=["Facebook Twitter"]),
        Example(
            "The pier burned. Share this article with your friends!",
            spans=["Share this article with"],
        ),
        Example("Tweet\nThe pier burned for two days, and nobody came.", spans=["Tweet"]),
        Example(
            "The pier burned.\nIf it moved you, please share it with somebody.",
            spans=["please share it with somebody"],
        ),
    ],
    passes=[
        "She wrote on Facebook, Twitter and WhatsApp that the pier had burned.",
        "They share this view with the mayor, who will share it with the council on Friday.",
        "A tweet by the minister was shared 3,000 times. He later deleted it.",
        "# Networks of the town\nFacebook has 4,000 members here. Twitter has nine.",
        "Shares of the brewer fell 4 percent. The share price is now 12 pounds.",
        "Print the form, email it to the office by Monday, and share the costs with a neighbour.",
        "Analysts follow the company on Twitter; 200 shares changed hands before noon.",
    ],
)
