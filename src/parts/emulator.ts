export { Emulator, type EmulatorPorts } from '../targets/aws/emulator/emulator';
export type { EmulatorWay } from '../targets/aws/emulator/ways';
