#!/usr/bin/env python3
"""Will a customer of a bank say yes when the bank calls? Logistic regression in plain Python, no package.

python3 bank.py [RECORD ...]            learns, judges itself, writes banking.csv, batch.csv and model.json
python3 bank.py --encoded [RECORD ...]  also train.csv, test.csv and row.csv: numbers only, as XGBoost wants them
python3 bank.py --score RECORD ...      only asks model.json

Data: bank-additional/bank-additional-full.csv of the UCI Machine Learning Repository if it lies here, else made-up rows
with the same columns, always the same ones.
"""
import csv
import json
import math
import os
import random
import sys

COLUMNS = ('age job marital education default housing loan contact month day_of_week duration campaign pdays previous poutcome '
           'emp_var_rate cons_price_idx cons_conf_idx euribor3m nr_employed').split()
NUMBERS = {'age': (18, 95), 'duration': (0, 1200), 'campaign': (1, 10), 'pdays': (0, 999), 'previous': (0, 5), 'emp_var_rate': (-3.4, 1.4),
           'cons_price_idx': (92.2, 94.8), 'cons_conf_idx': (-50.8, -26.9), 'euribor3m': (0.6, 5.1), 'nr_employed': (4963.0, 5229.0)}
WORDS = {
    'job': 'admin. blue-collar entrepreneur housemaid management retired self-employed services student technician unemployed unknown',
    'marital': 'divorced married single unknown',
    'education': 'basic.4y basic.6y basic.9y high.school illiterate professional.course university.degree unknown',
    'default': 'no unknown yes', 'housing': 'no unknown yes', 'loan': 'no unknown yes', 'contact': 'cellular telephone',
    'month': 'apr aug dec jul jun mar may nov oct sep', 'day_of_week': 'fri mon thu tue wed', 'poutcome': 'failure nonexistent success',
}
REAL = 'bank-additional/bank-additional-full.csv'
THRESHOLD = 0.35


def made_up(count=41188, share=0.113):
    """Long calls, an earlier success and a low interest rate bring a yes; May and chance play a part."""
    dice = random.Random(12)
    bell = lambda: math.sqrt(-2 * math.log(1 - dice.random())) * math.cos(2 * math.pi * dice.random())
    choices = {column: words.split() for column, words in WORDS.items()}
    rows, mood = [], []
    for _ in range(count):
        row = {column: words[int(dice.random() * len(words))] for column, words in choices.items()}
        for column, (low, high) in NUMBERS.items():
            value = low + dice.random() * (high - low)
            row[column] = int(value) if isinstance(low, int) else round(value, 3)
        mood.append((row['duration'] - 600) / 300 + 2 * (row['poutcome'] == 'success') - (row['euribor3m'] - 2.8) - 0.8 * (row['month'] == 'may') + 1.2 * bell())
        rows.append(row)
    bar = sorted(mood)[round(count * (1 - share))]
    for row, value in zip(rows, mood):
        row['y'] = int(value >= bar)
    return rows


def real():
    with open(REAL, newline='') as source:
        rows = [{name.replace('.', '_'): value for name, value in row.items()} for row in csv.DictReader(source, delimiter=';')]
    for row in rows:
        row.update({column: float(row[column]) for column in NUMBERS}, y=int(row['y'] == 'yes'))
    return rows


def recipe(rows):
    """What turns a row into numbers, learned from the rows that may be known."""
    mean = [sum(row[column] for row in rows) / len(rows) for column in NUMBERS]
    scale = [math.sqrt(sum((row[column] - m) ** 2 for row in rows) / len(rows)) or 1.0 for column, m in zip(NUMBERS, mean)]
    return {'columns': COLUMNS, 'numeric': list(NUMBERS), 'mean': mean, 'scale': scale, 'categories': {column: words.split() for column, words in WORDS.items()}}


def places(model):
    """Which weight belongs to which word."""
    at = len(model['numeric'])
    found = {}
    for column, words in model['categories'].items():
        found.update({(column, word): at + i for i, word in enumerate(words)})
        at += len(words)
    return found, at


def encoder(model):
    """Of a row only what is not 0: pairs of place and value."""
    found, _ = places(model)
    numbers = list(zip(range(len(model['numeric'])), model['numeric'], model['mean'], model['scale']))

    def encode(row):
        pairs = [(i, (float(row[column]) - mean) / scale) for i, column, mean, scale in numbers]
        words = [found.get((column, row[column])) for column in model['categories']]
        return pairs + [(place, 1.0) for place in words if place is not None]
    return encode


def score(model, pairs):
    weights = model['coef']
    total = model['intercept'] + sum(weights[i] * value for i, value in pairs)
    return 1 / (1 + math.exp(-max(-35.0, min(35.0, total))))


def learn(model, known, rounds=6):
    """Row by row: how wrong is the score? Move the weights a little the other way."""
    dice = random.Random(5)
    weights = [0.0] * places(model)[1]
    model.update(coef=weights, intercept=0.0, threshold=THRESHOLD)
    order = list(range(len(known)))
    for turn in range(rounds):
        order.sort(key=lambda _: dice.random())
        step = 0.05 / (1 + turn)
        for i in order:
            pairs, label = known[i]
            pull = step * (label - score(model, pairs))
            model['intercept'] += pull
            for place, value in pairs:
                weights[place] += pull * value


def area_under_curve(results):
    """The chance that a random yes has a higher score than a random no. Equal scores count half."""
    ranked = sorted(results, key=lambda pair: pair[1])
    rank_sum, i = 0.0, 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and ranked[j][1] == ranked[i][1]:
            j += 1
        rank_sum += sum(label for label, _ in ranked[i:j]) * (i + j + 1) / 2
        i = j
    yes = sum(label for label, _ in results)
    return (rank_sum - yes * (yes + 1) / 2) / (yes * (len(results) - yes))


def tell(results):
    for threshold in (0.5, THRESHOLD, 0.2):
        n = {pair: 0 for pair in ((0, 0), (0, 1), (1, 0), (1, 1))}
        for label, value in results:
            n[label, int(value > threshold)] += 1
        found, right = n[0, 1] + n[1, 1], n[1, 1]
        print('threshold %.2f' % threshold, 'tn %d fp %d fn %d tp %d' % tuple(n.values()),
              'precision %.3f' % (right / found if found else 0), 'recall %.3f' % (right / (n[1, 0] + right)), 'error rate %.3f' % ((n[0, 1] + n[1, 0]) / len(results)))


def write(path, header, rows):
    with open(path, 'w', newline='') as out:
        sheet = csv.writer(out, lineterminator='\n')
        if header:
            sheet.writerow(header)
        sheet.writerows(rows)


def dense(pairs, width):
    line = ['0'] * width
    for place, value in pairs:
        line[place] = '%.5g' % value
    return line


def ask(model, record):
    cells = next(csv.reader([record]))
    if len(cells) != len(COLUMNS):
        sys.exit('%d fields, %d expected' % (len(cells), len(COLUMNS)))
    value = score(model, encoder(model)(dict(zip(COLUMNS, cells))))
    print('record score %.6f' % value, 'bestAnswer', int(value > model['threshold']))


def main(words):
    records = [word for word in words if not word.startswith('--')]
    if '--score' in words:
        with open('model.json') as source:
            model = json.load(source)
        for record in records:
            ask(model, record)
        return
    if not os.path.exists(REAL):
        print('stand-in data: made up, with the columns of the real file')
    rows = real() if os.path.exists(REAL) else made_up()
    write('banking.csv', COLUMNS + ['y'], ([row[column] for column in COLUMNS] + [row['y']] for row in rows))
    dice = random.Random(1)
    rows.sort(key=lambda _: dice.random())
    cut = len(rows) * 7 // 10
    model = recipe(rows[:cut])
    encode = encoder(model)
    known, kept_back = ([(encode(row), row['y']) for row in part] for part in (rows[:cut], rows[cut:]))
    learn(model, known)
    results = [(label, score(model, pairs)) for pairs, label in kept_back]
    print('rows', len(rows), 'train', len(known), 'test', len(kept_back), 'positive %.3f' % (sum(row['y'] for row in rows) / len(rows)), 'AUC %.3f' % area_under_curve(results))
    tell(results)
    write('batch.csv', ['trueLabel', 'bestAnswer', 'score'], ((label, int(value > THRESHOLD), '%.6f' % value) for label, value in results))
    with open('model.json', 'w') as out:
        json.dump(model, out)
    if '--encoded' in words:
        width = places(model)[1]
        write('train.csv', None, ([label] + dense(pairs, width) for pairs, label in known))
        write('test.csv', None, ([label] + dense(pairs, width) for pairs, label in kept_back[:1000]))
        write('row.csv', None, [dense(kept_back[0][0], width)])
    for record in records:
        ask(model, record)


if __name__ == '__main__':
    main(sys.argv[1:])
