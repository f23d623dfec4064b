import type { SheetItemView, SheetView, TimelineItemView } from '../../src/core/labViews';
import type { StripView } from '../../src/core/protocol';

const minute = 60_000;

export function item(thing: SheetItemView['thing'], name: string, detail: string, over: Partial<SheetItemView> = {}): SheetItemView {
  return { uid: `${thing}:${name}`, thing, name, detail, selectable: true, selected: true, state: 'waiting', ...over };
}
const go: readonly SheetItemView[] = [
  item('block', 'Block 6, still running', 'docker logs'),
  item('container', 'linux_tweet_app', 'running, block 10'),
  item('container', 'mydb', 'running, block 5'),
  item('container', 'l1-hostname', 'exited, block 2'),
  item('volume', 'c07e91ab52f4…', '212 MB, block 5', { size: 212_000_000, reason: 'The database inside is deleted for good.' }),
  item('image', 'local/linux_tweet_app:1.0', '24 MB, block 9', { size: 24_000_000 }),
];
const stay: readonly SheetItemView[] = [
  item('image', 'mysql:latest', '921 MB', { selected: false, size: 921_000_000, reason: 'Pulled by this lab; images are kept so that the next run starts at once.' }),
  item('image', 'nginx:latest', '192 MB', { selected: false, size: 192_000_000, reason: 'Container `blog` uses it.' }),
  item('container', 'blog', 'not of this lab', { selected: false, selectable: false, reason: 'Made 3 days ago, outside Labbook. Never touched.' }),
  item('file', '~/linux_tweet_app', 'folder, 1.8 MB', { selected: false, size: 1_800_000, reason: 'You changed 1 file in it: `index.html`.' }),
];
const commands = 'docker rm --force --volumes 5f0a91c2d3e4 9bd1a7720c11 77aa01bc93de\ndocker volume rm c07e91ab52f4a7731d0c5e8ab4f6290d3e17c58fa02b96c4d8e31f7a5096bcd\ndocker image rm 2f7a5096bcd8';

export const sheets = {
  before: (over: Partial<SheetView> = {}): SheetView => ({
    id: 'cleanup-L1', phase: 'before', title: 'Clean up Docker introduction', lead: 'Docker on this machine. Only what this lab made.', go, stay, commands,
    actions: [{ id: 'remove', label: 'Remove {0} things', one: 'Remove 1 thing', primary: true }, { id: 'close', label: 'Cancel', primary: false }], ...over,
  }),
  block: (): SheetView => sheets.before({
    title: 'Clean up with the author’s block', lead: 'It runs in the lab’s terminal as it is shown here.',
    command: [{ text: 'docker container rm --force mydb linux_tweet_app ' }, { text: 'web2', struck: 'made 3 days ago, outside Labbook' }, { text: '\ndocker volume rm c07e91ab52f4' }],
  }),
  during: (gone = 3): SheetView => sheets.before({
    phase: 'during', title: 'Cleaning up Docker introduction', lead: `${gone} of 6 gone. Stopping mydb, up to 10 s.`,
    go: go.map((one, index) => index < gone ? { ...one, state: 'gone', detail: 'gone, 0.4 s' } : index === gone ? { ...one, state: 'going', detail: 'stopping, 3 s' } : { ...one, detail: index === 4 ? 'waits for mydb' : 'waiting' }),
    actions: [{ id: 'stop', label: 'Stop after this one', primary: false }],
  }),
  after: (): SheetView => sheets.before({
    phase: 'after', title: 'Clean, but one thing stayed', lead: '5 of 6 gone. Docker was asked again at 14:31:09.',
    go: go.map((one, index) => index === 5 ? { ...one, state: 'stayed', detail: 'still here', reason: 'Container `demo2` uses it. This lab did not make `demo2`.' } : { ...one, state: 'gone', reason: undefined, detail: index === 0 ? 'process ended' : 'not listed any more' }),
    also: [{ name: 'Port 80 of this lab', detail: 'free, or not ours', well: true }],
    actions: [{ id: 'close', label: 'Done', primary: true }, { id: 'reset', label: 'Reset progress too', primary: false }],
  }),
};

export const strips: readonly StripView[] = [
  { id: 'leftOvers', tone: 'warn', title: '3 things are left from Docker networking, yesterday.', detail: '`web1` holds port 8080, which this lab needs for the voting app. Also network `overnet` and service `gwuservice`.', actions: [{ id: 'cleanUp', label: 'Clean up…', primary: true }, { id: 'keep', label: 'Keep them', primary: false }] },
  { id: 'second', tone: 'info', title: 'A second thing.', detail: 'With a line of detail.', actions: [] },
];

/** A lab of today with a part of yesterday. `now`: its end. */
export function timeline(now = Date.now()): readonly TimelineItemView[] {
  const block = (id: string) => ({ section: 'docker-introduction', id });
  const at = (minutes: number, seconds = 0): number => now - minutes * minute + seconds * 1000;
  return [
    { id: 'r0', lane: 'run', at: at(60 * 22), end: at(60 * 22, 9), tone: 'pass', label: 'Block 9', detail: 'passed', block: block('build') },
    { id: 'r1', lane: 'run', at: at(12), end: at(12, 41.4), tone: 'pass', label: 'Block 5', detail: 'passed', block: block('mydb') },
    { id: 'e1', lane: 'event', at: at(12, 38), tone: 'idle', label: 'image `mysql:latest` pulled' },
    { id: 'e2', lane: 'event', at: at(12, 41), tone: 'idle', label: 'container `mydb` started' },
    { id: 'c1', lane: 'check', at: at(12, 42), tone: 'pass', label: 'Container `mydb` is running', detail: 'done' },
    { id: 'r2', lane: 'run', at: at(8), end: at(8, 0.6), tone: 'fail', label: 'Block 10', detail: 'failed at line 1; exit 125', block: block('publish') },
    { id: 'y1', lane: 'you', at: at(7), tone: 'idle', label: 'You marked “The page answers on port 80” done' },
    { id: 'e3', lane: 'event', at: at(4), tone: 'fail', label: 'container `mydb` exited', detail: 'with 137, out of memory' },
    { id: 'r3', lane: 'run', at: at(2), tone: 'running', label: 'Block 6', detail: 'running', block: block('follow') },
  ];
}
