"""A small HTTP server for tests: answers by a table, and keeps what it was asked.

usage: http_peer.py PORT FOLDER
FOLDER/routes.json: [{"method", "path", "status", "headers", "body", "times", "sleep", "when"}], the
first that fits answers; `path` is a prefix, `times` how often it does, `when` a header that must be
there (name: value). FOLDER/requests.jsonl gets every request.
"""
import json
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

folder = Path(sys.argv[2])
used = {}


class Peer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        length = int(self.headers.get("Content-Length", 0))
        body = self.rfile.read(length).decode("utf-8", "replace")
        headers = {name.lower(): value for name, value in self.headers.items()}
        with open(folder / "requests.jsonl", "a") as log:
            log.write(json.dumps({"method": self.command, "path": self.path, "headers": headers, "body": body}) + "\n")
        for number, route in enumerate(json.loads((folder / "routes.json").read_text())):
            fits = self.path.startswith(route.get("path", "/")) and route.get("method", self.command) == self.command
            fits = fits and all(headers.get(name) == value for name, value in route.get("when", {}).items())
            if not fits or used.get(number, 0) >= route.get("times", 1 << 30):
                continue
            used[number] = used.get(number, 0) + 1
            return self.send(route)
        self.send({"status": 404, "body": "no route"})

    def send(self, route):
        time.sleep(route.get("sleep", 0))
        body = route.get("body", "")
        data = (body if isinstance(body, str) else json.dumps(body)).encode()
        data = data * route.get("repeat", 1)
        status = route.get("status", 200)
        self.send_response(status)
        for name, value in route.get("headers", {}).items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if status != 304:
            try:
                self.wfile.write(data)
            except OSError:
                pass

    do_GET = do_POST = do_PUT = do_PATCH = answer

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Peer).serve_forever()
