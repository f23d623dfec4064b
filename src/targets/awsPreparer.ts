import type { AwsPreparation, BotoFound, ClassOnAws } from '../core/aws/forClass';
import type { Runner } from '../core/command';
import { AwsTools } from './awsTools';
import { findExecutable } from './executable';

type Env = Readonly<Record<string, string | undefined>>;

/** What there is of the programs that AWS labs run. Each is asked for its version; nobody outside this machine is asked anything. */
export async function awsPrograms({ tracks, pythons }: ClassOnAws, runner: Runner, base: Env): Promise<Omit<AwsPreparation, 'emulator'>> {
  const tools = new AwsTools(() => runner);
  const env = { ...base, AWS_EC2_METADATA_DISABLED: 'true' };
  const path = findExecutable('aws', env);
  const [cli, boto] = await Promise.all([path === undefined ? undefined : tools.cli(path, env), Promise.all(pythons.map(python => botoOf(tools, python, env)))]);
  return { tracks, boto, ...cli !== undefined && { cli } };
}

/** One in the lab's folder is made of the machine's own, once the lab has begun. */
async function botoOf(tools: AwsTools, python: string, env: Env): Promise<BotoFound> {
  const now = python.includes('/') ? 'python3' : python;
  const version = await tools.boto(now, undefined, env);
  return { python, found: findExecutable(now, env) !== undefined, ...version !== undefined && { version } };
}
