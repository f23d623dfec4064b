import { imageName } from '../imageName';
import type { ContainerResource, ImageResource, NetworkResource, NodeResource, Resource, ServiceResource, TaskResource, VolumeResource } from '../resource';

/** The daemon's things, found as docker finds them: by name, or by the beginning of an id. */
export class Things {
  private readonly byKind = new Map<Resource['kind'], Resource[]>();

  constructor(things: Iterable<Resource>) {
    for (const thing of things) {
      const list = this.byKind.get(thing.kind);
      if (list) list.push(thing);
      else this.byKind.set(thing.kind, [thing]);
    }
  }

  container(name: string): ContainerResource | undefined { return named(this.of('container'), name); }
  network(name: string): NetworkResource | undefined { return named(this.of('network'), name); }
  volume(name: string): VolumeResource | undefined { return this.of('volume').find(volume => volume.name === name); }
  service(name: string): ServiceResource | undefined { return named(this.of('service'), name); }

  image(name: string): ImageResource | undefined {
    const wanted = imageName(name);
    return this.of('image').find(image => image.tags.some(tag => imageName(tag) === wanted)) ?? byId(this.of('image'), name);
  }

  /** Whether what a container or service says of its image is this one. */
  isImage(said: string, claimed: string): boolean {
    const plain = claimed.includes('@') ? said : said.replace(/@sha256:[0-9a-f]+$/, '');
    if (imageName(plain) === imageName(claimed)) return true;
    // A tag that was moved: then the daemon shows the id.
    const image = this.image(claimed);
    return image !== undefined && (image.tags.some(tag => imageName(tag) === imageName(plain)) || (isId(plain) && idOf(image.uid).startsWith(plain.replace(/^sha256:/, ''))));
  }

  get services(): readonly ServiceResource[] { return this.of('service'); }
  get nodes(): readonly NodeResource[] { return this.of('node'); }
  get tasks(): readonly TaskResource[] { return this.of('task'); }

  private of<K extends Resource['kind']>(kind: K): readonly Extract<Resource, { kind: K }>[] {
    return (this.byKind.get(kind) ?? []).filter((thing): thing is Extract<Resource, { kind: K }> => thing.kind === kind);
  }
}

function named<T extends Resource>(things: readonly T[], name: string): T | undefined {
  return things.find(thing => thing.name === name) ?? byId(things, name);
}

function byId<T extends Resource>(things: readonly T[], name: string): T | undefined {
  if (!isId(name)) return undefined;
  const wanted = name.replace(/^sha256:/, '');
  return things.find(thing => idOf(thing.uid).startsWith(wanted));
}

/** Fewer digits are as likely a name. */
function isId(name: string): boolean { return /^(?:sha256:)?[0-9a-f]{6,64}$/.test(name) || /^[0-9a-z]{25}$/.test(name); }
function idOf(uid: string): string { return uid.slice(uid.lastIndexOf(':') + 1); }
