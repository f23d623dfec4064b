import { sectionsOf } from '../core/course';
import { pathFromNote } from '../core/coursePath';
import { withoutForeignImages } from '../core/noteImages';
import type { BlockView, NoteView, StatementView } from '../core/protocol';
import type { Block } from '../core/section';
import type { SectionAt } from './courses';
import { neighbours } from './courseTree';

/** What of a note is the same wherever it is read. */
export type NoteFrame = Pick<NoteView, 'courseId' | 'sectionId' | 'hash' | 'title' | 'meta' | 'html' | 'previous' | 'next' | 'terms'>;

export async function frameOf(at: SectionAt): Promise<NoteFrame> {
  const { previous, next } = neighbours(at.open, at.entry.id);
  return {
    courseId: at.open.course.id, sectionId: at.entry.id, hash: at.section.hash, title: at.entry.meta.title, meta: at.entry.meta,
    html: await withoutForeignImages(at.section.html, written => isImageOf(at, written)),
    previous: previous && { id: previous.id, title: previous.meta.title }, next: next && { id: next.id, title: next.meta.title },
    terms: termsOf(at),
  };
}

/** A block as its author wrote it, whatever has become of it. */
export function blockFrame(block: Block): Omit<BlockView, 'statements' | 'placeholders'> {
  const { id, ordinal, hash, target, role, solves, sample, options } = block;
  return { id, ordinal, hash, inline: block.kind === 'inline', target, background: options.background, tty: options.tty, runnable: options.run, role, solves, sample };
}

/** Of a block whose statements nobody has told apart. */
export function wholeBlock(block: Block): readonly StatementView[] { return [{ index: 1, text: block.text }]; }

function termsOf({ open, section }: SectionAt): NonNullable<NoteView['terms']> {
  return (section.terms ?? []).map(({ id, term, means, read }) => {
    const entry = sectionsOf(open.course).find(({ file }) => file === read);
    return { id, term, means, ...entry && { read: { id: entry.id, title: entry.meta.title } } };
  });
}

async function isImageOf(at: SectionAt, written: string): Promise<boolean> {
  const path = pathFromNote(at.entry.file, written);
  return path !== undefined && (await at.open.files.isImage?.(path) ?? false);
}
