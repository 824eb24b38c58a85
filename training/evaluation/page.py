"""The page of a report: no scripts, nothing fetched, whatever the articles hold.

Its own policy forbids everything but its one style sheet, named by its hash (Content Security
Policy Level 3, 2.3.1).
"""

from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256

from detector.version import __version__
from training.evaluation import captions, page_tables, pictures
from training.evaluation.figures import BINS
from training.evaluation.page_style import style
from training.evaluation.page_tables import escaped
from training.evaluation.report import Report
from training.evaluation.wording import of_share, percent
from training.evaluation.worst import Error

PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Evaluation of {name}</title>
<style>{style}</style>
</head>
<body>
<header>
<h1>Evaluation of {name}</h1>
<p class="faint">{about}</p>
{missing}
</header>
{sections}
<footer><p class="faint">Intervals are 95 % percentiles of {resamples:,} bootstrap resamples of
whole groups (sites, authors); those in tables of parts are Wilson's, widened for articles of one
group. The same figures are in the JSON beside this page. article-detector {version}.</p></footer>
</body>
</html>
"""
POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
HOTTEST_ALARM, HOTTEST_QUALITY = 0.1, 0.5


def page(report: Report) -> str:
    """Return the page as HTML."""
    sheet = style()
    return PAGE.format(
        policy=POLICY.format(digest=b64encode(sha256(sheet.encode()).digest()).decode()),
        style=sheet,
        name=escaped(report.name),
        about=_about(report),
        missing="\n".join(f'<p class="note">{escaped(each)}</p>' for each in report.model.missing),
        sections="\n".join(
            (_figures(report), _pictures(report), _alarms(report), _parts(report), _worst(report))
        ),
        resamples=report.model.resamples,
        version=__version__,
    )


def _about(report: Report) -> str:
    counts = report.model.counts
    point = f" (the point {report.point})" if report.point else ""
    return escaped(
        f"{counts['articles']:,} articles of {counts['groups']:,} groups: {counts['good']:,} good "
        f"and {counts['others']:,} others; from {', '.join(report.inputs)}. An article is called "
        f"low below the quality {report.model.threshold:.4f}{point}."
    )


def _section(heading: str, *parts: str) -> str:
    return "\n".join((f"<section>\n<h2>{heading}</h2>", *parts, "</section>"))


def _figures(report: Report) -> str:
    shown = page_tables.figures(report.model.figures)
    if not report.against:
        return _section("Figures", shown)
    return _section(
        "Figures",
        shown,
        f"<h3>Against {escaped(report.against_name)}</h3>",
        page_tables.differences(report.differences, report.name, report.against_name),
        _faint(captions.DIFFERENCES),
    )


def _pictures(report: Report) -> str:
    if not report.model.curves.roc:
        return _section("Pictures", "<p>They need articles of both labels.</p>")
    both = [each for each in (report.model, report.against) if each]
    good = report.model.counts["good"] / report.model.counts["articles"]
    return _section(
        "Pictures",
        '<div class="pictures">',
        _picture("What is caught", pictures.roc(both), captions.ROC + _keys(report)),
        _picture(
            "How sure a verdict low is",
            pictures.precision_recall(both),
            captions.PRECISION.format(percent(good)),
        ),
        _picture(
            "Whether quality keeps its promise",
            pictures.reliability(report.model),
            captions.RELIABILITY,
        ),
        "</div>",
    )


def _picture(heading: str, drawn: str, caption: str) -> str:
    return f"<figure><h3>{heading}</h3>{drawn}<figcaption>{caption}</figcaption></figure>"


def _faint(text: str) -> str:
    return f'<p class="faint">{text}</p>'


def _keys(report: Report) -> str:
    if not report.against:
        return ""
    keys = (("key", report.name), ("key other", report.against_name))
    return "".join(f'<br><span class="{mark}"></span>{escaped(name)}' for mark, name in keys)


def _alarms(report: Report) -> str:
    sources = report.model.false_alarms_by_source
    if not sources:
        return _section("False alarms of traits", "<p>There are no good articles.</p>")
    names = [name for name, share in report.model.false_alarms.items() if share.value]
    rows = [
        [name, of_share(report.model.false_alarms[name]), _most(name, sources)] for name in names
    ]
    maps = {source: [shares[name] for name in names] for source, shares in sources.items()}
    never = [name for name in report.model.false_alarms if name not in names]
    return _section(
        "False alarms of traits",
        page_tables.table(["trait", "of the good articles", "most, by source"], rows),
        _faint(f"Found on no good article: {', '.join(never) or 'none'}."),
        "<h3>By source</h3>",
        _mapped(page_tables.heat("source", names, maps, hottest=HOTTEST_ALARM), captions.ALARMS),
    )


def _most(trait: str, sources: Mapping[str, Mapping[str, float]]) -> str:
    most = max(sources, key=lambda source: sources[source][trait])
    return f"{percent(sources[most][trait])} of {most}"


def _mapped(heat: str, caption: str) -> str:
    return f"<figure>{heat}<figcaption>{caption}</figcaption></figure>"


def _parts(report: Report) -> str:
    found = report.model
    tables = [
        f"<h3>By {name}</h3>{page_tables.parts(name, rows)}" for name, rows in found.tables.items()
    ]
    tenths = [f"{each / BINS:.1f}" for each in range(BINS)]
    rows = {
        f"{source}: {label}": shares
        for source, labels in found.quality_by_source.items()
        for label, shares in labels.items()
    }
    heat = page_tables.heat("source", tenths, rows, hottest=HOTTEST_QUALITY)
    quality = f"<h3>Quality by source</h3>{_mapped(heat, captions.QUALITY)}"
    return _section("Parts of the articles", _faint(captions.PARTS), *tables, quality)


def _worst(report: Report) -> str:
    return _section("The worst errors", _faint(captions.WORST), *map(_error, report.model.worst))


def _error(error: Error) -> str:
    about = f"{error.kind}, called {error.label}; {error.source}, {error.group}, {error.id}"
    reasons = "".join(
        f"<li><b>{_signed(each.contribution)}</b> {escaped(each.feature)}</li>"
        for each in error.reasons
    )
    return (
        f'<div class="card"><p><b>{error.quality:.3f}</b> {escaped(about)}</p>'
        f'<blockquote dir="auto">{escaped(error.begins)}</blockquote><ul>{reasons}</ul></div>'
    )


def _signed(number: float) -> str:
    return f"{number:+.2f}".replace("-", "\N{MINUS SIGN}")
