import type { Diagnostic, Span } from '../diagnostic';
import { yamlDiagnostics } from '../frontMatter';
import { msg, type Message } from '../message';
import { readYaml, type YamlEntry } from '../yamlData';

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

export interface FigureReading { readonly figure?: Figure; readonly diagnostics: readonly Diagnostic[] }

const keys: ReadonlySet<string> = new Set(['draw', 'file', 'title', 'threshold']);

/** What a yaml fence with the option `figure` holds. `firstLine`: line of the file at which `text` begins. Never throws. */
export function readFigure(id: string, text: string, file: string, firstLine: number): FigureReading {
  const { value, problems } = readYaml(text, firstLine);
  const diagnostics: Diagnostic[] = yamlDiagnostics(problems, file);
  const report = (span: Span, message: Message, remedy: Message): void => void diagnostics.push({ code: 'figure.wrong', severity: 'error', file, span, message, remedy });
  const start = { line: firstLine, character: 0 };
  if (value?.kind !== 'map') {
    report(value?.span ?? { start, end: start }, msg('This figure does not say what to draw.'), msg('Write draw, file and title, one a line.'));
    return { diagnostics };
  }
  for (const { key, keySpan } of value.entries) if (!keys.has(key)) report(keySpan, msg('Unknown key: {0}', key), msg('A figure has the keys {0}.', [...keys].join(', ')));
  const of = (key: string): YamlEntry | undefined => value.entries.find(entry => entry.key === key);
  const draw = figureKinds.find(kind => kind === textOf(of('draw')));
  const path = textOf(of('file'));
  const title = textOf(of('title'));
  const threshold = numberOf(of('threshold')) ?? 0.5;
  if (draw === undefined) report(of('draw')?.value.span ?? value.span, msg('What is to be drawn is one of {0}.', figureKinds.join(', ')), msg('Write for example draw: matrix.'));
  if (path === undefined || path === '' || /^[/~]|(?:^|[/\\])\.\.(?:[/\\]|$)|^[a-z]+:/i.test(path)) report(of('file')?.value.span ?? value.span, msg('The file is a path inside the lab folder.'), msg('Write for example file: result.csv.'));
  if (title === undefined || title.trim() === '') report(of('title')?.value.span ?? value.span, msg('A figure needs a title.'), msg('Say what it shows, for those who do not see it.'));
  if (!(threshold >= 0 && threshold <= 1)) report(of('threshold')?.value.span ?? value.span, msg('A threshold lies between 0 and 1.'), msg('Write for example threshold: 0.5.'));
  if (draw === undefined || path === undefined || title === undefined || diagnostics.some(({ severity }) => severity === 'error')) return { diagnostics };
  return { figure: { id, draw, file: path, title, threshold }, diagnostics };
}

function textOf(entry: YamlEntry | undefined): string | undefined {
  return entry?.value.kind === 'scalar' && typeof entry.value.value === 'string' ? entry.value.value : undefined;
}

function numberOf(entry: YamlEntry | undefined): number | undefined {
  return entry?.value.kind === 'scalar' ? typeof entry.value.value === 'number' ? entry.value.value : Number.NaN : undefined;
}
