import * as vscode from 'vscode';
import type { AwsTrack } from '../core/aws/place';
import { emulatorWaitSeconds } from '../core/aws/waits';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { BlockLockView } from '../core/protocol';
import type { ContextReport, RunRecord } from '../core/run';
import type { Block } from '../core/section';
import { commandsIn, isLiteral } from '../core/shellCommands';
import type * as AdvicePart from '../parts/advice';
import type { Lock } from '../parts/advice';
import type { AwsTools } from '../targets/awsTools';
import { localRegistry } from './awsEnvironments';
import type { SectionAt } from './courses';
import { labIdOf } from './labs';
import { translate } from './messages';

export interface AwsIsolationPorts {
  part(): typeof AdvicePart;
  readonly tools: AwsTools;
  /** Stands at the block in place of a result. */
  keep(record: RunRecord): void;
  newId(): string;
}

/** Kept so many: more blocks than a window has. */
const mostTexts = 500;

/** Whether a block would get around the track that was chosen, or cannot do its work with the tools that are here. */
export class AwsIsolation {
  /** Blocks that were seen to run a program that speaks to boto3, or to ask the emulator by its address. */
  private readonly spoke = new Set<string>();

  constructor(private readonly ports: AwsIsolationPorts) {}

  /** Throws where it would; the reason then stands at the block. */
  async check(at: SectionAt, block: Block, text: string, track: Exclude<AwsTrack, 'reading'>, region: string | undefined, shell: ContextReport | undefined): Promise<void> {
    const [lock] = await this.locks(at, block, text, track, region, shell);
    if (!lock) return;
    this.ports.keep(this.recordOf(at, block, text, lock));
    if (lock.kind === 'simulated') throw new UserError('run.waits', lock.title);
    throw new UserError(lock.rule, lock.title, lock.remedy);
  }

  /** What a block says to a registry that the emulator made up goes to the local one, and the student is told. */
  async instead(text: string, track: AwsTrack): Promise<string> {
    const registry = localRegistry();
    if (registry === undefined || track !== 'emulator' || !text.includes('.dkr.ecr')) return text;
    const local = this.ports.part().toLocalRegistry(text, { registry, track });
    if (local !== text) void vscode.window.showInformationMessage(vscode.l10n.t('In the emulator’s track this goes to the registry {0} of this machine.', registry));
    return local;
  }

  /** Whether this block asks without an AWS command: by a program of Python, or by the emulator's address, as far as was seen. */
  speaks(text: string): boolean { return this.spoke.has(text); }

  /** Why a block will not run on the emulator, before anybody clicks; its values are not known yet. */
  lockOf(at: SectionAt, block: Block): BlockLockView | undefined {
    if (block.placeholders.length > 0 || !block.options.run) return undefined;
    const { locksOf, toLocalRegistry } = this.ports.part();
    const registry = localRegistry();
    const text = toLocalRegistry(block.text, { track: 'emulator', ...registry !== undefined && { registry } });
    const [lock] = locksOf({ text, track: 'emulator', region: undefined, values: this.before(at, block), ...registry !== undefined && { registry } }).filter(({ rule }) => !/egion$/.test(rule));
    return lock && { title: translate(lock.title), remedy: translate(lock.remedy), ...lock.kind === 'simulated' && { simulated: true } };
  }

  /** Undefined where nothing is waited for. */
  limit(text: string, track: AwsTrack): number | undefined {
    return track === 'emulator' && /\baws\b/.test(text) && /\bwait\b|\b(?:while|until)\b/.test(text) ? emulatorWaitSeconds : undefined;
  }

  private async locks(at: SectionAt, block: Block, text: string, track: Exclude<AwsTrack, 'reading'>, region: string | undefined, shell: ContextReport | undefined): Promise<readonly Lock[]> {
    const { asksEmulator, locksOf } = this.ports.part();
    if (track === 'emulator' && asksEmulator(text, this.before(at, block))) this.note(text);
    const commands = commandsIn(text);
    const version = commands.some(({ words }) => words[0] === 'aws') ? await this.cli(shell, track) : {};
    if (version.lock) return [version.lock];
    const registry = localRegistry();
    const found = locksOf({ text, track, region, values: this.before(at, block), ...registry !== undefined && { registry }, ...version.major !== undefined && { cli: version.major } });
    return found.length > 0 || track === 'real' ? found : this.python(commands, text, region, shell);
  }

  private note(text: string): void { if (this.spoke.size < mostTexts) this.spoke.add(text); }

  private before(at: SectionAt, { ordinal }: Block): ReadonlyMap<string, string> {
    return this.ports.part().valuesOf(at.section.blocks.filter(block => block.ordinal < ordinal).map(({ text }) => text));
  }

  private async cli(shell: ContextReport | undefined, track: AwsTrack): Promise<{ readonly major?: number; readonly lock?: Lock }> {
    const path = (shell?.['tool:aws'] ?? '').trim();
    if (path === '') return { lock: { rule: 'aws.noCli', kind: 'locked', title: msg('The AWS command line is not installed.'), remedy: msg('Install it, then run the block again: the section on the AWS command line says how.') } };
    const { cliVersion, knowsEndpoint, updateCli } = this.ports.part();
    // An alias or a function is told of elsewhere; which program it starts is not known.
    if (!/^(?:\/|[A-Za-z]:[\\/])/.test(path)) return {};
    const found = cliVersion(await this.ports.tools.cli(path, envOf(shell)));
    if (found && (track === 'real' || knowsEndpoint(found))) return { major: found[0] };
    if (track === 'real') return {};
    return { lock: {
      rule: 'aws.cliTooOld', kind: 'locked', remedy: updateCli,
      title: found ? msg('aws {0} does not know AWS_ENDPOINT_URL: commands would go to real AWS.', found.join('.')) : msg('The version of {0} cannot be read: commands might go to real AWS.', path),
    } };
  }

  /** Of programs in Python: which boto3 they import, and what they say to it. */
  private async python(commands: ReturnType<typeof commandsIn>, text: string, region: string | undefined, shell: ContextReport | undefined): Promise<readonly Lock[]> {
    const { botoKnowsEndpoint, pythonLocks } = this.ports.part();
    const cwd = shell?.cwd ?? undefined;
    for (const { words } of commands.filter(({ words: [name = ''] }) => /(?:^|\/)python[\d.]*$/.test(name))) {
      const file = words.slice(1).find(word => word.endsWith('.py') && isLiteral(word));
      const program = file === undefined ? text : await this.ports.tools.program(file, cwd === undefined ? [] : [cwd]) ?? text;
      const locks = pythonLocks(program, region);
      if (locks.length > 0) return locks;
      const speaks = /\bboto(?:3|core)\b/.test(program);
      if (speaks) this.note(text);
      const version = speaks && isLiteral(words[0] ?? '') ? await this.ports.tools.boto(words[0] ?? '', cwd, envOf(shell)) : undefined;
      if (version !== undefined && !botoKnowsEndpoint(version)) {
        return [{ rule: 'aws.botoTooOld', kind: 'locked', title: msg('boto3 {0} does not know AWS_ENDPOINT_URL: it would go to real AWS.', version), remedy: msg('Install version 1.28 or newer with: {0} -m pip install --upgrade boto3', words[0] ?? 'python3') }];
      }
    }
    return [];
  }

  private recordOf(at: SectionAt, block: Block, text: string, lock: Lock): RunRecord {
    const now = Date.now();
    const { course } = at.open;
    return {
      v: 1, runId: this.ports.newId(), courseId: course.id, courseVersion: course.version, sectionId: at.entry.id, labId: labIdOf(at), blockId: block.id, blockHash: block.hash, blockText: text,
      target: block.target, shell: 'bash', state: 'notRun', reason: lock.title, marks: lock.kind === 'simulated' ? ['emulated'] : [], statements: [], start: now, end: now, context: {}, tools: {},
    };
  }
}

/** The tool is started as the lab's shell would start it. */
function envOf(shell: ContextReport | undefined): Readonly<Record<string, string | undefined>> {
  return { ...process.env, ...shell?.PATH && { PATH: shell.PATH }, ...shell?.HOME && { HOME: shell.HOME }, AWS_EC2_METADATA_DISABLED: 'true' };
}
