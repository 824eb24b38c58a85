"""Character references that nobody decoded: `&nbsp;`, `&#8217;`, torn ones such as `& amp ;`.

They stay behind when a page is read as text, or is decoded once although it was encoded twice
(`&amp;nbsp;`). False alarms are guarded against: code and what stands between backticks is meant
to be read, and the `&` of an address separates parameters.
"""

from string import ascii_letters

import numpy as np

from detector.arrays import Mask
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Pattern, Positions
from detector.traits.structures.source import ATTRIBUTES, is_hypertext

NAMES = (
    "nbsp|amp|quot|apos|lt|gt|[lr][sd]quo|[sb]dquo|[lr]aquo|[mn]dash|hellip|bull|middot|copy|reg"
    "|trade|deg|times|euro|pound|cent|yen|sect|para|shy|zwj|zwnj|[ent]hinsp|e[nm]sp|thinsp|frac12"
    "|[AEIOUYaeiouy](?:acute|grave|circ|uml)|[ANOano]tilde|[Cc]cedil|[Aa]ring|szlig|[OoAa]Elig"
    "|oslash|hearts|larr|rarr|check|ndsp|lsaquo|rsaquo|prime|minus|infin|percnt|dollar|num|comma"
    "|period|colon|lpar|rpar|excl|quest|commat|NewLine|Tab|hyphen|dash"
)


def in_hypertext(lexemes: Lexemes, lines: Positions) -> Mask:
    """Tell which of these lines are HTML source; most articles have too few attributes to be."""
    articles = lexemes.lines.article[lines]
    if not any(_has_attributes(lexemes, article) for article in set(articles.tolist())):
        return np.zeros(len(lines), np.bool_)
    return np.asarray(is_hypertext(lexemes)[articles])


def _has_attributes(lexemes: Lexemes, article: int) -> bool:
    start, end = lexemes.article_start[article : article + 2].tolist()
    return sum(lexemes.text.count(sign, start, end) for sign in ('="', "='")) >= ATTRIBUTES


TRAIT = Pattern(
    name="stray_entity",
    doc=__doc__,
    triggers=("&;", "&#", "#;"),
    begins={"&": f"#{ascii_letters} \t", "#": "038xX"},
    lines="stray_entity",
    passes_over=in_hypertext,
    expression=rf"""(?xi)
      (?: & (?<! \bhttps?:// \S{{0,300}} & ) (?<! \]\( \S{{0,300}} & )
          (?: (?:amp;){{0,3}} (?: \#\d{{1,6}}+ | \#x[0-9a-f]{{1,5}}+ | (?:{NAMES}) ) ;
            | \s{{1,2}}+ (?:amp\s?;\s?)? (?: \#\s?\d{{1,6}}+ | \#\s?x[0-9a-f]{{2,5}}+ | {NAMES} )
              \s?;
            | \#?\w{{1,8}}+ \s ; (?<= & (?: \#\d{{2,6}} | \#x[0-9a-f]{{2,5}} | {NAMES} ) \s ; )
            | \#\d{{2,5}}+ (?!;)
            | (?: nbsp | [lr][sd]quo | [mn]dash | hellip | quot ) (?![\w=;]) )
        | \# (?<! [&\#./]\# ) (?: 039 | 82\d\d | x27 | x20[01]\w ) \s?;
        | \# (?<= \w\# ) 39; (?= \w )
        | \b (?<! [&./-] ) (?: nbsp | quot | amp | apos | [lr][sd]quo | [mn]dash | hellip ) ; )
      (?! (?<= ` [^`\n]{{0,60}} ) [^`\n]{{0,60}} ` )
    """,
    flags=[
        Example("The mayor&nbsp;said no.", spans=["&nbsp;"]),
        Example("It&#8217;s a long &quot;list&quot;.", spans=["&#8217;", "&quot;", "&quot;"]),
        Example("Salt & amp ; pepper, bread &amp;amp; butter.", spans=["& amp ;", "&amp;amp;"]),
        Example("It#039;s late, and the shop&rsquo s shut.", spans=["#039;", "&rsquo"]),
        Example("First half nbsp; second half &#x2019; third", spans=["nbsp;", "&#x2019;"]),
        Example("Nothing new &#8230\nhe wrote &ndash ; again", spans=["&#8230", "&ndash ;"]),
    ],
    passes=[
        "Johnson & Johnson rose; AT&T fell; the R&D budget stood still.",
        "Write `&nbsp;` where a line must not break, and `&amp;` for the sign itself.",
        "```html\n<p>Salt &amp; pepper&nbsp;mill</p>\n```\nThe browser shows both.",
        "See https://example.org/list?a=1&amp;b=2&lt;=3 for the table.",
        "Q&A; B&B; and a rock & roll night: the fair has it all.",
        "Issue #39; issue #160 was closed a year later.",
        "[Join the list](https://example.org/join?u=1&amp;id=2) before Friday.",
    ],
)
