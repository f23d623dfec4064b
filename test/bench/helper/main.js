/**
 * Loaded beside Labbook in the same extension host, before it: times its loading and its answers, samples the host's
 * event loop and heap, and holds the bare terminal that a block is compared with. Answers the bench on a socket.
 */
import { createServer } from 'node:http';
import { bareTerminal } from './bare.js';
import { openBareView } from './bareView.js';
import { memory, watchLoop } from './host.js';
import { installTimed } from './installing.js';
import { watchLabbook } from './labbook.js';
import { openTimed } from './opening.js';

/** @param {import('vscode').ExtensionContext} context */
export function activate(context) {
  const labbook = watchLabbook();
  const acts = { pid: () => process.pid, ...labbook, ...watchLoop(), ...memory(), ...bareTerminal(context), ...openTimed(), ...installTimed() };
  const server = createServer((request, answer) => {
    let text = '';
    request.setEncoding('utf8').on('data', part => { text += part; });
    request.once('end', () => void reply(acts, JSON.parse(text)).then(said => answer.end(JSON.stringify(said))));
  });
  server.listen(process.env.LABBOOK_BENCH_SOCKET);
  context.subscriptions.push(openBareView(), { dispose: () => server.close() });
}

/** @param {Record<string, (asked: any) => unknown>} acts @param {{act: string}} asked */
async function reply(acts, asked) {
  try {
    const act = acts[asked.act];
    if (!act) throw new Error(`No act ${asked.act}`);
    return { value: await act(asked) ?? null };
  } catch (error) {
    return { failed: error instanceof Error ? error.stack : String(error) };
  }
}
