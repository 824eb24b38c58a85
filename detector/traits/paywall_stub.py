"""The stump of an article behind a paywall: "Subscribe to continue reading".

Below it the article is missing, so what stands above is an opening without its body. News about
paywalls tells who raised one; the stub commands the reader, or counts what the reader has left.
"""

from detector.traits.shapes import OPENING, Example, Pattern, alone, either

TEXT = r"(?:article|story|stories|post|content|page|piece|report|column|item|text|feature)s?\b"
JOIN = (
    r"(?:subscribe|log ?in|sign (?:in|up)|register|upgrade|join|become an? \w{2,12}|go premium"
    r"|create (?:an?|your) (?:\w+ )?account|start your|purchase|unlock|try us)\b"
)
READ = (
    r"(?:(?:continue|keep|finish|resume) reading|read (?:on|more|the (?:rest|full|whole|entire)"
    r"|this|it|unlimited|all|our)|unlock|(?:get |gain )?(?:unlimited|full) (?:\w+ )?access"
    r"|(?:view|see|access|finish|enjoy|get access to) (?:the|this|our|full|all|premium) "
    rf"[^.!?]{{0,30}}?{TEXT})"
)
OWNERS = r"(?:paid |paying |premium |registered |digital |our ){0,3}(?:subscribers|members)\b"
ONLY = r"(?:subscriber|member|premium|insider)s?(?: |-)(?:only|exclusive)"

TRAIT = Pattern(
    name="paywall_stub",
    doc=__doc__,
    lines="paywall_stub",
    starts=r"\b(?=[EGTWegtw])",
    expression=rf"(?i)\b(?:{OPENING}|(?<=\b(?:please|to|or|must)\s))"
    + either(
        rf"{JOIN}[^.!?]{{0,50}}?\b(?:to|for|and) {READ}",
        r"(?:become|be) an? (?:\w+ )?(?:subscriber|member) to (?:continue|read|access|view|unlock)",
        rf"{READ}[^.!?]{{0,40}}?(?:[$£€]\d|\bfree account\b)",
        r"(?:try|start)[^.!?]{0,30}? to (?:keep|continue) reading",
        r"(?:(?:already|existing|current) )?(?:have an account|subscribed|registered|subscriber)\? ?(?:log|sign)",
        rf"{READ}[^.!?]{{0,40}}?(?:[,:–—-]|\b(?:with|please|must|to)) "
        rf"[^.!?]{{0,20}}?(?:{JOIN}|free trial|subscription)",
        rf"(?:want|like) (?:to (?:read|see|know) )?more\? [^.!?]{{0,20}}?{JOIN}",
        rf"{JOIN}(?: or \w+)? to (?:continue|proceed|read|unlock)",
        rf"{OWNERS} (?:can|may|have|get|enjoy) [^.!?]{{0,20}}?(?:read|access|unlimited|full)",
        r"(?:get|enjoy|with) (?:\w+ )?unlimited (?:\w+ )?access",
        r"(?:start|begin|try) (?:your|a|our) [^.!?]{0,20}?free trial",
        r"(?:subscribe|join|support us|try it)\b[^.!?]{0,30}? for [a-z ]{0,16}?[$£€]\d",
        r"(?:already|not) (?:yet )?an? (?:\w+ )?(?:subscriber|member|customer)\b(?: yet)?\?",
        r"support (?:local|our|independent|quality) journalism",
    )
    + r"|\b"
    + either(
        rf"you(?:['’]ve| have) [^.!?]{{0,40}}?{TEXT}(?: views)? (?:left|remaining)",
        r"you(?:['’]ve| have) (?:read|used|reached|viewed|hit|exceeded) [^.!?]{0,30}?"
        r"(?:(?:free|complimentary|monthly) (?:\w+ )?(?:articles?|stories|limit)|article limit)",
        rf"(?:free|complimentary) {TEXT} (?:left|remaining)",
        rf"your (?:last (?:free )?|final free ){TEXT}",
        r"you(?:['’]re| are) reading a (?:free )?preview",
        rf"(?:access|read|view) (?:this|the) (?:\w+ )?{TEXT},? you (?:must|need|have)",
        rf"(?:this|the) (?:\w+ )?{TEXT} (?:is|are) (?:[\w-]+ ){{0,3}}?(?:for|to) {OWNERS}",
        rf"(?:exclusive(?:ly)?|available|reserved|only) (?:only )?(?:to|for) {OWNERS}",
        rf"(?:only|just) {OWNERS} (?:can|may|have|get)",
        r"already (?:have an? (?:\w+ )?(?:account|subscription)|registered|subscribed)\?",
        rf"rest of (?:this|the) {TEXT} is (?:behind|for|only|available|reserved|locked)",
        rf"(?:this|the) (?:\w+ )?{TEXT} is (?:behind|locked|premium|paywalled|subscriber|member)",
        rf"this is (?:our |a )?(?:premium|exclusive|subscriber|members?) {TEXT}",
        r"you (?:need|must have) (?:a|an) (?:\w+ ){0,2}(?:subscription|account|membership) to",
        rf"(?:this|the following) is an? {ONLY}",
        r"your subscription (?:supports|helps|funds|makes)",
        r"(?:full|instant|complete) access to this \w+ with",
    )
    + "|"
    + alone(
        rf"(?:{ONLY}|premium|exclusive)(?: {TEXT})?",
        rf"(?:for )?{OWNERS}(?: only| exclusive)?",
        r"(?:get|enjoy) (?:full|unlimited) [^.!?]{0,20}?access(?: now| today| for [^.!?]{1,20})?",
        r"unlock (?:this|the|full|more) [^.!?]{0,40}",
    ),
    flags=[
        Example(
            "The dam broke at six.\n\nSubscribe to continue reading",
            spans=["Subscribe to continue reading"],
        ),
        Example(
            "You have 2 free articles left this month.", spans=["You have 2 free articles left"]
        ),
        Example(
            "The dam broke. This content is for subscribers only. Already a subscriber? Log in.",
            spans=["This content is for subscribers", "Already a subscriber?"],
        ),
        Example(
            "To read the full story, please sign in or register.",
            spans=["read the full story, please sign in"],
        ),
        Example("The dam broke.\nSubscribers only", spans=["Subscribers only"]),
    ],
    passes=[
        "The paper raised a paywall in 2011, and 9,000 readers subscribe to it today.",
        "He kept reading the article until the train came, and had two stories left for the night.",
        "You have three articles of the treaty to thank for that, the lawyer told the members.",
        "Members of the club have access to the pool, and subscribers to the theatre pay less.",
        "To finish reading the map you need a compass. Sign the book in the hall before you go.",
        "Register the type, then read more bytes from the stream until none are left.",
    ],
)
