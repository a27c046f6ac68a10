"""Stands where git would start an interpreter as a merge driver, and lets a warm process do it."""

import json
import os
import socket
import sys

with socket.socket(socket.AF_UNIX) as door:
    door.connect(f"{__file__}.sock")
    words = sys.argv[sys.argv.index("skolemiljo_cli") + 1 :]
    order = {"words": words, "cwd": os.getcwd(), "env": dict(os.environ)}  # noqa: PTH109
    order["group"] = os.getpgrp()
    socket.send_fds(door, [json.dumps(order).encode()], [0, 1, 2])
    sys.exit((door.recv(1) or b"c")[0])
