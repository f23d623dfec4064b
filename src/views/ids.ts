/** Every id that the manifest and the code share. A test holds them against package.json. */
export const commandIds = {
  openSection: 'labbook.openSection',
  openToSide: 'labbook.openToSide',
  openPreview: 'labbook.openPreview',
  openSource: 'labbook.openSource',
  findSection: 'labbook.findSection',
  search: 'labbook.search',
  toggleProjector: 'labbook.toggleProjector',
  printSection: 'labbook.printSection',
  refresh: 'labbook.refresh',
  openCourseFolder: 'labbook.openCourseFolder',
  openShippedCourse: 'labbook.openShippedCourse',
  packCourse: 'labbook.packCourse',
  installCourse: 'labbook.installCourse',
  runBlock: 'labbook.runBlock',
  runFrom: 'labbook.runFrom',
  runAtCursor: 'labbook.runAtCursor',
  stopBlock: 'labbook.stopBlock',
  showTerminal: 'labbook.showTerminal',
  showLastResult: 'labbook.showLastResult',
  enableInFile: 'labbook.enableInFile',
  openLabFolder: 'labbook.openLabFolder',
  copyDiagnostics: 'labbook.copyDiagnostics',
  prepare: 'labbook.prepare',
  writeReport: 'labbook.writeReport',
  exportReport: 'labbook.exportReport',
  handIn: 'labbook.handIn',
  checkCourse: 'labbook.checkCourse',
  newCourse: 'labbook.newCourse',
  showLog: 'labbook.showLog',
  chooseShell: 'labbook.chooseShell',
  chooseDockerContext: 'labbook.chooseDockerContext',
  chooseKubernetesContext: 'labbook.chooseKubernetesContext',
  chooseAwsTrack: 'labbook.chooseAwsTrack',
  startEmulator: 'labbook.startEmulator',
  resetEmulator: 'labbook.resetEmulator',
  stopEmulator: 'labbook.stopEmulator',
  showCost: 'labbook.showCost',
  cleanUpLab: 'labbook.cleanUpLab',
  resetLab: 'labbook.resetLab',
  showStatus: 'labbook.showStatus',
  retryDocker: 'labbook.retryDocker',
  nextBlock: 'labbook.nextBlock',
  previousBlock: 'labbook.previousBlock',
  nextCheck: 'labbook.nextCheck',
  previousCheck: 'labbook.previousCheck',
} as const;
export type CommandId = (typeof commandIds)[keyof typeof commandIds];

/** By what a lab works at. */
export const chooseContextOf = { docker: commandIds.chooseDockerContext, kubernetes: commandIds.chooseKubernetesContext, aws: commandIds.chooseAwsTrack } as const;

export const viewIds = { tree: 'labbook.course', status: 'labbook.status', note: 'labbook.note' } as const;

export const testIds = { controller: 'labbook.checks' } as const;

export const contextKeys = {
  /** The active editor shows a Markdown file of a course. */
  inCourse: 'labbook.inCourse',
  noteActive: 'labbook.noteActive',
  hasCourse: 'labbook.hasCourse',
  ready: 'labbook.ready',
  /** A block has run in this window: the last step of the walkthrough. */
  hasRun: 'labbook.hasRun',
} as const;

export const settingIds = {
  labsFolder: 'labsFolder',
  shellPath: 'shell.path',
  shellProfile: 'shell.profile',
  remoteImages: 'note.remoteImages',
  projector: 'note.projector',
  classRegistry: 'classRegistry',
  ownNamespace: 'kubernetes.ownNamespace',
  awsTrack: 'aws.track',
  awsEmulator: 'aws.emulator',
  awsRegistry: 'aws.localRegistry',
  askAbove: 'aws.askAbove',
} as const;
export const settingSection = 'labbook';

/** Keys of stored state. `openRuns`, `leftOvers` and `billed` are all that is read when a window starts. */
export const stateKeys = {
  openRuns: 'labbook.openRuns',
  shells: 'labbook.shells',
  allowedHosts: 'labbook.allowedHosts',
  allowedClusters: 'labbook.allowedClusters',
  awsTracks: 'labbook.awsTracks',
  trust: 'labbook.trust',
  leftOvers: 'labbook.leftOvers',
  /** What costs money on a real AWS account. */
  billed: 'labbook.billed',
  placeholderValues: 'labbook.placeholderValues',
  lastSection: 'labbook.lastSection',
  dockerContext: 'labbook.dockerContext',
  /** The id under which the student hands in, by course. */
  classIds: 'labbook.classIds',
} as const;

/** Names in the editor's secret store. Asked for at first use, never when a window starts. */
export const secretNames = { signingKey: 'labbook.signingKey' } as const;
