#!/usr/bin/env python3
"""One row for each unicorn and minute, from records on the input: consumer.py -from_start -seconds 3 | aggregate.py [-table]

Stands in for Kinesis Data Analytics, which grouped in the same way: by name, and by the minute of the record.
"""
import collections
import json
import sys


def minutes(lines):
    found = collections.defaultdict(list)
    for line in lines:
        record = json.loads(line)
        found[record['StatusTime'][:16], record['Name']].append(record)
    return dict(sorted(found.items()))


def summary(minute, name, records):
    row = {'Name': name, 'StatusTime': minute + ':00.000', 'Distance': round(sum(record['Distance'] for record in records))}
    for points in ('MagicPoints', 'HealthPoints'):
        values = [record[points] for record in records]
        row.update({'Min' + points: min(values), 'Max' + points: max(values)})
    return row


def table(rows):
    """Minutes down, unicorns across, metres in the cells."""
    names = sorted({row['Name'] for row in rows})
    cells = {(row['StatusTime'][11:16], row['Name']): row['Distance'] for row in rows}
    print('minute', *['%12s' % name for name in names])
    for minute in sorted({minute for minute, _ in cells}):
        print(minute, '', *['%12s' % cells.get((minute, name), '-') for name in names])


if __name__ == '__main__':
    found = [summary(minute, name, records) for (minute, name), records in minutes(sys.stdin).items()]
    if '-table' in sys.argv[1:]:
        table(found)
    else:
        for row in found:
            print(json.dumps(row))
