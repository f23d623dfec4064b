#!/usr/bin/env python3
"""Hands each line of the input to a delivery stream: consumer.py -from_start -seconds 3 | deliver.py wildrydes-direct"""
import sys

import boto3

lines = [line.encode() for line in sys.stdin if line.strip()]
firehose = boto3.client('firehose')
for first in range(0, len(lines), 500):
    firehose.put_record_batch(DeliveryStreamName=sys.argv[1], Records=[{'Data': line} for line in lines[first:first + 500]])
print('handed over', len(lines), 'records')
