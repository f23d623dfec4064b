/** A sentence for the user that is not translated yet: core and targets make it, views translate and fill it. */
export interface Message {
  /** English template; `{0}`, `{1}` … stand for the arguments. It is the key in the l10n bundle. */
  readonly text: string;
  readonly args: readonly (string | number)[];
}

/** Every visible sentence of core and targets goes through here, so that `npm run l10n` finds it. */
export function msg(text: string, ...args: (string | number)[]): Message {
  return { text, args };
}

export function fill(template: string, args: readonly (string | number)[]): string {
  return args.length === 0 ? template : template.replace(/\{(\d+)\}/g, (whole, n: string) => String(args[Number(n)] ?? whole));
}

/** For logs, tests and the command line. */
export function english(message: Message): string {
  return fill(message.text, message.args);
}
