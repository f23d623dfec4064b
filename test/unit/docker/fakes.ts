import type { Disposable } from '../../../src/core/disposable';
import type { ContainerResource, ImageResource, NodeResource, VolumeResource } from '../../../src/core/resource';
import { DockerFailure, type ContainerDetail, type DaemonEvent, type DaemonInfo, type DockerApi, type EventHandlers, type ListedService, type ListedTask } from '../../../src/targets/docker/api';
import type { Clock } from '../../../src/targets/docker/clock';

/** Time that stands still until it is told to go on. */
export class FakeClock implements Clock {
  private time = 1_000_000;
  private readonly timers = new Set<{ at: number; action: () => void }>();

  now(): number { return this.time; }
  random(): number { return 0.5; }
  after(ms: number, action: () => void): Disposable {
    const timer = { at: this.time + ms, action };
    this.timers.add(timer);
    return { dispose: () => this.timers.delete(timer) };
  }

  get waiting(): number { return this.timers.size; }
  /** The machine sleeps: the clock goes on, no timer fires. */
  sleep(ms: number): void { this.time += ms; }

  async advance(ms: number): Promise<void> {
    const until = this.time + ms;
    for (;;) {
      const next = [...this.timers].sort((a, b) => a.at - b.at)[0];
      if (!next || next.at > until) break;
      this.time = Math.max(this.time, next.at);
      this.timers.delete(next);
      next.action();
      await settle();
    }
    this.time = Math.max(this.time, until);
    await settle();
  }
}

/** Lets everything that is only waiting for promises go on. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 40; i++) await Promise.resolve();
}

export function container(id: string, more: Partial<ContainerResource> = {}): ContainerResource {
  return {
    kind: 'container', uid: `container:${id}`, name: id, image: 'img', state: 'running', labels: {}, standIn: false, restartLoop: false, oomKilled: false,
    ports: [], networks: [], volumes: [], ...more,
  };
}

/** One daemon behind any number of connections. */
export class FakeDaemon {
  id = 'daemon-1';
  skew = 0;
  readonly rows = new Map<string, ContainerResource>();
  readonly calls: string[] = [];
  readonly since: number[] = [];
  detail: ContainerDetail = { oomKilled: false, exitCode: 0, restartCount: 0, envNames: [], restartPolicy: 'no' };
  down: Error | undefined;
  swarm: DaemonInfo['swarm'] = { role: 'inactive' };
  services: readonly ListedService[] = [];
  tasks: readonly ListedTask[] = [];
  nodes: readonly NodeResource[] = [];
  /** What a manager answers instead of lists of the swarm. */
  swarmTrouble: Error | undefined;
  /** While set, lists of the swarm wait for it. */
  swarmGate: Promise<void> | undefined;
  images: readonly ImageResource[] = [];
  volumes: readonly VolumeResource[] = [];
  hangs = false;
  /** Replayed to whoever opens the stream. */
  history: DaemonEvent[] = [];
  listing = 0;
  listedTogether = 0;
  /** While set, container lists wait for it. */
  gate: Promise<void> | undefined;
  private readonly streams = new Set<EventHandlers>();

  constructor(private readonly clock: FakeClock) {}

  get openStreams(): number { return this.streams.size; }

  emit(action: string, id: string, more: Partial<DaemonEvent> = {}): void {
    const event: DaemonEvent = { type: 'container', action, id, attributes: {}, time: this.clock.now() + this.skew, ...more };
    for (const stream of this.streams) stream.onEvent(event);
  }
  set(row: ContainerResource, action: string): void {
    this.rows.set(row.uid, row);
    this.emit(action, row.uid.slice('container:'.length));
  }
  cut(error?: Error): void {
    const streams = [...this.streams];
    this.streams.clear();
    for (const stream of streams) stream.onClose(error);
  }

  connect(): DockerApi {
    const mine = new Set<EventHandlers>();
    let reject: (error: Error) => void = () => undefined;
    const ended = new Promise<never>((_resolve, no) => { reject = no; });
    ended.catch(() => undefined);
    const call = <T>(name: string, answer: () => T | Promise<T>): Promise<T> => {
      this.calls.push(name);
      if (this.down) return Promise.reject(this.down);
      return Promise.race([this.hangs ? new Promise<never>(() => undefined) : Promise.resolve().then(answer), ended]);
    };
    const swarm = <T>(name: string, ids: readonly string[] | undefined, answer: () => readonly T[]): Promise<readonly T[]> =>
      call(`${name}${ids ? `:${ids.join('+')}` : ''}`, async () => { await this.swarmGate; if (this.swarmTrouble) throw this.swarmTrouble; return answer(); });
    return {
      costly: false,
      ping: () => call('ping', () => undefined),
      version: () => call('version', () => ({ version: '1', apiVersion: '1.41' })),
      info: () => call('info', (): DaemonInfo => ({ id: this.id, swarm: this.swarm, kernel: '1', serverTime: this.clock.now() + this.skew })),
      containers: ids => call(`containers${ids ? `:${ids.join('+')}` : ''}`, () => this.list(ids)),
      networks: () => call('networks', () => []),
      volumes: () => call('volumes', () => this.volumes),
      services: ids => swarm('services', ids, () => this.services.filter(({ service }) => !ids || ids.some(id => service.uid === `service:${id}`))),
      tasks: ids => swarm('tasks', ids, () => this.tasks.filter(({ task }) => !ids || ids.some(id => task.service === `service:${id}`))),
      nodes: () => swarm('nodes', undefined, () => this.nodes),
      images: () => call('images', () => this.images),
      inspect: id => call(`inspect:${id}`, () => this.detail),
      imageLayers: id => call(`imageLayers:${id}`, () => 1),
      logs: () => call('logs', () => ''),
      events: (since, handlers) => call('events', () => {
        this.since.push(since);
        this.streams.add(handlers);
        mine.add(handlers);
        for (const event of this.history) handlers.onEvent(event);
        return { dispose: () => void this.streams.delete(handlers) };
      }),
      dispose: () => {
        for (const handlers of mine) this.streams.delete(handlers);
        reject(new DockerFailure('ended', 'closed'));
      },
    };
  }

  private async list(ids: readonly string[] | undefined): Promise<ContainerResource[]> {
    this.listing++;
    this.listedTogether = Math.max(this.listedTogether, this.listing);
    const rows = [...this.rows.values()].filter(row => !ids || ids.some(id => row.uid === `container:${id}`));
    await this.gate;
    this.listing--;
    return rows;
  }
}
