import { appendFile, chmod, copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debianBase } from './debianBase.mjs';
import { unpack } from './packages.mjs';

const version = 15;
const packages = [`postgresql-${version}`];
const home = `usr/lib/postgresql/${version}`;

/** The compiler for queries, Debian's tools around clusters and their Perl: two thirds of the size, and no lab needs them. */
const spare = [
  `${home}/lib/bitcode`, `${home}/lib/llvmjit.so`, 'usr/share/perl', 'usr/share/perl5', 'usr/share/postgresql-common', 'usr/share/zoneinfo',
  `usr/share/postgresql/${version}/man`, 'usr/share/i18n', 'usr/share/man-db', 'usr/lib/locale', 'usr/lib/systemd', 'etc', 'var',
];
const spareLibraries = /^(libLLVM|libperl|libz3|perl$|perl-base$)/;

/**
 * First start: a new cluster with the asked user, password and database. The set-up runs in the background of the
 * shell, which waits: so `docker stop` in the middle of it is obeyed at once.
 */
const entrypoint = `#!/bin/sh
set -e
case "\${1:-}" in ''|-*) set -- postgres "$@" ;; esac
[ "$1" = postgres ] || exec "$@"
as() { setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; }
user=\${POSTGRES_USER:-postgres}
name=\${POSTGRES_DB:-$user}
mkdir -p "$PGDATA" /run/postgresql
chown postgres:postgres "$PGDATA" /run/postgresql
chmod 700 "$PGDATA"
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  if [ -z "$POSTGRES_PASSWORD" ] && [ "$POSTGRES_HOST_AUTH_METHOD" != trust ]; then
    echo "Error: there is no database yet and no word on the password of its superuser (Labbook stand-in for postgres)." >&2
    echo "You must specify POSTGRES_PASSWORD to a non-empty value" >&2
    exit 1
  fi
  trap 'kill $! 2>/dev/null; exit 143' TERM INT
  echo "Labbook stand-in for postgres: making the database cluster"
  umask 077
  printf '%s\\n' "\${POSTGRES_PASSWORD:-none}" > /run/postgresql/word
  chown postgres:postgres /run/postgresql/word
  as initdb --pgdata="$PGDATA" --username="$user" --pwfile=/run/postgresql/word --encoding=UTF8 --locale=C.UTF-8 \\
    --auth-local=trust --auth-host=scram-sha-256 --no-sync --no-instructions >/tmp/initdb.log 2>&1 &
  wait $! || { cat /tmp/initdb.log >&2; exit 1; }
  rm -f /run/postgresql/word /tmp/initdb.log
  echo "host all all all \${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}" >> "$PGDATA/pg_hba.conf"
  if [ "$name" != postgres ]; then
    printf 'CREATE DATABASE "%s"\\n' "$(printf %s "$name" | sed 's/"/""/g')" | as postgres --single -D "$PGDATA" postgres >/dev/null &
    wait $!
  fi
  trap - TERM INT
  echo "PostgreSQL init process complete; ready for start up."
fi
shift
exec setpriv --reuid=postgres --regid=postgres --clear-groups postgres -D "$PGDATA" -c listen_addresses='*' "$@"
`;

async function fill(/** @type {string} */ root, /** @type {string | undefined} */ below) {
  if (!below) throw new Error('postgres needs the layer below');
  await unpack(packages, { root, status: join(below, 'status') });
  for (const path of spare) await rm(join(root, path), { recursive: true, force: true });
  for (const folder of await foldersWithLibraries(join(root, 'usr/lib'))) {
    for (const name of await readdir(folder)) if (spareLibraries.test(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
  await mkdir(join(root, 'etc'));
  for (const file of ['passwd', 'group']) await copyFile(join(below, file), join(root, 'etc', file));
  await appendFile(join(root, 'etc/passwd'), 'postgres:x:999:999:PostgreSQL:/var/lib/postgresql:/bin/bash\n');
  await appendFile(join(root, 'etc/group'), 'postgres:x:999:\n');
  await mkdir(join(root, 'var/lib/postgresql'), { recursive: true });
  await mkdir(join(root, 'usr/local/bin'), { recursive: true });
  await writeFile(join(root, 'usr/local/bin/docker-entrypoint.sh'), entrypoint);
  await chmod(join(root, 'usr/local/bin/docker-entrypoint.sh'), 0o755);
}

/** @param {string} lib @returns {Promise<string[]>} that folder and the one of this machine's kind of processor */
async function foldersWithLibraries(lib) {
  return [lib, ...(await readdir(lib)).filter(name => name.endsWith('-linux-gnu')).map(name => join(lib, name))];
}

/** @type {import('./layers.mjs').Image} */
export const postgres = {
  name: 'postgres',
  tag: `${version}-alpine`,
  layer: { name: 'postgres', source: import.meta.url, packages, parent: debianBase, fill },
  config: {
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['postgres'],
    Env: [
      `PATH=/usr/local/sbin:/usr/local/bin:/${home}/bin:/usr/sbin:/usr/bin:/sbin:/bin`, 'PGDATA=/var/lib/postgresql/data',
      'TZ=UTC', 'PGTZ=GMT',
    ],
    ExposedPorts: { '5432/tcp': {} },
    Volumes: { '/var/lib/postgresql/data': {} },
    StopSignal: 'SIGINT', // SIGTERM would wait for every client to leave
  },
};
