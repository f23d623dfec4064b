// A load balancer in small, of the Labbook course: one table of rules, and the first rule whose path fits decides.
'use strict';
const http = require('node:http');

// As process 1 of a container it gets SIGTERM only if it asks for it.
process.on('SIGTERM', () => process.exit(0));

const nobody = 'drop-traffic';
const largest = 64 * 1024;
let table = { rules: [], default: nobody };

/** `*` stands for anything and `?` for one character, as in the rules of a load balancer. */
const fits = (pattern, path) => new RegExp(`^${pattern.replace(/[\\^$.+()[\]{}|]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`).test(path);
const targetOf = path => table.rules.find(rule => fits(rule.path, path))?.target ?? table.default;

const isTarget = value => value === nobody || (typeof value === 'string' && /^[\w.-]+:\d{1,5}$/.test(value));
const isTable = value => Array.isArray(value?.rules) && value.rules.every(rule => typeof rule?.path === 'string' && rule.path.length <= 128 && isTarget(rule.target)) && isTarget(value.default);

function answer(request, response, code, value, target) {
  response.writeHead(code, { 'content-type': 'application/json; charset=utf-8', ...target && { 'x-target': target } });
  response.end(`${JSON.stringify(value)}\n`);
  console.log(`router: ${request.method} ${JSON.stringify(request.url)} ${target ?? 'router'} ${code}`);
}

function routes(request, response) {
  if (request.method === 'GET') return answer(request, response, 200, table);
  if (request.method !== 'PUT') return answer(request, response, 405, { error: 'GET reads the table, PUT replaces it' });
  let text = '';
  request.setEncoding('utf8').on('data', part => { text = (text + part).slice(0, largest + 1); });
  request.on('end', () => {
    let wanted;
    try { wanted = JSON.parse(text); } catch { /* Not JSON: refused below. */ }
    if (text.length > largest || !isTable(wanted)) return answer(request, response, 400, { error: 'A table is {"rules": [{"path": "/api/users*", "target": "users:3000"}], "default": "api:3000"}' });
    table = { rules: wanted.rules.map(({ path, target }) => ({ path, target })), default: wanted.default };
    answer(request, response, 200, table);
  });
}

function forward(request, response) {
  const target = targetOf(request.url.split('?')[0]);
  const name = target.split(':')[0];
  if (target === nobody) return answer(request, response, 503, { error: 'No target takes this request' }, nobody);
  const [host, port] = target.split(':');
  const passed = http.request({ host, port, method: request.method, path: request.url, headers: request.headers, agent: false, signal: AbortSignal.timeout(4000) }, from => {
    response.writeHead(from.statusCode, { ...from.headers, 'x-target': name });
    from.on('error', () => response.destroy()).pipe(response);
    console.log(`router: ${request.method} ${JSON.stringify(request.url)} ${name} ${from.statusCode}`);
  });
  passed.on('error', () => { if (!response.headersSent) answer(request, response, 503, { error: `${name} does not answer` }, name); });
  request.pipe(passed);
}

const server = http.createServer((request, response) => (request.url === '/_routes' ? routes : forward)(request, response));
server.listen(Number(process.env.PORT ?? 8000), () => console.log(`router: listening on port ${server.address().port}`));
