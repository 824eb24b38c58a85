"""A real browser without a window, for the tests of pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
NO_BROWSER = "there is no Chromium here: the pages are not tried (apt-get install chromium)"
QUIET = ("--disable-gpu", "--disable-background-networking")


@contextmanager
def browsing(*arguments: str) -> Iterator[Any]:
    """Yield Chromium, driven by Playwright; the test is skipped where either is missing."""
    if CHROMIUM is None:
        pytest.skip(NO_BROWSER)
    api = pytest.importorskip("playwright.sync_api", reason="playwright drives the browser")
    sandbox = ["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []
    with api.sync_playwright() as driver:
        given = [*QUIET, *sandbox, *arguments]
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=given)
        yield browser
        browser.close()
