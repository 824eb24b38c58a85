"""How the page of an explanation looks: light and dark, on a phone and on a desk."""

GOLDEN_ANGLE = 137.508  # degrees; neighbours in the list get hues far apart

STYLE = """
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --card: #f3f3ef; --ink: #1d1e20; --faint: #63666b; --line: #d9d9d3;
  --good: #1b7f3b; --low: #b3261e; --unsure: #8a6100;
  --mark-light: 84%; --mark-colour: 75%; --mark-edge: 40%;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181b; --card: #202327; --ink: #e7e7e4; --faint: #a2a6ad; --line: #383c42;
    --good: #6fd08c; --low: #ff8a80; --unsure: #f0c05a;
    --mark-light: 27%; --mark-colour: 45%; --mark-edge: 65%;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0 auto; max-width: 46rem; padding: 1.25rem 1rem 3rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.6 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
}
h1 { font-size: 1.35rem; line-height: 1.3; margin: 0; overflow-wrap: anywhere; }
h2 { font-size: 1rem; margin: 2rem 0 .6rem; }
p { margin: .25rem 0; }
.faint { color: var(--faint); font-size: .875rem; overflow-wrap: anywhere; }
.verdict {
  margin: 1rem 0; padding: .9rem 1rem; background: var(--card); border-radius: .6rem;
}
.quality { font-size: 1.75rem; font-weight: 650; font-variant-numeric: tabular-nums; }
.label { font-weight: 650; margin-left: .5rem; }
.good { color: var(--good); } .low { color: var(--low); } .unsure { color: var(--unsure); }
svg { display: block; width: 100%; height: .7rem; border-radius: .2rem; }
.track { fill: var(--line); } .limit { fill: var(--ink); } .axis { fill: var(--faint); }
svg .good, .raises { fill: var(--good); }
svg .low, .lowers { fill: var(--low); }
svg .unsure { fill: var(--unsure); }
.chart { list-style: none; margin: 0; padding: 0; }
.chart li {
  display: grid; grid-template-columns: minmax(0, 1fr) 4rem minmax(0, 1fr);
  gap: 0 .75rem; align-items: center; padding: .15rem 0;
}
.chart b { font-weight: 400; overflow-wrap: anywhere; line-height: 1.35; }
.chart i { font-style: normal; text-align: right; font-variant-numeric: tabular-nums; }
.chart .sum { border-top: 1px solid var(--line); margin-top: .3rem; padding-top: .4rem; }
.chart .sum b, .chart .sum i { font-weight: 650; }
.legend { list-style: none; margin: 0; padding: 0; }
.legend li { margin: .35rem 0; }
mark {
  color: inherit; border-radius: .2rem; padding: .05rem .1rem;
  -webkit-box-decoration-break: clone; box-decoration-break: clone;
  background: hsl(var(--hue, 0) var(--mark-colour) var(--mark-light));
  border-bottom: 2px solid hsl(var(--hue, 0) var(--mark-colour) var(--mark-edge));
}
mark.several { border-bottom-style: double; border-bottom-width: 4px; }
mark.words { background: none; }
mark.for { border-bottom: 2px dotted var(--good); }
mark.against { border-bottom: 2px dotted var(--low); }
.article mark:focus { outline: 2px solid var(--ink); }
.article mark:focus::after {
  content: attr(title); margin: 0 .3rem; padding: 0 .35rem; border-radius: .2rem;
  background: var(--ink); color: var(--paper); font-size: .75rem;
}
del { color: var(--faint); text-decoration: line-through; }
del mark { color: var(--ink); }
.kind {
  margin-left: .4rem; padding: 0 .3rem; border: 1px solid var(--line); border-radius: .2rem;
  color: var(--faint); font-size: .75rem; white-space: nowrap; user-select: none;
}
details { margin: .2rem 0 .8rem; padding-left: .75rem; border-left: 2px solid var(--line); }
summary { color: var(--faint); cursor: pointer; user-select: none; }
.article {
  white-space: pre-wrap; overflow-wrap: anywhere; tab-size: 4;
  border-top: 1px solid var(--line); padding-top: .75rem;
}
@media print {
  details::details-content { content-visibility: visible; display: block; }
}
@media (max-width: 30rem) {
  .chart li { grid-template-columns: minmax(0, 1fr) 4rem; padding: .3rem 0; }
  .chart svg { grid-column: 1 / -1; }
}
"""


def style(traits: int) -> str:
    """Return the style sheet with a hue for each of so many traits, `t0`, `t1` and on."""
    hues = (f".t{n} {{ --hue: {round(45 + n * GOLDEN_ANGLE) % 360}; }}" for n in range(traits))
    return STYLE + "\n".join(hues) + "\n"
