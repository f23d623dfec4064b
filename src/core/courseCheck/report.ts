import type { Diagnostic } from '../diagnostic';
import { groupBy } from '../groupBy';
import { english } from '../message';
import type { CourseReport } from './checkCourse';

/** For a program: one object. Lines are counted from 1; no path outside the course folder is in it. */
export interface CheckJson {
  /** Of this form; grows when a key changes its meaning. */
  readonly form: 1;
  readonly course: { readonly id: string; readonly title: string; readonly version: string };
  readonly counts: Counts;
  readonly sums: CourseReport['sums'];
  readonly findings: readonly { readonly severity: Severity; readonly rule: string; readonly file: string; readonly line: number; readonly message: string; readonly remedy?: string }[];
}
type Severity = 'error' | 'warning' | 'hint';
export interface Counts { readonly errors: number; readonly warnings: number; readonly hints: number }

const severities: Readonly<Record<Diagnostic['severity'], Severity>> = { error: 'error', warning: 'warning', information: 'hint' };

export function countsOf({ findings }: Pick<CourseReport, 'findings'>): Counts {
  const of = (severity: Diagnostic['severity']): number => findings.filter(one => one.severity === severity).length;
  return { errors: of('error'), warnings: of('warning'), hints: of('information') };
}

export function jsonOf(report: CourseReport): CheckJson {
  const { id, title, version, sums } = report;
  return {
    form: 1, course: { id, title, version }, counts: countsOf(report), sums,
    findings: report.findings.map(({ severity, code, file, span, message, remedy }) => ({
      severity: severities[severity], rule: code, file, line: span.start.line + 1, message: english(message), ...remedy && { remedy: english(remedy) },
    })),
  };
}

/** For a person: grouped by file, with what the course adds up to at the end. */
export function textOf(report: CourseReport): string {
  const { findings } = jsonOf(report);
  const files = [...groupBy(findings, ({ file }) => file)].map(([file, found]) => [file, ...found.flatMap(({ line, severity, rule, message, remedy }) => [
    `${String(line).padStart(6)}  ${severity.padEnd(7)}  ${message}  [${rule}]`, ...remedy === undefined ? [] : [`${' '.repeat(17)}${remedy}`],
  ])].join('\n'));
  return [...files, [countLine(report), ...sumLines(report)].join('\n')].join('\n\n');
}

/** "1 error, 3 warnings, 12 hints". */
export function countLine(report: CourseReport): string {
  const { errors, warnings, hints } = countsOf(report);
  return `${report.title} ${report.version}: ${[counted(errors, 'error'), counted(warnings, 'warning'), counted(hints, 'hint')].join(', ')}.`;
}

export function sumLines({ sums }: CourseReport): string[] {
  const { sections, labs, blocks, checks, minutes, withoutMinutes, images, unpinned, internet } = sums;
  const hours = `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  return [
    `${counted(sections, 'section')}, ${counted(labs, 'lab')}, ${counted(blocks, 'step')}, ${counted(checks, 'check')}.`,
    `Time: ${hours}${withoutMinutes.length > 0 ? `; without minutes: ${withoutMinutes.join(', ')}` : ''}.`,
    `Downloads: ${images.length === 0 ? 'no images' : `${counted(images.length, 'image')} of unknown size (${images.join(', ')})`}${unpinned.length > 0 ? `; without a fixed version: ${unpinned.length}` : ''}.${images.length === 0 ? '' : ' Their registries know the sizes: “Labbook: Prepare for Class…” asks them.'}`,
    ...internet.length > 0 ? [`Fetch something else from the internet: ${internet.join(', ')}.`] : [],
  ];
}

function counted(count: number, noun: string): string { return `${count} ${noun}${count === 1 ? '' : 's'}`; }
