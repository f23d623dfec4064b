import MarkdownIt from 'markdown-it';
import sectionSchemaFile from '../../notes/schema/section.schema.json';
import { awsServices, type AwsService } from './aws/kinds';
import { targetIds, type AwsExpects, type ClusterExpects, type Expects, type Needs, type SectionMeta, type TargetId } from './course';
import type { Diagnostic, Span } from './diagnostic';
import { msg } from './message';
import type { Schema } from './schema';
import { checkSchema } from './schemaCheck';
import { cleanTitle } from './titleText';
import { readYaml, type YamlProblem } from './yamlData';
import { YamlReader } from './yamlReader';

export const sectionSchema: Schema = sectionSchemaFile;

/** The YAML between two `---` lines at the top of a Markdown file. Lines are 0-based. */
export interface FrontMatterSplit {
  /** Without the `---` lines; undefined where the file has no front matter. */
  readonly yaml?: { readonly text: string; readonly startLine: number };
  /** First line of the Markdown. */
  readonly bodyStartLine: number;
  /** The first line is `---` and the next one looks like a key, but the second `---` never comes. */
  readonly unclosed: boolean;
}

export interface FrontMatter {
  /** Always usable: what is missing or wrong has its default, the title comes from the first heading, else from the file name. */
  readonly meta: SectionMeta;
  readonly diagnostics: readonly Diagnostic[];
  readonly bodyStartLine: number;
  /** Where the values of top-level keys stand, for checks across files. */
  readonly spans: ReadonlyMap<string, Span>;
}

const fence = /^---[ \t]*(?:\r\n|\n|\r)/;
const closing = /^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|$)/gm;
const newline = /\r\n|\n|\r/g;

export function splitFrontMatter(text: string): FrontMatterSplit {
  const start = text.startsWith('\uFEFF') ? 1 : 0;
  const opening = fence.exec(text.slice(start, start + 4096))?.[0];
  if (opening === undefined) return { bodyStartLine: 0, unclosed: false };
  const from = start + opening.length;
  closing.lastIndex = from;
  const end = closing.exec(text);
  if (end === null) return { bodyStartLine: 0, unclosed: /^[\w-]+:(?:\s|$)/.test(text.slice(from, from + 200)) };
  const yaml = text.slice(from, end.index);
  return { yaml: { text: yaml, startLine: 1 }, bodyStartLine: 2 + (yaml.match(newline)?.length ?? 0), unclosed: false };
}

/** `file` is relative to the course folder. Never throws; a file without front matter is no fault. */
export function readFrontMatter(text: string, file: string): FrontMatter {
  const split = splitFrontMatter(text);
  const diagnostics: Diagnostic[] = [];
  if (split.unclosed) diagnostics.push(unclosed(file));
  const { value, problems } = split.yaml ? readYaml(split.yaml.text, split.yaml.startLine) : { problems: [] };
  diagnostics.push(...yamlDiagnostics(problems, file));
  const report = value && checkSchema(sectionSchema, value, { file, area: 'section' });
  diagnostics.push(...report?.diagnostics ?? []);
  const reader = new YamlReader(value, report?.bad);
  const title = cleanTitle(reader.text('title') ?? '') || firstHeading(text, split.bodyStartLine) || titleFromName(file);
  return { meta: metaOf(reader, title), diagnostics, bodyStartLine: split.bodyStartLine, spans: reader.spans() };
}

export function yamlDiagnostics(problems: readonly YamlProblem[], file: string): Diagnostic[] {
  return problems.map(problem => ({ ...problem, severity: 'error', file }));
}

function metaOf(reader: YamlReader, title: string): SectionMeta {
  const lab = reader.text('lab');
  const labIn = reader.text('lab-in');
  const minutes = reader.number('minutes');
  return {
    title,
    ...lab !== undefined && { lab },
    ...labIn !== undefined && { labIn },
    ...minutes !== undefined && { minutes },
    targets: unique(reader.texts('targets')).filter(isTarget),
    needs: needsOf(reader.map('needs')),
    ...reader.get('expects')?.kind === 'map' && { expects: expectsOf(reader.map('expects')) },
  };
}

function needsOf(reader: YamlReader): Needs {
  const images = unique(reader.texts('images'));
  const network = reader.text('network');
  const known = network === 'none' || network === 'images' || network === 'internet' ? network : undefined;
  return {
    tools: unique(reader.texts('tools')),
    images,
    ports: unique(reader.numbers('ports')),
    network: known ?? (images.length > 0 ? 'images' : 'none'),
  };
}

function expectsOf(reader: YamlReader): Expects {
  const [context, local, swarm] = [reader.text('context'), reader.flag('local'), reader.text('swarm')];
  return {
    ...context !== undefined && { context },
    ...local !== undefined && { local },
    ...(swarm === 'inactive' || swarm === 'manager') && { swarm },
    ...reader.get('kubernetes')?.kind === 'map' && { kubernetes: clusterExpectsOf(reader.map('kubernetes')) },
    ...reader.get('aws')?.kind === 'map' && { aws: awsExpectsOf(reader.map('aws')) },
  };
}

function clusterExpectsOf(reader: YamlReader): ClusterExpects {
  const [context, local, namespace] = [reader.text('context'), reader.flag('local'), reader.text('namespace')];
  return {
    ...context !== undefined && { context },
    ...local !== undefined && { local },
    ...namespace === 'own' && { namespace },
  };
}

function awsExpectsOf(reader: YamlReader): AwsExpects {
  const region = reader.text('region');
  const services = unique(reader.texts('services')).filter((text): text is AwsService => awsServices.some(name => name === text));
  const budget = reader.number('budget');
  return { ...region !== undefined && { region }, ...services.length > 0 && { services }, ...budget !== undefined && { budget } };
}

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];
const isTarget = (text: string): text is TargetId => targetIds.some(id => id === text);

/** Only asked where a file names no title, so that a whole course opens without parsing its Markdown. */
function firstHeading(text: string, bodyStartLine: number): string {
  const body = text.split(newline).slice(bodyStartLine, bodyStartLine + 400).join('\n');
  const tokens = new MarkdownIt().parse(body.slice(0, 64 * 1024), {});
  const heading = tokens.findIndex(token => token.type === 'heading_open');
  const words = tokens[heading + 1]?.children ?? [];
  return heading < 0 ? '' : cleanTitle(words.filter(token => token.type === 'text' || token.type === 'code_inline').map(token => token.content).join(''));
}

function titleFromName(file: string): string {
  const name = (file.split('/').pop() ?? '').replace(/\.[^.]*$/, '').replace(/[-_]+/g, ' ').trim();
  return cleanTitle(name.charAt(0).toUpperCase() + name.slice(1)) || file;
}

function unclosed(file: string): Diagnostic {
  return {
    code: 'section.frontMatterOpen',
    severity: 'error',
    file,
    span: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
    message: msg('The front matter that begins here has no end; it is shown as text.'),
    remedy: msg('Put a line "---" after the last key.'),
  };
}
