import { createHmac, randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Mac } from '../core/signedLine';
import type { LineKey } from './signedLines';

/** The editor's secret store. */
export interface Secrets {
  get(name: string): PromiseLike<string | undefined>;
  store(name: string, value: string): PromiseLike<void>;
}

export interface SigningKeyOptions {
  readonly secrets: Secrets;
  /** Name of the secret. */
  readonly name: string;
  /** The extension's storage folder, shared by all windows. */
  readonly storage: string;
  /** The secret store does not work: what is stored is not believed, and what is written now will not be later. */
  failed(error: unknown): void;
}

/** How long another window may take to store the key that it makes. */
const makingMs = 5000;
const keyPattern = /^[0-9a-f]{64}$/;

/** A random key of this machine and user: it signs what is written here. No file holds it. */
export class SigningKey implements LineKey {
  private found: Promise<Mac | undefined> | undefined;
  private made: Promise<Mac> | undefined;

  constructor(private readonly options: SigningKeyOptions) {}

  async find(): Promise<Mac | undefined> {
    if (this.made) return this.made;
    const mac = await (this.found ??= this.stored().catch((error: unknown) => { this.options.failed(error); return undefined; }));
    // It may be made at any later moment, also by another window.
    if (!mac) this.found = undefined;
    return mac;
  }

  findOrMake(): Promise<Mac> {
    return this.made ??= this.makeIfNone().catch((error: unknown) => {
      this.options.failed(error);
      return macOf(randomBytes(32).toString('hex'));
    });
  }

  private async stored(): Promise<Mac | undefined> {
    const key = await this.options.secrets.get(this.options.name);
    return key !== undefined && keyPattern.test(key) ? macOf(key) : undefined;
  }

  private async makeIfNone(): Promise<Mac> {
    return await this.stored() ?? await this.alone(async () => {
      await this.options.secrets.store(this.options.name, randomBytes(32).toString('hex'));
    });
  }

  /** Two windows that both make the first key would each believe only themselves: the file lets one make it. */
  private async alone(make: () => Promise<void>): Promise<Mac> {
    const guard = join(this.options.storage, 'key.making');
    await mkdir(this.options.storage, { recursive: true, mode: 0o700 });
    const mine = await writeFile(guard, '', { flag: 'wx', mode: 0o600 }).then(() => true, () => false);
    try {
      for (let waited = 0; !mine && waited < makingMs; waited += 20) {
        const mac = await this.stored();
        if (mac) return mac;
        await sleep(20);
      }
      // Also where a window has died while it made one.
      const there = await this.stored();
      if (there) return there;
      await make();
      const mac = await this.stored();
      if (!mac) throw new Error('The editor’s secret store has kept nothing.');
      return mac;
    } finally {
      await rm(guard, { force: true });
    }
  }
}

function macOf(key: string): Mac {
  const bytes = Buffer.from(key, 'hex');
  return text => createHmac('sha256', bytes).update(text).digest('hex');
}
