"""Firefox, led by Marionette, which is a part of it: Debian has no geckodriver."""

import gc
from tempfile import TemporaryDirectory

from tests.browser.engines.engine import HEIGHT, PAGE_SECONDS, WIDTH, Engine, unwarned
from tests.browser.engines.where import firefox

with unwarned():
    from marionette_driver.errors import (
        JavascriptException,
        NoSuchElementException,
        StaleElementException,
    )
    from marionette_driver.marionette import Marionette

# The bar with the address keeps the window wider than a phone.
LET_IT_BE_NARROW = """
document.documentElement.style.setProperty("min-width", "0", "important");
return window.outerHeight - gBrowser.selectedBrowser.clientHeight;
"""


class Firefox(Engine):
    gone = (StaleElementException, NoSuchElementException, JavascriptException)

    def __init__(self, site):
        super().__init__(site)
        # Never os.devnull: Marionette removes the file that its log is to go to, and as root
        # that takes /dev/null from the whole machine.
        self.folder = TemporaryDirectory()
        with unwarned():
            self.driver = Marionette(
                bin=firefox(), port=0, headless=True, gecko_log=self.folder.name
            )
        self.driver.start_session()
        self.driver.timeout.page_load = PAGE_SECONDS
        with self.driver.using_context("chrome"):
            bars = self.driver.execute_script(LET_IT_BE_NARROW)
        self.driver.set_window_rect(width=WIDTH, height=HEIGHT + bars)

    def open(self, address):
        self.driver.navigate(address)

    def run(self, script, *values):
        return self.driver.execute_script(script, script_args=values)

    def cookies(self, *cookies):
        self.driver.delete_all_cookies()
        for cookie in cookies:
            self.driver.add_cookie(cookie)

    def close(self):
        with unwarned():
            self.driver.quit()
            self.driver.cleanup()
            # Its profile goes with it now: at Python's own end nothing could remove it.
            self.driver = None
            gc.collect()
        self.folder.cleanup()
