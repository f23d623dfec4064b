import * as vscode from 'vscode';
import { pythonsIn, type AwsPreparation, type ClassOnAws } from '../core/aws/forClass';
import type { Runner } from '../core/command';
import type * as PreparePart from '../parts/prepare';
import type { AwsEmulators } from './awsEmulators';
import { awsLabOf, type AwsTracks } from './awsTracks';
import type { SectionAt } from './courses';
import { labOf } from './cleanupDesk';
import { translate } from './messages';
import type { Env } from './targetLink';

export interface PrepareAwsPorts {
  readonly tracks: AwsTracks;
  readonly emulators: AwsEmulators;
}

const icons = { here: '$(pass)', missing: '$(circle-large-outline)', open: '$(info)' } as const;

export interface AwsChoiceLine extends vscode.QuickPickItem { readonly act?: 'emulator' }

/** The part of preparing that is about AWS. Who the student is on a real account is not asked. */
export class PrepareAws {
  constructor(private readonly ports: PrepareAwsPorts) {}

  /** Undefined where no section works on AWS, or all of them are only read. */
  async wanted(sections: readonly SectionAt[]): Promise<ClassOnAws | undefined> {
    const { tracks } = this.ports;
    const all = sections.filter(at => awsLabOf(labOf(at), at.open, at.section) && tracks.trackOf(labOf(at)) !== 'reading');
    const [first] = all;
    if (!first) return undefined;
    const pythons = (await Promise.all(all.map(pythonsOf))).flat();
    return { courseId: first.open.course.id, tracks: new Set(all.map(at => tracks.trackOf(labOf(at)))), pythons: [...new Set(pythons)] };
  }

  async look(wanted: ClassOnAws, part: typeof PreparePart, runner: Runner, env: Env): Promise<AwsPreparation> {
    const emulated = wanted.tracks.has('emulator');
    const [programs, emulator] = await Promise.all([part.awsPrograms(wanted, runner, env), emulated ? this.ports.emulators.found(wanted.courseId) : undefined]);
    return { ...programs, ...emulator && { emulator } };
  }

  lines(found: AwsPreparation, part: typeof PreparePart): AwsChoiceLine[] {
    return [{ label: 'AWS', kind: vscode.QuickPickItemKind.Separator }, ...part.awsLines(found).map(({ mark, name, words, version, fetches }): AwsChoiceLine => ({
      label: `${icons[mark]} ${translate(name)}`, description: [translate(words), version].filter(text => text !== undefined).join(', '), ...fetches && { act: 'emulator' },
    }))];
  }

  fetch({ courseId }: ClassOnAws): Promise<void> { return this.ports.emulators.fetch(courseId); }
}

/** Those of its blocks that run something which speaks to boto3. */
async function pythonsOf(at: SectionAt): Promise<readonly string[]> {
  const { lab } = at.section.meta;
  const found = await Promise.all(at.section.blocks.filter(({ options }) => options.run).map(async ({ text }) => Promise.all(pythonsIn(text).map(async ({ python, program }) => {
    const file = program === undefined || lab === undefined ? undefined : await at.open.files.read(`labs/${lab}/${program}`);
    return /\bboto(?:3|core)\b/.test(file && 'text' in file ? file.text : text) ? [python] : [];
  }))));
  return found.flat(2);
}
