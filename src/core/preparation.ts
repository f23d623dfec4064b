import { awsObstacles, type AwsPreparation, type ClassOnAws } from './aws/forClass';
import type { SectionMeta } from './course';
import { followedOf } from './followed';
import { imageName } from './imageName';
import { english, msg, type Message } from './message';
import type { Resource } from './resource';
import { ownCommand } from './ownCommand';
import { sizeWords } from './statusWords';

/** What must be there before a class begins: of one section or of a whole course, each thing once. */
export interface Wanted {
  readonly images: readonly string[];
  /** Those that the nodes of a cluster must have. */
  readonly clusterImages: readonly string[];
  readonly ports: readonly number[];
  readonly tools: readonly string[];
  /** Undefined where no lab works on AWS. */
  readonly aws?: ClassOnAws;
}

export interface ImageLine {
  readonly name: string;
  readonly there: boolean;
  /** A stand-in of a test bed is there in its place. */
  readonly standIn: boolean;
  /** Bytes: unpacked where it is there, else compressed as the registry says; undefined where nobody says. */
  readonly size?: number;
  readonly sizeOf: 'disk' | 'download';
  /** Wanted on the nodes of the cluster, not on the Docker daemon. */
  readonly inCluster?: boolean;
}
export interface PortLine { readonly port: number; readonly free: boolean; /** Container that publishes it. */ readonly by?: string }
export interface ToolLine { readonly tool: string; /** First line of what it says of its version; undefined: not on PATH. */ readonly version?: string }

/** What was found. */
export interface Preparation {
  readonly images: readonly ImageLine[];
  readonly ports: readonly PortLine[];
  readonly tools: readonly ToolLine[];
  /** Bytes free where images are kept; undefined where that is another machine. */
  readonly freeDisk?: number;
  /** Where images are wanted in a cluster: whether Labbook knows how they come there, or why the cluster could not be asked. */
  readonly cluster?: { readonly brings: boolean; readonly away?: Message };
  readonly aws?: AwsPreparation;
}

export function wantedBy(sections: readonly Pick<SectionMeta, 'needs' | 'targets'>[], aws?: ClassOnAws): Wanted {
  const all = <T>(of: (section: Pick<SectionMeta, 'needs' | 'targets'>) => readonly T[]): T[] => [...new Set(sections.flatMap(of))];
  const images = (inCluster: boolean): string[] => all(({ targets, needs }) => (followedOf(targets) === 'kubernetes') === inCluster ? needs.images : []);
  return { images: images(false), clusterImages: images(true), ports: all(({ needs }) => needs.ports).sort((a, b) => a - b), tools: all(({ needs }) => needs.tools).filter(tool => tool !== ownCommand && (!aws || tool !== 'aws')), ...aws && { aws } };
}

/** `there`: names as the nodes have them; undefined: nobody could be asked, so that none is known to be there. */
export function clusterImageLines(wanted: readonly string[], there: Iterable<string> | undefined): ImageLine[] {
  const names = new Set([...there ?? []].map(imageName));
  return wanted.map(name => ({ name, there: names.has(imageName(name)), standIn: false, sizeOf: 'download', inCluster: true }));
}

/** `download`: compressed bytes by image name, as far as a registry said. */
export function imageLines(wanted: readonly string[], resources: Iterable<Resource>, download: ReadonlyMap<string, number>): ImageLine[] {
  const there = new Map<string, { size: number; standIn: boolean }>();
  for (const resource of resources) if (resource.kind === 'image') for (const tag of resource.tags) there.set(imageName(tag), resource);
  return wanted.map(name => {
    const found = there.get(imageName(name));
    if (found) return { name, there: true, standIn: found.standIn, size: found.size, sizeOf: 'disk' };
    const size = download.get(name);
    return { name, there: false, standIn: false, sizeOf: 'download', ...(size === undefined ? {} : { size }) };
  });
}

/** A port that a running container publishes is taken by it, whoever else could listen. */
export function portLines(wanted: readonly number[], resources: Iterable<Resource>, free: ReadonlyMap<number, boolean>): PortLine[] {
  const by = new Map<number, string>();
  for (const resource of resources) if (resource.kind === 'container' && resource.state === 'running') for (const port of resource.ports) by.set(port.hostPort, resource.name);
  return wanted.map(port => {
    const owner = by.get(port);
    return owner === undefined ? { port, free: free.get(port) ?? true } : { port, free: false, by: owner };
  });
}

/** What stands in the way, worst first; empty: the class can begin. */
export function obstacles({ images, ports, tools, freeDisk, cluster, aws }: Preparation): Message[] {
  const missing = images.filter(image => !image.there && !(image.inCluster && cluster?.away));
  const bytes = missing.reduce((sum, image) => sum + (image.size ?? 0), 0);
  return [
    ...tools.filter(tool => tool.version === undefined).map(({ tool }) => msg('{0} is not installed, or not on PATH.', tool)),
    ...cluster?.away ? [cluster.away] : [],
    ...aws ? awsObstacles(aws) : [],
    ...ports.filter(port => !port.free).map(({ port, by }) => by === undefined ? msg('Port {0} is taken by another program.', port) : msg('Port {0} is taken by the container {1}.', port, by)),
    ...(missing.length === 1 ? [msg('The image {0} is not here yet.', missing[0]?.name ?? '')] : missing.length > 1 ? [msg('{0} images are not here yet.', missing.length)] : []),
    // Unpacked, an image takes about three times what travels.
    ...(freeDisk !== undefined && freeDisk < Math.max(1e9, bytes * 3) ? [msg('Only {0} of disk are free.', english(sizeWords(freeDisk)))] : []),
  ];
}

/** The compressed size of an image for one platform, out of what `docker manifest inspect --verbose` prints. Undefined where it does not say. */
export function downloadSize(printed: string, os: string, architecture: string): number | undefined {
  try {
    const value = JSON.parse(printed) as unknown;
    const all = (Array.isArray(value) ? value : [value]) as readonly ManifestAnswer[];
    const fits = (answer: ManifestAnswer) => answer.Descriptor?.platform?.os === os && answer.Descriptor.platform.architecture === architecture;
    const chosen = all.find(fits) ?? (all.length === 1 ? all[0] : undefined);
    const manifest = chosen?.SchemaV2Manifest ?? chosen?.OCIManifest;
    const layers = manifest?.layers?.map(layer => layer.size);
    return layers?.length && layers.every(size => typeof size === 'number') ? layers.reduce((sum, size) => sum + size, 0) : undefined;
  } catch {
    return undefined;
  }
}

interface ManifestAnswer {
  readonly Descriptor?: { readonly platform?: { readonly os?: string; readonly architecture?: string } };
  readonly SchemaV2Manifest?: { readonly layers?: readonly { readonly size: number }[] };
  readonly OCIManifest?: { readonly layers?: readonly { readonly size: number }[] };
}

/** Name under which a class registry keeps an image: `registry.example:5000/library/alpine:latest`. */
export function inClassRegistry(registry: string, image: string): string {
  const plain = imageName(image);
  return `${registry.replace(/\/+$/, '')}/${plain.includes('/') ? plain : `library/${plain}`}`;
}

/** A host with an optional port and path, as Docker takes it in an image's name. */
export function isRegistry(text: string): boolean {
  return /^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z0-9.-]*[a-z0-9]|localhost|\d{1,3}(?:\.\d{1,3}){3}|[a-z0-9-]+(?=:\d))(?::\d{1,5})?(?:\/[a-z0-9]+(?:[._-][a-z0-9]+)*)*$/.test(text);
}
