import type { SectionEntry, SectionMeta } from './course';
import { coursePath } from './coursePath';
import type { Diagnostic, Span } from './diagnostic';
import type { FrontMatter } from './frontMatter';
import { msg, type Message } from './message';

type Loaded = SectionEntry & { readonly front: FrontMatter };

/**
 * Sections that teach one lab: its blocks stand in one file, the others say which with `lab-in`.
 * Returns every section by id, without a `labIn` that leads nowhere and with the lab of the file it leads to.
 */
export function checkLabs(sections: readonly Loaded[]): { readonly entries: ReadonlyMap<string, SectionEntry>; readonly diagnostics: readonly Diagnostic[] } {
  const byFile = new Map(sections.map(section => [section.file, section]));
  const holders = new Map<string, Loaded>();
  const diagnostics: Diagnostic[] = [];
  const entries = new Map<string, SectionEntry>();
  for (const section of sections) {
    const { id, file, meta } = section;
    const link = meta.labIn === undefined ? undefined : follow(section, meta.labIn, byFile);
    const fault = link?.fault ?? (link === undefined ? heldTwice(section, holders) : undefined);
    if (fault) diagnostics.push(fault);
    entries.set(id, { id, file, meta: link ? linked(meta, link.holder) : meta });
  }
  return { entries, diagnostics };
}

interface Link { readonly holder?: Loaded; readonly fault?: Diagnostic }

function follow(section: Loaded, written: string, byFile: ReadonlyMap<string, Loaded>): Link {
  const path = coursePath(written);
  const holder = path === undefined ? undefined : byFile.get(path);
  const fault = (code: string, message: Message, remedy: Message): Link => ({ fault: report(section, 'lab-in', code, 'error', message, remedy) });
  if (holder === undefined) return fault('labInMissing', msg('"lab-in" names {0}, which is no section of this course.', written), msg('Write the section\'s path as it stands in course.yaml.'));
  if (holder === section) return fault('labInSelf', msg('"lab-in" names this file itself.'), msg('Remove "lab-in" from the file that holds the blocks.'));
  if (holder.meta.labIn !== undefined) return fault('labInChain', msg('{0} does not hold the blocks either: it has a "lab-in" itself.', holder.file), msg('Name the file that holds the blocks.'));
  if (holder.meta.lab === undefined) return fault('labInNoLab', msg('{0} has no lab.', holder.file), msg('Give that file a "lab", or remove "lab-in" here.'));
  if (section.meta.lab === undefined || section.meta.lab === holder.meta.lab) return { holder };
  return { holder, ...fault('labDiffers', msg('This section is of lab {0}, but {1} holds lab {2}.', section.meta.lab, holder.file, holder.meta.lab), msg('Write the same "lab" in both files.')) };
}

/** `labIn` in the spelling of `SectionEntry.file`, so that it can be looked up. */
function linked(meta: SectionMeta, holder: Loaded | undefined): SectionMeta {
  return holder?.meta.lab === undefined ? { ...meta, labIn: undefined } : { ...meta, lab: holder.meta.lab, labIn: holder.file };
}

function heldTwice(section: Loaded, holders: Map<string, Loaded>): Diagnostic | undefined {
  const { lab } = section.meta;
  if (lab === undefined) return undefined;
  const holder = holders.get(lab);
  if (holder === undefined) return void holders.set(lab, section);
  return report(section, 'lab', 'labTwice', 'warning', msg('Lab {0} stands in {1} already.', lab, holder.file), msg('Keep the blocks in one file and write "lab-in: {0}" in the other.', holder.file));
}

function report(section: Loaded, key: string, code: string, severity: Diagnostic['severity'], message: Message, remedy: Message): Diagnostic {
  const start = { line: 0, character: 0 };
  const span: Span = section.front.spans.get(key) ?? { start, end: start };
  return { code: `section.${code}`, severity, file: section.file, span, message, remedy };
}
