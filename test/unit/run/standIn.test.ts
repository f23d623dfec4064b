import assert from 'node:assert/strict';
import type { Resource } from '../../../src/core/resource';
import { namesStandIn } from '../../../src/core/standIn';

const image: Resource = { kind: 'image', uid: 'image:1', name: 'alpine:latest', tags: ['alpine:latest'], size: 1, labels: {}, standIn: true };

describe('namesStandIn', () => {
  it('knows an image by its tag, with and without latest', () => {
    assert.equal(namesStandIn('docker container run --rm alpine ls', [image]), true);
    assert.equal(namesStandIn('docker image inspect alpine:latest', [image]), true);
  });
  it('is not misled by parts of words or by real images', () => {
    assert.equal(namesStandIn('docker run alpine-nginx', [image]), false);
    assert.equal(namesStandIn('docker run alpine', [{ ...image, standIn: false }]), false);
  });
});
