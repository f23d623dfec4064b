#!/usr/bin/env python3
"""Three kinds of iris told apart by a network with three hidden layers (10, 20, 10).

In 2018 this was tf.estimator.DNNClassifier, which TensorFlow 2.16 removed. Keras takes its place, where it is installed;
else scikit-learn; else plain Python, which needs nothing but some seconds more. The first line says which.
"""
import math
import random
import sys

LAYERS = 10, 20, 10
# The kinds as bell curves: mean and spread of sepal length and width, petal length and width, in cm, after Fisher's
# measurements of 1936. The flowers are drawn from them, so that no file and no package is needed.
KINDS = [('setosa', (5.01, 3.43, 1.46, 0.25), (0.35, 0.38, 0.17, 0.11)), ('versicolor', (5.94, 2.77, 4.26, 1.33), (0.52, 0.31, 0.47, 0.20)), ('virginica', (6.59, 2.97, 5.55, 2.03), (0.64, 0.32, 0.55, 0.27))]


def bell(dice):
    return math.sqrt(-2 * math.log(1 - dice.random())) * math.cos(2 * math.pi * dice.random())


def flowers(each=50):
    dice = random.Random(4)
    rows = [([mean + spread * bell(dice) for mean, spread in zip(means, spreads)], kind) for kind, (_, means, spreads) in enumerate(KINDS) for _ in range(each)]
    rows.sort(key=lambda _: dice.random())
    return rows


def scaled(rows, known):
    columns = list(zip(*(values for values, _ in known)))
    mean = [sum(column) / len(column) for column in columns]
    spread = [math.sqrt(sum((value - m) ** 2 for value in column) / len(column)) for column, m in zip(columns, mean)]
    return [([(value - m) / s for value, m, s in zip(values, mean, spread)], kind) for values, kind in rows]


def with_keras(known, kept_back):
    import keras
    import numpy
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((4,)), *(keras.layers.Dense(width, 'relu') for width in LAYERS), keras.layers.Dense(3, 'softmax')])
    model.compile('adam', 'sparse_categorical_crossentropy')
    model.fit(numpy.array([values for values, _ in known]), numpy.array([kind for _, kind in known]), epochs=100, batch_size=16, verbose=0)
    chances = model.predict(numpy.array([values for values, _ in kept_back]), verbose=0)
    return 'keras ' + keras.__version__, [int(row.argmax()) for row in chances]


def with_sklearn(known, kept_back):
    from sklearn.neural_network import MLPClassifier
    model = MLPClassifier(LAYERS, max_iter=2000, random_state=0).fit([values for values, _ in known], [kind for _, kind in known])
    return 'scikit-learn (keras is not installed)', [int(kind) for kind in model.predict([values for values, _ in kept_back])]


def plain(known, kept_back, rounds=150):
    """Forwards through the layers, then backwards with the error of each: what the packages do, without their speed."""
    dice = random.Random(1)
    widths = [4, *LAYERS, 3]
    layers = [[[bell(dice) * math.sqrt(2 / before) for _ in range(before)] + [0.0] for _ in range(width)] for before, width in zip(widths, widths[1:])]

    def forwards(values):
        steps = [values]
        for number, layer in enumerate(layers):
            sums = [row[-1] + sum(weight * value for weight, value in zip(row, steps[-1])) for row in layer]
            last = number == len(layers) - 1
            top = max(sums)
            powers = [math.exp(one - top) for one in sums] if last else []
            steps.append([power / sum(powers) for power in powers] if last else [max(0.0, one) for one in sums])
        return steps

    for turn in range(rounds):
        step = 0.02 / (1 + turn / 50)
        known.sort(key=lambda _: dice.random())
        for values, kind in known:
            steps = forwards(values)
            errors = [chance - (place == kind) for place, chance in enumerate(steps[-1])]
            for layer, inputs in reversed(list(zip(layers, steps))):
                passed = [sum(error * row[i] for error, row in zip(errors, layer)) * (value > 0) for i, value in enumerate(inputs)]
                for error, row in zip(errors, layer):
                    for i, value in enumerate(inputs):
                        row[i] -= step * error * value
                    row[-1] -= step * error
                errors = passed
    guesses = [forwards(values)[-1] for values, _ in kept_back]
    return 'plain Python (neither keras nor scikit-learn is installed)', [chances.index(max(chances)) for chances in guesses]


def main():
    rows = flowers()
    cut = len(rows) * 7 // 10
    known, kept_back = scaled(rows[:cut], rows[:cut]), scaled(rows[cut:], rows[:cut])
    for way in (with_keras, with_sklearn, plain):
        try:
            how, found = way(known, kept_back)
        except ImportError:
            continue
        right = sum(kind == guess for (_, kind), guess in zip(kept_back, found))
        print(how)
        print('train', len(known), 'test', len(kept_back), 'accuracy %.3f' % (right / len(kept_back)))
        return 0
    return 1


if __name__ == '__main__':
    sys.exit(main())
