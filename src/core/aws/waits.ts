/** Seconds after which a wait on the emulator is ended: several of its waits never end by themselves. */
export const emulatorWaitSeconds = 180;

/** The block waits for a state by a command of the AWS command line. */
export function waitsForState(text: string): boolean { return /\baws\b[^\n]*\bwait\b/.test(text); }
