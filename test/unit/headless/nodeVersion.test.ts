import assert from 'node:assert/strict';
import { tooOld } from '../../../src/headless/nodeVersion';

describe('Node for the command line', () => {
  it('is 20.3 or newer, or it is told', () => {
    for (const version of ['20.3.0', '20.20.2', '22.0.0', '24.21.0']) assert.equal(tooOld(version), undefined, version);
    for (const version of ['18.19.0', '20.2.9', '4.9.1']) assert.equal(tooOld(version), `This needs Node.js 20.3 or newer; this is ${version}.`);
  });
});
