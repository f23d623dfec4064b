import assert from 'node:assert/strict';
import type { VolumeResource } from '../../../src/core/resource';
import { VolumeTimes, withKnownTimes } from '../../../src/targets/docker/volumeTimes';
import { settle } from './fakes';
import { setUp } from './sources';

const volume = (created: number, name = 'data'): VolumeResource => ({ kind: 'volume', uid: `volume:${name}`, name, driver: 'local', labels: {}, standIn: false, created });

describe('the time of a volume', () => {
  it('is that which was seen first, until an event tells that it has gone, over a connection that breaks too', async () => {
    const { daemon, source, clock } = setUp();
    const base = clock.now();
    const time = () => source.resources.get('volume:data')?.created;
    daemon.volumes = [volume(base)];
    source.hold();
    await settle();
    assert.equal(time(), base);
    daemon.volumes = [volume(base + 20_000)];
    daemon.emit('create', 'other', { type: 'volume' });
    await clock.advance(1000);
    assert.equal(time(), base, 'its folder has changed');
    daemon.cut();
    await clock.advance(2000);
    assert.equal(source.status.phase, 'live');
    assert.equal(time(), base);
    await clock.advance(30_000);
    daemon.emit('destroy', 'data', { type: 'volume' });
    daemon.volumes = [volume(clock.now() + 1000)];
    daemon.emit('create', 'data', { type: 'volume' });
    await clock.advance(1000);
    assert.equal(time(), clock.now(), 'made anew');
    source.dispose();
  });

  it('is not brought back by a list that was asked for before its end', () => {
    const times = new VolumeTimes();
    times.apply([volume(1000)]);
    times.seen({ type: 'volume', action: 'destroy', id: 'data', attributes: {}, time: 60_000 });
    assert.equal(times.apply([volume(1000)])[0]?.created, 1000);
    assert.equal(times.apply([volume(61_000)])[0]?.created, 61_000);
    assert.equal(times.apply([volume(90_000)])[0]?.created, 61_000);
  });

  it('is forgotten with the volume, by a prune, and where events may have been missed', () => {
    for (const forget of [(times: VolumeTimes) => void times.apply([]), (times: VolumeTimes) => times.seen({ type: 'volume', action: 'prune', id: '', attributes: {}, time: 1 }), (times: VolumeTimes) => times.clear()]) {
      const times = new VolumeTimes();
      times.apply([volume(1000)]);
      forget(times);
      assert.equal(times.apply([volume(5000)])[0]?.created, 5000);
    }
  });

  it('is the known one in what is asked anew', () => {
    const asked = new Map([['volume:data', volume(9000)], ['volume:new', volume(9500, 'new')]]);
    assert.deepEqual([...withKnownTimes(asked, new Map([['volume:data', volume(1000)]])).values()], [volume(1000), volume(9500, 'new')]);
  });
});
