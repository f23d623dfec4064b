import { createRequire } from 'node:module';
import { join } from 'node:path';
import { createAwsTarget, type AwsSource, type AwsTarget } from '../../src/targets/aws';

/** The target with the files of the SDK as they ship. */
export function builtTarget(more: { readonly deadlineMs?: number } = {}): AwsTarget { return createAwsTarget({ load: createRequire(join(process.cwd(), 'dist', 'test.js')), ...more }); }

/** Resolves once it holds: as soon as the source says something new, or a moment later. */
export function when(source: AwsSource, holds: () => boolean, what: string, limitMs = 20_000): Promise<void> {
  return new Promise((resolve, reject) => {
    const told = [source.onStatus, source.onChange].map(on => on(() => look()));
    const timer = setTimeout(() => end(() => reject(new Error(`${what}: not within ${limitMs} ms; ${source.status.phase} ${source.status.cause?.message.text ?? ''}`))), limitMs);
    const poll = setInterval(() => look(), 50);
    const end = (how: () => void): void => { clearTimeout(timer); clearInterval(poll); for (const one of told) one.dispose(); how(); };
    const look = (): void => { if (holds()) end(resolve); };
    look();
  });
}
