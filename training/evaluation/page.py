"""The page of a report."""

from collections.abc import Mapping

from detector.pages.document import document, escaped, isolated
from detector.version import __version__
from training.evaluation import captions, page_tables, pictures
from training.evaluation.figures import BINS
from training.evaluation.page_style import style
from training.evaluation.report import Report
from training.evaluation.wording import of_share, percent
from training.evaluation.worst import Error

BODY = """<header>
<h1>Evaluation of {name}</h1>
<p class="faint">{about}</p>
{missing}
</header>
{sections}
<footer><p class="faint">Intervals are 95 % percentiles of {resamples:,} bootstrap resamples of
whole groups (sites, authors); those in tables of parts are Wilson's, widened for articles of one
group. The same figures are in the JSON beside this page.
article-detector {version}.</p></footer>"""
HOTTEST_ALARM, HOTTEST_QUALITY = 0.1, 0.5


def page(report: Report) -> str:
    """Return the page as HTML."""
    body = BODY.format(
        name=isolated(report.name),
        about=_about(report),
        missing="\n".join(f'<p class="note">{escaped(each)}</p>' for each in report.model.missing),
        sections="\n".join(
            (
                _figures(report),
                _pictures(report),
                _alarms(report),
                _parts(report),
                _attacks(report),
                _worst(report),
            )
        ),
        resamples=report.model.resamples,
        version=__version__,
    )
    return document(f"Evaluation of {report.name}", style(), body)


def _about(report: Report) -> str:
    counts = report.model.counts
    point = f" (the point {report.point})" if report.point else ""
    return (
        f"{counts['articles']:,} articles of {counts['groups']:,} groups: {counts['good']:,} good "
        f"and {counts['others']:,} others; from {', '.join(map(isolated, report.inputs))}. An "
        f"article is called low below the quality {report.model.threshold:.4f}{escaped(point)}."
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
        f"<h3>Against {isolated(report.against_name)}</h3>",
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
    return "".join(f'<br><span class="{mark}"></span>{isolated(name)}' for mark, name in keys)


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


def _attacks(report: Report) -> str:
    found = report.model.attacks
    if not found:
        return _section("Attacks", "<p>They need articles that are caught without them.</p>")
    rows = [
        [each.attack, percent(each.caught), percent(each.lost), percent(each.good_low)]
        for each in found
    ]
    heading = ["attack", "others still called low", "share of them lost", "good called low"]
    about = captions.ATTACKS.format(f"{found[0].articles:,}")
    return _section("Attacks", _faint(about), page_tables.table(heading, rows))


def _worst(report: Report) -> str:
    return _section("The worst errors", _faint(captions.WORST), *map(_error, report.model.worst))


def _error(error: Error) -> str:
    whose = ", ".join(map(isolated, (error.source, error.group, error.id)))
    about = f"{escaped(error.kind)}, called {error.label}; {whose}"
    reasons = "".join(
        f"<li><b>{_signed(each.contribution)}</b> {isolated(each.feature)}</li>"
        for each in error.reasons
    )
    return (
        f'<div class="card"><p><b>{error.quality:.3f}</b> {about}</p>'
        f'<blockquote dir="auto">{escaped(error.begins)}</blockquote><ul>{reasons}</ul></div>'
    )


def _signed(number: float) -> str:
    return f"{number:+.2f}".replace("-", "\N{MINUS SIGN}")
