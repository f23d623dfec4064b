import { posix, win32 } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** Everything about the machine that decides which cluster a kubectl command talks to. */
export interface ConfigFacts {
  readonly env: Env;
  /** Undefined where there is no such file; throws where it is there and cannot be read. */
  readFile(path: string): string | undefined;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/** The files that kubectl merges, in its order: the list in KUBECONFIG, else the one in the home folder. */
export function configFiles({ env, platform, home }: Pick<ConfigFacts, 'env' | 'platform' | 'home'>): readonly string[] {
  const path = platform === 'win32' ? win32 : posix;
  const listed = (env['KUBECONFIG'] ?? '').split(path.delimiter).filter(Boolean);
  return listed.length ? [...new Set(listed)] : [path.join(home, '.kube', 'config')];
}
