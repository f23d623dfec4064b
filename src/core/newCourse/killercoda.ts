import { msg } from '../message';
import type { Draft } from './fromNotes';
import { idFrom, type LeftOver, type NotesSource } from './newFiles';
import { stepText } from './killercodaText';

export interface Scenarios { readonly drafts: readonly Draft[]; readonly left: readonly LeftOver[]; /** Files of the notes that are used up. */ readonly taken: ReadonlySet<string> }

interface Step { readonly title?: string; readonly text?: string; readonly verify?: string; readonly foreground?: string; readonly background?: string; readonly code?: string }
interface Scenario { readonly title?: string; readonly description?: string; readonly details?: { readonly intro?: Step; readonly steps?: readonly Step[]; readonly finish?: Step; readonly assets?: Readonly<Record<string, readonly { readonly file?: string; readonly target?: string }[]>> } }

/** Each folder with an `index.json` of Killercoda becomes a section: its steps, one below the other. */
export function killercodaSections(source: NotesSource): Scenarios {
  const drafts: Draft[] = [], left: LeftOver[] = [];
  const taken = new Set<string>();
  for (const { path, text } of source.texts.filter(one => /(?:^|\/)index\.json$/.test(one.path))) {
    const scenario = readScenario(text);
    if (scenario === undefined) left.push({ file: path, line: 1, message: msg('This is no index.json of a scenario that can be read.') });
    else drafts.push(new Reader(source, path, taken, left).section(scenario, text));
  }
  for (const { path } of source.texts) if (/(?:^|\/)(?:index|structure)\.json$/.test(path)) taken.add(path);
  return { drafts, left, taken };
}

/** Undefined where it is not the JSON of a scenario. What has another form than it should is left out. */
function readScenario(text: string): Scenario | undefined {
  try {
    const value = JSON.parse(text) as Scenario | null;
    return Array.isArray(value?.details?.steps) ? value : undefined;
  } catch {
    return undefined;
  }
}

class Reader {
  private readonly folder: string;
  private readonly files = new Map<string, string>();

  constructor(private readonly source: NotesSource, private readonly index: string, private readonly taken: Set<string>, private readonly left: LeftOver[]) {
    this.folder = index.split('/').slice(0, -1).join('/');
  }

  section(scenario: Scenario, json: string): Draft {
    const { intro, steps = [], finish, assets = {} } = scenario.details ?? {};
    const title = typeof scenario.title === 'string' ? scenario.title : this.source.name;
    const pieces = [`# ${title}`, ...typeof scenario.description === 'string' && scenario.description !== '' ? [scenario.description] : []];
    const whole = [...intro ? [{ ...intro, title: undefined }] : [], ...steps, ...finish ? [{ ...finish, title: 'Finish' }] : []];
    let verified = 0;
    whole.forEach((step, i) => {
      const text = typeof step.text === 'string' ? this.text(step.text, json) : undefined;
      // A step's text has mostly a heading of its own.
      if (typeof step.title === 'string' && !/^\s*#/.test(text ?? '')) pieces.push(`## ${step.title}`);
      if (text !== undefined) pieces.push(text);
      for (const kind of ['foreground', 'background', 'code'] as const) this.script(step, kind, i, json);
      const verify = this.script(step, 'verify', i, json);
      if (verify !== undefined) pieces.push(verifyBlock(verify, ++verified));
    });
    for (const { file, target } of Object.values(assets).flat()) this.asset(file, target, json);
    const name = idFrom(this.folder.split('/').at(-1) || title, 'scenario');
    const above = this.folder.split('/').slice(0, -1);
    return { carried: verified, path: [...above, `${name}.md`].join('/'), text: `${pieces.join('\n\n')}\n`, labFiles: [...this.files].map(([from, to]) => ({ from, to })) };
  }

  private text(written: string, json: string): string | undefined {
    const path = this.path(written);
    const found = this.source.texts.find(one => one.path === path);
    if (!found) {
      this.left.push({ file: this.index, line: lineOf(json, written), message: msg('The file {0} is not there.', written) });
      return undefined;
    }
    this.taken.add(path);
    const { text, left } = stepText(found.text);
    this.left.push(...left.map(one => ({ file: path, ...one })));
    return text.replace(/\s+$/, '');
  }

  /** Where the script lies in the lab's folder; undefined where the step has none. */
  private script(step: Step, kind: 'foreground' | 'background' | 'code' | 'verify', index: number, json: string): string | undefined {
    const written = step[kind];
    if (typeof written !== 'string' || written === '') return undefined;
    const path = this.path(written);
    if (!this.source.texts.some(one => one.path === path) && !this.source.others.includes(path)) {
      this.left.push({ file: this.index, line: lineOf(json, written), message: msg('The file {0} is not there.', written) });
      return undefined;
    }
    this.taken.add(path);
    const to = `killercoda/${index}-${kind}.sh`;
    this.files.set(path, to);
    this.left.push({ file: this.index, line: lineOf(json, written), message: kind === 'verify'
      ? msg('{0} became a block that the student runs, and a check of its exit code; it was made for another machine: read it, or write a check that looks at what it looks at.', written)
      : msg('{0} was made for a machine that is thrown away; it lies in the lab’s folder as {1} and is not run. Put what is needed of it into a block.', written, to) });
    return to;
  }

  private asset(file: string | undefined, target: string | undefined, json: string): void {
    if (typeof file !== 'string') return;
    const path = this.path(`assets/${file}`);
    if (!this.source.others.includes(path) && !this.source.texts.some(one => one.path === path)) return void this.left.push({ file: this.index, line: lineOf(json, file), message: msg('The file {0} is not there.', file) });
    this.taken.add(path);
    this.files.set(path, file.split('/').at(-1)!);
    this.left.push({ file: this.index, line: lineOf(json, file), message: msg('{0} lies in the lab’s folder; Killercoda puts it to {1}: correct the paths in the text.', file, target ?? '/') });
  }

  private path(written: string): string { return [...this.folder === '' ? [] : [this.folder], written.replace(/^\.?\//, '')].join('/'); }
}

/** In a shell of its own: an `exit` of the script ends that alone. */
function verifyBlock(script: string, number: number): string {
  return `Whether this step is done, its script says with its exit code:\n\n\`\`\`sh {name=verify-${number} check='exit 0'}\nbash ${script}\n\`\`\``;
}

function lineOf(json: string, word: string): number { return json.slice(0, Math.max(0, json.indexOf(`"${word}"`))).split('\n').length; }
