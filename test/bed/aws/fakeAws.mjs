/**
 * An AWS of a few lines for what the emulator cannot be made to do: states that change slowly and when a test says so,
 * throttling, silence, expired keys, an error page. It notes every request, so that a test sees what was asked how often.
 *
 * ```js
 * const fake = await startFakeAws();
 * fake.answer('sagemaker', 'ListEndpoints', { Endpoints: [] });
 * fake.answer('s3', 'GET /notes', '<ListBucketResult/>');   // by method and path where an API has no names for its actions
 * fake.fault('ec2', { kind: 'throttled', times: 3 });
 * fake.requests('ec2');                                      // [{ at, service, action, key, answered }]
 * ```
 *
 * What a test says nothing of is answered with nothing: an empty list.
 */
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * @param {{port?: number}} [options]
 * @returns {Promise<import('./fakeAws.mjs').FakeAws>}
 */
export async function startFakeAws({ port = 0 } = {}) {
  /** @type {Map<string, import('./fakeAws.mjs').Answer>} */ const answers = new Map();
  /** @type {Map<string, import('./fakeAws.mjs').Fault & {left: number}>} */ const faults = new Map();
  /** @type {import('./fakeAws.mjs').Request[]} */ const log = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request.setEncoding('utf8')) body += part;
    const asked = whatIsAsked(request, body);
    const entry = { ...asked, at: Date.now(), answered: 200 };
    log.push(entry);
    const fault = take(asked.service) ?? take('*');
    if (fault?.kind === 'silence') return;
    if (fault?.afterMs) await sleep(fault.afterMs);
    const { status, type, text } = fault && fault.kind !== 'slow' ? broken(fault, asked) : whole(asked, answers.get(`${asked.service} ${asked.action}`));
    entry.answered = status;
    response.writeHead(status, { 'content-type': type, 'x-amzn-requestid': `fake-${log.length}` }).end(text);
  });
  /** @param {string} service */
  const take = service => {
    const fault = faults.get(service);
    if (!fault) return undefined;
    if (--fault.left <= 0) faults.delete(service);
    return fault;
  };
  await new Promise((done, failed) => { server.once('error', failed).listen(port, '127.0.0.1', () => done(undefined)); });
  const address = `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
  return {
    address,
    answer: (service, action, answer) => void answers.set(`${service} ${action}`, answer),
    fault: (service, fault) => void (fault ? faults.set(service, { ...fault, left: fault.times ?? Infinity }) : faults.delete(service)),
    requests: service => log.filter(request => service === undefined || request.service === service),
    forget: () => void log.splice(0),
    stop: async () => {
      server.closeAllConnections();
      await new Promise(done => { server.close(done); });
    },
  };
}

/**
 * How many of the requests came although a bucket of tokens was empty.
 * @param {readonly {at: number}[]} requests in their order
 * @param {{perSecond: number, burst: number}} limit
 * @returns {number} 0: the limit was kept
 */
export function beyondRate(requests, { perSecond, burst }) {
  const travelMs = 250; // a request is noted when it arrives, not when it leaves: two may come closer than they were sent
  let tokens = burst;
  let last = requests[0]?.at ?? 0;
  let beyond = 0;
  for (const { at } of requests) {
    tokens = Math.min(burst, tokens + (at - last) / 1000 * perSecond);
    last = at;
    if (tokens + travelMs / 1000 * perSecond < 1) beyond++;
    else tokens -= 1;
  }
  return beyond;
}

/**
 * The service stands in the signature, the action in a header, in the form, or is a method and a path.
 * @param {import('node:http').IncomingMessage} request @param {string} body
 */
function whatIsAsked({ headers, method, url = '/' }, body) {
  const [, key = '', service = 'unsigned'] = /Credential=([^/]*)\/\d+\/[^/]*\/([^/]+)\//.exec(headers.authorization ?? '') ?? [];
  const target = String(headers['x-amz-target'] ?? '').split('.').at(-1);
  const form = /(?:^|&)Action=(\w+)/.exec(body)?.[1];
  const action = target || form || `${method} ${url.split('?')[0]}`;
  return { service, action, key, body, protocol: target ? 'json' : form ? 'query' : service === 's3' ? 'xml' : 'rest' };
}

/** @param {{action: string, body: string, protocol: string}} asked @param {import('./fakeAws.mjs').Answer} [answer] */
function whole({ action, body, protocol }, answer) {
  const found = typeof answer === 'function' ? answer(body) : answer;
  if (typeof found === 'string') return { status: 200, type: found.startsWith('<') ? 'text/xml' : 'application/x-amz-json-1.1', text: found };
  if (found !== undefined) return { status: 200, type: 'application/x-amz-json-1.1', text: JSON.stringify(found) };
  if (protocol === 'query') return { status: 200, type: 'text/xml', text: `<${action}Response><${action}Result/></${action}Response>` };
  if (protocol === 'xml') return { status: 200, type: 'application/xml', text: '<ListAllMyBucketsResult><Buckets/></ListAllMyBucketsResult>' };
  return { status: 200, type: 'application/x-amz-json-1.1', text: '{}' };
}

/** @type {Record<string, {status: number, code: string, message: string}>} */
const errors = {
  throttled: { status: 400, code: 'ThrottlingException', message: 'Rate exceeded' },
  expired: { status: 400, code: 'ExpiredTokenException', message: 'The security token included in the request is expired' },
  denied: { status: 403, code: 'AccessDeniedException', message: 'User: arn:aws:iam::123456789012:user/ana is not authorized to perform this' },
  invalidKey: { status: 403, code: 'UnrecognizedClientException', message: 'The security token included in the request is invalid.' },
};

/** @param {import('./fakeAws.mjs').Fault} fault @param {{protocol: string}} asked */
function broken({ kind }, { protocol }) {
  if (kind === 'page') return { status: 500, type: 'text/html', text: '<!doctype html><title>500 Internal Server Error</title><h1>Internal Server Error</h1>' };
  const { status, code, message } = /** @type {{status: number, code: string, message: string}} */ (errors[kind]);
  if (protocol === 'query') return { status, type: 'text/xml', text: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>` };
  if (protocol === 'xml') return { status, type: 'application/xml', text: `<Error><Code>${code}</Code><Message>${message}</Message></Error>` };
  return { status, type: 'application/x-amz-json-1.1', text: JSON.stringify({ __type: code, message }) };
}
