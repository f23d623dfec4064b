/**
 * Whether Docker Hub can be reached from here. Asked by `npm start` alone, once, before it starts a Docker of its own.
 */
import { request as plain } from 'node:http';
import { request as secure } from 'node:https';

/**
 * One HEAD. A registry names itself in a header, also when it wants a login first: a network's own login page does not.
 * Asked without a proxy.
 * @param {{url?: string, deadlineMs?: number}} [options]
 * @returns {Promise<boolean>}
 */
export function hubAnswers({ url = 'https://registry-1.docker.io/v2/', deadlineMs = 3_000 } = {}) {
  return new Promise(settle => {
    const asked = (url.startsWith('https:') ? secure : plain)(url, { method: 'HEAD', agent: false }, answer => {
      answer.resume();
      answer.on('error', () => undefined);
      const registry = String(answer.headers['docker-distribution-api-version'] ?? '').startsWith('registry/2');
      end(registry && (answer.statusCode === 200 || answer.statusCode === 401));
    });
    const late = setTimeout(() => end(false), deadlineMs);
    const end = (/** @type {boolean} */ answer) => {
      clearTimeout(late);
      asked.destroy();
      settle(answer);
    };
    asked.on('error', () => end(false));
    asked.end();
  });
}
