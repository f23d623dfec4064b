#!/usr/bin/env python3
"""A unicorn with a sensor: one record a second goes to a stream, until Ctrl+C, Stop, -stop or -count.

producer.py [-name Shadowfax] [-stream wildrydes] [-count N]
producer.py -stop     ends all producers that were started in this folder
"""
import argparse
import datetime
import glob
import json
import math
import os
import random
import signal
import sys
import time

METRES_PER_DEGREE = 110540, 111320


class Unicorn:
    """Starts in New York and walks straight on, about 30 metres a second. Its points go up or down by one, or stay."""

    def __init__(self, name):
        self.name, self.latitude, self.longitude = name, 40.749167, -73.985184
        self.heading = random.random() * 2 * math.pi
        self.magic = self.health = 150

    def step(self):
        metres = 29 + 2 * random.random()
        north, east = METRES_PER_DEGREE
        self.latitude += metres * math.sin(self.heading) / north
        self.longitude += metres * math.cos(self.heading) / (east * math.cos(math.radians(self.latitude)))
        self.magic += random.choice((-1, 0, 0, 1))
        self.health += random.choice((-1, 0, 0, 1))
        return {'Name': self.name, 'StatusTime': datetime.datetime.now().strftime('%Y-%m-%d %H:%M:%S.%f')[:-3], 'Latitude': self.latitude, 'Longitude': self.longitude,
                'Distance': metres, 'MagicPoints': self.magic, 'HealthPoints': self.health}


def send(name, stream, count):
    import boto3
    kinesis, unicorn, sent = boto3.client('kinesis'), Unicorn(name), 0
    note = name + '.pid'
    with open(note, 'w') as out:
        out.write(str(os.getpid()))
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        while not count or sent < count:
            # The partition key decides the shard: records of one unicorn stay in order.
            kinesis.put_record(StreamName=stream, PartitionKey=name, Data=json.dumps(unicorn.step()) + '\n')
            sent += 1
            print('.', end='', flush=True)
            time.sleep(1)
    except KeyboardInterrupt:
        pass
    finally:
        os.remove(note)
        print('\n%s: %d records' % (name, sent))


def stop():
    """Only those that left a note of themselves in this folder."""
    for note in glob.glob('*.pid'):
        try:
            with open(note) as source:
                os.kill(int(source.read()), signal.SIGTERM)
        except (OSError, ValueError):
            os.remove(note)
    for _ in range(50):
        if not glob.glob('*.pid'):
            break
        time.sleep(0.1)
    print('no producer runs' if not glob.glob('*.pid') else 'still there: ' + ' '.join(glob.glob('*.pid')))


if __name__ == '__main__':
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument('-name', default='Shadowfax')
    words.add_argument('-stream', default='wildrydes')
    words.add_argument('-count', type=int, default=0)
    words.add_argument('-stop', action='store_true')
    chosen = words.parse_args()
    stop() if chosen.stop else send(chosen.name, chosen.stream, chosen.count)
