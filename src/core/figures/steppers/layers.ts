import { msg } from '../../message';
import { name, say, within, type Cell, type Frame, type Tone, type Walk } from './walk';

/** Images as the lines of their Dockerfiles, in the order in which they are built. */
export interface LayersData { readonly kind: 'layers'; readonly images: readonly { readonly name: string; readonly lines: readonly string[] }[] }

export const layersWords = {
  begin: msg('Nothing is built yet. Each step builds one line.'),
  built: msg('{0}, line {1}, “{2}”: a new layer is built.', '{0}', '{1}', '{2}'),
  shared: msg('{0}, line {1}, “{2}”: the same layer as in {3}. It is stored once and used by both.', '{0}', '{1}', '{2}', '{3}'),
  cached: msg('{0}, line {1}, “{2}”: nothing up to it has changed. The layer comes from the cache.', '{0}', '{1}', '{2}'),
  again: msg('{0}, line {1}, “{2}”: it is built again, because it or a line above it has changed.', '{0}', '{1}', '{2}'),
  sum: msg('Lines so far: {0}. Layers on disk: {1}.', '{0}', '{1}'),
  sumAgain: msg('{0} of {1} lines were built again.', '{0}', '{1}'),
  change: msg('Change a line of {0}', '{0}'),
  none: msg('no line'),
  line: msg('line {0}', '{0}'),
  markNew: msg('new'), markShared: msg('shared'), markCached: msg('from the cache'), markAgain: msg('built again'), markComing: msg('not yet'),
};

type Mark = 'new' | 'shared' | 'cached' | 'again' | 'coming';
const marks: Readonly<Record<Mark, Pick<Cell, 'tone' | 'mark'>>> = {
  new: { tone: 'new', mark: layersWords.markNew }, shared: { tone: 'same', mark: layersWords.markShared }, cached: { tone: 'same', mark: layersWords.markCached },
  again: { tone: 'new', mark: layersWords.markAgain }, coming: { tone: 'wait' satisfies Tone, mark: layersWords.markComing },
};

/** `done`: lines built so far. `changed`: a line of the last image, from 0; then that image alone is built again. */
export function layersWalk(data: LayersData, done = 0, changed?: number): Walk {
  const last = data.images.length - 1;
  const lines = data.images.flatMap(({ lines: own }, image) => own.map((_, line) => ({ image, line })));
  const before = changed === undefined ? 0 : lines.length - (data.images[last]?.lines.length ?? 0);
  const reached = before + done;
  const markOf = (image: number, line: number): Mark => {
    if (lines.findIndex(at => at.image === image && at.line === line) >= reached) return 'coming';
    if (changed !== undefined && image === last) return line < changed ? 'cached' : 'again';
    return sharedWith(data, image, line) === undefined ? 'new' : 'shared';
  };
  return {
    frame: frameOf(data, { done, at: lines[reached - 1], seen: lines.slice(0, reached), changed, markOf }),
    next: () => reached < lines.length ? layersWalk(data, done + 1, changed) : undefined,
    set: (control, value) => {
      if (control !== 'changed') return layersWalk(data, done, changed);
      return layersWalk(data, 0, value === '' ? undefined : within(value, 0, (data.images[last]?.lines.length ?? 1) - 1));
    },
  };
}

interface Seen {
  readonly done: number;
  /** Built last. */
  readonly at: { readonly image: number; readonly line: number } | undefined;
  readonly seen: readonly { readonly image: number; readonly line: number }[];
  readonly changed: number | undefined;
  markOf(image: number, line: number): Mark;
}

function frameOf(data: LayersData, { done, at, seen, changed, markOf }: Seen): Frame {
  const { images } = data;
  const image = images.at(-1);
  const own = image?.lines ?? [];
  const again = changed === undefined ? 0 : Math.max(0, done - changed);
  const layers = seen.filter(one => markOf(one.image, one.line) !== 'shared').length;
  return {
    layout: 'stack',
    groups: images.map(({ name: title, lines }, index) => ({ title: name(title), cells: lines.map((text, line) => ({ text, ...marks[markOf(index, line)] })) })),
    says: [
      done === 0 || !at ? layersWords.begin : said(data, at, markOf(at.image, at.line)),
      ...changed !== undefined ? [say(layersWords.sumAgain, again, own.length)] : done > 0 ? [say(layersWords.sum, seen.length, layers)] : [],
    ],
    controls: [{
      kind: 'choice', id: 'changed', label: say(layersWords.change, image?.name ?? ''), value: changed === undefined ? '' : String(changed),
      options: [{ value: '', label: layersWords.none }, ...own.map((_, line) => ({ value: String(line), label: say(layersWords.line, line + 1) }))],
    }],
  };
}

function said(data: LayersData, { image, line }: { readonly image: number; readonly line: number }, mark: Mark): ReturnType<typeof say> {
  const { name: title = '', lines = [] } = data.images[image] ?? {};
  const common = [title, line + 1, lines[line] ?? ''] as const;
  switch (mark) {
    case 'shared': return say(layersWords.shared, ...common, sharedWith(data, image, line) ?? '');
    case 'cached': return say(layersWords.cached, ...common);
    case 'again': return say(layersWords.again, ...common);
    default: return say(layersWords.built, ...common);
  }
}

/** The first image before it that begins with the same lines up to this one: then the layer is the same. */
function sharedWith({ images }: LayersData, image: number, line: number): string | undefined {
  const upTo = images[image]?.lines.slice(0, line + 1) ?? [];
  return images.slice(0, image).find(({ lines }) => lines.length > line && upTo.every((text, index) => lines[index] === text))?.name;
}
