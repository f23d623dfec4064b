"""Writes each record of wildrydes-summary to a DynamoDB table.

On AWS: handler lambda_function.handler, environment TABLE_NAME, trigger: the stream.
Here:   TABLE_NAME=UnicornSensorData python lambda_function.py < summary.jsonl
"""
import base64
import json
import os
import sys
from decimal import Decimal

import boto3


def handler(event, context):
    table = boto3.resource('dynamodb').Table(os.environ['TABLE_NAME'])
    # Batches of up to 25, and again what the table did not take: the role needs no more than BatchWriteItem.
    with table.batch_writer() as batch:
        for record in event['Records']:
            # Kinesis hands its data over in base64. DynamoDB takes decimal numbers, no floating ones.
            batch.put_item(Item=json.loads(base64.b64decode(record['kinesis']['data']), parse_float=Decimal))
    return 'Delivered %d records' % len(event['Records'])


if __name__ == '__main__':
    lines = [line for line in sys.stdin if line.strip()]
    print(handler({'Records': [{'kinesis': {'data': base64.b64encode(line.encode()).decode()}} for line in lines]}, None))
