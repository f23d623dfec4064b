#!/usr/bin/env python3
"""Visits to restaurants, and a model that guesses how a guest will rate one.

python3 restaurant.py data     writes restaurant.data: 2,000 made-up visits, always the same
python3 restaurant.py train    learns from 70 % of them, is judged by the other 30 %, writes rating.csv

Plain Python, no package. The model is logistic regression for several classes (softmax).
"""
import csv
import math
import random
import sys

COLUMNS = ['age', 'gender', 'budget', 'price', 'cuisine_type', 'rating']
NUMBERS = ['age', 'price']
WORDS = {'gender': ['F', 'M'], 'budget': ['low', 'medium', 'high'], 'cuisine_type': ['thai', 'italian', 'mexican', 'indian']}
PURSE = {'low': 1.0, 'medium': 2.5, 'high': 4.0}
RATINGS = [1, 2, 3, 4, 5]


def bell(dice):
    """A number of the bell curve. Made from two plain ones: those are the same in every version of Python."""
    return math.sqrt(-2 * math.log(1 - dice.random())) * math.cos(2 * math.pi * dice.random())


def one_of(dice, words):
    return words[int(dice.random() * len(words))]


def visits(count=2000):
    """Who can afford the place is content, more or less. Age, gender and cuisine decide nothing."""
    dice = random.Random(11)
    for _ in range(count):
        row = {'age': 18 + int(dice.random() * 52), 'price': 1 + int(dice.random() * 4)}
        row.update({column: one_of(dice, words) for column, words in WORDS.items()})
        content = 3 + PURSE[row['budget']] - row['price'] + 0.7 * bell(dice)
        row['rating'] = min(5, max(1, math.floor(content + 0.5)))
        yield row


def write_data(path):
    with open(path, 'w', newline='') as out:
        sheet = csv.DictWriter(out, COLUMNS, lineterminator='\n')
        sheet.writeheader()
        sheet.writerows(visits())


def read_data(path):
    with open(path, newline='') as source:
        return [dict(row, age=float(row['age']), price=float(row['price']), rating=int(row['rating'])) for row in csv.DictReader(source)]


def recipe(rows):
    """How a row becomes numbers: words turn into 0 and 1, numbers are moved to mean 0 and spread 1. Learned from `rows` alone."""
    scales = {}
    for column in NUMBERS:
        mean = sum(row[column] for row in rows) / len(rows)
        scales[column] = mean, math.sqrt(sum((row[column] - mean) ** 2 for row in rows) / len(rows))

    def encode(row):
        numbers = [(row[column] - mean) / spread for column, (mean, spread) in scales.items()]
        return [1.0] + numbers + [float(row[column] == word) for column, words in WORDS.items() for word in words]
    return encode


def chances(weights, x):
    """One chance for each rating; together they are 1."""
    sums = [sum(w * v for w, v in zip(line, x)) for line in weights]
    highest = max(sums)
    powers = [math.exp(value - highest) for value in sums]
    return [power / sum(powers) for power in powers]


def learn(xs, ys, rounds=40):
    """Row by row: look how wrong the guess is, and move the weights a little the other way."""
    dice = random.Random(7)
    weights = [[0.0] * len(xs[0]) for _ in RATINGS]
    order = list(range(len(xs)))
    for turn in range(rounds):
        order.sort(key=lambda _: dice.random())
        step = 0.1 / (1 + turn / 4)
        for i in order:
            guess = chances(weights, xs[i])
            for rating, line, chance in zip(RATINGS, weights, guess):
                pull = step * ((ys[i] == rating) - chance)
                for j, value in enumerate(xs[i]):
                    line[j] += pull * value
    return weights


def train(source, result):
    rows = read_data(source)
    dice = random.Random(3)
    rows.sort(key=lambda _: dice.random())
    cut = len(rows) * 7 // 10
    known, kept_back = rows[:cut], rows[cut:]
    encode = recipe(known)
    weights = learn([encode(row) for row in known], [row['rating'] for row in known])
    pairs = []
    for row in kept_back:
        guess = chances(weights, encode(row))
        pairs.append((row['rating'], RATINGS[guess.index(max(guess))]))
    with open(result, 'w', newline='') as out:
        sheet = csv.writer(out, lineterminator='\n')
        sheet.writerow(['trueLabel', 'bestAnswer'])
        sheet.writerows(pairs)
    tell(len(rows), len(known), pairs)


def tell(rows, known, pairs):
    count = {}
    for pair in pairs:
        count[pair] = count.get(pair, 0) + 1
    scores = []
    for rating in RATINGS:
        right = count.get((rating, rating), 0)
        wrong = sum(n for (true, best), n in count.items() if (true == rating) != (best == rating))
        scores.append(2 * right / (2 * right + wrong) if right + wrong else 0)
    right = sum(count.get((rating, rating), 0) for rating in RATINGS)
    print('rows', rows, 'train', known, 'test', len(pairs))
    print('right %.3f' % (right / len(pairs)), 'macro F1 %.3f' % (sum(scores) / len(scores)))
    print('true \\ predicted', *RATINGS, sep='\t')
    for true in RATINGS:
        print(true, *[count.get((true, best), 0) for best in RATINGS], sep='\t')


if __name__ == '__main__':
    if sys.argv[1:] == ['data']:
        write_data('restaurant.data')
    elif sys.argv[1:] == ['train']:
        train('restaurant.data', 'rating.csv')
    else:
        sys.exit(__doc__)
