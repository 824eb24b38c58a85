"""A call to subscribe: to a newsletter, a mailing list, posts by e-mail.

Sites put it under, beside and into their articles. It addresses the reader, at the beginning of a
sentence ("Sign up for ..."); prose about newsletters says who signed up. The writer of a blog who
asks for subscribers in the last sentence means it, and is flagged all the same.
"""

from detector.traits.shapes import OPENING, Example, Pattern, alone, either

EMAIL = "e-?mail"
INBOX = f"your (?:{EMAIL} )?in-?box"
WORDS = r"(?:\w{1,12}+ ){0,4}?"
SUBSCRIBE = either(
    r"sign(?:ing)?(?: |-)up\b", r"subscrib(?:e|ing)\b", r"register\b", r"opt(?: |-)in\b"
)
JOIN = either(
    r"(?:join|get|receive|read|grab|want|like|love|keep|stay|browse|try|follow|have|enjoy|see)\b"
)
LETTER = either(
    r"e?-?newsletters?\b",
    rf"{INBOX}",
    "mailing lists?",
    rf"{EMAIL} (?:list|updates?|alerts?|digest|bulletin|briefing|notifications?|news)",
    rf"(?:daily|weekly|monthly|morning|free) (?:{EMAIL}s?|digest|briefing|round-?up|updates?)",
    rf"(?:by|via) (?:{EMAIL}|rss)",
    r"our (?:\w+ )?(?:dispatch|digest|bulletin|briefing|round-?up|letter|list|alerts|updates)",
    r"(?:latest|breaking|new|biggest|top) (?:news|stories|headlines|posts|articles|content)",
)
PLAIN = either(
    r"(?:sign up|subscribe) (?:for|to) (?:our|my) [^.!?]{0,40}?(?:list|updates|blog|feed|e-?mails?)\b",
    rf"(?:delivered|sent|straight|directly|right|free|daily) {WORDS}(?:to|in) {INBOX}",
    rf"(?:to|in|into) {INBOX} (?:every|each|daily|weekly|once|on)",
    rf"(?:every|each|once a) \w{{3,12}},? {WORDS}(?:to|in) {INBOX}",
    rf"(?:enter|add|submit|type|provide|leave) your {EMAIL}(?: address)? (?:here|below|to|and)",
    rf"by (?:signing up|subscribing),? {WORDS}(?:you|i) (?:agree|consent)",
    r"thank(?:s| you) for (?:subscribing|signing up)",
    r"you (?:have|are|'ve) (?:been )?(?:successfully |now )?(?:subscribed|signed up)",
    rf"(?:please )?check your {EMAIL}[^.!?]{{0,20}}? to (?:confirm|verify|complete)",
    r"(?:be|get) (?:notified|alerted|updated)[^.!?]{0,30}? (?:posts?|articles|stories|updates|by)\b",
    r"headlines (?:delivered|sent|by|in your|to your)",
    r"(?:you (?:can|may) )?(?:unsubscribe|opt(?: |-)out)(?: at)? (?:any time|anytime)",
    rf"check {INBOX}",
    r"(?:we (?:do not|don['’]t|won['’]t|will never|never|hate)|no) spam\b",
    rf"never miss (?:a|an|our|another) {WORDS}(?:story|post|update|article|issue|episode|beat|thing)\b",
    rf"follow blog via {EMAIL}",
    rf"join {WORDS}\d[\d,.]{{0,8}}k?\+? {WORDS}(?:readers|subscribers|others|people)",
)
ALONE = alone(
    rf"(?:(?:{EMAIL}|free|our|weekly|daily|the) )?e?-?newsletters?(?:(?: |-)sign(?: |-)?up)?",
    rf"(?:{EMAIL} address )?subscribe(?: now| today| here| via {EMAIL}| to [^.!?]{{2,60}})?",
    r"sign (?:me )?up(?: now| today| here| for free| for updates)?",
    "stay (?:informed|updated|connected|in the (?:know|loop))",
)

TRAIT = Pattern(
    name="newsletter_call",
    doc=__doc__,
    lines="newsletter_call",
    expression=(
        rf"(?i)\b(?:{OPENING}|(?<=\b(?:to|please|and|or)\s)){SUBSCRIBE}[^.!?]{{0,70}}?\b{LETTER}"
        rf"|\b{OPENING}(?:{JOIN}[^.!?]{{0,70}}?\b{LETTER}|(?!register\s(?:now|today|here)){SUBSCRIBE}\s(?:now|today|here|for\supdates)\b)"
        rf"|\b{PLAIN}|{ALONE}"
    ),
    flags=[
        Example(
            "The tide was late.\n\nSubscribe to our newsletter",
            spans=["Subscribe to our newsletter"],
        ),
        Example(
            "Sign up for the Dockside, our weekly letter, delivered to your inbox each Friday.",
            spans=["Sign up for the Dockside, our weekly letter", "delivered to your inbox"],
        ),
        Example(
            "The tide was late. Want more like this? Enter your email address below.",
            spans=["Enter your email address below"],
        ),
        Example("Newsletter\nThe tide was late on Monday.", spans=["Newsletter"]),
        Example(
            "The tide was late.\nNo fees, and you can unsubscribe at any time.",
            spans=["you can unsubscribe at any time"],
        ),
    ],
    passes=[
        "The paper has 40,000 subscribers, and its newsletter goes out on Fridays, he said.",
        "He found 300 messages in his inbox, and none of them from the council.",
        "Volunteers can sign up for a shift at the town hall, where a list is kept by the clerk.",
        "The newsletter reported that the harbour would close. Its readers were not surprised.",
        "Many people subscribe to the theory that the wreck was moved in the storm of 1911.",
        "# Set up a mailing list\nInstall the server, then add each address to the table.",
        "She subscribed to two magazines and missed neither of them when she moved abroad.",
    ],
)
