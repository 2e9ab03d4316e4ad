"""The same server settings as gunicorn.conf.py of the dashboard, without its trimmed headers."""

import os

bind = f"127.0.0.1:{os.environ['PORT']}"
worker_class = "gthread"
workers = 2
threads = 4
preload_app = True
control_socket_disable = True
loglevel = "warning"
keepalive = 15
