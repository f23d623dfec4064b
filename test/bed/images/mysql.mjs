import { appendFile, chmod, copyFile, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { debianBase } from './debianBase.mjs';
import { unpack } from './packages.mjs';

const packages = ['mariadb-server-core', 'mariadb-client-core'];

const config = `[mysqld]
datadir = /var/lib/mysql
socket = /run/mysqld/mysqld.sock
pid-file = /run/mysqld/mysqld.pid
bind-address = 0.0.0.0
port = 3306
skip-name-resolve
innodb_buffer_pool_size = 16M
innodb_log_file_size = 8M
performance_schema = off
[client]
socket = /run/mysqld/mysqld.sock
`;

/**
 * First start: a new database with the asked root password. The set-up runs in the background of the shell, which
 * waits: so `docker stop` in the middle of it is obeyed at once.
 */
const entrypoint = `#!/bin/sh
set -e
case "\${1:-}" in ''|-*) set -- mysqld "$@" ;; esac
[ "$1" = mysqld ] || exec "$@"
mkdir -p /run/mysqld /var/lib/mysql
chown mysql:mysql /run/mysqld /var/lib/mysql
if [ ! -d /var/lib/mysql/mysql ]; then
  if [ -n "$MYSQL_RANDOM_ROOT_PASSWORD" ]; then
    MYSQL_ROOT_PASSWORD=$(head -c 18 /dev/urandom | base64)
    echo "GENERATED ROOT PASSWORD: $MYSQL_ROOT_PASSWORD"
  fi
  if [ -z "$MYSQL_ROOT_PASSWORD$MYSQL_ALLOW_EMPTY_PASSWORD" ]; then
    echo "There is no database yet and no word on the password of its root user (Labbook stand-in for mysql)." >&2
    echo "You need to specify one of MYSQL_ROOT_PASSWORD, MYSQL_ALLOW_EMPTY_PASSWORD and MYSQL_RANDOM_ROOT_PASSWORD" >&2
    exit 1
  fi
  trap 'kill $! 2>/dev/null; exit 143' TERM INT
  echo "Labbook stand-in for mysql: making the database with MariaDB"
  mariadb-install-db --user=mysql --datadir=/var/lib/mysql --skip-test-db \\
    --auth-root-authentication-method=normal >/tmp/install.log 2>&1 &
  wait $! || { cat /tmp/install.log >&2; exit 1; }
  password=$(printf %s "$MYSQL_ROOT_PASSWORD" | sed "s/[\\\\\\\\']/\\\\\\\\&/g")
  {
    printf '%s\\n' "FLUSH PRIVILEGES;"
    printf '%s\\n' "ALTER USER root@localhost IDENTIFIED BY '$password';"
    printf '%s\\n' "CREATE USER root@'%' IDENTIFIED BY '$password';"
    printf '%s\\n' "GRANT ALL ON *.* TO root@'%' WITH GRANT OPTION;"
    [ -z "$MYSQL_DATABASE" ] || printf '%s\\n' "CREATE DATABASE \\\`$MYSQL_DATABASE\\\`;"
  } > /run/mysqld/first.sql
  mysqld --user=mysql --bootstrap < /run/mysqld/first.sql >/tmp/install.log 2>&1 &
  wait $! || { cat /tmp/install.log >&2; exit 1; }
  rm -f /run/mysqld/first.sql /tmp/install.log
  trap - TERM INT
fi
shift
exec mysqld --user=mysql "$@"
`;

async function fill(/** @type {string} */ root, /** @type {string | undefined} */ below) {
  if (!below) throw new Error('mysql needs the layer below');
  await unpack(packages, { root, status: join(below, 'status') });
  for (const file of ['passwd', 'group']) await copyFile(join(below, file), join(root, 'etc', file));
  await appendFile(join(root, 'etc/passwd'), 'mysql:x:999:999:MariaDB:/var/lib/mysql:/bin/false\n');
  await appendFile(join(root, 'etc/group'), 'mysql:x:999:\n');
  await rm(join(root, 'usr/sbin/mysqld'), { force: true });
  await symlink('mariadbd', join(root, 'usr/sbin/mysqld'));
  await mkdir(join(root, 'etc/mysql'), { recursive: true });
  await writeFile(join(root, 'etc/mysql/my.cnf'), config);
  await mkdir(join(root, 'usr/local/bin'), { recursive: true });
  await writeFile(join(root, 'usr/local/bin/docker-entrypoint.sh'), entrypoint);
  await chmod(join(root, 'usr/local/bin/docker-entrypoint.sh'), 0o755);
}

/** @type {import('./layers.mjs').Image} */
export const mysql = {
  name: 'mysql',
  tag: 'latest',
  layer: { name: 'mysql', source: import.meta.url, packages, parent: debianBase, fill },
  config: {
    Entrypoint: ['docker-entrypoint.sh'],
    Cmd: ['mysqld'],
    Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    ExposedPorts: { '3306/tcp': {} },
    Volumes: { '/var/lib/mysql': {} },
  },
};
