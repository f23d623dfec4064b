import glossarySchemaFile from '../../notes/schema/glossary.schema.json';
import { targetIds } from './course';
import type { Diagnostic, Span } from './diagnostic';
import { yamlDiagnostics } from './frontMatter';
import { msg, type Message } from './message';
import { nearestWord } from './nearestWord';
import type { Schema } from './schema';
import { checkSchema } from './schemaCheck';
import { readYaml, type YamlValue } from './yamlData';
import { scalarText, YamlReader } from './yamlReader';

export const glossarySchema: Schema = glossarySchemaFile;
export const glossaryFileName = 'glossary.yaml';

/** A word of the course that is explained where it stands. */
export interface Term {
  /** Unique in the glossary. */
  readonly id: string;
  readonly term: string;
  /** All forms as they are looked for, `term` first. */
  readonly forms: readonly string[];
  /** One or two sentences, in the author's words. */
  readonly means: string;
  /** File of the section to read. */
  readonly read?: string;
  /** Targets or section files; undefined: everywhere. */
  readonly in?: readonly string[];
}

/** What `glossary.yaml` says. `sections`: files of the course. Never throws; a term that is wrong is left out, the rest counts. */
export function readGlossary(text: string, sections: readonly string[]): { readonly terms: readonly Term[]; readonly diagnostics: readonly Diagnostic[] } {
  const { value, problems } = readYaml(text);
  const diagnostics = yamlDiagnostics(problems, glossaryFileName);
  if (!value) return { terms: [], diagnostics };
  const report = checkSchema(glossarySchema, value, { file: glossaryFileName, area: 'glossary' });
  diagnostics.push(...report.diagnostics);
  const reader = new YamlReader(value, report.bad);
  const terms = new TermReader(sections, diagnostics);
  for (const item of reader.list('terms')) terms.read(reader.of(item), item);
  return { terms: terms.found, diagnostics };
}

class TermReader {
  readonly found: Term[] = [];
  private readonly taken = new Set<string>();

  constructor(private readonly sections: readonly string[], private readonly diagnostics: Diagnostic[]) {}

  read(entry: YamlReader, { span }: YamlValue): void {
    const [term, means, read] = [entry.text('term')?.trim(), entry.text('means')?.trim(), entry.text('read')];
    // The schema has said so.
    if (!term || !means) return;
    if (read !== undefined) this.section(read, entry.get('read')?.span ?? span);
    for (const place of entry.list('in')) this.place(scalarText(place) ?? '', place.span);
    const within = entry.texts('in');
    const forms = [...new Set([term, ...entry.texts('also').map(form => form.trim())])];
    for (const form of forms) this.form(form, within, span);
    this.found.push({
      id: `term-${this.found.length + 1}`, term, forms, means,
      ...read !== undefined && this.sections.includes(read) && { read }, ...within.length > 0 && { in: within },
    });
  }

  private section(file: string, span: Span): void {
    if (!this.sections.includes(file)) this.report('section', span, msg('The course has no section {0}.', file), meant(file, this.sections, msg('Write the file as it stands in course.yaml.')));
  }

  private place(place: string, span: Span): void {
    if (targetIds.some(id => id === place) || this.sections.includes(place)) return;
    this.report('place', span, msg('"{0}" is neither a target nor a section of this course.', place), meant(place, [...targetIds, ...this.sections], msg('Write one of {0}, or a file as it stands in course.yaml.', targetIds.join(', '))));
  }

  private form(form: string, within: readonly string[], span: Span): void {
    for (const place of within.length > 0 ? within : ['']) {
      const key = `${place}\n${form}`;
      if (this.taken.has(key)) this.report('twice', span, msg('"{0}" is explained twice for the same sections; the first counts.', form), msg('Remove one of the two, or say with "in" where each holds.'));
      this.taken.add(key);
    }
  }

  private report(code: string, span: Span, message: Message, remedy: Message): void {
    this.diagnostics.push({ code: `glossary.${code}`, severity: 'warning', file: glossaryFileName, span, message, remedy });
  }
}

function meant(written: string, known: readonly string[], otherwise: Message): Message {
  const near = nearestWord(written, known);
  return near === undefined ? otherwise : msg('Did you mean "{0}"?', near);
}
