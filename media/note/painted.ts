/** Calls back when what was just drawn is on screen: a task queued in the frame runs once the frame is done. */
export function afterPaint(then: () => void): void {
  requestAnimationFrame(() => {
    const channel = new MessageChannel();
    channel.port1.onmessage = () => { channel.port1.close(); then(); };
    channel.port2.postMessage(undefined);
  });
}
