import { DockerFailure } from './api';

/**
 * Races a call against time and against `closed`. The transport cannot be trusted to settle (a body that is cut
 * in the middle never does), so the race itself rejects; the call is aborted as well, to free its connection.
 */
export async function withDeadline<T>(ms: number, closed: AbortSignal, what: string, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  if (closed.aborted) throw new DockerFailure('ended', `${what}: the connection was closed.`);
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let onClosed: (() => void) | undefined;
  const cut = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DockerFailure('slow', `${what}: no answer within ${ms} ms.`)), ms);
    onClosed = () => reject(new DockerFailure('ended', `${what}: the connection was closed.`));
    closed.addEventListener('abort', onClosed, { once: true });
  });
  const answer = call(abort.signal);
  try {
    return await Promise.race([answer, cut]);
  } catch (error) {
    abort.abort();
    answer.catch(() => undefined);
    throw error;
  } finally {
    clearTimeout(timer);
    if (onClosed) closed.removeEventListener('abort', onClosed);
  }
}
