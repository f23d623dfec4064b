"""The front of the voting app (Labbook course): shows two options and puts each vote on the Redis list `votes`."""
import os
import signal

# As process 1 of a container it gets SIGTERM only if it asks for it.
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))

import html
import json
import re
import secrets
import socket
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import redis

OPTIONS = {"a": os.environ.get("OPTION_A", "Cats"), "b": os.environ.get("OPTION_B", "Dogs")}
VOTES = redis.Redis(os.environ.get("REDIS_HOST", "redis"), socket_timeout=2, socket_connect_timeout=2)

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{a} or {b}?</title>
<style>
  body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef3f7; color: #14212b; font: 18px/1.5 system-ui, sans-serif; }}
  main {{ padding: 32px; text-align: center; }}
  button {{ min-width: 9rem; margin: 8px; padding: 20px; border: 2px solid #14212b; border-radius: 8px; background: #fff; color: inherit; font: inherit; cursor: pointer; }}
  button[aria-pressed="true"] {{ background: #14212b; color: #fff; }}
  small {{ display: block; margin-top: 32px; }}
</style>
</head>
<body>
<main>
  <h1>{a} or {b}?</h1>
  <form method="post" action="/">
    <button name="vote" value="a" aria-pressed="{on_a}">{a}</button>
    <button name="vote" value="b" aria-pressed="{on_b}">{b}</button>
  </form>
  <p role="status">{note}</p>
  <small>Processed by container {host}<br>A sample app of the Labbook course</small>
</main>
</body>
</html>
"""


class Vote(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/healthz":
            return self.answer(200, "ok\n", kind="text/plain")
        if self.path != "/":
            return self.answer(404, "Not found\n", kind="text/plain")
        self.page()

    def do_POST(self):
        length = self.headers.get("Content-Length", "")
        form = parse_qs(self.rfile.read(min(int(length), 1000)).decode("utf-8", "replace")) if length.isdigit() else {}
        vote = form.get("vote", [""])[0]
        if self.path != "/" or vote not in OPTIONS:
            return self.answer(400, "A vote is a or b.\n", kind="text/plain")
        voter = self.voter()
        try:
            VOTES.rpush("votes", json.dumps({"voter_id": voter, "vote": vote}))
        except redis.RedisError as error:
            self.log_message("vote not counted: %s", error)
            return self.page(503, note="Your vote could not be counted: Redis does not answer. Try again.")
        cookie = f"voter_id={voter}; Path=/; HttpOnly; SameSite=Lax"
        self.page(vote=vote, note=f"You voted for {OPTIONS[vote]}. You can change your mind.", cookie=cookie)

    def voter(self):
        """Who voted here before keeps the name: the last vote is the one that counts."""
        try:
            known = SimpleCookie(self.headers.get("Cookie", "")).get("voter_id")
        except CookieError:
            known = None
        return known.value if known and re.fullmatch(r"[0-9a-f]{16}", known.value) else secrets.token_hex(8)

    def page(self, code=200, *, vote="", note="", cookie=""):
        words = {"a": OPTIONS["a"], "b": OPTIONS["b"], "note": note, "host": socket.gethostname()}
        marks = {f"on_{key}": str(vote == key).lower() for key in OPTIONS}
        self.answer(code, PAGE.format(**{key: html.escape(word) for key, word in words.items()}, **marks), cookie=cookie)

    def answer(self, code, text, *, kind="text/html", cookie=""):
        body = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        if cookie:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()
        self.wfile.write(body)


print("vote: listening on port 80", flush=True)
ThreadingHTTPServer(("", 80), Vote).serve_forever()
