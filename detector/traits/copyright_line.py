"""A claim of copyright: "© 2021 ...", "All rights reserved", "may not be republished".

It closes the page, not the article. News about copyright cases uses the word in a sentence, and
a licence quotes its own text: the sign needs a year or a line that it opens, and a ban needs the
words of copying. Credits under photographs that carry the sign are flagged all the same.
"""

from detector.traits.shapes import Example, Pattern, alone, either

SIGN = r"(?:©|\(c\)|&copy;|&#169;|\bcopyright\b|\bcopr\b)"
COPY = (
    r"(?:published|reproduced|republished|copied|broadcast|rewritten|redistributed|distributed"
    r"|reprinted|retransmitted|transmitted|duplicated|reused|re-used|reposted|archived)\b"
)
COPYING = (
    r"(?:reproduc(?:tion|ing)|republication|republishing|redistribut(?:ion|ing)"
    r"|reprinting|duplication|copying|distribution|re-?use|retransmission)\b"
)
CONSENT = r"(?:permission|consent|authori[sz]ation|approval)\b"

NAME = r"(?-i:[A-Z][\w&'’.-]{0,30})"
YEAR = r"(?:19|20)\d\d\b"

TRAIT = Pattern(
    name="copyright_line",
    doc=__doc__,
    triggers=("©", "&#"),
    begins={"&": "#"},
    before_trigger=140,
    starts=rf"(?=(?:{NAME}\s{{1,3}}){{1,4}}©)|\b(?=\w{{4,8}}+\s{{1,3}}©)|\b(?=[Bb][Ee]\s)",
    lines="copyright_line",
    expression="(?i)"
    + either(
        rf"{SIGN}[^\w.!?]{{0,6}}+(?:(?:copyright|by|the|c)\W{{1,3}}){{0,2}}{YEAR}"
        rf"(?:\W{{1,3}}(?:{YEAR}|\d\d\b|present))?(?:,? (?:by )?(?!all rights){NAME}){{0,4}}",
        r"^\W{0,4}(?:©|&copy;) ?[^.!?]{1,60}",
        rf"{SIGN} (?:{NAME} ){{1,5}}{YEAR}",
        rf"(?:{NAME} ){{1,4}}© ?{YEAR}",
        r"(?:content|material|text|images?|photos?|articles?) ©[^.!?]{1,40}",
        r"\b(?<![\"“'‘])all rights? (?:are )?reserved\b",
        rf"\b(?:may|must) not be (?:[\w-]{{1,15}},? ){{0,2}}?{COPY}",
        rf"\bno part of [^.!?]{{1,40}}? (?:may|can|must) be {COPY}",
        r"\byou may not (?:\w+,? ){0,2}?(?:copy|republish|redistribute|reproduce|repost|reprint)\b",
        r"\b(?:article|content|page|site|work|text|material|story|site)s? (?:is|are) copyrighted\b",
        r"\bcopyright (?:is )?(?:held|owned|retained) by",
        rf"\bnot to be (?:\w+ ){{0,2}}?{COPY}",
        rf"\bbe (?:\w{{1,15}},? ){{0,2}}?{COPY}[^.!?]{{0,60}}?\bwithout [^.!?]{{0,30}}?{CONSENT}",
        rf"\b{COPYING}[^.!?]{{0,60}}?\bwithout [^.!?]{{0,30}}?{CONSENT}",
        rf"\b{COPYING}[^.!?]{{0,50}}? (?:is|are) (?:\w{{6,9}} )?(?:prohibited|forbidden)",
        r"\bdo not (?:reproduce|copy|republish|redistribute|repost|reprint)\b",
        r"\bunauthori[sz]ed (?:\w+ ){0,3}?(?:use|copying|reproduction|distribution)\b"
        r"[^.!?]{0,60}?(?:prohibited|forbidden|not allowed|not permitted|illegal)",
        r"\b(?:reprinted|republished|reproduced) (?:here )?(?:with|by) (?:kind )?permission",
        r"\bprotected by (?:\w+ ){0,3}?copyright(?: laws?)?(?= and |[.,]|$)",
        r"\bsubject to (?:[\w-]+ ){0,3}?copyright laws?\b",
        r"\b(?:is|are) licensed under (?:a|the) creative commons\b",
        r"^\W{0,4}copyright(?: by |: ?)[A-Z][^.!?]{1,50}",
    )
    + "|"
    + alone("copyright (?:notice|statement|information)", "copyright"),
    flags=[
        Example("The fair is over.\n© 2021 Quay Press", spans=["© 2021 Quay Press"]),
        Example("The fair is over. All rights reserved.", spans=["All rights reserved"]),
        Example("Copyright (c) 1999-2004 Quay Press", spans=["Copyright (c) 1999-2004 Quay Press"]),
        Example(
            "This material may not be published, broadcast, rewritten or redistributed.",
            spans=["may not be published"],
        ),
        Example(
            "Reproduction in whole or in part without permission is prohibited.",
            spans=["Reproduction in whole or in part without permission"],
        ),
    ],
    passes=[
        "The court held that the copyright in the song had lapsed in 1998, and the label lost.",
        "Copyright reform\nThe bill would extend the term to 70 years, and libraries object.",
        "Section 4 (c) 12 of the act says that a lease may not be sold without consent.",
        "The letters may not be read by anybody but the heirs until 2040, the archive said.",
        "He reserved all rights to a second trip, she joked, and the crew laughed.",
        "The unauthorised march was dispersed. Marches without permission are rare there.",
        "Reproduction of the oyster begins in June, without any help from the keepers.",
    ],
)
