import assert from 'node:assert/strict';
import { BetweenMarks, commandMark, promptMark } from '../../../src/targets/terminalMarks';

describe('marks of a terminal', () => {
  const all = `${promptMark}lab$ echo hi\r\n${commandMark}h\x1b[1mi\r\n${promptMark}lab$ `;

  for (const size of [1, 2, 5, 1000]) it(`give what a command prints, in pieces of ${size}`, async () => {
    const marks = new BetweenMarks();
    let text = '';
    const drained = marks.next(more => { text += more; });
    for (let at = 0; at < all.length; at += size) marks.push(all.slice(at, at + size));
    await drained;
    assert.equal(text, 'h\x1b[1mi\r\n');
  });

  it('end with the shell', async () => {
    const marks = new BetweenMarks();
    const drained = marks.next(() => undefined);
    marks.push(`${commandMark}x`);
    marks.end();
    await drained;
  });
});
