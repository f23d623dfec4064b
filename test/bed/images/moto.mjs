/**
 * The emulator's image by the name of the real one, with the moto of the bed's own Python environment. What only a few
 * services want is left out, and of the descriptions of services all but some.
 */
import { cp, mkdir, readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { python } from './python.mjs';

const leftOut = /^(?:awscli|sympy|mpmath|networkx|cfnlint|cfn_lint|docutils|pip|setuptools|_distutils|pkg_resources|distutils|__pycache__)/;
const described = ['s3', 'sts', 'iam', 'ec2', 'kinesis'];
const version = '5.2.1';

/** @param {string} programs folder of the environment's programs @returns {import('./layers.mjs').Image} */
export function motoImage(programs) {
  const environment = dirname(programs);
  const fill = async (/** @type {string} */ root) => {
    const [lib = ''] = await readdir(join(environment, 'lib'));
    const from = join(environment, 'lib', lib, 'site-packages');
    const to = join(root, 'opt/moto');
    await mkdir(to, { recursive: true });
    const data = join(from, 'botocore/data');
    const wanted = (/** @type {string} */ path) => {
      if (basename(path) === '__pycache__' || (dirname(path) === from && leftOut.test(basename(path)))) return false;
      return dirname(path) !== data || path.endsWith('.json') || described.includes(basename(path));
    };
    await cp(from, to, { recursive: true, filter: wanted });
  };
  return {
    name: 'moto', tag: version, repository: 'motoserver/moto',
    layer: { name: `moto-${basename(environment)}`, source: import.meta.url, packages: [], parent: python.layer, fill },
    config: { Cmd: [], Entrypoint: ['/usr/bin/python3', '-m', 'moto.server', '-H', '0.0.0.0'], Env: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'PYTHONPATH=/opt/moto', 'PYTHONUNBUFFERED=1'], ExposedPorts: { '5000/tcp': {} } },
  };
}
