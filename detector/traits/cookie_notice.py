"""A consent banner that was read along with the page: cookies, partners, "Accept all".

It speaks to the visitor in the name of the site ("We use cookies to ..."): a sentence with the
word, with "we", "you" or "this site", and with a word of the web. An article about cookies says
what "a site" does, and puts the words of the banner in quotes; recipes have other words. A tutorial
that tells "you" how to set a cookie in "your" browser is a false alarm.
"""

from detector.traits.shapes import OPENING, Example, Pattern, alone, either

COOKIES = r"\b(?<![\"“'‘])cookies?\b"
SITE = r"(?:site|website|web site|page|blog|app|store|service|portal|platform)s?\b"
# Who speaks, or is spoken to about a choice: an article about cookies says "you" in passing.
PEOPLE = (
    rf"\b(?<![\"“'‘])(?:we|our|us|this {SITE}|i (?:accept|agree)"
    r"|you (?:agree|consent|accept|can|may|are|have|continue|give|allow|choose|decline|must)"
    r"|your (?:\w+ )?(?:browser|device|computer|consent|preferences?|settings|experience|privacy"
    r"|choices?|visit|use|cookies?|options))\b"
)
WEB = (
    rf"\b(?:{SITE}|browser|device|computer|accept|consent|agree|settings|preferences|experience"
    r"|policy|partners|ads|advertis\w{2,6}|privacy|functioning|visitors|technologies|traffic"
    r"|analy\w{2,5}|enabled?|disabled?|essential|personali\w{2,6}|tracking|third-party|content)\b"
)
CHOOSE = (
    r"(?:accept|allow|reject|decline|refuse|deny|enable|manage|customi[sz]e|block|use only|only)"
)
CHOICES = r"(?:settings|preferences|choices|options|consent|selection|purposes|services)"
KINDS = (
    r"(?:necessary|essential|functional|analytics|analytical|performance|advertising|targeting"
    r"|marketing|statistics|preference|third(?: |-)party|tracking|session|optional|required|additional|non-essential|unnecessary)"
)


def near(*words: str) -> str:
    """Return a look-ahead for each of `words`, all inside the sentence that begins here."""
    return "".join(rf"(?=[^.!?]{{0,250}}?{each})" for each in words)


SENTENCE = near(COOKIES, PEOPLE, WEB) + "[^.!?]{1,250}"
CHOICE = either(
    rf"{CHOOSE} (?:the |all |all the |your |our |these )?(?:{KINDS} )?"
    r"cookies\b(?! (?:in|from|with)\b)",
    r"we (?:value|respect|care about) your privacy",
    r"your privacy (?:is important|matters)",
    r"(?:you (?:can|may) )?(?:manage|change|update|withdraw|adjust|review) (?:your )?"
    rf"(?:cookies?|consent|privacy)(?: {CHOICES}|\b)",
    r"by (?:using|visiting|browsing|continuing)[^.!?]{0,40}? you (?:agree|consent|accept)",
    rf"if you (?:continue|keep)[^.!?]{{0,20}}? us(?:e|ing) (?:this|our) {SITE}",
    rf"(?:strictly |technically )?{KINDS} cookies",
)

TRAIT = Pattern(
    name="cookie_notice",
    doc=__doc__,
    lines="cookie_notice",
    starts=r"(?<=[.!?:]\s)",
    expression=rf"(?i)^{SENTENCE}|\b(?:{OPENING}|(?<={OPENING}please\s))"
    + CHOICE
    + rf"|(?<=[.!?:]\s){SENTENCE}|"
    + either(
        rf"\b(?<![\"“'‘])(?:we|partners|(?:this|our) {SITE}) (?:\w+ ){{0,3}}?"
        r"(?:uses?|sets?|stores?|places?|using) (?:[\w-]+ ){0,5}?cookies\b",
        r"\bwe [^.!?]{0,60}?partners\b[^.!?]{0,40}?\b(?:use|store|process|access)\b"
        r"[^.!?]{0,40}?\b(?:data|information|technolog)",
        r"\bstor(?:e|ing)(?: and|/| and/or| or) access(?:ing)? information on (?:a|your) device",
        r"\b(?:consent|agree|object) to (?:the|our) \w+ of (?:\w+ ){0,3}?cookies",
        r"\bdo not sell (?:or share )?my personal (?:information|info|data)",
        r"\bpersonali[sz]ed (?:ads|advertising) and content",
        rf"\bbest (?:\w+ )?experience on (?:our|this) {SITE}",
        rf"\buse this {SITE} we(?:['’]ll| will) assume that you",
        rf"^cookies? (?:are|help|allow|enable)\b[^.!?]{{0,80}}?\b(?:a|the) {SITE}",
    )
    + "|"
    + alone(
        r"(?:accept|allow|reject|decline|deny|refuse|agree to) (?:all|selected|selection)",
        r"(?:manage|change|update|customi[sz]e|save|your|cookies?|privacy|consent) "
        rf"(?:your |my )?(?:cookies? |consent |privacy )?{CHOICES}",
        r"(?:privacy (?:and|&) )?cookies? (?:policy|notice|statement|consent|declaration)",
        rf"(?:only |use )?{KINDS}(?: cookies)? only|only {KINDS}(?: cookies)?",
        r"(?:i )?(?:accept|agree|decline|deny|reject)(?: (?:and|&) (?:continue|close|proceed))?",
        r"(?:ok,? )?i understand|got it|continue without (?:accepting|agreeing)",
        r"(?:do you )?(?:accept|allow) (?:our )?cookies|privacy (?:preference|consent) \w+",
    ),
    flags=[
        Example("We use cookies.\nThe mill is shut.", spans=["We use cookies"]),
        Example(
            "The mill is shut. By using this site you agree to our use of cookies.",
            spans=["By using this site you agree"],
        ),
        Example(
            "The mill is shut.\nAccept all\nCookie settings",
            spans=["Accept all", "Cookie settings"],
        ),
        Example(
            "Some cookies are essential to this website. The mill is shut.",
            spans=["Some cookies are essential to this website"],
        ),
        Example("We value your privacy\nThe mill is shut.", spans=["We value your privacy"]),
    ],
    passes=[
        "Bake the cookies for ten minutes. All cookies should cool before you ice them.",
        "The court ruled that a site which uses cookies must ask first, and that silence is not "
        "consent to the use of tracking.",
        "Every page greets its readers with “We use cookies” and a button that says “Accept all”.",
        "To set a cookie, call the function with a name and a value. The browser sends the "
        "cookies back with each request.",
        "The regulator fined the firm for its cookie policy. Its partners accept all the terms.",
        "By using the site of the old mill the council would save money, the mayor agreed.",
    ],
)
