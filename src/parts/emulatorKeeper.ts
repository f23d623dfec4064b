import { readFileSync } from 'node:fs';
import { EmulatorFiles, type KeeperJob } from '../targets/aws/emulator/files';
import { keep } from '../targets/aws/emulator/keeper';

/** A process of its own: `node emulatorKeeper.js <storage> <course>`. */
const [storage = '', courseId = ''] = process.argv.slice(2);
const files = new EmulatorFiles(storage, courseId);
// A terminal that is closed, or a window that goes, ends no emulator: only its silence does.
process.on('SIGHUP', () => undefined);
void keep(files, JSON.parse(readFileSync(files.job, 'utf8')) as KeeperJob).then(code => { process.exitCode = code; }, () => { process.exitCode = 1; });
