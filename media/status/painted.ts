import type { FromStatus } from '../../src/core/protocol';
import type { Row } from './row';

/** Tells the host when a row is really on screen: after the frame that holds it has been made. */
export class Painted {
  constructor(private readonly post: (message: FromStatus) => void) {}

  after(rows: readonly Row[]): void {
    if (rows.length === 0) return;
    const states = rows.map(row => ({ uid: row.view.uid, state: row.view.state }));
    requestAnimationFrame(() => {
      // A task queued in the frame runs once the frame is done; a timer would add its own delay.
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        channel.port1.close();
        for (const { uid, state } of states) this.post({ kind: 'painted', uid, state });
      };
      channel.port2.postMessage(undefined);
    });
  }
}
