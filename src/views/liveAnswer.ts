import { Disposables } from '../core/disposable';
import type { LiveState } from '../core/liveState';
import type { TargetLink } from './targetLink';

/** What a daemon or cluster has, as soon as it has answered; undefined where it does not within the time. The caller holds the link. */
export async function liveAnswer(link: TargetLink, ms: number): Promise<LiveState | undefined> {
  const over = () => link.live() !== undefined || link.status?.phase === 'down';
  if (!over()) {
    await new Promise<void>(resolve => {
      const own = new Disposables();
      const done = () => { own.dispose(); resolve(); };
      const timer = setTimeout(done, ms);
      own.own({ dispose: () => clearTimeout(timer) });
      const look = () => { if (over()) done(); };
      own.own(link.onLink(look));
      own.own(link.onChange(look));
    });
  }
  return link.live();
}
