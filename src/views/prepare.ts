import * as vscode from 'vscode';
import { sectionsOf } from '../core/course';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import { sizeWords } from '../core/statusWords';
import type { ImageLine, Preparation, Wanted } from '../core/preparation';
import type * as PreparePart from '../parts/prepare';
import type { Courses, SectionAt } from './courses';
import type { ClusterLink } from './clusterLink';
import type { PrepareAws } from './prepareAws';
import type { DockerLink } from './dockerLink';
import type { TargetLink } from './targetLink';
import { settingIds, settingSection } from './ids';
import { translate } from './messages';
import type { NotePlace } from './noteHost';
import type { Runner } from '../core/command';

export interface PrepareParts {
  readonly courses: Courses;
  readonly link: DockerLink;
  readonly cluster: ClusterLink;
  readonly aws: PrepareAws;
  part(): typeof PreparePart;
  runner(): Runner;
  place(): NotePlace | undefined;
  /** Whether what the section says may act. */
  isTrusted(at: SectionAt): boolean;
}

type Choice = vscode.QuickPickItem & { readonly act?: 'pull' | 'save' | 'load' | 'registry' | 'emulator'; readonly image?: ImageLine };
type Part = typeof PreparePart;
type Preparer = InstanceType<Part['Preparer']>;

const liveMs = 15_000;

/** "Prepare for Class…": what is missing on this machine, and bringing it, before thirty students share one line. */
export async function prepareForClass(parts: PrepareParts): Promise<void> {
  const sections = await chosenSections(parts);
  if (!sections) return;
  const refused = sections.find(at => !parts.isTrusted(at));
  if (refused) throw new UserError('trust.course', msg('“{0}” is not trusted yet, so nothing is fetched for it.', refused.open.course.title), msg('Open one of its sections, run a block and trust the course; then prepare.'));
  const wanted = parts.part().wantedBy(sections.map(at => at.entry.meta), await parts.aws.wanted(sections));
  const held = [...wanted.images.length > 0 ? [parts.link] : [], ...wanted.clusterImages.length > 0 ? [parts.cluster] : []].map(link => link.hold());
  try {
    await new Round(parts, wanted).go();
  } finally {
    for (const one of held) one.dispose();
  }
}

async function chosenSections({ courses, place }: PrepareParts): Promise<readonly SectionAt[] | undefined> {
  const here = place();
  const at = here && await courses.section(here.courseId, here.sectionId).catch(() => undefined);
  const all = await courses.list();
  const picks = [
    ...(at ? [{ label: at.entry.meta.title, description: vscode.l10n.t('this section'), take: async () => [at] }] : []),
    ...all.map(({ course }) => ({
      label: course.title, description: vscode.l10n.t('the whole course, {0} sections', sectionsOf(course).length),
      take: () => Promise.all(sectionsOf(course).map(entry => courses.section(course.id, entry.id))),
    })),
  ];
  const pick = await vscode.window.showQuickPick(picks, { placeHolder: vscode.l10n.t('Prepare this machine for…') });
  return pick?.take();
}

class Round {
  constructor(private readonly parts: PrepareParts, private readonly wanted: Wanted) {}

  /** Shown again after each act, until the student leaves it. */
  async go(): Promise<void> {
    for (;;) {
      const found = await this.withCancel(vscode.l10n.t('Looking at what is there…'), signal => this.look(signal));
      if (!found) return;
      const choice = await vscode.window.showQuickPick(this.lines(found), { title: vscode.l10n.t('Prepare for class'), placeHolder: this.summary(found), matchOnDescription: true });
      if (!choice) return;
      await this.act(choice, found);
    }
  }

  private get part(): Part { return this.parts.part(); }

  private preparer(): Preparer {
    const { link, runner } = this.parts;
    return new this.part.Preparer({ runner: runner(), env: link.commandEnv, local: link.source?.endpoint.connect.kind === 'socket' });
  }

  /** Undefined where no image is wanted there, or no cluster is known. */
  private clusterImages(): InstanceType<Part['ClusterImages']> | undefined {
    const { cluster, runner } = this.parts;
    const { source, context } = cluster;
    if (this.wanted.clusterImages.length === 0 || !source || !context) return undefined;
    return new this.part.ClusterImages({ runner: runner(), env: cluster.commandEnv, ...context.minikube !== undefined && { profile: context.minikube }, ask: path => source.ask(path) });
  }

  private async look(signal: AbortSignal): Promise<Preparation> {
    const docker = this.wanted.images.length > 0 ? (await live(this.parts.link)).resources : new Map();
    const found = await this.preparer().look(this.wanted, docker, signal);
    const all = await this.withAws(found);
    return this.wanted.clusterImages.length === 0 ? all : this.withCluster(all, signal);
  }

  private async withAws(found: Preparation): Promise<Preparation> {
    const { aws, link, runner } = this.parts;
    return this.wanted.aws ? { ...found, aws: await aws.look(this.wanted.aws, this.part, runner(), link.commandEnv) } : found;
  }

  private async withCluster(found: Preparation, signal: AbortSignal): Promise<Preparation> {
    const lines = (there: ReadonlySet<string> | undefined): readonly ImageLine[] => [...found.images, ...this.part.clusterImageLines(this.wanted.clusterImages, there)];
    try {
      await live(this.parts.cluster);
      const images = this.clusterImages();
      return { ...found, images: lines(await images?.look(signal)), cluster: { brings: images?.brings === true } };
    } catch (error) {
      if (signal.aborted || !(error instanceof UserError)) throw error;
      return { ...found, images: lines(undefined), cluster: { brings: false, away: error.userMessage } };
    }
  }

  private summary(found: Preparation): string {
    const open = this.part.obstacles(found);
    return open.length === 0 ? vscode.l10n.t('All is here: the class can begin.') : open.map(translate).join(' ');
  }

  private lines(found: Preparation): Choice[] {
    const missing = missingIn(found);
    const bytes = missing.reduce((sum, image) => sum + (image.size ?? 0), 0);
    const sized = missing.every(image => image.size !== undefined) ? translate(sizeWords(bytes)) : vscode.l10n.t('size not known before');
    const separator = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
    return [
      ...(missing.length ? [
        { label: `$(cloud-download) ${vscode.l10n.t('Pull {0} images', missing.length)}`, description: sized, act: 'pull' as const },
        { label: `$(server) ${vscode.l10n.t('Pull them from a class registry…')}`, description: vscode.l10n.t('a class behind one address soon meets the pull limit of Docker Hub'), act: 'registry' as const },
        { label: `$(folder-opened) ${vscode.l10n.t('Load images from a file…')}`, act: 'load' as const },
      ] : []),
      ...(found.images.some(image => image.there && !image.inCluster) ? [{ label: `$(save) ${vscode.l10n.t('Save the images to a file…')}`, description: vscode.l10n.t('to hand on'), act: 'save' as const }] : []),
      ...this.images(vscode.l10n.t('Images'), found.images.filter(image => !image.inCluster), found), ...this.images(vscode.l10n.t('Images in the cluster'), found.images.filter(image => image.inCluster), found),
      ...(found.aws ? this.parts.aws.lines(found.aws, this.part) : []),
      separator(vscode.l10n.t('Ports')), ...found.ports.map(({ port, free, by }) => ({
        label: `${free ? '$(pass)' : '$(warning)'} ${port}`, description: free ? vscode.l10n.t('free') : by ? vscode.l10n.t('taken by the container {0}', by) : vscode.l10n.t('taken by another program'),
      })),
      separator(vscode.l10n.t('Tools')), ...found.tools.map(({ tool, version }) => ({
        label: `${version === undefined ? '$(warning)' : '$(pass)'} ${tool}`, description: version === undefined ? vscode.l10n.t('not found') : version,
      })),
      ...(found.freeDisk === undefined ? [] : [separator(vscode.l10n.t('Disk')), { label: `$(database) ${vscode.l10n.t('{0} free where images are kept', translate(sizeWords(found.freeDisk)))}` }]),
    ];
  }

  private images(label: string, images: readonly ImageLine[], found: Preparation): readonly Choice[] {
    return images.length === 0 ? [] : [{ label, kind: vscode.QuickPickItemKind.Separator }, ...images.map(image => this.imageLine(image, found))];
  }

  private imageLine(image: ImageLine, { cluster }: Preparation): Choice {
    const { name, there, standIn, size } = image;
    if (image.inCluster && !there && !cluster?.brings) return { label: `$(circle-large-outline) ${name}`, description: cluster?.away ? vscode.l10n.t('not known') : vscode.l10n.t('not on a node yet; the cluster pulls it when a pod wants it') };
    const bytes = size === undefined ? undefined : translate(sizeWords(size));
    const words = there
      ? [vscode.l10n.t('here'), bytes, standIn ? vscode.l10n.t('stand-in') : undefined]
      : [vscode.l10n.t('not here yet; choose it to pull it'), bytes && vscode.l10n.t('{0} to download', bytes)];
    return { label: `${there ? '$(pass)' : '$(circle-large-outline)'} ${name}`, description: words.filter(Boolean).join(', '), ...(there ? {} : { image }) };
  }

  private async act(choice: Choice, found: Preparation): Promise<void> {
    const missing = missingIn(found);
    if (choice.image) return this.pull([choice.image]);
    switch (choice.act) {
      case 'pull': return this.pull(missing);
      case 'registry': return this.fromRegistry(missing);
      case 'save': return this.save(found.images.filter(image => image.there && !image.inCluster).map(image => image.name));
      case 'load': return this.load(missing.some(image => image.inCluster));
      case 'emulator': return this.wanted.aws && this.parts.aws.fetch(this.wanted.aws);
      case undefined: return undefined;
    }
  }

  private async pull(images: readonly ImageLine[], registry?: string): Promise<void> {
    const preparer = this.preparer();
    await this.withCancel(vscode.l10n.t('Pulling images'), async (signal, report) => {
      for (const [index, image] of images.entries()) {
        const place = vscode.l10n.t('{0} ({1} of {2})', image.name, index + 1, images.length);
        report(place);
        if (image.inCluster) await this.clusterImages()?.bring(image.name, { signal, ...(registry ? { registry } : {}) });
        else await preparer.pull(image.name, { signal, said: line => report(`${place}: ${line.slice(0, 80)}`), ...(registry ? { registry } : {}) });
      }
      return true;
    });
  }

  private async fromRegistry(images: readonly ImageLine[]): Promise<void> {
    const configuration = vscode.workspace.getConfiguration(settingSection);
    const registry = await vscode.window.showInputBox({
      title: vscode.l10n.t('Class registry'), value: configuration.get<string>(settingIds.classRegistry, ''), ignoreFocusOut: true,
      prompt: vscode.l10n.t('Host and port of a registry that holds the images, for example registry.school.example:5000'),
      validateInput: text => this.part.isRegistry(text) ? undefined : vscode.l10n.t('Write a host with an optional port, without https://.'),
    });
    if (!registry) return;
    await configuration.update(settingIds.classRegistry, registry, vscode.ConfigurationTarget.Global);
    await this.pull(images, registry);
  }

  private async save(images: readonly string[]): Promise<void> {
    const target = await vscode.window.showSaveDialog({ filters: { [vscode.l10n.t('Images')]: ['tar'] }, saveLabel: vscode.l10n.t('Save images') });
    if (target) await this.withCancel(vscode.l10n.t('Saving {0} images', images.length), async signal => { await this.preparer().save(images, target.fsPath, signal); return true; });
  }

  /** A file may hold what is wanted in both places. */
  private async load(intoCluster: boolean): Promise<void> {
    const [file] = await vscode.window.showOpenDialog({ filters: { [vscode.l10n.t('Images')]: ['tar'] }, openLabel: vscode.l10n.t('Load images') }) ?? [];
    if (file) await this.withCancel(vscode.l10n.t('Loading images'), async signal => { 
      if (this.wanted.images.length > 0) await this.preparer().load(file.fsPath, signal);
      if (intoCluster) await this.clusterImages()?.load(file.fsPath, signal);
      return true;
    });
  }

  /** Undefined where the student stopped it; what had been fetched stays. */
  private async withCancel<T>(title: string, work: (signal: AbortSignal, report: (message: string) => void) => Promise<T>): Promise<T | undefined> {
    const abort = new AbortController();
    return vscode.window.withProgress({ location: vscode.ProgressLocation.Notification, title, cancellable: true }, async (progress, token) => {
      token.onCancellationRequested(() => abort.abort());
      try {
        return await work(abort.signal, message => progress.report({ message }));
      } catch (error) {
        if (abort.signal.aborted) return undefined;
        throw error;
      }
    });
  }
}

/** Those that can be brought. */
function missingIn({ images, cluster }: Preparation): readonly ImageLine[] { return images.filter(image => !image.there && (!image.inCluster || cluster?.brings)); }

/** The source once it is live; the cause as an error if it does not become so. */
async function live<L extends TargetLink>(link: L): Promise<NonNullable<L['source']>> {
  const source = link.source;
  if (source?.status.phase === 'live') return source;
  await new Promise<void>(resolve => {
    const timer = setTimeout(done, liveMs);
    const listener = link.onLink(status => { if (status.phase === 'live' || status.phase === 'down') done(); });
    if (link.status?.phase === 'down') done();
    function done(): void { clearTimeout(timer); listener.dispose(); resolve(); }
  });
  const now = link.source;
  if (now?.status.phase === 'live') return now;
  if (link.target === 'kubernetes') throw new UserError('cluster.away', link.status?.cause?.message ?? msg('The cluster does not answer.'), msg('Start the cluster, then prepare again.'));
  throw new UserError('docker.away', now?.status.cause?.message ?? msg('Docker does not answer.'), msg('Start Docker, then prepare again.'));
}
