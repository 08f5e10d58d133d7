"""WebKit as GTK has it: the engine of Safari, led by its own driver, on a screen nobody sees."""

import os
import subprocess

from selenium import webdriver
from selenium.common.exceptions import (
    JavascriptException,
    NoSuchElementException,
    StaleElementReferenceException,
)
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.browser.engines.engine import HEIGHT, PAGE_SECONDS, WIDTH, Engine, unwarned
from tests.browser.engines.where import mini_browser, screen, web_kit_driver


class WebKit(Engine):
    gone = (StaleElementReferenceException, NoSuchElementException, JavascriptException)

    def __init__(self, site):
        super().__init__(site)
        self.screen, display = _start_screen()
        options = Options()
        options.binary_location = mini_browser()
        # With its bars the window would be wider than a phone.
        for argument in ("--automation", "--full-screen"):
            options.add_argument(argument)
        service = Service(web_kit_driver(), env=os.environ | {"DISPLAY": display})
        try:
            with unwarned():
                self.driver = webdriver.WebKitGTK(options=options, service=service)
        except BaseException:
            self._end_screen()
            raise
        self.driver.set_page_load_timeout(PAGE_SECONDS)
        self.driver.set_window_size(WIDTH, HEIGHT)

    def open(self, address):
        self.driver.get(address)

    def run(self, script, *values):
        return self.driver.execute_script(script, *values)

    def cookies(self, *cookies):
        self.driver.delete_all_cookies()
        for cookie in cookies:
            self.driver.add_cookie(cookie)

    def close(self):
        self.driver.quit()
        self._end_screen()

    def _end_screen(self):
        self.screen.terminate()
        self.screen.wait()


def _start_screen():
    """Return the process, and the display's name: a number that Xvfb finds free itself."""
    reads, writes = os.pipe()
    command = [screen(), "-displayfd", str(writes), "-screen", "0", f"{WIDTH}x{HEIGHT}x24"]
    process = subprocess.Popen(
        [*command, "-nolisten", "tcp"], pass_fds=[writes], stderr=subprocess.DEVNULL
    )
    os.close(writes)
    with os.fdopen(reads) as told:
        return process, f":{told.readline().strip()}"
