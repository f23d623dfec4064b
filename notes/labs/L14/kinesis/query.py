#!/usr/bin/env python3
"""SQL over a delivered file: query.py delivered.jsonl "SELECT * FROM wildrydes LIMIT 10"

SQLite, not Athena: the columns are the same, and so is this part of the language.
"""
import json
import sqlite3
import sys

COLUMNS = ['Name', 'StatusTime', 'Latitude', 'Longitude', 'Distance', 'HealthPoints', 'MagicPoints']

path, question = sys.argv[1:]
with open(path) as source:
    rows = [[record.get(column) for column in COLUMNS] for record in map(json.loads, filter(str.strip, source))]
base = sqlite3.connect(':memory:')
base.execute('CREATE TABLE wildrydes (Name text, StatusTime text, Latitude real, Longitude real, Distance real, HealthPoints int, MagicPoints int)')
base.executemany('INSERT INTO wildrydes VALUES (?, ?, ?, ?, ?, ?, ?)', rows)
answer = base.execute(question)
print(*[column[0] for column in answer.description], sep='\t')
for row in answer:
    print(*row, sep='\t')
