"""The whole product on one screen: read → annotate → analyse → Report and findings. The only module that knows this order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from claimcheck import lang, lint, workers
from claimcheck.analysis import assemble
from claimcheck.article import Article, When, iso_date, require_no_longer
from claimcheck.lang import dates, language
from claimcheck.read import Source, article_of, name_of, open_article
from claimcheck.report import Report, failed_report
from claimcheck.settings import Settings


def check(source: Source, *, published: When = None, settings: Settings | None = None) -> Report:
    """Return the Report of a file, of standard input (``-``), of an address or of an Article. Raises a ClaimcheckError."""
    lint.require_known(settings := settings or Settings())
    with lang.using(lang.Lexicon.of(settings.lexicon)):
        article = source if isinstance(source, Article) else open_article(source, **settings.reading())
        require_no_longer(article, settings.max_chars, given="max_chars" in settings.model_fields_set)
        if settings.lang_check:
            language.require_english(article.text, article.source)
        article = article.dated(iso_date(published), "option").dated(dates.dateline(article.text), "visible")
        from claimcheck.annotate import analyse, pipeline  # not before: spaCy costs 0.5 s, a wrong name none

        nlp = pipeline.load(settings.model)
        analysis = analyse.analysis_of(pipeline.annotate(article, nlp), article)
        report = assemble.build_report(analysis, article, tool=pipeline.tool(nlp))
        return lint.linted(analysis, report, article=article, settings=settings)


def check_text(text: str, *, published: When = None, settings: Settings | None = None) -> Report:
    """Return the Report of a text, of whatever language; its offsets are those of ``text``."""
    settings = (settings or Settings()).model_copy(update={"lang_check": False})
    return check(article_of(text, input_format=settings.input_format), published=published, settings=settings)


def check_many(
    sources: Iterable[Source], *, processes: int = 1, published: When = None, settings: Settings | None = None
) -> Iterator[Report]:
    """Yield one Report for each source, in order; for one that failed, a Report with ``error``: none is lost."""
    work = partial(_outcome, published=published, settings=settings or Settings())
    if processes <= 1:
        return (yield from (work(source, {}, int) for source in sources))
    yield from workers.in_order(workers.results(work, sources, processes=processes))


def _outcome(
    source: Source, given_up: workers.GivenUp, at: workers.At, *, published: When, settings: Settings
) -> Report:
    at(0)
    error: Exception | None = given_up.get(0)
    try:
        if error is None:
            return check(source, published=published, settings=settings)
    except Exception as raised:  # noqa: BLE001  a batch goes on, and the Report says what happened
        error = raised
    return failed_report(name_of(source), error, tool=settings.tool())
