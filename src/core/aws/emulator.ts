/** An emulator that answers on this machine. */
export interface RunningEmulator {
  /** Another one at each start and each reset: what was there before is gone. */
  readonly run: string;
  /** `http://127.0.0.1:5081`; always loopback, no trailing slash. */
  readonly address: string;
  /** As people call it: `moto`. */
  readonly name: string;
  readonly version?: string;
  /** Of the process that keeps it; undefined where the student started it. */
  readonly pid?: number;
  /** Started by Labbook, which may stop it. */
  readonly ours: boolean;
}

/** Fixed, and no secret: an emulator takes any. */
export const emulatorKeys = { id: 'labbook-emulator', secret: 'labbook-emulator' } as const;

/** Without a slash at its end; undefined where it is no address of this machine by number or by the name localhost. */
export function loopbackAddress(text: string): string | undefined {
  const parsed = /^(https?):\/\/(127(?:\.\d{1,3}){3}|localhost|\[::1\])(?::(\d{1,5}))?\/*$/i.exec(text.trim());
  if (!parsed) return undefined;
  const [, scheme = '', host = '', port] = parsed;
  // A name may be resolved elsewhere, and rebind protection blocks some: a number cannot be.
  const number = host.toLowerCase() === 'localhost' ? '127.0.0.1' : host;
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65535)) return undefined;
  return `${scheme.toLowerCase()}://${number}${port === undefined ? '' : `:${Number(port)}`}`;
}
