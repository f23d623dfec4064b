import type { ImageResource, Resource, ServiceResource, TaskResource } from '../../core/resource';
import type { SourceChange } from '../../core/source';
import { isLeaving, isOnTheWay } from '../../core/taskWords';
import type { ListedService, ListedTask } from './api';
import type { Wanted } from './coalesce';
import type { Store } from './store';

/** Services and tasks as rows: each list is entered, with what only other rows know. */
export class SwarmBooks {
  private readonly forms = new Map<string, string>();
  /** Ids are never used twice: a list that was asked for earlier must not bring one back. */
  private readonly removed = new Set<string>();

  constructor(private readonly store: Store, private readonly isStuck: (id: string) => boolean) {}

  enter(wanted: Wanted, listed: readonly ListedService[], listedTasks: readonly ListedTask[]): readonly (SourceChange | undefined)[] {
    const there = listed.filter(({ service }) => !this.removed.has(service.uid));
    for (const { service, form } of there) this.forms.set(service.uid, form);
    const services = there.map(({ service }) => this.complete(service));
    const byUid = new Map(services.map(service => [service.uid, service]));
    const tasks = listedTasks.flatMap(({ task, form }) => {
      const service = byUid.get(task.service);
      return service ? [completeTask(task, service, form !== this.forms.get(task.service))] : [];
    });
    if (wanted === 'all') return [this.store.replaceAll('service', services), this.store.replaceAll('task', tasks)];
    const asked = new Set(wanted.map(id => `service:${id}`));
    const left = new Set([...services, ...tasks].map(row => row.uid));
    const gone = [...this.store.resources.values()].filter(row => asked.has(row.kind === 'task' ? row.service : row.uid) && !left.has(row.uid));
    return [this.store.update([...services, ...tasks], gone.map(row => row.uid))];
  }

  drop(id: string): SourceChange | undefined {
    const uid = `service:${id}`;
    this.removed.add(uid);
    this.forms.delete(uid);
    return this.store.update([], [uid, ...this.tasksOf(uid).map(task => task.uid)]);
  }

  /** Of the services that were asked for: which are on their way to somewhere. */
  verdicts(wanted: Wanted): [id: string, moving: boolean][] {
    const ids = wanted === 'all' ? [...this.store.resources.values()].filter(row => row.kind === 'service').map(row => idOf(row)) : wanted;
    return ids.map(id => {
      const service = this.store.resources.get(`service:${id}`);
      return [id, service?.kind === 'service' && isMoving(service, this.tasksOf(service.uid))];
    });
  }

  /** Ids of services with a task that no node has been found for. */
  waiting(): string[] {
    const services = [...this.store.resources.values()].flatMap(row => row.kind === 'task' && row.state === 'pending' ? [row.service] : []);
    return [...new Set(services)].map(uid => uid.slice('service:'.length));
  }

  private complete(service: ServiceResource): ServiceResource {
    const { resources } = this.store;
    const networks = service.networks.flatMap(id => resources.get(`network:${id}`)?.name ?? []).sort();
    const standIn = [...resources.values()].some(row => row.kind === 'image' && row.standIn && isFrom(service.image, row));
    return { ...service, networks, standIn, ...(this.isStuck(idOf(service)) ? { stuck: true } : {}) };
  }

  private tasksOf(uid: string): TaskResource[] {
    return [...this.store.resources.values()].filter((row): row is TaskResource => row.kind === 'task' && row.service === uid);
  }
}

function completeTask(task: TaskResource, service: ServiceResource, outdated: boolean): TaskResource {
  return { ...task, name: `${service.name}.${task.slot}`, standIn: service.standIn, ...(outdated && !isLeaving(task) ? { outdated } : {}) };
}

function isMoving(service: ServiceResource, tasks: readonly TaskResource[]): boolean {
  return service.running !== service.desired || service.update === 'updating' || service.update === 'rollback_started'
    || tasks.some(task => isOnTheWay(task) || (task.state === 'running' && isLeaving(task)));
}

function idOf(row: Resource): string { return row.uid.slice(row.uid.indexOf(':') + 1); }
/** A swarm fetches by digest, and what came that way bears no tag. */
function isFrom(image: string, { tags, name }: ImageResource): boolean {
  return tags.length ? tags.includes(/:[^/]*$/.test(image) ? image : `${image}:latest`) : name === image.replace(/:[^/]*$/, '');
}
