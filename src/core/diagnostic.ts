import type { Message } from './message';

/** Zero-based, as in VS Code; `character` counts UTF-16 units. */
export interface Position { readonly line: number; readonly character: number }
export interface Span { readonly start: Position; readonly end: Position }

/** Something wrong with what an author wrote. It never stops the rest of the course from opening. */
export interface Diagnostic {
  /** Stable, for tests and documentation: `course.unknownKey`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'information';
  /** Relative to the course folder, with `/`. */
  readonly file: string;
  readonly span: Span;
  readonly message: Message;
  /** What to do about it, as one sentence. */
  readonly remedy?: Message;
}
