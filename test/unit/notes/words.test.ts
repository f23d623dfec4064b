import assert from 'node:assert/strict';
import { paragraphsOf } from '../../bed/noteText.mjs';
import { readingLevel, syllablesOf } from '../../bed/readingLevel.mjs';

describe('the words of a note', () => {
  it('are those that a student reads, at their lines: no code, but the sentences of checks', () => {
    const note = '---\ntitle: x\n---\n# Head\n\nRun `docker ps` *now*.\n\n```sh\nsudo rm\n```\n\n<summary>Why <code>x</code>?</summary>\n\n```yaml {check=a}\nclaim: It runs\nall:\n  - http: {url: "x"}\nhint: See ${PORT} there.\n```\n\n```yaml {predict=p}\nask: What now?\nchoices:\n  - It ends.\n```\n\n```yaml\nclaim: nothing\n```\n';
    assert.deepEqual(paragraphsOf(note).map(({ text, line }) => [line, text.replace(/\s+/g, ' ').trim()]), [[4, 'Head'], [6, 'Run now.'], [12, 'Why ?'], [15, 'It runs'], [18, 'See there.'], [22, 'What now?'], [24, 'It ends.']]);
  });

  it('are the harder to read the longer sentences and words are', () => {
    const grade = (...text: string[]) => readingLevel(text).grade;
    assert.deepEqual(['the', 'makes', 'named', 'wanted', 'container', 'orchestration', 'table'].map(syllablesOf), [1, 1, 1, 2, 3, 4, 2]);
    assert.equal(grade('The cat sat on the mat. The dog ran to the cat.'), 0);
    const plain = grade('A manager counts the tasks. It finds one too few and starts another.');
    assert.ok(plain < grade('A manager counts the tasks, finds one too few and starts another one, which takes its place.'));
    assert.ok(plain < grade('Orchestration reconciles configuration continuously. It necessitates considerable coordination of infrastructure.'));
    assert.equal(readingLevel(['Name', 'State of it']).words, 0, 'a label is no sentence');
  });
});
