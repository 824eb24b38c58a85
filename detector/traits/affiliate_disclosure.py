"""A notice that somebody is paid for the links or for the text: affiliate links, sponsored posts.

Honest sites print it, so it does not condemn a review; it is part of the page, not of the text,
and many pages that exist to sell have little else of their own. News about commissions names who
earns them: the notice speaks of "we" or "I" and of links, purchases and "no extra cost to you".
"""

from detector.traits.shapes import Example, Pattern, alone, either

WORDS = r"(?:[\w-]{1,15}+,? ){0,4}?"
PAY = r"(?:commissions?|compensation|compensated|money|fees?|percentage|portion|share|cut|paid)\b"
LINKS = (
    r"(?:(?:our|my|these|the|a|this|one of our|any of our|affiliate|referral) )+(?:\w+ )?links?\b"
)
THIS = "(?:this|the) (?:post|article|page|site|website|blog|story|video|review|content|episode)"

TRAIT = Pattern(
    name="affiliate_disclosure",
    doc=__doc__,
    lines="affiliate_disclosure",
    expression="(?i)\\b"
    + either(
        rf"(?:we|i|us|site) {WORDS}(?:earn|receive|get|make|collect|be|are) {WORDS}"
        r"(?:commissions?|referral fees?|affiliate fees?)\b",
        r"(?:we|i) (?:may|might|could|are|receive|get) (?:receive |get |be )?(?:\w+ )?compensat(?:e|es|ed|ing|ions?|ory)\b"
        r"[^.!?]{0,40}? (?:if|when|for|from|by) (?:you|the compan|product|link|click|purchas|advert)",
        r"(?:we|i) (?:may|might|could) be paid (?:if|when|for|by)",
        r"thank(?:s| you) to [^.!?]{1,40}? for sponsoring",
        r"made possible by (?:our|the) (?:sponsor|partner|advertiser)s?",
        rf"earn (?:us|me) {WORDS}{PAY}",
        rf"(?:we|i) (?:earn|receive|get|make|take|collect) {WORDS}{PAY}[^.!?]{{0,30}}? (?:if|when) you",
        rf"(?:earn|receive|get|make|take) {WORDS}{PAY}[^.!?]{{0,80}}? {LINKS}",
        r"(?:if|when|should) you [^.!?]{0,60}?\blinks?\b[^.!?]{0,80}?"
        rf"\b(?:we|i)\b [^.!?]{{0,40}}?{PAY}",
        rf"{THIS} {WORDS}(?:contains?|includes?|has|uses?) {WORDS}affiliate links?",
        r"(?:are|be|contains?|includes?|following|some|my|our) affiliate links?\b",
        r"affiliate (?:disclosure|disclaimer|links? (?:below|in this|on this|at no|which|from))",
        r"as an? amazon (?:associate|affiliate)",
        r"(?:from|on) qualifying (?:purchases|sales)",
        r"(?:part of|participat(?:es?|ed|ing|ion) in|participants? in|members? of|participant in|partner in) [^.!?]{0,60}?"
        r"(?:affiliate|associates) (?:\w+ )?programm?e?s?\b",
        r"(?:at|with) no (?:extra|additional|added) (?:cost|charge|expense) to you",
        r"(?:purchases?|buy(?:ing)?|bought) (?:made )?(?:through|via) (?:our|my|these) links?",
        r"independently (?:selected|chosen|reviewed) by (?:our|the) (?:\w+ )?(?:editors|team)",
        r"independently (?:selects?|chooses?|reviews?|tests?|evaluates?) (?:everything|all|every)",
        r"(?:we|site|blog|is) (?:are |is )?reader-supported",
        rf"{THIS} (?:is|was|has been) sponsored",
        r"in exchange for (?:an?|my|our) (?:honest|fair|unbiased) (?:\w+ )?(?:review|opinion)",
        r"this is (?:a )?(?:sponsored|paid|promoted) (?:post|article|content|partnership|review)",
        r"commission (?:from|on) any resulting sale",
    )
    + "|"
    + alone(
        r"(?:sponsored|promoted|paid|partner) (?:post|content|article|story|partnership)",
        r"(?:advertiser|advertising|affiliate|full) (?:links? )?(?:disclosure|disclaimer)",
        r"advertorial|affiliate links?|(?:in )?(?:paid )?partnership with [^.!?]{1,40}",
    ),
    flags=[
        Example(
            "The kettle boils fast. As an Amazon Associate I earn from qualifying purchases.",
            spans=["As an Amazon Associate", "from qualifying purchases"],
        ),
        Example(
            "We may earn a commission.\nThe kettle boils fast.",
            spans=["We may earn a commission"],
        ),
        Example(
            "This post contains affiliate links, at no extra cost to you.",
            spans=["This post contains affiliate links", "at no extra cost to you"],
        ),
        Example("Sponsored post\nThe kettle boils fast.", spans=["Sponsored post"]),
        Example(
            "If you buy through one of our links, we get a small share of the price.",
            spans=["If you buy through one of our links, we get a small share"],
        ),
    ],
    passes=[
        "Agents may earn a commission of 6 percent, and the seller pays it, the commission said.",
        "The European Commission will receive the affiliate's report, and compensation is due.",
        "The firm paid its affiliates for each sale. A judge found the links were not marked.",
        "The club links the two shores. If you walk it, we will pay for the tea.",
        "The race was sponsored by a bakery, in exchange for its name on the shirts.",
        "Independently of the vote, all editors chose to stay, and no extra cost fell on the town.",
    ],
)
