"""Text decoded with the wrong character set: "â€™" for an apostrophe, "Ã©" for "é", "�".

The letters that begin such a sequence are real ones in French, Portuguese or Icelandic, so what
counts is what follows: a sign that no language puts behind them. The replacement character and
escapes that were never undone ("u2019" behind a backslash) count too; code and backticks are passed over.
"""

from detector.traits.shapes import Example, Pattern

# What a byte of 0x80 to 0xBF looks like in Latin-1 or Windows-1252.
TAIL = r"\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"

TRAIT = Pattern(
    name="mojibake",
    doc=__doc__,
    triggers="âÃÂïðÐÑÅ\ufffd\\",
    expression=rf"""(?x) (?= [`âïð\ufffdÃÂÅÄÐÑ\\] | [DdCcWwIiHhSsAa] \p{{L}}{{3,8}}+ (?<= ât ) ) (?:
        `[^`\n]*+` (*SKIP)(*FAIL)
      | (?: â(?: €|\x80 ) [{TAIL}"]? | ï¿½ | ï»¿ | \ufffd | ð[Ÿ\x9f][{TAIL}]{{0,2}} )++
      | â[„‚ˆ†˜œžš\x82\x84\x86\x88\x9c\x9d] [{TAIL}]
      | (?: [ÃÂ] \s? [{TAIL}]{{1,2}} )++ (?<! [ÃÂ] \s [’”“‘—–…] )
      | (?<! [\p{{Lu}}\p{{M}}] ) Â (?! [\p{{L}}\p{{M}}.-] ) | (?<= [a-z] ) Ã (?= \s | [a-z] ) | (?<! \w ) Ã (?= \s ) | ÂŁ
      | [ÅÄ][{TAIL}] (?<! [ÅÄ] [’”“‘—–…»\xa0š] ) | (?: [ÐÑ][{TAIL}] ){{2,}}+
      | \b (?: [Dd]on|[Cc]an|[Ww]on|[Ii]sn|[Dd]idn|[Dd]oesn|[Ww]asn|[Ww]eren|[Cc]ouldn|[Ww]ouldn
          |[Hh]asn|[Hh]aven|[Ss]houldn|[Aa]ren )ât\b | (?<= \b (?: it|It|that|That|he|He|she|She
          |they|They|we|We|you|You|I|there|There|what|What|who|let|Let ) ) â(?:s|re|ve|ll|d|m)\b
      | (?<= \s ) â (?= \s )
      | (?<! [\\\w] ) \\u(?:00|20)[0-9a-fA-F]{{2}}+ | (?<= \w ) \\u20[0-9a-f]{{2}}+ | (?: \\x[89a-f][0-9a-f] ){{2,}}+ )
    """,
    flags=[
        Example("Itâ€™s late, and the cafÃ© is shut.", spans=["â€™", "Ã©"]),
        Example("They paid Â£30 â€“ in cash.", spans=["Â£", "â€“"]),
        Example("The ma\ufffdor said \ufffd\ufffdno.", spans=["\ufffd", "\ufffd\ufffd"]),
        Example("About 100Â miles. It ï¿½ rained.", spans=["Â", "ï¿½"]),
        Example("He said donât, and she thatâs that.", spans=["donât", "âs"]),
        Example("the town\\u2019s hall ÐŸÑ€Ð¸", spans=["\\u2019", "ÐŸÑ€Ð¸"]),
    ],
    passes=[
        "JOÃO and a irmã went to São Paulo; a maçã, não a manhã.",
        "Le château, la tâche, les dégâts, l'âne et les hôpitaux. ÂGE : 30 ans. Â.-M. Roy",
        "Ísland og Ðe Ñandú; Ångström und Århus, Åse Ä. and Öl.",
        "The sign costs 30 € – or £25 © 2020 ™ … and 20 °C ± 1.",
        "The char `\\u2019` is the curly one, and `â€™` is what it turns into.",
        "« Ah ! » dit-il. Señora Núñez — ¿qué tal? naïve ïambs",
    ],
)
