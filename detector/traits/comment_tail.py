"""An invitation to comment, a reply form or a count of replies, left below the article.

It is the commonest residue of blogs, and on a page without an article it is all there is. A
sentence about a comment section says the same few words, so short phrases count only on a line of
their own or near the end. Such a line is taken out before anything else is measured, so that a
comment tail can only ever lower the quality.
"""

from detector.traits.shapes import Example, Phrases
from detector.traits.where import (
    all_of,
    any_of,
    covers,
    long_phrase,
    near_end,
    opens_line,
    opens_sentence,
    own_line,
    short_line,
)

TRAIT = Phrases(
    name="comment_tail",
    doc=__doc__,
    lines="comment_tail",
    where=any_of(
        long_phrase(5),
        all_of(long_phrase(2), covers(0.4)),
        all_of(long_phrase(4), short_line(15)),
        all_of(long_phrase(3), short_line(12), opens_sentence()),
        all_of(long_phrase(2), near_end(0.25), opens_sentence()),
        all_of(long_phrase(3), opens_line(), near_end(0.5)),
        all_of(own_line(more=1), near_end(0.3)),
    ),
    cut=all_of(any_of(own_line(more=4), covers(0.4)), long_phrase(2), short_line(20)),
    flags=[
        Example("The vote is on Monday.\n\nLeave a comment", spans=["Leave a comment"]),
        Example(
            "The bridge opens in May.\nYour e-mail address will not be published.\nName *",
            spans=["Your e-mail address will not be published", "Name"],
        ),
        Example(
            "Comments (12)\nThe mayor spoke for an hour, and the hall was full to the doors.",
            spans=["Comments (12"],
        ),
        Example(
            "The ferry sails at noon. Would you go? Tell us in the comments below!\nThe harbour "
            "master said that the old boat would be sold.",
            spans=["Tell us in the comments"],
        ),
        Example(
            "The orchard was felled before anybody had been asked.\n2 thoughts on “A walk in the orchard”\nLog in to reply",
            spans=["2 thoughts on", "Log in to reply"],
        ),
    ],
    passes=[
        "He would not leave a comment with the paper, and hung up.\nThe vote is on Monday, and "
        "the council will meet again in the old hall on Thursday to hear the result read out.",
        "The minister declined to comment. A spokeswoman said there would be no comment until "
        "the report was out.",
        "Newspapers are closing their comment sections. Moderators read 3,000 comments a day at "
        "the paper, she said, and one reply in ten was removed.\nThe last one closes in June.",
        "The talks will join the conversation about water with the debate on land, he wrote, "
        "and nobody in the valley will be the first to give way.",
        "Q: Do you agree with the verdict?\nA: I have read the comments of the court, and I do.\n"
        "Q: Will you appeal?\nA: We have thirty days, and we shall use them all.",
        "Her reply came in March: the company was not for sale.\nThe discussion lasted all night.",
    ],
)
