#!/usr/bin/env python3
"""A thousand invented people and what they like to go to, with pipes between the columns: python3 mkusers.py users.txt

Who likes jazz is built in: the further down a city stands in the list, the more of its people do.
"""
import random
import sys

CITIES = ['Ashford AA', 'Brook AA', 'Clifton BB', 'Dale BB', 'Eastham CC', 'Fairview CC', 'Grove DD', 'Hill DD', 'Irvine EE', 'Kings EE', 'Lake FF', 'Milton FF']
JAZZ = 3


def person(number):
    dice = random.Random(number)
    place = number * 7 % len(CITIES)
    likes = ['T' if dice.random() < 0.5 else 'F' for _ in range(10)]
    likes[JAZZ] = 'T' if number // len(CITIES) % len(CITIES) <= place else 'F'
    return [str(number), 'U%07d' % number, 'First%d' % number, 'Last%d' % number, *CITIES[place].split(), 'u%d@example.org' % number, '(555) 555-%04d' % number, *likes]


# A file that is there is kept: it may be somebody's.
with open(sys.argv[1], 'x') as out:
    for number in range(1, 1001):
        out.write('|'.join(person(number)) + '\n')
