import checkSchemaFile from '../../notes/schema/check.schema.json';
import type { Capture, Test } from './check';
import type { CheckProblem } from './checkParts';
import { readCapture } from './checkCapture';
import { TestReader } from './checkTest';
import type { Diagnostic } from './diagnostic';
import { readSeconds } from './duration';
import { yamlDiagnostics } from './frontMatter';
import { msg } from './message';
import { linkSchema, type Schema } from './schema';
import { checkSchema } from './schemaCheck';
import { readYaml } from './yamlData';
import { YamlReader } from './yamlReader';

/** What a yaml fence with the option `check` may hold. */
export const checkBodySchema: Schema = linkSchema(checkSchemaFile);

/** A check as its author wrote it: names of blocks and checks are not looked up yet. */
export interface CheckDraft {
  readonly claim: string;
  readonly for?: string;
  readonly needs: readonly string[];
  readonly test: Test;
  readonly captures: readonly Capture[];
  readonly timeoutSeconds?: number;
  readonly hint?: string;
  readonly fail?: string;
}

export interface CheckReading {
  /** Undefined where something is wrong; the diagnostics say what. */
  readonly draft?: CheckDraft;
  readonly diagnostics: readonly Diagnostic[];
}

/** `firstLine`: line of the file at which `text` begins; columns of `text` are columns of the file. Never throws. */
export function readCheck(text: string, file: string, firstLine: number): CheckReading {
  const { value, problems } = readYaml(text, firstLine);
  const diagnostics: Diagnostic[] = yamlDiagnostics(problems, file);
  const problem: CheckProblem = (code, severity, span, message, remedy) => diagnostics.push({ code, severity, file, span, message, remedy });
  if (value === undefined) {
    const start = { line: firstLine, character: 0 };
    problem('check.empty', 'error', { start, end: start }, msg('This check is empty.'), msg('Write at least a claim and what must be true.'));
    return { diagnostics };
  }
  const report = checkSchema(checkBodySchema, value, { file, area: 'check' });
  diagnostics.push(...report.diagnostics);
  if (value.kind !== 'map') return { diagnostics };
  const from = new YamlReader(value, report.bad);
  const tests = new TestReader(report.bad, problem);
  const test = tests.test(value);
  const captures = capturesOf(from, tests, problem);
  if (test === undefined && !diagnostics.some(isError)) problem('check.empty', 'error', { start: value.span.start, end: value.span.start }, msg('This check asserts nothing.'), msg('Add what must be true, such as container: { name: web1, state: running }.'));
  if (test === undefined || diagnostics.some(isError)) return { diagnostics };
  return { diagnostics, draft: { ...textsOf(from), needs: from.texts('needs'), test, captures } };
}

const isError = ({ severity }: Diagnostic): boolean => severity === 'error';

function textsOf(from: YamlReader) {
  const [on, timeout, hint, fail] = [from.text('for'), readSeconds(from.text('timeout') ?? ''), from.text('hint'), from.text('fail')];
  return {
    claim: from.text('claim') ?? '',
    ...on !== undefined && { for: on },
    ...timeout !== undefined && { timeoutSeconds: timeout },
    ...hint !== undefined && { hint },
    ...fail !== undefined && { fail },
  };
}

function capturesOf(from: YamlReader, tests: TestReader, problem: CheckProblem): Capture[] {
  const value = from.get('capture');
  return value?.kind === 'map' ? value.entries.flatMap(entry => readCapture(entry, from.of(entry.value), tests, problem) ?? []) : [];
}
