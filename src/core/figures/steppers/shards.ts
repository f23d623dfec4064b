import { msg, type Message } from '../../message';
import { firstWordOfMd5 } from './md5';
import { say, within, type Cell, type Control, type Frame, type Walk } from './walk';

export interface ShardsData {
  readonly kind: 'shards';
  /** Each producer writes one record a second, with its name as the partition key. */
  readonly keys: readonly string[];
  readonly shards: number;
  readonly readers: number;
  /** Records that a reader takes in a second. */
  readonly reads: number;
}

export const shardsLimits = { most: 4, keys: 6, seconds: 12, cells: 10 } as const;

export const shardsWords = {
  begin: msg('Each second every key writes one record. Its hash decides the shard: {0}.', '{0}'),
  second: msg('Second {0}: {1} came, {2} read.', '{0}', '{1}', '{2}'),
  secondStopped: msg('Second {0}: {1} came. The readers stand still; the records stay in their shards.', '{0}', '{1}'),
  stopped: msg('The readers are stopped. What comes in waits.'),
  started: msg('The readers go on where they stopped: none of the records is lost.'),
  behind: msg('Shard {0}: reader {1} is behind by {2}.', '{0}', '{1}', '{2}'), upToDate: msg('Shard {0}: reader {1} has read all.', '{0}', '{1}'),
  idle: msg('Readers without a shard: {0}. More readers than shards help nothing.', '{0}'),
  shard: msg('Shard {0}', '{0}'), note: msg('reader {0}, {1} behind', '{0}', '{1}'),
  shards: msg('Shards'), readers: msg('Readers'), reads: msg('Records that a reader takes in a second'), stop: msg('Stop the readers'), start: msg('Start the readers'),
  markRead: msg('read'), markWaits: msg('waits'),
};

interface State { readonly second: number; readonly stopped: boolean; /** Of each shard: the keys of its records, and how many were read. */ readonly shards: readonly { readonly records: readonly string[]; readonly read: number }[]; readonly said?: Message }

export function shardsWalk(data: ShardsData, state: State = { second: 0, stopped: false, shards: Array.from({ length: data.shards }, () => ({ records: [], read: 0 })) }): Walk {
  return {
    frame: frameOf(data, state),
    next: () => state.second < shardsLimits.seconds ? shardsWalk(data, after(data, state)) : undefined,
    set: (control, value) => {
      const number = within(value, 1, shardsLimits.most);
      if ((control === 'shards' || control === 'readers' || control === 'reads') && number !== undefined) return shardsWalk({ ...data, [control]: number });
      return control === 'stop' && value === 'press' ? shardsWalk(data, { ...state, stopped: !state.stopped, said: state.stopped ? shardsWords.started : shardsWords.stopped }) : shardsWalk(data, state);
    },
  };
}

/** The shard that Kinesis puts it into: the range of 128-bit hashes is cut into equal parts. */
export function shardOf(key: string, shards: number): number { return Math.floor(firstWordOfMd5(key) / 2 ** 32 * shards); }

/** Each key writes, then each reader reads from its shards in turn. */
function after(data: ShardsData, { second, stopped, shards }: State): State {
  const filled = shards.map(({ records, read }, shard) => ({ records: [...records, ...data.keys.filter(key => shardOf(key, data.shards) === shard)], read }));
  const before = filled.reduce((sum, { read }) => sum + read, 0);
  const reads = filled.map(({ read }) => read);
  for (let reader = 0; reader < data.readers && !stopped; reader++) {
    const own = filled.flatMap(({ records }, shard) => readerOf(data, shard) === reader ? [{ shard, last: records.length }] : []);
    for (let left = data.reads; left > 0; left--) {
      const most = own.map(({ shard, last }) => ({ shard, waits: last - (reads[shard] ?? 0) })).sort((a, b) => b.waits - a.waits)[0];
      if (most && most.waits > 0) reads[most.shard] = (reads[most.shard] ?? 0) + 1;
    }
  }
  const said = stopped ? say(shardsWords.secondStopped, second + 1, data.keys.length) : say(shardsWords.second, second + 1, data.keys.length, reads.reduce((sum, read) => sum + read, 0) - before);
  return { second: second + 1, stopped, shards: filled.map(({ records }, shard) => ({ records, read: reads[shard] ?? 0 })), said };
}

/** A shard is read by one reader; a reader may have several. */
function readerOf({ readers }: ShardsData, shard: number): number { return shard % readers; }

function frameOf(data: ShardsData, { stopped, shards, said }: State): Frame {
  const { keys, readers } = data;
  const idle = readers - data.shards;
  const ways = keys.map(key => `${key} → ${shardOf(key, data.shards) + 1}`).join(', ');
  const range = (id: 'shards' | 'readers' | 'reads'): Control => ({ kind: 'range', id, label: shardsWords[id], min: 1, max: shardsLimits.most, value: data[id] });
  return {
    layout: 'row',
    groups: shards.map(({ records, read }, shard) => ({
      title: say(shardsWords.shard, shard + 1), note: say(shardsWords.note, readerOf(data, shard) + 1, records.length - read),
      cells: records.map((text, index): Cell => index < read ? { text, tone: 'same', mark: shardsWords.markRead } : { text, tone: 'wait', mark: shardsWords.markWaits }).slice(-shardsLimits.cells),
    })),
    says: [
      said ?? say(shardsWords.begin, ways),
      ...shards.map(({ records, read }, shard) => records.length > read ? say(shardsWords.behind, shard + 1, readerOf(data, shard) + 1, records.length - read) : say(shardsWords.upToDate, shard + 1, readerOf(data, shard) + 1)),
      ...idle > 0 ? [say(shardsWords.idle, idle)] : [],
    ],
    controls: [range('shards'), range('readers'), range('reads'), { kind: 'press', id: 'stop', label: stopped ? shardsWords.start : shardsWords.stop }],
  };
}
