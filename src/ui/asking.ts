import { homedir } from 'node:os';
import { findLabFolder } from '../targets/labFolder';
import { AwsAccounts } from '../views/awsAccounts';
import { AwsPins } from '../views/awsPins';
import { BeforeRun } from '../views/beforeRun';
import { ClusterPins } from '../views/clusterPins';
import { labsFolder } from '../views/labShells';
import type { Labs } from '../views/labs';
import { Pins } from '../views/pins';
import type { Course } from './course';
import type { Runs } from './runs';
import type { Ui } from './services';

export interface Asking { readonly beforeRun: BeforeRun; readonly pins: Pins; readonly clusterPins: ClusterPins; readonly awsPins: AwsPins }

/** What is looked at before a block runs, and where the student decides. `labs` is made after it. */
export function createAsking({ services, own }: Ui, { courses, links, ledger, shells, clusters, aws }: Course & Pick<Runs, 'links' | 'ledger' | 'shells' | 'clusters' | 'aws'>, labs: () => Labs): Asking {
  const ports = { courses, ledger, labs };
  return {
    pins: own.own(new Pins({ ...ports, link: links.docker })),
    clusterPins: own.own(new ClusterPins({ courses, labs, link: links.cluster, ...clusters, shells, journal: services.journal })),
    awsPins: own.own(new AwsPins({
      courses, link: links.aws, ...aws, shells, accounts: new AwsAccounts({ link: links.aws, tracks: aws.tracks }),
      isRunning: lab => labs().current().some(({ courseId, labId }) => courseId === lab.courseId && labId === lab.labId),
    })),
    beforeRun: own.own(new BeforeRun({
      ...ports, links, shells, home: homedir(), folder: lab => findLabFolder(labsFolder(), lab.courseId, lab.labId), parser: services.parser, part: () => services.parts.advice(),
    })),
  };
}
