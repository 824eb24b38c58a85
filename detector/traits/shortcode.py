"""Commands of a publishing system that were never carried out: `[caption id=3]`, `{{ title }}`.

A template or plugin should have replaced them, so what the reader meets is machinery. Code, and a
variable inside the address of a link, are passed over; so are the brackets of good writing:
footnotes, "[sic]", Markdown links and tick boxes.
"""

from string import ascii_lowercase

import numpy as np
import regex

from detector.arrays import Mask
from detector.lexemes import Lexemes
from detector.traits.shapes import Example, Pattern, Positions
from detector.traits.structures.source import is_markdown

OF_PLUGINS = (
    r"(?:vc|et|fusion|tt|td|su|mk|av|cs|wp|wpv|fl|ux|kc|us|mepr|edd|woo|wc|bbp|bp|acf|elementor"
    r"|woocommerce|newsletter|easyazon|yasr)[_-]\w+"
    r"|[a-z]+_(?:posts?|forms?|products?|gallery|slider|menu|lists?|widget|button|box|half|third"
    r"|fourth|code|column|row|section|text|image|title|share|links?|map|table|tabs?|icons?|toggle"
    r"|content|last|cart|page|ad|more)"
    r"|ads?[_-]\d+|[a-z]+-(?:feed|forms?|slider|gallery|posts|map|button)"
    r"|gallery|caption|playlist|embed|nextpage|contact-form(?:-7)?|gravityforms?|wpforms|mailpoet"
    r"|addtoany|sharethis|adrotate|adinserter|sociallocker|layerslider|metaslider|smartslider3"
    r"|display-posts|(?:related|recent|popular)-posts|toc|sitemap|readmore|read\ more|divider"
    r"|spacer|shortcode|visualizer|pdf-embedder|aawp|wpcode|sourcecode|googlemaps?"
)
WITH_MORE = (
    "audio|video|youtube|vimeo|tweet|twitter|instagram|facebook|soundcloud|products?|ratings?"
    "|recipe|ads?|advertisement|button|columns?|row|section|dropcap|pullquote|highlight|tabs?"
    "|accordion|icon|map|table|iframe|code|php|html|raw|newsletter|related|posts?|page|pagelist"
    "|user|username|login|members?|restrict|paywall|more|slideshow|slider|image|img|pdf|download"
    "|affiliate|amazon|widget|sidebar|quote|blockquote|bquote|clear|hr|br|email|url|link|center"
    "|size|color|font|list|spoiler|toggle"
)

VALUE = regex.compile(r"\{\{\s?[\w.]+")  # a value that should stand here, and no directive


def directives(lexemes: Lexemes, lines: Positions) -> Mask:
    """Tell which lines of Markdown hold a directive to the site's generator, and no text."""
    first, last = lexemes.lines.first[lines], lexemes.lines.last[lines]
    held = (first == ord("{")) & (last == ord("}"))
    if held.any():
        held &= is_markdown(lexemes)[lexemes.lines.article[lines]]
    for place in np.flatnonzero(held):
        held[place] = not VALUE.match(lexemes.line_text(int(lines[place])).strip())
    return np.asarray(held)


BEGINS = {"[": f"[/{ascii_lowercase}", "{": "{%#$", "<": "%?", "%": "%", "$": "{", "*": "|"}

TRAIT = Pattern(
    name="shortcode",
    doc=__doc__,
    triggers=("[]", "{}", "<%>", "<?", "%", "*|"),
    begins=BEGINS,
    passes_over=directives,
    expression=rf"""(?x)
      (?: \[ (?<! !\[ ) (?= [^\[\]\n]*+ (?: \] (?! [(:] ) | \[ ) | / )
          (?: (?: {OF_PLUGINS} | {WITH_MORE} )
              (?: \s++ [\w-]++ \s? = [^\[\]\n]{{0,400}}+ | = [^\[\]\n]{{1,200}}+ ) \s? /?+ \] (?! [(:] )
            | [a-z][\w-]{{1,40}}+ \s++
              (?: [\w-]++ \s? = \s? ["'“”″] [^\[\]\n]{{0,400}}+ | https?://[^\s\]]++ ) \s? /?+ \] (?! [(:] )
            | (?: tweet|youtube|vimeo|instagram|gist|poll|id ) \s++ [\w-]{{4,40}}+ \] (?! [(\[:] )
            | \[ /? [a-z]++ (?: [._][a-z]++ ){{1,4}}+ \]\]
            | / (?: {OF_PLUGINS} | {WITH_MORE} ) \]
            | (?: {OF_PLUGINS} ) \s? /?+ \] (?! [(\[:] ) )
        | \{{ (?<! \]\( [^()\s]{{0,200}} \{{ ) (?<! (?: src|href ) \s?=\s? ["']? [^\s"'<>]{{0,99}} \{{ )
          (?: \{{ \{{? [<%\#/^>&!]? [^{{}}\n]{{1,200}}+ \}}\}}\}}?
                | % [^\n]{{0,200}}? %\}} | \#[^\n]{{1,100}}?\#\}}
                | (?<! [\w$]\{{ ) \$[a-z][\w.]{{0,40}}+ \}} )
        | < (?<! (?: src|href ) \s?=\s? ["']? [^\s"'<>]{{0,99}} < ) (?: % [=\-@]? [^<>\n]{{0,200}}? %>
              | \?(?:php|=) (?:[^\n]{{0,200}}?\?>)?+ )
        | %% [A-Za-z_]\w{{1,40}}+ %%
        | \$\{{ (?<! [\w$]\$\{{ ) [A-Za-z_][\w.]{{0,60}}+ \}}
        | \*\| (?<! [\w*|]\*\| ) [A-Z_:]{{2,30}}+ \|\* )
      (?! (?<= ` [^`\n]{{0,200}} ) [^`\n]{{0,60}} ` )
    """,
    flags=[
        Example(
            '[caption id="attachment_9" align="left"]The pier[/caption]',
            spans=['[caption id="attachment_9" align="left"]', "[/caption]"],
        ),
        Example(
            "The bridge opened.[/vc_column_text][/vc_row]", spans=["[/vc_column_text]", "[/vc_row]"]
        ),
        Example(
            '[gallery]\nThe fair in pictures. [gallery ids="4,5"]',
            spans=["[gallery]", '[gallery ids="4,5"]'],
        ),
        Example("Welcome to {{ page.title }}, dear reader.", spans=["{{ page.title }}"]),
        Example(
            "{% include ad.html %}\nIt rained.\n<%= render 'foot' %>",
            spans=["{% include ad.html %}", "<%= render 'foot' %>"],
        ),
        Example(
            "<?php the_content(); ?> Good morning %%sitename%%",
            spans=["<?php the_content(); ?>", "%%sitename%%"],
        ),
        Example("[embed]https://example.org/v[/embed]", spans=["[embed]", "[/embed]"]),
    ],
    passes=[
        "As shown before,[1] the bill [sic] was late.[note 2] [applause]",
        "- [x] Buy paint\n- [ ] Call the plumber\n- [video](https://example.org/v)",
        "Use `{{ title }}` in the template, and `[gallery]` in a post.",
        "```jinja\n{% for a in b %}{{ a }}{% endfor %}\n```\nThis prints the list.",
        "Read [the guide]({{ site.url }}/guide) and [the map][map].",
        "The set {1, 2, 3} and the interval [0, 1] are not alike; 5% or 10%.",
        "[video] The minister [left] greets the crowd [laughter].",
        'The judge wrote that "[t]he [code] is plain" and [emphasis added] went on.',
    ],
)
