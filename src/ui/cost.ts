import { priceOf } from '../core/aws/prices/cost';
import { CostGuard } from '../views/costGuard';
import { LabGate } from '../views/labGate';
import type { Cleanup } from './cleanup';
import type { Course } from './course';
import type { Notes } from './notes';
import type { Runs } from './runs';
import type { Ui } from './services';

/** What labs cost on a real account: in the status bar, at the end of a lab, in the next window. `cleanup` is made later. */
export function createCostGuard({ context, services, own }: Ui, { ledger, links }: Runs, cleanup: () => Cleanup['cleanup']): CostGuard {
  return own.own(new CostGuard({
    state: context.globalState, ledger, journal: services.journal, link: links.aws, log: services.log, prices: () => priceOf, gate: lab => cleanup().open({ lab, reset: false, gate: true }),
  }));
}

export function addLabGate({ own }: Ui, { courses, notes, progress, costGuard }: Course & Notes & Cleanup): void {
  own.own(new LabGate({ courses, progress, guard: costGuard, place: () => notes.current }));
}
