import type { Span } from '../../diagnostic';
import { msg, type Message } from '../../message';
import type { YamlMap, YamlValue } from '../../yamlData';
import { rolloutLimits } from './rollout';
import { shardsLimits } from './shards';
import type { StepperData, stepperKinds } from './stepper';

export type Report = (span: Span, message: Message, remedy: Message) => void;

/** Beside `draw` and `title`. */
export const stepperKeys: Readonly<Record<typeof stepperKinds[number], readonly string[]>> = {
  layers: ['images'], rollout: ['way', 'copies', 'surge', 'unavailable', 'parallelism', 'order'], scheduling: ['nodes', 'tasks'], shards: ['keys', 'shards', 'readers', 'reads'],
};

const most = { images: 3, lines: 12, nodes: 6, tasks: 16, room: 8, text: 80 } as const;

/** What the fence says of it; undefined when something was reported. */
export function readStepperData(kind: typeof stepperKinds[number], map: YamlMap, report: Report): StepperData | undefined {
  const reader = new Reader(map, report);
  const data = read(kind, reader);
  return reader.wrong ? undefined : data;
}

function read(kind: typeof stepperKinds[number], top: Reader): StepperData {
  switch (kind) {
    case 'layers': return { kind, images: top.maps('images', most.images, image => ({ name: image.text('name'), lines: image.texts('lines', most.lines) })) };
    case 'rollout': return {
      kind, way: top.oneOf('way', ['kubernetes', 'swarm'] as const, 'kubernetes'), copies: top.number('copies', 1, rolloutLimits.copies, 4), surge: top.number('surge', 0, rolloutLimits.few, 1),
      unavailable: top.number('unavailable', 0, rolloutLimits.few, 0), parallelism: top.number('parallelism', 1, rolloutLimits.few, 1), order: top.oneOf('order', ['stop-first', 'start-first'] as const, 'stop-first'),
    };
    case 'scheduling': return {
      kind, nodes: top.maps('nodes', most.nodes, node => ({ name: node.text('name'), room: node.number('room', 1, most.room) })),
      tasks: top.maps('tasks', most.tasks, task => ({ name: task.text('name'), needs: task.number('needs', 1, most.room, 1) })),
    };
    case 'shards': return {
      kind, keys: top.texts('keys', shardsLimits.keys), shards: top.number('shards', 1, shardsLimits.most, 2), readers: top.number('readers', 1, shardsLimits.most, 1), reads: top.number('reads', 1, shardsLimits.most, 2),
    };
  }
}

/** Takes values out of a map and reports each that is not what it must be, at its place. */
class Reader {
  wrong = false;

  constructor(private readonly map: YamlMap, private readonly tell: Report) {}

  text(key: string): string {
    const value = this.need(key);
    return value ? this.short(value) : '';
  }

  texts(key: string, limit: number): string[] { return this.items(key, limit).map(item => this.short(item)); }

  maps<T>(key: string, limit: number, read: (item: Reader) => T): T[] {
    return this.items(key, limit).flatMap(item => {
      if (item.kind !== 'map') { this.report(item.span, msg('Each of “{0}” is a map.', key), msg('Write its keys beneath a hyphen, one a line.')); return []; }
      const inner = new Reader(item, this.tell);
      const result = read(inner);
      this.wrong ||= inner.wrong;
      return [result];
    });
  }

  number(key: string, min: number, max: number, otherwise?: number): number {
    const value = otherwise === undefined ? this.need(key) : this.find(key);
    if (!value) return otherwise ?? min;
    if (value.kind === 'scalar' && typeof value.value === 'number' && Number.isInteger(value.value) && value.value >= min && value.value <= max) return value.value;
    this.report(value.span, msg('“{0}” is a whole number from {1} to {2}.', key, min, max), msg('Write for example {0}: {1}.', key, otherwise ?? min));
    return min;
  }

  oneOf<T extends string>(key: string, values: readonly T[], otherwise: T): T {
    const value = this.find(key);
    const found = value?.kind === 'scalar' ? values.find(one => one === value.value) : undefined;
    if (value && found === undefined) this.report(value.span, msg('“{0}” is one of {1}.', key, values.join(', ')), msg('Write for example {0}: {1}.', key, otherwise));
    return found ?? otherwise;
  }

  private items(key: string, limit: number): readonly YamlValue[] {
    const value = this.need(key);
    if (!value) return [];
    if (value.kind === 'list' && value.items.length > 0 && value.items.length <= limit) return value.items;
    this.report(value.span, msg('“{0}” is a list of 1 to {1}.', key, limit), msg('Write one a line, each after a hyphen.'));
    return [];
  }

  private short(value: YamlValue): string {
    const text = value.kind === 'scalar' && value.value !== null ? (typeof value.value === 'string' ? value.value : value.source).trim() : '';
    if (text !== '' && text.length <= most.text) return text;
    this.report(value.span, msg('This must be a text of 1 to {0} characters.', most.text), msg('Write it on one line; put quotes around a text with a colon.'));
    return '';
  }

  private need(key: string): YamlValue | undefined {
    const value = this.find(key);
    if (!value) this.report({ start: this.map.span.start, end: this.map.span.start }, msg('“{0}” is missing.', key), msg('What each drawing needs is in FORMAT.md, “Figures”.'));
    return value;
  }

  private find(key: string): YamlValue | undefined { return this.map.entries.find(entry => entry.key === key)?.value; }

  private report(span: Span, message: Message, remedy: Message): void {
    this.wrong = true;
    this.tell(span, message, remedy);
  }
}
