"""The people of bench/load.py, as locust plays them: each asks for the same page again and again.

``LOAD_VISITS`` names a file of lists: the cookie by which somebody is logged in, the page.
"""

import json
import os
from itertools import cycle
from pathlib import Path

from locust import FastHttpUser, constant, task

VISITS = cycle(json.loads(Path(os.environ["LOAD_VISITS"]).read_text()))


class Visitor(FastHttpUser):
    wait_time = constant(0)

    def on_start(self):
        self.cookie, self.page = next(VISITS)

    @task
    def look(self):
        headers = {"Cookie": f"session={self.cookie}"}
        with self.client.get(
            self.page, headers=headers, name="page", allow_redirects=False, catch_response=True
        ) as response:
            if response.status_code != 200:
                response.failure(f"answered {response.status_code}")
