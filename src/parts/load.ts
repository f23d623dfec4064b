import type * as Advice from './advice';
import type * as Author from './author';
import type * as Aws from './aws';
import type * as AwsPanel from './awsPanel';
import type * as Checks from './checks';
import type * as Docker from './docker';
import type * as Emulator from './emulator';
import type * as Kubernetes from './kubernetes';
import type * as Lab from './lab';
import type * as Notes from './notes';
import type * as Pack from './pack';
import type * as Prepare from './prepare';
import type * as Search from './search';
import type * as Report from './report';
import type * as Shell from './shell';

/** Parts of the extension that are loaded at first use; each is a bundle of its own beside the main one. */
export interface Parts {
  checks(): typeof Checks;
  notes(): typeof Notes;
  pack(): typeof Pack;
  docker(): typeof Docker;
  kubernetes(): typeof Kubernetes;
  prepare(): typeof Prepare;
  search(): typeof Search;
  report(): typeof Report;
  shell(): typeof Shell;
  lab(): typeof Lab;
  advice(): typeof Advice;
  author(): typeof Author;
  aws(): typeof Aws;
  awsPanel(): typeof AwsPanel;
  emulator(): typeof Emulator;
}

/** `load` is the extension's own `require`, which caches: each part is loaded once. */
export function partsBy(load: (file: string) => unknown): Parts {
  return {
    checks: () => load('./checks.js') as typeof Checks,
    notes: () => load('./notes.js') as typeof Notes,
    pack: () => load('./pack.js') as typeof Pack,
    docker: () => load('./docker.js') as typeof Docker,
    emulator: () => load('./emulator.js') as typeof Emulator,
    kubernetes: () => load('./kubernetes.js') as typeof Kubernetes,
    prepare: () => load('./prepare.js') as typeof Prepare,
    search: () => load('./search.js') as typeof Search,
    report: () => load('./report.js') as typeof Report,
    shell: () => load('./shell.js') as typeof Shell,
    lab: () => load('./lab.js') as typeof Lab,
    advice: () => load('./advice.js') as typeof Advice,
    author: () => load('./author.js') as typeof Author,
    aws: () => load('./aws.js') as typeof Aws,
    awsPanel: () => load('./awsPanel.js') as typeof AwsPanel,
  };
}
