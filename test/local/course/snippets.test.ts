import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { policyAllows } from '../../../src/core/aws/policy';
import { readGlossary } from '../../../src/core/glossary';
import { loadCourse } from '../../../src/core/loadCourse';
import { parseSection } from '../../../src/core/markdown';

interface Snippet { readonly prefix: string; readonly description: string; readonly body: readonly string[] }
type Kind = 'labbook' | 'course' | 'manifests' | 'dockerfile' | 'aws-policy';

const of = (kind: Kind): readonly Snippet[] => Object.values(JSON.parse(readFileSync(`snippets/${kind}.code-snippets`, 'utf8')) as Record<string, Snippet>);

/** As the editor puts it in: defaults and first choices, everywhere the same for one stop. */
function filled({ body }: Snippet): string {
  return body.join('\n').replace(/\$\{\d+\|([^,|}]*)[^}]*\}/g, '$1').replace(/\$\{\d+:([^${}]*)\}/g, '$1').replace(/\$\{?\d+\}?/g, '').replace(/\\([$}])/g, '$1');
}

function textOf(kind: Kind, prefix: string): string {
  const found = of(kind).find(one => one.prefix === prefix);
  assert.ok(found, `no snippet ${prefix} in ${kind}`);
  return filled(found);
}

const offered: Readonly<Record<Kind, readonly string[]>> = {
  labbook: [
    'lab-block', 'lab-tty', 'lab-background', 'lab-options', 'lab-block-check', 'lab-break', 'lab-block-aws', 'lab-solution', 'lab-instead', 'lab-aside', 'lab-cleanup', 'lab-check', 'lab-check-gone', 'lab-check-container', 'lab-check-http', 'lab-check-file',
    'lab-check-service', 'lab-check-deployment', 'lab-check-any', 'lab-check-aws', 'lab-check-aws-made', 'lab-answer', 'lab-question', 'lab-figure', 'lab-figure-layers', 'lab-figure-rollout', 'lab-figure-scheduling', 'lab-figure-shards', 'lab-section', 'lab-section-kubernetes', 'lab-section-aws', 'lab-section-read',
  ],
  course: ['lab-course', 'lab-hand-in', 'lab-glossary'],
  manifests: ['lab-stack', 'lab-k8s-deployment', 'lab-k8s-service', 'lab-k8s-configmap', 'lab-k8s-job', 'lab-k8s-pod'],
  dockerfile: ['lab-dockerfile', 'lab-dockerfile-pages', 'lab-dockerfile-stages'],
  'aws-policy': ['s3-policy', 's3-policy-statement', 'trust-policy', 'iam-policy', 'iam-policy-bucket'],
};

describe('the snippets for authors', () => {
  for (const [kind, prefixes] of Object.entries(offered) as [Kind, readonly string[]][]) {
    it(`are there, each with a word of what it is: ${kind}`, () => {
      assert.deepEqual(of(kind).map(({ prefix }) => prefix).sort(), [...prefixes].sort());
      assert.deepEqual(of(kind).filter(({ description }) => !/^.{10,}$/.test(description)), []);
    });
  }

  it('are offered in the files in which such things are written', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { readonly contributes: { readonly snippets: readonly { readonly language: string; readonly path: string }[] } };
    const languages = (file: string): string[] => contributes.snippets.filter(({ path }) => path === `./snippets/${file}`).map(({ language }) => language);
    assert.deepEqual(readdirSync('snippets').sort().map(file => [file, languages(file)]), [
      ['aws-policy.code-snippets', ['json', 'jsonc']], ['course.code-snippets', ['yaml']], ['dockerfile.code-snippets', ['dockerfile']], ['labbook.code-snippets', ['markdown']], ['manifests.code-snippets', ['yaml', 'dockercompose']],
    ]);
  });

  it('begin a course and a glossary without a finding', async () => {
    const yaml = `${textOf('course', 'lab-course')}\n${textOf('course', 'lab-hand-in')}\n`;
    const glossary = textOf('course', 'lab-glossary');
    const { course, diagnostics } = await loadCourse({ read: path => Promise.resolve(path === 'course.yaml' ? { text: yaml } : path === 'glossary.yaml' ? { text: glossary } : path.endsWith('.md') ? { text: textOf('labbook', 'lab-section-read') } : { problem: 'missing' as const }) });
    assert.deepEqual(diagnostics.map(({ code, message }) => [code, message]), []);
    assert.deepEqual([course?.id, course?.publisher, course?.handIn?.class], ['my-course', 'my-school', 'DS-2026']);
    assert.deepEqual(readGlossary(glossary, []).diagnostics, []);
  });

  it('give a section what its front matter says', () => {
    const meta = (prefix: string) => parseSection(textOf('labbook', prefix), 'x.md').meta;
    assert.deepEqual([meta('lab-section').targets, meta('lab-section-kubernetes').expects?.kubernetes, meta('lab-section-aws').expects?.aws?.region, meta('lab-section-read').lab], [['docker'], { local: true, namespace: 'own' }, 'us-east-1', undefined]);
  });

  it('give manifests in which the parts fit each other', () => {
    const kube = (prefix: string) => parse(textOf('manifests', prefix)) as { apiVersion: string; kind: string; metadata: { name: string; labels?: object }; spec: Record<string, never> };
    const deployment = kube('lab-k8s-deployment').spec as unknown as { selector: { matchLabels: object }; template: { metadata: { labels: object }; spec: { containers: readonly { ports: readonly { containerPort: number }[]; readinessProbe: { httpGet: { port: number } } }[] } } };
    assert.deepEqual(deployment.selector.matchLabels, deployment.template.metadata.labels);
    const [container] = deployment.template.spec.containers;
    assert.equal(container?.ports[0]?.containerPort, container?.readinessProbe.httpGet.port);
    const service = kube('lab-k8s-service').spec as unknown as { selector: object; ports: readonly { targetPort: number }[] };
    assert.deepEqual([service.selector, service.ports[0]?.targetPort], [deployment.template.metadata.labels, container?.ports[0]?.containerPort]);
    assert.deepEqual(['lab-k8s-deployment', 'lab-k8s-service', 'lab-k8s-configmap', 'lab-k8s-job', 'lab-k8s-pod'].map(prefix => `${kube(prefix).apiVersion} ${kube(prefix).kind}`), ['apps/v1 Deployment', 'v1 Service', 'v1 ConfigMap', 'batch/v1 Job', 'v1 Pod']);
  });

  it('give a stack whose networks and volumes are declared', () => {
    const stack = parse(textOf('manifests', 'lab-stack')) as { services: Record<string, { image: string; networks: string[]; volumes?: string[] }>; networks: object; volumes: object };
    const services = Object.values(stack.services);
    assert.deepEqual([...new Set(services.flatMap(({ networks }) => networks))], Object.keys(stack.networks));
    assert.deepEqual(services.flatMap(({ volumes = [] }) => volumes.map(one => one.split(':')[0])), Object.keys(stack.volumes));
  });

  it('name no image without a version', () => {
    const images = [...of('manifests'), ...of('dockerfile')].flatMap(one => [...filled(one).matchAll(/^ *(?:- )?(?:image:|FROM) +(\S+)/gm)].map(([, image = '']) => image));
    assert.ok(images.length >= 8);
    assert.deepEqual(images.filter(image => !/:\d/.test(image)), []);
  });

  it('give Dockerfiles of instructions that there are', () => {
    for (const { prefix } of of('dockerfile')) {
      const words = textOf('dockerfile', prefix).split('\n').filter(line => line !== '').map(line => line.split(' ')[0] ?? '');
      assert.equal(words[0], 'FROM', prefix);
      assert.deepEqual(words.filter(word => !['FROM', 'WORKDIR', 'COPY', 'RUN', 'USER', 'EXPOSE', 'CMD'].includes(word)), [], prefix);
    }
  });

  it('give policies of roles that allow what they say and no more', () => {
    const allows = (prefix: string) => ['s3:GetObject', 's3:PutObject', 's3:DeleteBucket'].filter(action => policyAllows(textOf('aws-policy', prefix), action));
    for (const prefix of ['iam-policy', 'iam-policy-bucket']) {
      const policy = JSON.parse(textOf('aws-policy', prefix)) as { Statement: readonly { Effect: string; Action: readonly string[]; Principal?: unknown }[] };
      assert.ok(policy.Statement.every(({ Effect, Action, Principal }) => Effect === 'Allow' && Action.every(action => /^[a-z0-9-]+:[A-Z]\w+$/.test(action)) && Principal === undefined), prefix);
    }
    assert.deepEqual(allows('s3-policy'), ['s3:GetObject']);
  });
});
