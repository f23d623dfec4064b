import assert from 'node:assert/strict';
import { readFigure } from '../../../src/core/figures/figure';
import { figureData, type FigureData } from '../../../src/core/figures/figureData';
import { countsAt, sharesOf } from '../../../src/core/figures/threshold';
import { parseSection } from '../../../src/core/markdown';

const scores = (text: string) => figureData({ draw: 'scores', threshold: 0.35 }, text, 0) as Extract<FigureData, { kind: 'scores' }>;
const fence = (name: string, body: string) => `# A\n\n\`\`\`yaml {figure=${name}}\n${body}\n\`\`\`\n`;

describe('a figure in a note', () => {
  it('is read with what it draws, and stands in the text', () => {
    const { figures, html, diagnostics } = parseSection(fence('cut', 'draw: scores\nfile: batch.csv\ntitle: Whom to call\nthreshold: 0.35'), 'a.md');
    assert.deepEqual(figures, [{ id: 'cut', draw: 'scores', file: 'batch.csv', title: 'Whom to call', threshold: 0.35 }]);
    assert.match(html, /<div data-figure="cut" data-line="2"><\/div>/);
    assert.deepEqual(diagnostics, []);
  });

  it('cannot be forged by raw HTML, nor read what lies outside the lab folder', () => {
    assert.doesNotMatch(parseSection('<div data-figure="cut"></div>\n', 'a.md').html, /<div data-figure/);
    for (const file of ['../secret', '/etc/passwd', 'a/../../b', '~/x', 'file:/x']) assert.equal(readFigure('a', `draw: map\nfile: ${file}\ntitle: T`, 'a.md', 0).figure, undefined, file);
  });

  it('says what is wrong with it, at its line', () => {
    const wrong = (body: string) => readFigure('a', body, 'a.md', 7).diagnostics.map(({ code, span }) => `${code} ${span.start.line}`);
    assert.deepEqual(wrong(''), ['figure.wrong 7']);
    assert.deepEqual(wrong('draw: pie\nfile: a\ntitle: T'), ['figure.wrong 7']);
    assert.deepEqual(wrong('draw: map\nfile: a\ntitle: T\nscript: x'), ['figure.wrong 10']);
    for (const threshold of ['7', '-0.1', 'half']) assert.deepEqual(wrong(`draw: scores\nfile: a\ntitle: T\nthreshold: ${threshold}`), ['figure.wrong 10'], threshold);
    assert.deepEqual(wrong('draw: map\nfile: a\ntitle: " "'), ['figure.wrong 9']);
    assert.equal(readFigure('a', 'draw: scores\nfile: a\ntitle: T', 'a.md', 0).figure?.threshold, 0.5, 'the middle, where none is given');
    const twice = parseSection(fence('a', 'draw: map\nfile: a\ntitle: T') + fence('a', 'draw: map\nfile: a\ntitle: T'), 'a.md');
    assert.deepEqual([twice.figures.length, twice.diagnostics.map(({ code }) => code)], [1, ['figure.nameWrong']]);
  });
});

describe('what a figure draws', () => {
  const batch = 'trueLabel,bestAnswer,score\n1,1,0.9\n1,0,0.350000\n0,1,0.350001\n0,0,0.1\n';

  it('counts what is greater than the threshold as yes, exactly', () => {
    assert.deepEqual(countsAt(scores(batch), 350), { truePositive: 1, falseNegative: 1, falsePositive: 1, trueNegative: 1 });
    assert.deepEqual(countsAt(scores(batch), 340), { truePositive: 2, falseNegative: 0, falsePositive: 1, trueNegative: 1 });
    assert.deepEqual(countsAt(scores(batch), 0), { truePositive: 2, falseNegative: 0, falsePositive: 2, trueNegative: 0 });
    assert.deepEqual(countsAt(scores(batch), 1000), { truePositive: 0, falseNegative: 2, falsePositive: 0, trueNegative: 2 });
  });

  it('tells the shares of a confusion matrix apart', () => {
    const { precision, recall, falseRate, errorRate } = sharesOf({ truePositive: 6, falsePositive: 2, falseNegative: 4, trueNegative: 8 });
    assert.deepEqual([precision, recall, falseRate, errorRate], [0.75, 0.6, 0.2, 0.3]);
    assert.ok(Number.isNaN(sharesOf({ truePositive: 0, falsePositive: 0, falseNegative: 1, trueNegative: 1 }).precision), 'nobody was called');
  });

  it('passes over rows without a value, and takes blanks beside a comma for none', () => {
    assert.deepEqual(scores('trueLabel,score\n1,\n0,0.5\n1,0.9\n').no.reduce((sum, count) => sum + count, 0) + scores('trueLabel,score\n1,\n0,0.5\n1,0.9\n').yes.reduce((sum, count) => sum + count, 0), 2);
    assert.deepEqual(figureData({ draw: 'matrix', threshold: 0.5 }, 'trueLabel, bestAnswer\n1, 1\n1,\n', 0), { kind: 'matrix', labels: ['1'], counts: [[1]] });
  });

  it('measures the area under the curve; equal scores count half', () => {
    assert.equal(scores(batch).auc, 0.75);
    assert.equal(scores('score,trueLabel\n0.5,1\n0.5,0\n').auc, 0.5);
  });

  it('says what the file lacks', () => {
    for (const text of ['', 'a,b\n1,2', 'trueLabel,score\n1,0.5', 'trueLabel,score\n0,0.5\n0,0.7', 'trueLabel,score\n1,x\n0,7']) assert.ok('text' in figureData({ draw: 'scores', threshold: 0.5 }, text, 0), text);
    assert.ok('text' in figureData({ draw: 'matrix', threshold: 0.5 }, `trueLabel,bestAnswer\n${Array.from({ length: 13 }, (_, i) => `${i},0`).join('\n')}`, 0));
    const place = (more: object) => JSON.stringify({ Name: 'a', Latitude: 0, Longitude: 0, ...more });
    for (const text of ['{"Name": 1}\nno json\n{', place({ Latitude: 91 }), place({ Longitude: -181 }), place({ Name: 'x'.repeat(61) }), Array.from({ length: 21 }, (_, i) => place({ Name: `u${i}` })).join('\n')]) assert.ok('text' in figureData({ draw: 'map', threshold: 0.5 }, text, 0), text.slice(0, 60));
    assert.ok(!('text' in figureData({ draw: 'map', threshold: 0.5 }, place({}), 0)));
  });

  it('counts true against predicted, labels in the order of their numbers', () => {
    assert.deepEqual(figureData({ draw: 'matrix', threshold: 0.5 }, 'trueLabel,bestAnswer\r\n10,2\r\n2,2\r\n2,10\r\n2,2\r\n', 0), { kind: 'matrix', labels: ['2', '10'], counts: [[2, 1], [1, 0]] });
  });

  it('keeps the last places of each name, and lets it live half a minute', () => {
    const line = (name: string, second: number) => JSON.stringify({ Name: name, Latitude: 40 + second / 1000, Longitude: -74, StatusTime: `2026-11-26 10:00:${String(second).padStart(2, '0')}.000` });
    const text = [...Array.from({ length: 59 }, (_, second) => line('Shadowfax', second)), ...Array.from({ length: 10 }, (_, second) => line('Bucephalus', second)), line('Shadowfax', 58), line('Shadowfax', 59), '{"Name":"cut sh'].join('\n');
    const data = figureData({ draw: 'map', threshold: 0.5 }, text, Date.parse('2026-11-26T10:01:05')) as Extract<FigureData, { kind: 'map' }>;
    assert.deepEqual(data.things.map(({ name, trail, records, live }) => [name, trail.length, records, live]), [['Shadowfax', 60, 61, true], ['Bucephalus', 10, 10, false]]);
    assert.deepEqual(data.things[0]?.trail.at(-1), [40.059, -74]);
  });
});
