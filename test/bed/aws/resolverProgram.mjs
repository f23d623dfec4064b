/**
 * `node resolverProgram.mjs LOG`: a name server on port 53 of the network that it is started in. It writes down each name
 * that it is asked for, one a line, and refuses to answer. Prints `ready` when it listens.
 */
import { createSocket } from 'node:dgram';
import { appendFileSync } from 'node:fs';
import { createServer } from 'node:net';

const [log = '/dev/stdout'] = process.argv.slice(2);

/**
 * @param {Buffer} question a DNS message
 * @returns {Buffer | undefined} the same with "refused"; undefined for what is no question
 */
function answer(question) {
  if (question.length < 12 || question.readUInt16BE(4) === 0) return undefined;
  const { name, end } = nameIn(question);
  appendFileSync(log, `${name}\n`);
  const refusal = Buffer.from(question.subarray(0, Math.min(end + 4, question.length)));
  refusal.writeUInt16BE(0x8005 | (question.readUInt16BE(2) & 0x7900), 2); // an answer: refused
  for (const place of [6, 8, 10]) refusal.writeUInt16BE(0, place); // with no records
  return refusal;
}

/** @param {Buffer} message @returns {{name: string, end: number}} */
function nameIn(message) {
  const labels = [];
  let at = 12;
  for (let length = message[at] ?? 0; length > 0 && length < 64; length = message[at] ?? 0) {
    labels.push(message.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
  }
  return { name: labels.join('.').toLowerCase() || '.', end: at + 1 };
}

const udp = createSocket('udp4');
udp.on('message', (question, { address, port }) => {
  const refusal = answer(question);
  if (refusal) udp.send(refusal, port, address);
});
const tcp = createServer(socket => {
  socket.on('error', () => undefined);
  socket.on('data', data => {
    const refusal = answer(data.subarray(2));
    if (!refusal) return;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(refusal.length);
    socket.end(Buffer.concat([length, refusal]));
  });
});
udp.bind(53, '0.0.0.0', () => tcp.listen(53, '0.0.0.0', () => console.log('ready')));
