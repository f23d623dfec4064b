import type { Diagnostic, Span } from '../diagnostic';
import { yamlDiagnostics } from '../frontMatter';
import { msg, type Message } from '../message';
import { readYaml, type YamlMap, type YamlValue } from '../yamlData';
import type { PredictionDraft } from './prediction';

export interface PredictionReading { readonly draft?: PredictionDraft; readonly diagnostics: readonly Diagnostic[] }

export const predictionKeys = ['for', 'ask', 'choices', 'right', 'because', 'seconds', 'whole'] as const;
type Key = typeof predictionKeys[number];
/** More is a quiz, less is no choice. */
const fewest = 2;
const most = 6;

/** What a yaml fence with the option `predict` holds. `firstLine`: line of the file at which `text` begins. Never throws. */
export function readPrediction(id: string, text: string, file: string, firstLine: number): PredictionReading {
  const { value, problems } = readYaml(text, firstLine);
  const diagnostics: Diagnostic[] = yamlDiagnostics(problems, file);
  const report = (span: Span, message: Message, remedy: Message): void => void diagnostics.push({ code: 'predict.wrong', severity: 'error', file, span, message, remedy });
  const start = { line: firstLine, character: 0 };
  if (value?.kind !== 'map') {
    report(value?.span ?? { start, end: start }, msg('This prediction asks nothing.'), msg('Write ask, because and whole, one a line.'));
    return { diagnostics };
  }
  const draft = new Reader(value, report).read(id);
  return { ...draft && !diagnostics.some(({ severity }) => severity === 'error') && { draft }, diagnostics };
}

class Reader {
  constructor(private readonly map: YamlMap, private readonly report: (span: Span, message: Message, remedy: Message) => void) {}

  read(id: string): PredictionDraft | undefined {
    for (const { key, keySpan } of this.map.entries) if (!predictionKeys.some(known => known === key)) this.report(keySpan, msg('Unknown key: {0}', key), msg('A prediction has the keys {0}.', predictionKeys.join(', ')));
    const wanted = this.text('for');
    const seconds = this.text('seconds');
    const ask = this.must('ask', msg('A prediction needs a question.'), msg('Write ask: and what will happen.'));
    const because = this.must('because', msg('A prediction needs the reason for what happens.'), msg('Write because: and why; it is shown after the run alone.'));
    const whole = this.must('whole', msg('A prediction names the check that holds while the lab is whole.'), msg('Write whole: and the name of a check of this file.'));
    const choices = this.choices();
    const right = this.text('right');
    if (choices.length > 0 && (right === undefined || !choices.includes(right))) this.report(this.spanOf('right'), msg('Which of the choices happens is not said.'), msg('Write right: and one of the choices, word for word.'));
    if (choices.length === 0 && right !== undefined) this.report(this.spanOf('right'), msg('There is nothing to choose from.'), msg('Write choices: and a list, or remove right.'));
    if (ask === undefined || because === undefined || whole === undefined) return undefined;
    return { id, ask, choices, because, whole, ...right !== undefined && { right }, ...seconds !== undefined && { seconds }, ...wanted !== undefined && { for: wanted } };
  }

  private choices(): string[] {
    const value = this.value('choices');
    if (value === undefined) return [];
    const texts = value.kind === 'list' ? value.items.map(plainText) : [];
    const wrong = texts.length < fewest || texts.length > most || texts.some(text => text === undefined || text === '') || new Set(texts).size < texts.length;
    if (wrong) this.report(value.span, msg('The choices are a list of {0} to {1} different sentences.', fewest, most), msg('Write each on a line of its own that begins with "- ".'));
    return texts.filter(text => text !== undefined);
  }

  private must(key: Key, message: Message, remedy: Message): string | undefined {
    const text = this.text(key);
    if (text === undefined && this.value(key) === undefined) this.report(this.map.span, message, remedy);
    return text;
  }

  private text(key: Key): string | undefined {
    const value = this.value(key);
    if (value === undefined) return undefined;
    const text = plainText(value);
    if (text !== undefined && text !== '') return text;
    this.report(value.span, msg('"{0}" is a text.', key), msg('Put quotes around it.'));
    return undefined;
  }

  private value(key: Key): YamlValue | undefined { return this.map.entries.find(entry => entry.key === key)?.value; }
  private spanOf(key: Key): Span { return this.value(key)?.span ?? this.map.span; }
}

/** A number stands for its digits: `- 3` is a choice. */
function plainText(value: YamlValue): string | undefined {
  return value.kind !== 'scalar' || value.value === null ? undefined : typeof value.value === 'string' ? value.value.trim() : value.source.trim();
}
