/** A Docker in the network that this process is in, whose registry has the image of the emulator and nothing else. */
import { settled } from '../dockerBed.mjs';
import { Engine } from '../engine.mjs';
import { motoImage } from '../images/moto.mjs';
import { claimFolder } from '../leftovers.mjs';
import { startRegistry } from '../registry.mjs';

/**
 * @param {{dir: string, python: string, log: import('../commands.mjs').Log}} options `python`: folder of the environment's programs
 * @returns {Promise<{host: string, stop: () => Promise<void>}>}
 */
export async function startDockerHere({ dir: given, python, log }) {
  const { dir, leave } = await claimFolder(given, { keep: false });
  try {
    const registry = await startRegistry({ dir, log });
    const engine = new Engine({ dir, outside: true, flags: ['--bip', '172.17.0.1/16', '--registry-mirror', `http://${registry.address}`] });
    await settled([registry.fill([motoImage(python)]), engine.start()]);
    return { host: engine.host, stop: leave };
  } catch (error) {
    await leave();
    throw error;
  }
}
