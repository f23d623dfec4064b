import type { Disposable } from '../core/disposable';
import { followedBy } from '../core/followed';
import { CurrentLab } from '../views/currentLab';
import type { Labs } from '../views/labs';
import { pageHtml, pageText } from '../views/pageHtml';
import { StatusDesk } from '../views/statusDesk';
import { StatusPanel } from '../views/statusPanel';
import { statusStrings } from '../views/statusStrings';
import { TimelineDesk } from '../views/timelineDesk';
import type { Cleanup } from './cleanup';
import type { Course } from './course';
import type { Notes } from './notes';
import type { Runs } from './runs';
import type { Ui } from './services';

export interface Status {
  readonly current: CurrentLab;
  readonly status: StatusPanel;
  /** Shows the panel with this row in view. */
  revealRow(uid: string): Promise<void>;
  showTimeline(): Promise<void>;
}

/** The panel of what exists now, and the lab that it is about. */
export function addStatus({ context, services, own, media }: Ui, { courses, book, labs, links, shells, notes, ledger, cleanup, leftOvers, costGuard, actOnStatus }: Course & Runs & Notes & Cleanup): Status {
  const timeline: TimelineDesk = own.own(new TimelineDesk({ book, links, journal: services.journal, lab: () => statusDesk.shownLab, onRecord: labs.onRecord }));
  const statusDesk: StatusDesk = own.own(new StatusDesk({
    cleanup: {
      sheet: { current: () => cleanup.sheet, onChange: cleanup.onSheet }, act: actOnStatus, onStrips: leftOvers.onChange,
      strips: lab => leftOvers.strips(lab && { courseId: lab.courseId, labId: lab.id }),
    },
    links, book, ledger, timeline, onRecord: labs.onRecord, part: () => services.parts.lab(), runner: services.runner,
    reveal: async (courseId, sectionId, blockId) => notes.open(courseId, sectionId, 'here', { blockId }), put: command => current.put(command),
  }));
  const current: CurrentLab = own.own(new CurrentLab({ courses, shells, labs, book, links, desk: statusDesk, state: context.workspaceState, onPlace: notes.onCurrent, place: () => notes.current, left: lab => costGuard.tellOnLeave(lab) }));
  const status = own.own(new StatusPanel({ host: statusDesk, awsPanel: () => services.parts.awsPanel(), log: services.log, media, text: () => pageText(media, 'status'), html: (webview, inline) => pageHtml({ webview, media, name: 'status', title: 'Labbook', strings: statusStrings(), inline }) }));
  own.own(notes.onCurrent(place => { if (place) status.prepare().catch((error: unknown) => services.log.warn(String(error))); }));
  own.own(showAtFirstRun(labs, status));
  const reveal = (then: () => void | Promise<void>) => async () => { await status.show(false); await then(); };
  return { current, status, revealRow: async uid => reveal(() => statusDesk.revealRow(uid))(), showTimeline: reveal(() => timeline.open(true)) };
}

/** The first block of a window whose target is followed brings the panel along, so that what it makes is seen; closing it is respected. */
function showAtFirstRun(labs: Labs, status: StatusPanel): Disposable {
  const listener = labs.onRecord(record => {
    if (record.state !== 'running' || !followedBy(record.target)) return;
    listener.dispose();
    if (!status.visible) void status.show(false);
  });
  return listener;
}

