"""How the page of a report looks: as that of an explanation, with tables, pictures and heat."""

from detector.pages import style as page_style

HEATS = 10

STYLE = """
:root { --model: #1f5fa8; --against: #b3560b; --heat: 31 95 168; }
@media (prefers-color-scheme: dark) {
  :root { --model: #7fb4f0; --against: #f0a35e; --heat: 110 165 230; }
}
body { max-width: 64rem; }
section { margin: 2.25rem 0 0; }
h2 { font-size: 1.15rem; }
h3 { font-size: .95rem; margin: 1.4rem 0 .4rem; }
.note { margin: 1rem 0; padding: .6rem .9rem; border-left: .25rem solid var(--unsure); }
.note, .card { background: var(--card); border-radius: .4rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; }
th, td { padding: .3rem 0 .3rem 1rem; text-align: right; }
td { white-space: nowrap; }
th { font-weight: 650; vertical-align: bottom; min-width: 4.5rem; line-height: 1.3; }
th:first-child { text-align: left; min-width: 7rem; max-width: 16rem; padding-left: 0; }
tbody th { font-weight: 400; vertical-align: middle; overflow-wrap: break-word; }
tbody tr { border-top: 1px solid var(--line); }
td small { color: var(--faint); font-size: .8rem; }
td.better { color: var(--good); font-weight: 650; }
td.worse { color: var(--low); font-weight: 650; }
figure { margin: 0; }
figcaption { color: var(--faint); font-size: .875rem; max-width: 44rem; }
.pictures { display: grid; gap: 1rem 2rem; }
@media (min-width: 52rem) { .pictures { grid-template-columns: 1fr 1fr; } }
.pictures svg { height: auto; border-radius: 0; overflow: visible; }
.pictures svg * { stroke-linejoin: round; stroke-linecap: butt; }
.key { display: inline-block; width: 1.6rem; margin: 0 .4rem .25rem 0; }
.key { border-top: 3px solid var(--model); }
.key.other { border-top: 3px dashed var(--against); }
.heat td { padding: .3rem .4rem; text-align: center; min-width: 2.6rem; }
.heat thead th { min-width: 0; padding: .3rem .4rem; text-align: left; }
.heat .upright { writing-mode: vertical-rl; transform: rotate(180deg); }
.heat tbody th { position: sticky; left: 0; background: var(--paper); padding-right: .9rem; }
.heat th:first-child { vertical-align: bottom; padding-left: 0; }
.heat td { border-left: 1px solid var(--paper); }
.card { margin: .8rem 0; padding: .7rem .9rem; overflow-wrap: anywhere; }
.card ul { margin: .3rem 0 0; padding-left: 1.1rem; font-size: .875rem; }
.card ul b { display: inline-block; min-width: 3.2rem; font-variant-numeric: tabular-nums; }
blockquote { margin: .4rem 0; }
"""


def style() -> str:
    """Return the style sheet, with a class for each colour of a picture and each step of heat."""
    names = ("ink", "faint", "line", "model", "against")
    paints = [
        f".{paint}-{name} {{ {paint}: var(--{name}); }}" for name in names for paint in PAINTS
    ]
    heats = [
        f".h{step} {{ background: rgb(var(--heat) / {step * 7}%); }}" for step in range(HEATS + 1)
    ]
    return "\n".join([page_style.style(0), STYLE, *paints, *heats, ""])


PAINTS = ("fill", "stroke")
