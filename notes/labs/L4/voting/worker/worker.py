"""The worker of the voting app (Labbook course): takes votes from the Redis list `votes`, keeps them in PostgreSQL."""
import os
import signal
import sys
import threading
import time

# As process 1 of a container it gets SIGTERM only if it asks for it. A vote that is being written is one transaction.
signal.signal(signal.SIGTERM, lambda *_: os._exit(0))

import json

import psycopg2
import redis

TABLE = "CREATE TABLE IF NOT EXISTS votes (id text PRIMARY KEY, vote text NOT NULL)"
KEEP = "INSERT INTO votes (id, vote) VALUES (%s, %s) ON CONFLICT (id) DO UPDATE SET vote = excluded.vote"


def say(text):
    print(f"worker: {text}", flush=True)


def until_ready(what, connect):
    """Waits for a server that may start later, or is being replaced."""
    while True:
        try:
            made = connect()
            say(f"{what} answers")
            return made
        except (redis.RedisError, psycopg2.Error) as error:
            say(f"waiting for {what}: {str(error).strip().splitlines()[0]}")
            time.sleep(1)


def open_list():
    votes = redis.Redis(os.environ.get("REDIS_HOST", "redis"), socket_timeout=10, socket_connect_timeout=2)
    votes.ping()
    return votes


def open_table():
    table = psycopg2.connect(
        host=os.environ.get("DB_HOST", "db"), user="postgres", dbname="postgres",
        password=os.environ.get("DB_PASSWORD", ""), connect_timeout=2,
    )
    with table, table.cursor() as cursor:
        cursor.execute(TABLE)
    return table


def work():
    votes, table = until_ready("Redis", open_list), until_ready("the database", open_table)
    while True:
        try:
            taken = votes.blpop("votes", timeout=5)
        except redis.RedisError:
            votes = until_ready("Redis", open_list)
            continue
        kept = not taken
        while not kept:
            vote = json.loads(taken[1])
            try:
                with table, table.cursor() as cursor:
                    cursor.execute(KEEP, (vote["voter_id"], vote["vote"]))
                kept = True
                say(f"voter {vote['voter_id']} votes {vote['vote']}")
            except psycopg2.Error:
                table = until_ready("the database", open_table)


# In a thread of its own, so that a connection on its way does not hold up SIGTERM.
thread = threading.Thread(target=work, daemon=True)
thread.start()
thread.join()
sys.exit(1)
