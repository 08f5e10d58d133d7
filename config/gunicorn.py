"""How gunicorn serves the web application, in production and in the demo."""

import gc
import os

bind = f"{os.environ.get('BIND', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
wsgi_app = "config.wsgi"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Threads let a worker go on while one request waits for the database.
worker_class = "gthread"
threads = 4
# A worker takes a connection only when a thread of its own is free to serve it, and none stays
# open: connections that are kept belong to the worker that took them, and one of two had most
# of them (71 to 29 of the work with 32 clients) while the other stood nearly idle.
worker_connections = threads
keepalive = 0
# Loaded once and shared by the workers.
preload_app = True
timeout = 60
graceful_timeout = 8
# A worker starts anew now and then, so that a slow leak never matters; not all at once.
max_requests = 5_000
max_requests_jitter = 500
# A small file in memory, on systems that have one: the disk never holds up a worker.
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108
loglevel = "warning"
control_socket_disable = True
# Only a proxy says who it speaks for; how many there are is TRUSTED_PROXY_COUNT.
forwarded_allow_ips = ""


def when_ready(server):
    """Leave out of every later garbage collection what was loaded: it never becomes garbage.

    The pairing table took 44 ms of processor time on four threads, and 35 with this.
    """
    gc.collect()
    gc.freeze()
