"""A container that SageMaker can serve: GET /ping says that it lives, POST /invocations answers records with rows of numbers.

How to encode them comes from model.json. No package.
"""
import csv
import json
import os
import signal
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# On SageMaker this folder is filled from model.tar.gz in S3.
MODEL = os.environ.get('MODEL', '/opt/ml/model/model.json')
PORT = int(os.environ.get('SAGEMAKER_BIND_TO_PORT', 8080))
NAME = os.environ.get('VARIANT', 'prep')

with open(MODEL) as source:
    model = json.load(source)


def answer(line):
    cells = next(csv.reader([line]))
    if len(cells) != len(model['columns']):
        raise ValueError('%d fields, %d expected' % (len(cells), len(model['columns'])))
    record = dict(zip(model['columns'], cells))
    values = [(float(record[column]) - mean) / scale for column, mean, scale in zip(model['numeric'], model['mean'], model['scale'])]
    for column, words in model['categories'].items():
        values += [float(record[column] == word) for word in words]
    return ','.join('%.6g' % value for value in values)


class Handler(BaseHTTPRequestHandler):
    def send(self, code, text):
        self.send_response(code)
        self.send_header('Content-Type', 'text/csv')
        self.send_header('X-Variant', NAME)
        self.end_headers()
        self.wfile.write(text.encode())

    def do_GET(self):
        self.send(200 if self.path == '/ping' else 404, '')

    def do_POST(self):
        if self.path != '/invocations':
            return self.send(404, '')
        body = self.rfile.read(int(self.headers.get('Content-Length', 0))).decode()
        try:
            self.send(200, ''.join(answer(line) + '\n' for line in body.splitlines() if line.strip()))
        except ValueError as mistake:
            # A record that cannot be read is the caller's mistake, not the model's.
            self.send(400, '%s\n' % mistake)


signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
ThreadingHTTPServer(('', PORT), Handler).serve_forever()
