import { posix, win32 } from 'node:path';
import { configFiles, type ConfigFacts } from './configFiles';
import { asList, asMap, asText, type Plain } from './plain';
import { readYaml } from './yaml';

/** What kubectl makes of all its files. Names point into the maps. */
export interface MergedConfig {
  readonly files: readonly string[];
  readonly current: string | undefined;
  readonly contexts: ReadonlyMap<string, Plain>;
  readonly clusters: ReadonlyMap<string, Plain>;
  readonly users: ReadonlyMap<string, Plain>;
  /** A file that is there and is not a kubeconfig: kubectl then does nothing at all. */
  readonly broken?: { readonly file: string; readonly why: string };
}

/** The first file that says something has the word; files that are not there are passed over. */
export function mergeConfigs(facts: ConfigFacts): MergedConfig {
  const files = configFiles(facts);
  const maps = { contexts: new Map<string, Plain>(), clusters: new Map<string, Plain>(), users: new Map<string, Plain>() };
  let current: string | undefined;
  for (const file of files) {
    let config: Plain;
    try {
      const text = facts.readFile(file);
      if (text === undefined) continue;
      config = readYaml(text);
    } catch (error) {
      return { files, current, ...maps, broken: { file, why: error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error) } };
    }
    current ??= asText(config['current-context']);
    const folder = folderOf(file, facts.platform);
    addAll(maps.contexts, config['contexts'], 'context', map => map);
    addAll(maps.clusters, config['clusters'], 'cluster', map => located(map, ['certificate-authority'], folder));
    addAll(maps.users, config['users'], 'user', map => withCommand(located(map, ['client-certificate', 'client-key', 'tokenFile'], folder), folder));
  }
  return { files, current, ...maps };
}

function addAll(into: Map<string, Plain>, list: unknown, key: string, change: (map: Plain) => Plain): void {
  for (const entry of asList(list)) {
    const name = asText(entry['name']);
    if (name !== undefined && !into.has(name)) into.set(name, change(asMap(entry[key])));
  }
}

type Folder = (relative: string) => string;

/** Paths in a file are meant from where that file is. */
function folderOf(file: string, platform: NodeJS.Platform): Folder {
  const path = platform === 'win32' ? win32 : posix;
  return relative => path.isAbsolute(relative) ? relative : path.join(path.dirname(file), relative);
}

function located(map: Plain, keys: readonly string[], folder: Folder): Plain {
  const changed = keys.flatMap(key => {
    const value = asText(map[key]);
    return value === undefined ? [] : [[key, folder(value)] as const];
  });
  return changed.length ? { ...map, ...Object.fromEntries(changed) } : map;
}

/** A plug-in without a slash is looked for on PATH. */
function withCommand(user: Plain, folder: Folder): Plain {
  const exec = asMap(user['exec']);
  const command = asText(exec['command']);
  return command !== undefined && /[\\/]/.test(command) ? { ...user, exec: { ...exec, command: folder(command) } } : user;
}
