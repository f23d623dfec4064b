#!/usr/bin/env python3
"""Two variants of a model side by side.

ab.py model       writes model-b.json: model.json without what it knows of the call's duration
ab.py ask 0.7     sends each row of x.csv to variant A with that chance, else to B, and compares the answers with y.csv
"""
import json
import math
import random
import sys
import urllib.request

URL = {'A': 'http://127.0.0.1:8092/invocations', 'B': 'http://127.0.0.1:8093/invocations'}
THRESHOLD = 0.35


def other_model():
    with open('model.json') as source:
        model = json.load(source)
    model['coef'][model['numeric'].index('duration')] = 0.0
    with open('model-b.json', 'w') as out:
        json.dump(model, out)
    print('model-b.json: the weight of duration is 0')


def ask(variant, row):
    with urllib.request.urlopen(urllib.request.Request(URL[variant], data=row.encode(), headers={'Content-Type': 'text/csv'}), timeout=10) as answer:
        return float(answer.read())


def compare(share):
    dice = random.Random(8)
    seen = {'A': [0, 0], 'B': [0, 0]}
    with open('x.csv') as rows, open('y.csv') as truth:
        for row, label in zip(rows, truth):
            variant = 'A' if dice.random() < share else 'B'
            seen[variant][0] += 1
            seen[variant][1] += (ask(variant, row) > THRESHOLD) != (label.strip() == '1')
    rate = {}
    for variant, (asked, wrong) in seen.items():
        rate[variant] = wrong / asked
        print('variant', variant, 'asked', asked, 'wrong', wrong, 'error rate %.3f' % rate[variant])
    # Two samples: how many standard errors lie between the two rates, if the models were equally good?
    both = sum(wrong for _, wrong in seen.values()) / sum(asked for asked, _ in seen.values())
    error = math.sqrt(both * (1 - both) * sum(1 / asked for asked, _ in seen.values()))
    print('difference %.1f standard errors' % ((rate['B'] - rate['A']) / error))


if sys.argv[1:] == ['model']:
    other_model()
elif len(sys.argv) == 3 and sys.argv[1] == 'ask':
    compare(float(sys.argv[2]))
else:
    sys.exit(__doc__)
