// The forum of the Labbook course as one program, a monolith: users, threads and posts in one process.
'use strict';
const http = require('node:http');
const { users, threads, posts } = require('./db.json');

// As process 1 of a container it gets SIGTERM only if it asks for it.
process.on('SIGTERM', () => process.exit(0));

const byId = (list, id) => list.find(one => one.id === Number(id));
const ready = () => 'API ready to receive requests';

const routes = [
  [/^\/$/, ready],
  [/^\/api\/?$/, ready],
  [/^\/api\/users$/, () => users],
  [/^\/api\/users\/(\d+)$/, id => byId(users, id)],
  [/^\/api\/threads$/, () => threads],
  [/^\/api\/threads\/(\d+)$/, id => byId(threads, id)],
  [/^\/api\/posts$/, () => posts],
  [/^\/api\/posts\/in-thread\/(\d+)$/, id => posts.filter(post => post.thread === Number(id))],
  [/^\/api\/posts\/by-user\/(\d+)$/, id => posts.filter(post => post.user === Number(id))],
];

/** Undefined where there is no such page. */
function answerTo(path) {
  for (const [pattern, answer] of routes) {
    const found = pattern.exec(path);
    if (found) return answer(...found.slice(1));
  }
  return undefined;
}

const server = http.createServer((request, response) => {
  const found = request.method === 'GET' ? answerTo(request.url.split('?')[0]) : undefined;
  const [code, type, text] = found === undefined ? [404, 'text/plain', 'Not found'] : typeof found === 'string' ? [200, 'text/plain', found] : [200, 'application/json', JSON.stringify(found)];
  response.writeHead(code, { 'content-type': `${type}; charset=utf-8` });
  response.end(`${text}\n`);
  console.log(`api: ${request.method} ${JSON.stringify(request.url)} ${code}`);
});
server.listen(Number(process.env.PORT ?? 3000), () => console.log(`api: listening on port ${server.address().port}`));
