#!/usr/bin/env python3
"""Prints the records of a stream, one JSON record a line, until Ctrl+C, Stop or -seconds.

consumer.py [-stream wildrydes] [-from_start] [-seconds N] [-keep FILE]

Without -from_start it begins at the newest record. -keep also writes what it prints to a file.
"""
import argparse
import signal
import sys
import time

import boto3


def records(kinesis, stream, begin, seconds):
    """Each shard has an iterator of its own: a place in it, which moves on with each look."""
    shards = kinesis.list_shards(StreamName=stream)['Shards']
    places = [kinesis.get_shard_iterator(StreamName=stream, ShardId=shard['ShardId'], ShardIteratorType=begin)['ShardIterator'] for shard in shards]
    end = time.monotonic() + seconds if seconds else float('inf')
    while time.monotonic() < end:
        for i, place in enumerate(places):
            answer = kinesis.get_records(ShardIterator=place)
            places[i] = answer['NextShardIterator']
            yield from (record['Data'].decode().rstrip() for record in answer['Records'])
        time.sleep(1)


def main():
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument('-stream', default='wildrydes')
    words.add_argument('-from_start', action='store_true')
    words.add_argument('-seconds', type=float, default=0)
    words.add_argument('-keep')
    chosen = words.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    kept = open(chosen.keep, 'w') if chosen.keep else None
    try:
        for line in records(boto3.client('kinesis'), chosen.stream, 'TRIM_HORIZON' if chosen.from_start else 'LATEST', chosen.seconds):
            for out in filter(None, (sys.stdout, kept)):
                print(line, file=out, flush=True)
    except KeyboardInterrupt:
        pass


if __name__ == '__main__':
    main()
