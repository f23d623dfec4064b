import assert from 'node:assert/strict';
import { english } from '../../../src/core/message';
import { buildPortfolio } from '../../../src/core/portfolio/build';
import type { JournalEntry } from '../../../src/core/journal';
import { handInText, makeHandIn, withoutOutputs } from '../../../src/core/portfolio/handIn';
import { readHandIn } from '../../../src/core/portfolio/readHandIn';
import { reportPage } from '../../../src/core/portfolio/reportPage';
import { handInPreview, reportMarkdown } from '../../../src/core/portfolio/reportText';
import { docker, done, handIn, input, run, start, work } from './work';

describe('my report', () => {
  it('tells of each section that was begun: commands, results, what was seen, printed and left', () => {
    const text = reportMarkdown(buildPortfolio(input(work('s'))), english);
    for (const part of ['# My report: Distributed systems', '## Docker introduction', '2 of 3 steps passed, 1 of 2 checks done, 4 min.', ': Failed, exit 125, 1.5 s', '```sh\ndocker web\n```', '```text\nid of s\n```', 'Claim of up: Done, container web1 runs', 'Left running: container web-s']) assert.ok(text.includes(part), `${part} in ${text}`);
    assert.ok(!text.includes('## Reading'));
  });

  it('carries what was predicted before something was broken, and what became of it', () => {
    const at = (minutes: number) => ({ v: 1, courseId: 'c', courseVersion: '1.0', labId: 'L1', sectionId: 'docker', predictionId: 'guess', hash: 'prediction guess', at: start + minutes * 60_000 } as const);
    const journal: JournalEntry[] = [{ ...at(1), kind: 'predicted', said: 'A new one starts.', seconds: 5 }, { ...at(3), kind: 'outcome', runId: 's2', ms: 3200, moments: [] }];
    const portfolio = buildPortfolio(input({ ...work('s'), sections: [docker], journal }));
    for (const text of [reportMarkdown(portfolio, english), handInPreview(makeHandIn(portfolio, { class: 'DS', id: 's', made: start, labbook: '0' }), english)]) {
      for (const part of ['What becomes of it?: Predicted: A new one starts.; whole again after 5 s', 'What became of the prediction guess: as predicted, whole again after 3.2 s']) assert.ok(text.includes(part), `${part} in ${text}`);
    }
    assert.deepEqual(readHandIn(handInText(makeHandIn(portfolio, { class: 'DS', id: 's', made: start, labbook: '0' }))), { handIn: JSON.parse(handInText(makeHandIn(portfolio, { class: 'DS', id: 's', made: start, labbook: '0' }))) });
    const wrong = buildPortfolio(input({ sections: [docker], journal: journal.map(entry => entry.kind === 'predicted' ? { ...entry, said: 'It is gone.' } : entry) }));
    assert.ok(reportMarkdown(wrong, english).includes('otherwise: A new one starts.'));
    assert.deepEqual(buildPortfolio(input({ sections: [], journal })).records, [], 'the question is not asked any more');
  });

  it('takes what was printed for text, whatever it holds', () => {
    const evil = '```\n# heading\n<script>alert(1)</script>\n````\n![x](http://x.example/y)';
    const text = reportMarkdown(buildPortfolio(input({ runs: [run('1', 'web', 0, { blockText: evil, output: { head: evil, tail: '', dropped: 0 } })], journal: [{ ...done('up', 1), kind: 'answer', text: '![y](http://x.example/z) <b>' } as never] })), english);
    const page = reportPage(text, 'Title <b>', 'en');
    assert.deepEqual([...page.matchAll(/<(?:script|img|b|iframe|link)\b[^>]*>/g)].map(([tag]) => tag), []);
    assert.equal([...page.matchAll(/<h1>/g)].length, 1);
    assert.match(page, /@media print/);
    assert.match(page, /default-src 'none'/);
  });
});

describe('the preview of a hand-in', () => {
  it('shows every record, who hands in and each output', () => {
    const file = handIn('s1');
    const text = handInPreview(file, english);
    assert.equal([...text.matchAll(/^- \d{4}-/gm)].length, file.records.length);
    for (const part of ['Class DS, id s1,', 'evidence, not proof', '2 outputs', 'Failed, exit 125', 'id of s1']) assert.ok(text.includes(part), `${part} in ${text}`);
  });

  it('shows no output that was left out', () => {
    const text = handInPreview(withoutOutputs(handIn('s1')), english);
    assert.ok(text.includes('0 outputs') && !text.includes('id of s1'));
  });
});
