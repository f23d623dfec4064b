import type { Diagnostic } from '../diagnostic';
import { yamlDiagnostics } from '../frontMatter';
import { msg } from '../message';
import { readYaml, type YamlEntry, type YamlMap } from '../yamlData';
import { readStepperData, stepperKeys, type Report } from './steppers/readStepper';
import { stepperKinds, type Stepper } from './steppers/stepper';

export const figureKinds = ['scores', 'matrix', 'map'] as const;
export type FigureKind = typeof figureKinds[number];

/** A drawing of Labbook's own, chosen by data in the note and fed from a file that the lab makes. */
export interface Figure {
  /** Unique among the section's figures. */
  readonly id: string;
  readonly draw: FigureKind;
  /** Relative to the lab's folder. */
  readonly file: string;
  /** Said above the drawing and read aloud. */
  readonly title: string;
  /** Of scores: where the threshold stands at first, 0 to 1. */
  readonly threshold: number;
}

/** The student's way through the course and what is known of the machine. */
export interface Overview { readonly id: string; readonly title: string }

export interface FigureReading { readonly figure?: Figure; readonly stepper?: Stepper; readonly overview?: Overview; readonly diagnostics: readonly Diagnostic[] }

const fileKeys: readonly string[] = ['file', 'threshold'];

/** What a yaml fence with the option `figure` holds. `firstLine`: line of the file at which `text` begins. Never throws. */
export function readFigure(id: string, text: string, file: string, firstLine: number): FigureReading {
  const { value, problems } = readYaml(text, firstLine);
  const diagnostics: Diagnostic[] = yamlDiagnostics(problems, file);
  const report: Report = (span, message, remedy) => void diagnostics.push({ code: 'figure.wrong', severity: 'error', file, span, message, remedy });
  const start = { line: firstLine, character: 0 };
  if (value?.kind !== 'map') {
    report(value?.span ?? { start, end: start }, msg('This figure does not say what to draw.'), msg('Write draw, title and what the drawing needs, one a line.'));
    return { diagnostics };
  }
  const of = (key: string): YamlEntry | undefined => value.entries.find(entry => entry.key === key);
  const stepper = stepperKinds.find(kind => kind === textOf(of('draw')));
  const overview = textOf(of('draw')) === 'progress';
  const keys = ['draw', 'title', ...overview ? [] : stepper === undefined ? fileKeys : stepperKeys[stepper]];
  for (const { key, keySpan } of value.entries) if (!keys.includes(key)) report(keySpan, msg('Unknown key: {0}', key), msg('This figure has the keys {0}.', keys.join(', ')));
  const title = textOf(of('title'));
  if (title === undefined || title.trim() === '') report(of('title')?.value.span ?? value.span, msg('A figure needs a title.'), msg('Say what it shows, for those who do not see it.'));
  const wrong = (): boolean => diagnostics.some(({ severity }) => severity === 'error');
  if (overview) return title === undefined || wrong() ? { diagnostics } : { overview: { id, title }, diagnostics };
  if (stepper !== undefined) {
    const data = readStepperData(stepper, value, report);
    return data === undefined || title === undefined || wrong() ? { diagnostics } : { stepper: { id, title, data }, diagnostics };
  }
  const figure = readFileFigure(value, of, report);
  return figure === undefined || title === undefined || wrong() ? { diagnostics } : { figure: { id, title, ...figure }, diagnostics };
}

function readFileFigure(value: YamlMap, of: (key: string) => YamlEntry | undefined, report: Report): Pick<Figure, 'draw' | 'file' | 'threshold'> | undefined {
  const draw = figureKinds.find(kind => kind === textOf(of('draw')));
  const file = textOf(of('file'));
  const threshold = numberOf(of('threshold')) ?? 0.5;
  if (draw === undefined) report(of('draw')?.value.span ?? value.span, msg('What is to be drawn is one of {0}.', [...figureKinds, ...stepperKinds, 'progress'].join(', ')), msg('Write for example draw: matrix.'));
  else if (file === undefined || file === '' || /^[/~]|(?:^|[/\\])\.\.(?:[/\\]|$)|^[a-z]+:/i.test(file)) report(of('file')?.value.span ?? value.span, msg('The file is a path inside the lab folder.'), msg('Write for example file: result.csv.'));
  if (!(threshold >= 0 && threshold <= 1)) report(of('threshold')?.value.span ?? value.span, msg('A threshold lies between 0 and 1.'), msg('Write for example threshold: 0.5.'));
  return draw === undefined || file === undefined ? undefined : { draw, file, threshold };
}

function textOf(entry: YamlEntry | undefined): string | undefined {
  return entry?.value.kind === 'scalar' && typeof entry.value.value === 'string' ? entry.value.value : undefined;
}

function numberOf(entry: YamlEntry | undefined): number | undefined {
  return entry?.value.kind === 'scalar' ? typeof entry.value.value === 'number' ? entry.value.value : Number.NaN : undefined;
}
