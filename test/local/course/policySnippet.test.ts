import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Snippet { readonly prefix: string; readonly body: readonly string[] }

/** What the editor puts in, with a word for the first stop and the second one kept or emptied. */
function filled({ body }: Snippet, bucket: string, versions: boolean): string {
  return body.join('\n').replace(/\$\{1:[^}]*\}/, bucket).replace(/\$\{2:([^}]*)\}/, versions ? '$1' : '');
}

describe('the snippet for a bucket policy', () => {
  const all = JSON.parse(readFileSync('snippets/aws-policy.code-snippets', 'utf8')) as Record<string, Snippet>;
  const note = readFileSync('notes/s3.md', 'utf8');

  it('gives the policies that the lab writes, and is called as the lab says', () => {
    const [snippet] = Object.values(all);
    assert.ok(snippet);
    assert.ok(note.includes(`type *${snippet.prefix}*`));
    const written = /^\{"Version".*\}$/m.exec(note)?.[0].replace('$B', 'mine') ?? '';
    assert.deepEqual(JSON.parse(filled(snippet, 'mine', false)), JSON.parse(written));
    assert.deepEqual(JSON.parse(filled(snippet, 'mine', true)), JSON.parse(written.replace('"s3:GetObject"', '"s3:GetObject","s3:GetObjectVersion"')));
  });

  it('is offered where policies are written', () => {
    const { contributes } = JSON.parse(readFileSync('package.json', 'utf8')) as { contributes: { snippets: unknown[] } };
    assert.ok(contributes.snippets.some(entry => JSON.stringify(entry) === JSON.stringify({ language: 'json', path: './snippets/aws-policy.code-snippets' })));
  });
});
