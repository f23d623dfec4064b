import type { Assertion, Check, Test } from './check';
import { readCheck, type CheckDraft } from './checkFormat';
import { isNegative } from './checkNegative';
import { readShortCheck } from './checkShort';
import type { Diagnostic, Span } from './diagnostic';
import { msg, type Message } from './message';
import { patternWords } from './patternWords';
import type { Block } from './section';
import { hashOf } from './sectionBlocks';

/** A check that was read, before names are looked up: a `for` or `needs` may name what stands below. */
interface FoundCheck {
  readonly id: string;
  readonly draft: CheckDraft;
  readonly span: Span;
  readonly heading?: string;
  /** Nearest block above. */
  readonly above?: string;
}

/** Where a check stands. */
export interface CheckPlace {
  readonly span: Span;
  readonly heading?: string;
}

/** Collects a section's checks and what is wrong with them. */
export class SectionChecks {
  private readonly found: FoundCheck[] = [];
  private readonly ids = new Set<string>();
  readonly diagnostics: Diagnostic[] = [];

  constructor(private readonly file: string, private readonly lines: readonly string[], private readonly blocks: readonly Block[]) {}

  /** A yaml fence. `name`: undefined where the fence gives none. Returns the id, or undefined for what is no check. */
  add(name: string | undefined, text: string, firstLine: number, place: CheckPlace): string | undefined {
    const { draft, diagnostics } = readCheck(text, this.file, firstLine);
    this.diagnostics.push(...diagnostics);
    if (name === undefined) this.report('check.nameMissing', 'warning', this.firstLine(place.span), msg('This check has no name; its result is lost when a check is added above it.'), msg('Name it in the fence: check=web1-runs.'));
    return draft && this.keep(name ?? `check-${this.found.length + 1}`, draft, place);
  }

  /** The option `check` of a block. */
  addShort(block: Block, text: string, place: CheckPlace): string | undefined {
    const { test, needs, problem } = readShortCheck(text);
    if (problem) this.report('check.short', 'error', this.within(place.span.start.line, text, problem), problem.message, problem.remedy);
    return test && this.keep(`${block.id}.check`, { claim: claimOf(text), for: block.id, needs, test, captures: [] }, place);
  }

  /** All checks, once every block and every check is known. */
  all(): Check[] {
    const blocks = new Set(this.blocks.map(block => block.id));
    const checks = this.found.map(found => this.check(found, blocks));
    this.circles(checks);
    for (const block of this.blocks) {
      if (block.solves !== undefined && !blocks.has(block.solves) && !this.ids.has(block.solves)) this.unknown('block.solvesUnknown', block.span, block.solves);
      const { inside } = block.options;
      if (inside !== undefined && !blocks.has(inside)) this.unknown('block.insideUnknown', block.span, inside);
    }
    return checks;
  }

  private keep(id: string, draft: CheckDraft, place: CheckPlace): string | undefined {
    if (this.ids.has(id)) {
      this.report('check.nameTwice', 'error', this.firstLine(place.span), msg('Another check of this section is called that: {0}', id), msg('Give each check a name of its own.'));
      return undefined;
    }
    this.ids.add(id);
    const above = this.blocks.findLast(block => block.kind !== 'inline' && block.options.run && (block.role === 'step' || block.role === 'cleanup'))?.id;
    this.found.push({ id, draft, ...place, ...above !== undefined && { above } });
    return id;
  }

  private check({ id, draft, span, heading, above }: FoundCheck, blocks: ReadonlySet<string>): Check {
    const { for: wanted, needs: named, ...rest } = draft;
    if (blocks.has(id)) this.report('check.nameTwice', 'error', this.firstLine(span), msg('A block of this section is called that: {0}', id), msg('Give the check a name of its own.'));
    for (const name of [...wanted === undefined ? [] : [wanted], ...blocksOf(draft)]) {
      if (!blocks.has(name)) this.unknown('check.blockUnknown', span, name);
    }
    const needs = named.filter(name => name !== id && (blocks.has(name) || this.ids.has(name)));
    for (const name of named) if (!needs.includes(name)) this.unknown('check.needsUnknown', span, name);
    if (needs.length === 0 && isNegative(draft.test)) {
      this.report('check.needsMissing', 'error', this.firstLine(span), msg('This is true before anything was done.'), msg('Name in "needs" the check or block after which it counts; in short form: "; after NAME".'));
    }
    const block = wanted !== undefined && blocks.has(wanted) ? wanted : above;
    const decides = [rest.test, rest.captures, rest.timeoutSeconds, needs, block];
    return { id, ...rest, needs, span, ...block !== undefined && { block }, ...heading !== undefined && { heading }, hash: hashOf(JSON.stringify(decides)) };
  }

  /** A check that waits for itself never counts. */
  private circles(checks: readonly Check[]): void {
    const needsOf = new Map(checks.map(check => [check.id, check.needs]));
    for (const check of checks) {
      const seen = new Set<string>();
      const open = [...check.needs];
      for (let id = open.pop(); id !== undefined; id = open.pop()) {
        if (seen.has(id)) continue;
        seen.add(id);
        open.push(...needsOf.get(id) ?? []);
      }
      if (seen.has(check.id)) this.report('check.needsCircle', 'error', this.firstLine(check.span), msg('This check waits for itself: {0}', check.needs.join(', ')), msg('Remove one of the names in "needs".'));
    }
  }

  private unknown(code: string, span: Span, name: string): void {
    this.report(code, 'error', this.nameSpan(span, name), msg('No block or check of this file is called that: {0}', name), msg('Write the name as it stands in the fence of the block.'));
  }

  private report(code: string, severity: Diagnostic['severity'], span: Span, message: Message, remedy: Message): void {
    this.diagnostics.push({ code, severity, file: this.file, span, message, remedy });
  }

  private firstLine({ start }: Span): Span {
    return { start, end: { line: start.line, character: (this.lines[start.line] ?? '').length } };
  }

  /** The place of a name within a fence; its first line where the name cannot be found. */
  private nameSpan(span: Span, name: string): Span {
    for (let line = span.start.line; line <= span.end.line; line++) {
      const text = this.lines[line] ?? '';
      for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
        if (!/[\w.-]/.test(text[at - 1] ?? ' ') && !/[\w.-]/.test(text[at + name.length] ?? ' ')) return { start: { line, character: at }, end: { line, character: at + name.length } };
      }
    }
    return this.firstLine(span);
  }

  /** A piece of a short form in the line of its fence, which may hold backslashes that the form does not. */
  private within(line: number, text: string, { start, end }: { readonly start: number; readonly end: number }): Span {
    const whole = this.lines[line] ?? '';
    for (const written of [text, text.replaceAll('"', '\\"')]) {
      const at = whole.indexOf(written);
      const shift = (offset: number): number => at + (written === text ? offset : text.slice(0, offset).replaceAll('"', '\\"').length);
      if (at >= 0) return { start: { line, character: shift(start) }, end: { line, character: shift(end) } };
    }
    return { start: { line, character: 0 }, end: { line, character: whole.length } };
  }
}

/** Names of blocks in a check's assertions and captures. */
function blocksOf({ test, captures }: CheckDraft): string[] {
  return [...namesIn(test), ...captures.flatMap(({ from }) => (from.kind === 'output' ? from.block ?? [] : []))];
}

function namesIn(test: Test): string[] {
  if (test.kind === 'all' || test.kind === 'any') return test.tests.flatMap(namesIn);
  return test.kind === 'not' ? namesIn(test.test) : blockOf(test);
}

/** A short form as a claim that a student can read. */
function claimOf(text: string): string {
  const claim = text.trim()
    .replace(/output matches \/((?:\\.|[^/\\])+)\/m?(?=\s|;|$)/g, (_, expression: string) => outputWords(patternWords(expression)))
    .replace(/\s*;\s*after\s[^;]*/g, '')
    .replace(/(^|;\s*)aws ([a-z][a-z-]*)/g, (_, before: string, kind: string) => before + kind.replaceAll('-', ' '));
  return claim.charAt(0).toUpperCase() + claim.slice(1);
}

function outputWords(looked: string | undefined): string { return looked === undefined ? 'output has the expected form' : `output shows ${looked}`; }

function blockOf(claim: Assertion): string[] {
  return (claim.kind === 'output' || claim.kind === 'exit' || claim.kind === 'ran') && claim.block !== undefined ? [claim.block] : [];
}
