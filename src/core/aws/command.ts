import { commandsIn } from '../shellCommands';

/** An aws command taken apart. */
export interface AwsCommand {
  /** As it is typed: `s3`, `s3api`, `elbv2`, `logs`. */
  readonly service: string;
  /** `create-stream`, `mb`, `wait stream-exists`. */
  readonly operation: string;
  /** By name, `--stream-name`; a switch has an empty list. */
  readonly options: ReadonlyMap<string, readonly string[]>;
  /** Behind the operation, where no option takes them. */
  readonly operands: readonly string[];
}

/** Options of the command itself; they may stand before the service. */
const globalValues = new Set(['--endpoint-url', '--output', '--query', '--profile', '--region', '--color', '--ca-bundle', '--cli-read-timeout', '--cli-connect-timeout', '--cli-binary-format']);
const switches = new Set((
  // Of the command itself, then of `aws s3`, then of others behind which an operand may stand.
  '--debug --no-verify-ssl --no-paginate --no-sign-request --no-cli-pager --cli-auto-prompt --no-cli-auto-prompt --version --no-cli-validate-certificate '
  + '--recursive --force --quiet --dryrun --delete --summarize --human-readable --only-show-errors --no-progress --follow-symlinks --no-follow-symlinks --no-guess-mime-type --exact-timestamps --size-only --force-glacier-transfer --ignore-glacier-warnings '
  + '--follow --no-include-email --include-email'
).split(' '));
/** Of `aws s3` each option takes one value; elsewhere as many words as follow. */
const singleValued = new Set(['s3']);

/** Undefined where the words are no aws command, or one without an operation. */
export function awsCommand(words: readonly string[]): AwsCommand | undefined {
  const [first = '', ...rest] = words;
  if (first.slice(first.lastIndexOf('/') + 1) !== 'aws') return undefined;
  const options = new Map<string, string[]>();
  const operands: string[] = [];
  let service: string | undefined;
  let operation: string | undefined;
  let open: { readonly values: string[]; readonly one: boolean } | undefined;
  for (const word of rest) {
    if (/^--[A-Za-z]/.test(word)) {
      const at = word.indexOf('=');
      const name = at > 0 ? word.slice(0, at) : word;
      const values = options.get(name) ?? [];
      options.set(name, values);
      if (at > 0) values.push(word.slice(at + 1));
      open = at > 0 || switches.has(name) ? undefined : { values, one: globalValues.has(name) || singleValued.has(service ?? '') || operation === undefined };
    } else if (open) {
      open.values.push(word);
      if (open.one) open = undefined;
    } else if (service === undefined) service = word;
    else if (operation === undefined) operation = word;
    else if (operation === 'wait') operation = `wait ${word}`;
    else operands.push(word);
  }
  return service === undefined || operation === undefined ? undefined : { service, operation, options, operands };
}

/** Every aws command in a text, those too in `$( )`, in loops and in the scripts of a shell. */
export function awsCommandsIn(text: string): AwsCommand[] {
  return /\baws\b/.test(text) ? commandsIn(text).flatMap(({ words }) => awsCommand(words) ?? []) : [];
}

/** The last value of an option. */
export function valueOf({ options }: AwsCommand, name: string): string | undefined { return options.get(name)?.at(-1); }
