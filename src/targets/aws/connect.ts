import type { AwsKind } from '../../core/aws/kinds';
import { isAbsent } from './failure';
import type { ClientSetting, Listing, Named, Row } from './service';

interface AnyClient {
  send(...args: never[]): unknown;
  destroy(): void;
  readonly middlewareStack: { add(middleware: never, options: { readonly step: 'finalizeRequest'; readonly priority: 'low'; readonly name: string }): void };
}

type Next = (args: { readonly request: unknown }) => Promise<{ readonly response: unknown }>;

/**
 * The `send` of a client, whose requests are held to their place and pace and end with the setting's ending. Each attempt
 * is: a retry is a request too.
 */
export function sendBy<C extends AnyClient>(client: C, { attempt, ending }: ClientSetting): C['send'] {
  const gate = (next: Next) => async (args: { readonly request: unknown }) => {
    await attempt(args.request as { hostname: string; port?: number; protocol: string });
    return next(args);
  };
  client.middlewareStack.add(gate as never, { step: 'finalizeRequest', priority: 'low', name: 'labbookGate' });
  const send = client.send.bind(client) as (...args: unknown[]) => Promise<unknown>;
  return ((command: unknown) => ending.until(signal => send(command, { abortSignal: signal }))) as C['send'];
}

/** What `describe` gives, or nothing where the service says that there is no such thing. */
export async function unlessGone<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

export function listing(rows: readonly (Row | Named | undefined)[], more: unknown): Listing {
  return { rows: rows.filter(row => row !== undefined), cut: more !== undefined && more !== null && more !== '' && more !== false };
}

/** Milliseconds since the epoch of what the SDK has read. */
export function timeOf(date: Date | undefined): number | undefined { return date && Number.isFinite(date.getTime()) ? date.getTime() : undefined; }

/** The optional parts of a row that have a value. */
export function some<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

export function tagsOf(tags: readonly { readonly Key?: string; readonly Value?: string }[] | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).flatMap(({ Key, Value }) => Key === undefined ? [] : [[Key, Value ?? '']]));
}

/** Behind the last `/` or `:` of an ARN. */
export function lastOf(arn: string): string { return arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1); }

/** `uid` of a row: with the time behind it where the service says when it was made and the id may be used again. */
export function uidOf(kind: AwsKind, { id, created }: Pick<Row, 'id' | 'created'>): string {
  const unique = /^(i|sg|key|j)-[0-9a-z]+$|^arn:.*\/[0-9a-f-]{8,}$|^[0-9a-f-]{36}$/i.test(id);
  return `${kind}:${id}${unique || created === undefined ? '' : `@${created}`}`;
}
