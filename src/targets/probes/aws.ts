import type { AwsAsker } from '../../core/checks/eyes';
import type { Seen, Want } from '../../core/checks/want';

/** Whatever the service does: a check does not wait longer for one answer. */
const deadlineMs = 10_000;

/** One question. Rejects where AWS, or the emulator, gives no answer in time. */
export async function awsProbe({ query }: Extract<Want, { kind: 'aws' }>, asker: AwsAsker, limitMs = deadlineMs): Promise<Seen> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => { timer = setTimeout(() => reject(new Error(`No answer to ${query.ask} in time.`)), limitMs); });
  try {
    return { kind: 'aws', answer: await Promise.race([asker.ask(query), late]) };
  } finally {
    clearTimeout(timer);
  }
}
