"""The query of requests.q on this machine, with SQLite (Labbook course): python3 count.py FILE."""
import re
import sqlite3
import sys

# date, time, edge, bytes, address, method, host, path, status, referrer, then from the user agent: system and browser.
LINE = re.compile(r"^([0-9-]{10})\t([0-9:]{8})\t(\S+)\t(\d+)\t(\S+)\t(\S+)\t(\S+)\t(\S+)\t(\d{3})\t(\S+)\t[^(]*\((\w+)[^)]*\) ([^/]+)/.*$")
QUERY = "select os, count(*) from requests where day between '2026-03-01' and '2026-03-31' group by os order by os"

db = sqlite3.connect(":memory:")
db.execute("create table requests (day, hour, edge, bytes integer, ip, method, host, uri, status integer, referrer, os, browser)")
seen = bad = 0
with open(sys.argv[1]) as log:
    for text in log:
        seen += 1
        found = LINE.match(text.rstrip("\n"))
        if found:
            db.execute("insert into requests values (?,?,?,?,?,?,?,?,?,?,?,?)", found.groups())
        else:
            bad += 1
print("lines", seen, "not matched", bad)
for system, count in db.execute(QUERY):
    print(system, count, sep="\t")
