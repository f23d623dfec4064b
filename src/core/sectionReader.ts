import type { Token } from 'markdown-it';
import { blockName, noOptions, readBlockOptions, type ReadOptions } from './blockOptions';
import { commandsOf, isShellLanguage, type BlockText } from './blockText';
import { looksLikeCommand } from './commandLike';
import type { Span } from './diagnostic';
import { readFigure, type Figure, type Overview } from './figures/figure';
import type { Stepper } from './figures/steppers/stepper';
import { alignedText, isYaml } from './fenceText';
import { readFenceInfo, type RawOption } from './fenceInfo';
import { msg } from './message';
import { SectionPredictions } from './predictions/sectionPredictions';
import type { BlockMeta } from './renderNote';
import type { Heading } from './section';
import { SectionBlocks } from './sectionBlocks';
import { SectionChecks } from './sectionChecks';

/** Walks the tokens of a note once: headings, blocks, checks, images. Marks the tokens that are blocks or checks for the renderer. */
export class SectionReader {
  readonly headings: Heading[] = [];
  readonly figures: Figure[] = [];
  readonly steppers: Stepper[] = [];
  overview: Overview | undefined;
  readonly found: SectionBlocks;
  readonly checks: SectionChecks;
  readonly predictions: SectionPredictions;
  private readonly anchors = new Map<string, number>();
  private heading: string | undefined;
  /** Lines of the innermost element so far that has any: cells of a table have none of their own. */
  private lastMap: [number, number] = [0, 1];

  constructor(file: string, private readonly lines: readonly string[]) {
    this.found = new SectionBlocks(file, lines);
    this.checks = new SectionChecks(file, lines, this.found.blocks);
    this.predictions = new SectionPredictions(file);
  }

  read(tokens: readonly Token[]): void {
    tokens.forEach((token, i) => {
      this.lastMap = token.map ?? this.lastMap;
      switch (token.type) {
        case 'heading_open': return this.openHeading(token, tokens[i + 1]);
        case 'fence': return this.fence(token);
        case 'code_block': return this.code(token, 'indented', commandsOf(contentLines(token), ''), '', token.map?.[0] ?? 0);
        case 'inline': return this.inline(token, tokens[i - 1]?.type === 'heading_open');
        default: return undefined;
      }
    });
  }

  private openHeading(token: Token, inline: Token | undefined): void {
    const text = (inline?.children ?? []).map(child => (child.type === 'text' || child.type === 'code_inline' ? child.content : child.type === 'softbreak' ? ' ' : '')).join('').trim();
    if (text === '') return;
    const slug = `s-${text.toLowerCase().replace(/[^\p{L}\p{N}\s_-]/gu, '').trim().replace(/\s+/g, '-').slice(0, 80)}`;
    const times = this.anchors.get(slug) ?? 0;
    this.anchors.set(slug, times + 1);
    let id = times === 0 ? slug : `${slug}-${times}`;
    // `## a`, `## a`, `## a 1`: the third would get the second's anchor.
    while (times > 0 && this.anchors.has(id)) id += '-1';
    if (times > 0) this.anchors.set(id, 1);
    token.attrSet('id', id);
    this.heading = id;
    this.headings.push({ id, level: Number(token.tag.slice(1)), text, line: token.map?.[0] ?? 0 });
  }

  private fence(token: Token): void {
    const line = token.map?.[0] ?? 0;
    const { language, options } = readFenceInfo(token.info);
    if (isYaml(language) && options.some(({ key }) => key === 'check')) return this.check(token, options);
    if (isYaml(language) && options.some(({ key }) => key === 'figure')) return this.figure(token, options);
    if (isYaml(language) && options.some(({ key }) => key === 'predict')) return this.predict(token, options);
    if (language !== '' && !isShellLanguage(language)) {
      if (token.markup.startsWith('`') && looksLikeCommand(token.info, 'inline')) {
        this.found.report('note.fenceCommand', 'warning', this.span(line, line + 1), msg('A command stands where the language of the code is named, so it is not part of the code: {0}', token.info.slice(0, 80)), msg('Write the command on a line of its own, or close the backticks on the same line.'));
      }
      return;
    }
    this.code(token, 'fence', commandsOf(contentLines(token), language), token.info, line + 1);
  }

  private check(token: Token, options: readonly RawOption[]): void {
    const line = token.map?.[0] ?? 0;
    const span = this.span(line, token.map?.[1] ?? line + 1);
    const given = options.findLast(({ key }) => key === 'check');
    const name = given && !given.bare ? given.value : undefined;
    if (name !== undefined && !blockName.test(name)) this.found.report('check.nameWrong', 'error', this.span(line, line + 1), msg('This is no name for a check: {0}', name), msg('Begin with a letter; use letters, digits, dots, hyphens and underscores.'));
    for (const { key } of options.filter(option => option.key !== 'check')) this.found.report('block.optionUnknown', 'warning', this.span(line, line + 1), msg('Unknown option: {0}', key), msg('The fence of a check has one option: {0}.', 'check'));
    const checkId = this.checks.add(name !== undefined && blockName.test(name) ? name : undefined, alignedText(token, this.lines), line + 1, { span, ...this.step() });
    if (checkId !== undefined) token.meta = { checkId } satisfies BlockMeta;
  }

  private figure(token: Token, options: readonly RawOption[]): void {
    const line = token.map?.[0] ?? 0;
    const given = options.find(({ key, bare }) => key === 'figure' && !bare)?.value ?? '';
    if (!blockName.test(given) || [...this.figures, ...this.steppers, ...this.overview ? [this.overview] : []].some(({ id }) => id === given)) {
      this.found.report('figure.nameWrong', 'error', this.span(line, line + 1), msg('This is no name for a figure, or another figure of this section is called that: {0}', given), msg('Begin with a letter; use letters, digits, dots, hyphens and underscores.'));
      return;
    }
    const { figure, stepper, overview, diagnostics } = readFigure(given, alignedText(token, this.lines), this.found.file, line + 1);
    this.found.diagnostics.push(...diagnostics);
    if (figure) this.figures.push(figure);
    else if (stepper) this.steppers.push(stepper);
    else if (overview && !this.overview) this.overview = overview;
    else return;
    token.meta = { figureId: given } satisfies BlockMeta;
  }

  private predict(token: Token, options: readonly RawOption[]): void {
    const line = token.map?.[0] ?? 0;
    const given = options.find(({ key, bare }) => key === 'predict' && !bare)?.value ?? '';
    if (!blockName.test(given)) {
      this.found.report('predict.nameWrong', 'error', this.span(line, line + 1), msg('This is no name for a prediction: {0}', given), msg('Begin with a letter; use letters, digits, dots, hyphens and underscores.'));
      return;
    }
    if (this.predictions.add(given, alignedText(token, this.lines), line + 1, this.span(line, token.map?.[1] ?? line + 1))) token.meta = { predictId: given } satisfies BlockMeta;
  }

  private code(token: Token, kind: 'fence' | 'indented', found: BlockText | undefined, info: string, firstLine: number): void {
    if (found === undefined) return;
    const { options, problems, role, solves, check }: Omit<ReadOptions, 'language'> = info === '' ? { options: noOptions, problems: [], role: 'step' } : readBlockOptions(info);
    const [start, end] = token.map ?? [0, 1];
    const span = this.span(start, end);
    const block = this.found.add({ kind, found, firstLine, span, options, problems, role, ...solves !== undefined && { solves }, ...this.step() });
    const checkId = check === undefined ? undefined : this.checks.addShort(block, check, { span, ...this.step() });
    token.meta = { blockId: block.id, ...checkId !== undefined && { checkId } } satisfies BlockMeta;
  }

  private inline(token: Token, inHeading: boolean): void {
    const [first, end] = this.lastMap;
    const source = new InlineSource(this.lines, first, end);
    let links = 0;
    for (const child of token.children ?? []) {
      if (child.type === 'link_open') links++;
      else if (child.type === 'link_close') links--;
      else if (child.type === 'image') this.image(child, this.span(first, end));
      else if (child.type === 'code_inline') {
        const span = source.next(child.content, child.markup);
        if (!inHeading && links === 0) this.inlineCode(child, span);
      }
    }
  }

  private inlineCode(token: Token, span: Span): void {
    const text = token.content.trim().replace(/^\$ +/, '').replace(/ \\ +/g, ' ');
    if (!looksLikeCommand(text, 'inline')) return;
    const found = { commands: [{ text, line: 0 }], sample: [], inner: 0 };
    token.meta = { blockId: this.found.add({ kind: 'inline', found, firstLine: span.start.line, span, options: noOptions, problems: [], ...this.step() }).id } satisfies BlockMeta;
  }

  private image(token: Token, span: Span): void {
    if (token.content.trim() !== '') return;
    this.found.report('note.imageAlt', 'warning', span, msg('This picture has no description: {0}', token.attrGet('src') ?? ''), msg('Say in the square brackets what it shows, for those who do not see it.'));
  }

  private step(): { heading?: string } {
    return this.heading === undefined ? {} : { heading: this.heading };
  }

  /** Whole lines; `end` is the line after the last. */
  private span(start: number, end: number): Span {
    const last = Math.max(start, Math.min(end, this.lines.length) - 1);
    return { start: { line: start, character: 0 }, end: { line: last, character: (this.lines[last] ?? '').length } };
  }
}

function contentLines(token: Token): string[] {
  return token.content.replace(/\n$/, '').split('\n');
}

/** Finds inline code again in the lines that it came from: the parser gives lines only for whole paragraphs. */
class InlineSource {
  private line: number;
  private character = 0;

  constructor(private readonly lines: readonly string[], first: number, private readonly end: number) {
    this.line = first;
  }

  /** Span of the code without its backticks; where it cannot be found, the place where the search began. */
  next(content: string, backticks: string): Span {
    const code = content.trim();
    for (let line = this.line; line < this.end; line++) {
      const text = this.lines[line] ?? '';
      for (let at = text.indexOf(backticks, line === this.line ? this.character : 0); at >= 0; at = text.indexOf(backticks, at + 1)) {
        const inner = text.slice(at + backticks.length);
        const start = at + backticks.length + (inner.length - inner.trimStart().length);
        if (text.startsWith(code, start)) return this.found(line, start, line, start + code.length);
        if (!inner.includes(backticks) && code.startsWith(inner.trim()) && inner.trim() !== '') return this.overLines(line, start, code, backticks);
      }
    }
    return { start: { line: this.line, character: this.character }, end: { line: this.line, character: this.character } };
  }

  private overLines(line: number, start: number, code: string, backticks: string): Span {
    const last = code.split(/\s+/).at(-1)!;
    for (let below = line + 1; below < this.end; below++) {
      const text = this.lines[below] ?? '';
      const close = text.indexOf(backticks);
      if (close >= 0) return this.found(line, start, below, Math.max(0, text.lastIndexOf(last, close)) + last.length);
    }
    return this.found(line, start, line, (this.lines[line] ?? '').length);
  }

  private found(line: number, character: number, endLine: number, endCharacter: number): Span {
    this.line = endLine;
    this.character = endCharacter + 1;
    return { start: { line, character }, end: { line: endLine, character: endCharacter } };
  }
}
