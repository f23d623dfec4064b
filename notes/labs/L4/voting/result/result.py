"""The result page of the voting app (Labbook course): counts the votes in PostgreSQL."""
import os
import signal

# As process 1 of a container it gets SIGTERM only if it asks for it.
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))

import html
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import psycopg2

OPTIONS = {"a": os.environ.get("OPTION_A", "Cats"), "b": os.environ.get("OPTION_B", "Dogs")}

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{a} or {b}: result</title>
<style>
  body {{ margin: 0; min-height: 100vh; display: grid; place-items: center; background: #eef3f7; color: #14212b; font: 18px/1.5 system-ui, sans-serif; }}
  main {{ padding: 32px; text-align: center; }}
  dl {{ display: flex; gap: 48px; justify-content: center; }}
  dd {{ margin: 0; font-size: 3rem; }}
</style>
</head>
<body>
<main>
  <h1>Result</h1>
  <dl><div><dt>{a}</dt><dd id="a">–</dd></div><div><dt>{b}</dt><dd id="b">–</dd></div></dl>
  <p id="note" role="status">Asking …</p>
  <small>A sample app of the Labbook course</small>
</main>
<script>
  const show = (id, text) => {{ const at = document.getElementById(id); if (at.textContent !== String(text)) at.textContent = text; }};
  async function ask() {{
    const counts = await fetch('/counts').then(answer => answer.ok ? answer.json() : undefined, () => undefined);
    if (counts) for (const id of ['a', 'b']) show(id, counts[id]);
    show('note', counts ? counts.a + counts.b + ' votes' : 'The votes cannot be read at the moment.');
    setTimeout(ask, 1000);
  }}
  ask();
</script>
</body>
</html>
"""


def counts():
    """Votes for each option; none before the worker has made the table."""
    table = psycopg2.connect(
        host=os.environ.get("DB_HOST", "db"), user="postgres", dbname="postgres",
        password=os.environ.get("DB_PASSWORD", ""), connect_timeout=2,
    )
    try:
        with table.cursor() as cursor:
            cursor.execute("SELECT vote, count(*) FROM votes GROUP BY vote")
            found = dict(cursor.fetchall())
    except psycopg2.errors.UndefinedTable:
        found = {}
    finally:
        table.close()
    return {option: found.get(option, 0) for option in OPTIONS}


class Result(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/":
            return self.answer(200, PAGE.format(**{key: html.escape(word) for key, word in OPTIONS.items()}), "text/html")
        if self.path == "/healthz":
            return self.answer(200, "ok\n", "text/plain")
        if self.path != "/counts":
            return self.answer(404, "Not found\n", "text/plain")
        try:
            self.answer(200, json.dumps(counts(), separators=(",", ":")), "application/json")
        except psycopg2.Error as error:
            self.log_message("no answer from the database: %s", str(error).strip().splitlines()[0])
            self.answer(503, '{"error": "the database does not answer"}', "application/json")

    def answer(self, code, text, kind):
        body = text.encode()
        self.send_response(code)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


print("result: listening on port 80", flush=True)
ThreadingHTTPServer(("", 80), Result).serve_forever()
