import { realDaemon } from '../lab/docker/bed';
import { lab, LabEngine } from '../lab/docker/labEngine';

const rounds = 15;
const cleanings = 5;
const containers = 20;

/** Milliseconds: from a block's end to its receipt; a clean-up of 20 containers beside one `docker rm -f` of as many. */
export async function labFigures(part: 'receipt' | 'cleanup'): Promise<{ receipts: number[]; ours: number[]; raw: number[] }> {
  const real = await realDaemon();
  const engine = await LabEngine.open(real);
  try {
    return part === 'receipt' ? { receipts: await receipts(engine, real), ours: [], raw: [] } : { receipts: [], ...await cleanings5(engine, real) };
  } finally {
    await engine.close();
    await real.takeDown();
  }
}

type Real = Awaited<ReturnType<typeof realDaemon>>;

async function receipts(engine: LabEngine, real: Real): Promise<number[]> {
  const times: number[] = [];
  for (let n = 0; n < rounds; n++) {
    const text = `docker network create net${n}; docker run -d --name box${n} --network net${n} -v /data alpine sleep 1000`;
    times.push(await engine.run(`r${n}`, text, async () => {
      await real.docker('network', 'create', `net${n}`);
      return real.docker('run', '-d', '--name', `box${n}`, '--network', `net${n}`, '-v', '/data', 'alpine', 'sleep', '1000');
    }));
    const made = engine.receipts.receipt(`r${n}`)?.made.length;
    if (made !== 3) throw new Error(`The receipt names ${made} things, not 3`);
  }
  await engine.clean(await engine.plan());
  return times;
}

async function cleanings5(engine: LabEngine, real: Real): Promise<{ ours: number[]; raw: number[] }> {
  const fill = async (): Promise<string[]> => {
    const ids: string[] = [];
    for (let n = 0; n < containers; n++) ids.push(await real.docker('run', '-d', 'alpine', 'sleep', '1000'));
    return ids;
  };
  const ours: number[] = [], raw: number[] = [];
  for (let n = 0; n < cleanings; n++) {
    const ids = await fill();
    let begun = performance.now();
    await real.docker('rm', '-f', ...ids);
    raw.push(performance.now() - begun);
    await engine.run(`r${n}`, 'docker run -d alpine sleep 1000', async () => (await fill()).join('\n'));
    const plan = await engine.plan();
    if (plan.go.length !== containers) throw new Error(`The plan names ${plan.go.length} things`);
    begun = performance.now();
    const { stayed } = await engine.clean(plan);
    ours.push(performance.now() - begun);
    if (stayed.length || engine.book.ledger.of(lab).length) throw new Error('Something stayed');
  }
  return { ours, raw };
}
