import type { AwsAnswer, AwsQuery } from '../core/aws/query';
import type { Command, CommandResult } from '../core/command';
import type { Disposable } from '../core/disposable';
import type { Event } from '../core/emitter';
import type { Remedy } from '../core/source';
import type { SheetView, TimelineItemView } from '../core/labViews';
import type { FromStatus } from '../core/protocol';
import type { StatusInput } from '../core/statusInput';

/** What the panel passes on: clean-up and the time axis are not its own. */
export type StatusAct = Extract<FromStatus, { kind: 'cleanUp' | 'sheet' | 'strip' }>;

/** What the panel needs from the rest of the extension. */
export interface StatusHost {
  /** The lab, the link, resources, attribution, probes or block numbers changed. May fire often: the panel gathers. */
  readonly onChange: Event<void>;
  /** As of now. What the panel itself knows (`pending`, `problems`) is added by it. */
  current(): Omit<StatusInput, 'pending' | 'problems'>;
  /** Called when the panel becomes visible and disposed when it is hidden: the source and the probes work in between only. */
  hold(): Disposable;
  /** Opens a terminal of that name and types exactly this command into it. */
  openTerminal(name: string, command: string): void;
  /** Runs a command of ours where the panel's endpoint is (same DOCKER_HOST, context). A code other than 0 is a result. */
  run(command: Command): Promise<CommandResult>;
  /** Opens a published port outside, through whatever forwarding this window needs. */
  openEndpoint(uid: string): Promise<void>;
  /** Puts a command at the prompt of the lab's own terminal, which leads to the lab's place and to no other. */
  putInLab(command: string): Promise<void>;
  /** Asks AWS, or the emulator, once. Throws a UserError where nobody answers. */
  ask(query: AwsQuery): Promise<AwsAnswer>;
  /** Opens a page in the browser. */
  openAddress(address: string): Promise<void>;
  revealBlock(sectionId: string, blockId: string): Promise<void>;
  remedy(remedy: Remedy): Promise<void>;
  act?(act: StatusAct): Promise<void>;
  /** Clean-up, while it stands over the rows. */
  readonly sheet?: { current(): SheetView | undefined; readonly onChange: Event<void> };
  /** A row to be brought into view: its uid. */
  readonly onReveal?: Event<string>;
  /** The time axis; nothing of it is made while it is folded. */
  readonly timeline?: { open(on: boolean): Promise<void>; axis(): readonly TimelineItemView[] | undefined; readonly onChange: Event<void> };
}
