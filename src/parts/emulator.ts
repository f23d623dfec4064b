export { Emulator, type EmulatorPorts } from '../targets/aws/emulator/emulator';
export { textOf, type EmulatorWay } from '../targets/aws/emulator/ways';
