/**
 * What a script has started and must end, once, whatever ends the script.
 */
export class House {
  /** @param {import('./commands.mjs').Log} log */
  constructor(log) {
    /** @type {Promise<{stop: () => Promise<void>}>[]} */ this.guests = [];
    /** @type {Promise<void>} settles when the user or the system wants the end */
    this.asked = new Promise(end => {
      for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => end());
    });
    this.ending = false;
    this.asked.then(() => {
      this.ending = true;
      log('Taking everything down');
    });
  }

  /** @template {{stop: () => Promise<void>}} T @param {Promise<T>} guest may still be on its way @returns {Promise<T>} */
  add(guest) {
    this.guests.push(guest);
    return guest;
  }

  /** Last in, first out. */
  async leave() {
    this.ending = true;
    for (const guest of this.guests.splice(0).reverse()) await (await guest.catch(() => undefined))?.stop();
  }
}
