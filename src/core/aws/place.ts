/** How an AWS lab is worked through. */
export const awsTracks = ['emulator', 'real', 'reading'] as const;
export type AwsTrack = (typeof awsTracks)[number];

/** Where the commands of an AWS lab go. Never holds a secret. */
export interface AwsPlace {
  readonly track: 'emulator' | 'real';
  readonly region: string;
  /** Twelve digits; undefined until the place has said who asks. */
  readonly account?: string;
  /** ARN of who asks. */
  readonly identity?: string;
  /** Whether that is the account's root user. */
  readonly root?: boolean;
  readonly profile?: string;
  /** Of the emulator; of a real account only where its settings name another. */
  readonly endpoint?: string;
  readonly emulator?: { readonly name: string; readonly version?: string };
}

/** `Source.place` of AWS: `aws:emulator:<its run>/<region>` or `aws:<account>/<region>`. An emulator that was reset or started anew is another place. */
export function isOnAws(place: string): boolean { return place.startsWith('aws:'); }
export function isEmulated(place: string): boolean { return place.startsWith('aws:emulator:'); }
export function emulatorPlace(run: string, region: string): string { return `aws:emulator:${run}/${region}`; }
export function accountPlace(account: string, region: string): string { return `aws:${account}/${region}`; }
/** Of a real account's place. */
export function accountOf(place: string): string { return place.slice('aws:'.length, place.lastIndexOf('/')); }
/** Of an emulator's place: `RunningEmulator.run`. */
export function emulatorRunOf(place: string): string { return place.slice('aws:emulator:'.length, place.lastIndexOf('/')); }
export function regionOf(place: string): string { return place.slice(place.lastIndexOf('/') + 1); }
