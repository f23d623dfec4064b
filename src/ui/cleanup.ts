import { findLabFolder } from '../targets/labFolder';
import { CleanupDesk, labOf } from '../views/cleanupDesk';
import { GoneCourses } from '../views/goneCourses';
import { LeftOverDesk } from '../views/leftOverDesk';
import { labsFolder } from '../views/labShells';
import type { CleanupActs } from '../views/noteActions';
import type { StatusAct } from '../views/statusHost';
import type { CostGuard } from '../views/costGuard';
import { createCostGuard } from './cost';
import type { Course } from './course';
import type { Runs } from './runs';
import type { Ui } from './services';
import type { Status } from './status';

export interface Cleanup { readonly cleanup: CleanupDesk; readonly leftOvers: LeftOverDesk; readonly costGuard: CostGuard; readonly cleanupActs: CleanupActs; actOnStatus(act: StatusAct, lab: { courseId: string; id: string } | undefined): Promise<void> }

/** Taking a lab down: its sheet, what earlier labs left, and the buttons that lead there. `status` is made later. */
export function addCleanup(ui: Ui, parts: Course & Runs, status: () => Status): Cleanup {
  const { services, own, context } = ui;
  const { courses, labs, links, ledger, receipts } = parts;
  const cleanup: CleanupDesk = own.own(new CleanupDesk({
    courses, labs, links, ledger, receipts, journal: services.journal, part: () => services.parts.lab(), runner: services.runner,
    folder: lab => findLabFolder(labsFolder(), lab.courseId, lab.labId), lock: lab => services.locks.take(lab.courseId, lab.labId),
    showPanel: () => status().status.show(true), newId: services.newId,
    bill: plan => costGuard.bill(plan), remind: lab => costGuard.remind(lab),
  }));
  const costGuard = createCostGuard(ui, parts, () => cleanup);
  const leftOvers = own.own(new LeftOverDesk({
    state: context.globalState, journal: services.journal, ledger, courses, log: services.log, elsewhere: lab => services.locks.elsewhere(lab.courseId, lab.labId), cleanUp: lab => cleanup.open({ lab, reset: false }),
  }));
  own.own(new GoneCourses({ courses, ledger, log: services.log, cleanUp: lab => cleanup.lead({ lab, reset: false }) }));
  const cleanupActs: CleanupActs = {
    act: async (action, place) => {
      const lab = labOf(await courses.section(place.courseId, place.sectionId));
      switch (action.kind) {
        case 'undo': return cleanup.open({ lab, reset: false, runId: action.runId });
        case 'cleanUp': return cleanup.open({ lab, reset: action.reset });
        case 'revealRow': return status().revealRow(action.uid);
        case 'showTimeline': return status().showTimeline();
      }
    },
  };
  const actOnStatus: Cleanup['actOnStatus'] = async (act, lab) => {
    switch (act.kind) {
      case 'cleanUp': if (lab) await cleanup.open({ lab: { courseId: lab.courseId, labId: lab.id }, reset: false }); return;
      case 'sheet': return cleanup.act(act);
      case 'strip': await leftOvers.act(act.id, act.action);
    }
  };
  return { cleanup, leftOvers, costGuard, cleanupActs, actOnStatus };
}
