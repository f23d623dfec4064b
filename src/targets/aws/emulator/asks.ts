import { request as ask } from 'node:http';
import { request as askTls } from 'node:https';
import { loopbackAddress } from '../../../core/aws/emulator';

const mostBytes = 256 * 1024;

/** One request to an emulator of this machine. Rejects for any other address, and where nobody answers in time. */
export function askEmulator(address: string, method: 'GET' | 'POST', path: string, timeoutMs: number): Promise<{ readonly status: number; readonly text: string }> {
  const checked = loopbackAddress(address);
  if (checked === undefined) return Promise.reject(new Error(`Not an address of this machine: ${address}`));
  return new Promise((resolve, reject) => {
    const request = (checked.startsWith('https:') ? askTls : ask)(checked + path, { method, agent: false, timeout: timeoutMs }, answer => {
      const parts: Buffer[] = [];
      let size = 0;
      answer.on('data', (part: Buffer) => {
        size += part.length;
        if (size <= mostBytes) parts.push(part);
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') }));
      answer.on('error', reject);
    });
    const limit = setTimeout(() => request.destroy(new Error('no answer in time')), timeoutMs);
    request.on('close', () => clearTimeout(limit));
    request.on('error', reject);
    request.end();
  });
}

/** What answers there: its name, and its version where it tells. Undefined: nobody answers. */
export async function whoAnswers(address: string, timeoutMs: number): Promise<{ readonly name: string; readonly version?: string } | undefined> {
  const moto = await askEmulator(address, 'GET', '/moto-api/config', timeoutMs).catch(() => undefined);
  if (!moto) return undefined;
  if (moto.status < 300 && moto.text.includes('use_docker')) return { name: 'moto' };
  const local = await askEmulator(address, 'GET', '/_localstack/health', timeoutMs).catch(() => undefined);
  if (!local || local.status !== 200) return { name: new URL(address).host };
  const version = /"version"\s*:\s*"([^"]{1,40})"/.exec(local.text)?.[1];
  return { name: 'LocalStack', ...version !== undefined && { version } };
}

/** Clears everything that it holds. Throws where it does not know how. */
export async function clearEmulator(address: string, name: string, timeoutMs: number): Promise<void> {
  const path = name === 'LocalStack' ? '/_localstack/state/reset' : '/moto-api/reset';
  const { status } = await askEmulator(address, 'POST', path, timeoutMs);
  if (status >= 300) throw new Error(`HTTP ${status}`);
}
