import { serviceOf } from '../core/aws/kinds';
import { emulatorRunOf, isEmulated } from '../core/aws/place';
import { emulatorVariables, realVariables } from '../core/aws/shellVariables';
import type { Disposable } from '../core/disposable';
import { Slot } from '../core/disposable';
import type { LiveState } from '../core/liveState';
import { msg } from '../core/message';
import type { LinkStatus } from '../core/source';
import type { AwsSource, AwsTarget, AwsWanted, KnownThing, ResolvedAws } from '../parts/aws';
import type { AwsEmulators } from './awsEmulators';
import { emptyFile } from './emptyFile';
import type { AwsLab, AwsTracks } from './awsTracks';
import type { LabKey } from './labShells';
import { ShellLink, type Way } from './shellLink';
import type { Env, FixedPlace } from './targetLink';

/** Of a real account alone: where an emulator's commands go is decided here. */
const deciding = ['AWS_PROFILE', 'AWS_REGION', 'AWS_DEFAULT_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_CONFIG_FILE', 'AWS_SHARED_CREDENTIALS_FILE', 'HOME', 'PATH'] as const;

/** Nobody answers there: without an emulator a command fails rather than going elsewhere. */
const nowhere = 'http://127.0.0.1:9';

interface AwsWay extends Way<AwsSource> { readonly aws: AwsTarget }

/** Where the aws commands of the lab that is looked at go: an emulator of this machine, or the account that the student has agreed to. */
export class AwsLink extends ShellLink<AwsSource, AwsWay> {
  readonly target = 'aws';
  private lab: AwsLab | undefined;
  private readonly watched = this.own(new Slot<Disposable>());
  private readonly warming = this.own(new Slot<Disposable>());

  constructor(load: () => AwsTarget, base: Env, private readonly tracks: AwsTracks, private readonly emulators: AwsEmulators) {
    super(() => wayOf(load(), () => this.wanted), base, deciding);
    this.own(tracks.onChange(() => this.moved()));
    this.own(emulators.onChange(() => this.moved()));
  }

  /** In the reading track nothing is asked, so nothing is amiss. */
  override get status(): LinkStatus | undefined {
    const status = super.status;
    if (!status || !this.isReading) return status;
    return { phase: 'idle', since: status.since, reading: true, endpoint: { label: msg('Reading: states as documented'), address: '', from: 'default' } };
  }

  override live(): LiveState | undefined { return this.isReading ? undefined : super.live(); }

  /** What takes a command of a row or of clean-up to the same place as the lab's shell, and to no other. */
  override get commandEnv(): Env { return this.lab ? this.commandEnvOf(this.lab) : this.env; }

  private commandEnvOf(lab: AwsLab): Env {
    const { env } = this;
    const { track, region, profile, emulator } = this.wantedBy(lab);
    if (track === 'real') return { ...env, ...realVariables({ labId: lab.labId, ...profile !== undefined && { profile }, ...region !== undefined && { region } }) };
    const others = Object.fromEntries(Object.keys(env).filter(name => name.startsWith('AWS_')).map(name => [name, undefined]));
    return { ...env, ...others, ...emulatorVariables({ address: emulator?.address ?? nowhere, region: region ?? '', empty: emptyFile }), NO_PROXY: '127.0.0.1', no_proxy: '127.0.0.1' };
  }

  override fixed(): FixedPlace {
    const { commandEnv: env } = this;
    const [lookEnv, wanted] = [this.env, this.wanted];
    return { env, look: () => this.isReading ? Promise.resolve(undefined) : this.loaded().aws.look(lookEnv, wanted).catch(() => undefined) };
  }

  /** The same for a lab that may not be the one that is looked at. `known`: what its ledger names is asked for by its id as well. */
  fixedFor(lab: AwsLab, known: readonly KnownThing[]): FixedPlace {
    const wanted = this.wantedBy({ ...lab, services: [...new Set([...lab.services, ...known.map(({ kind }) => serviceOf(kind))])] });
    const { env } = this;
    const reading = this.tracks.trackOf(lab) === 'reading';
    return { env: this.commandEnvOf(lab), look: () => reading ? Promise.resolve(undefined) : this.loaded().aws.look(env, wanted, known).catch(() => undefined) };
  }

  /** The lab that is looked at; undefined: none that works on AWS. */
  enter(lab: AwsLab | undefined): void {
    this.lab = lab;
    // The panel is likely to be next: its rows shall not wait for code.
    this.warming.value = lab && !this.isReading ? this.loaded().aws.warm(lab.services) : undefined;
    this.moved();
  }

  isAt(lab: LabKey): boolean { return this.lab?.courseId === lab.courseId && this.lab.labId === lab.labId; }
  get current(): AwsLab | undefined { return this.lab; }

  /** Whether this place was an emulator of the course that was reset or started anew since. */
  isOver(place: string, courseId: string): boolean { return isEmulated(place) && this.emulators.of(courseId).isOver(emulatorRunOf(place)); }

  /** Where the commands of a lab go by what was chosen for it. Reads small files, contacts nobody. */
  placeFor(lab: AwsLab): ResolvedAws { return this.loaded().aws.place(this.env, this.wantedBy(lab)); }

  wantedBy(lab: AwsLab): AwsWanted {
    const track = this.tracks.trackOf(lab);
    const region = this.tracks.regionOf(lab);
    const { profile, account } = this.tracks.choiceOf(lab);
    const { services } = lab;
    if (track === 'real') return { track, services, ...region !== undefined && { region }, ...profile !== undefined && { profile }, ...account !== undefined && { account } };
    const emulator = this.emulators.of(lab.courseId).running;
    return { track: 'emulator', services, ...region !== undefined && { region }, ...emulator && { emulator } };
  }

  protected override mayContact(): boolean { return this.lab !== undefined && !this.isReading; }

  protected override look(): void {
    const emulated = this.lab !== undefined && this.tracks.trackOf(this.lab) === 'emulator' && this.isLookedAt;
    this.watched.value = emulated && this.lab ? this.watched.value ?? this.emulators.of(this.lab.courseId).hold() : undefined;
    super.look();
  }

  /** Nothing runs and nothing is asked: the note tells how it would be. */
  get isReading(): boolean { return this.lab !== undefined && this.tracks.trackOf(this.lab) === 'reading'; }
  private get wanted(): AwsWanted { return this.lab ? this.wantedBy(this.lab) : { track: 'emulator', services: [] }; }

  private moved(): void {
    this.watched.value = undefined;
    this.placeMayDiffer();
    this.allowanceChanged();
  }
}

function wayOf(aws: AwsTarget, wanted: () => AwsWanted): AwsWay {
  return {
    aws,
    at: env => placeOf(aws, env, wanted()),
    source: env => aws.source(env, wanted()),
    look: env => aws.look(env, wanted()),
    watch: (env, changed) => aws.watch(env, changed),
    dispose: () => aws.dispose(),
  };
}

/** Another start or reset of an emulator is another place; so is another service: it is another set of rows. */
function placeOf(aws: AwsTarget, env: Env, wanted: AwsWanted): string {
  const { place, problem, files } = aws.place(env, wanted);
  return JSON.stringify([wanted, place, problem, files]);
}
