// One feature of the forum of the Labbook course: its threads, and nothing else.
'use strict';
const http = require('node:http');
const { threads } = require('./db.json');

// As process 1 of a container it gets SIGTERM only if it asks for it.
process.on('SIGTERM', () => process.exit(0));

/** Undefined where there is no such page. */
function answerTo(path) {
  if (path === '/') return 'Ready to receive requests';
  if (path === '/api/threads') return threads;
  const one = /^\/api\/threads\/(\d+)$/.exec(path);
  return one ? threads.find(({ id }) => id === Number(one[1])) : undefined;
}

const server = http.createServer((request, response) => {
  const found = request.method === 'GET' ? answerTo(request.url.split('?')[0]) : undefined;
  const [code, type, text] = found === undefined ? [404, 'text/plain', 'Not found'] : typeof found === 'string' ? [200, 'text/plain', found] : [200, 'application/json', JSON.stringify(found)];
  response.writeHead(code, { 'content-type': `${type}; charset=utf-8` });
  response.end(`${text}\n`);
  console.log(`threads: ${request.method} ${JSON.stringify(request.url)} ${code}`);
});
server.listen(Number(process.env.PORT ?? 3000), () => console.log(`threads: listening on port ${server.address().port}`));
