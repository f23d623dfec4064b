import type { Diagnostic } from '../diagnostic';
import { msg } from '../message';
import { secretsIn } from '../secrets';
import { findingOn, type CheckedCourse, type CheckedSection } from './checkedCourse';

/** Keys that were copied into a course with everything else. What was found is never repeated in the finding. */
export function secretFindings({ sections }: CheckedCourse): readonly Diagnostic[] {
  return sections.flatMap(inSection);
}

function inSection(section: CheckedSection): Diagnostic[] {
  return secretsIn(section.lines.join('\n')).map(({ at, kind }) => {
    const line = section.lines.join('\n').slice(0, at).split('\n').length - 1;
    return findingOn(section, line, kind === 'shape'
      ? { code: 'secret.key', severity: 'error', message: msg('A key, a token or a private key stands here in full.'), remedy: msg('Make it invalid where it was made, and write a placeholder: <access key id>.') }
      : { code: 'secret.value', severity: 'warning', message: msg('This looks like a real secret.'), remedy: msg('If it opens anything, make it invalid; write a placeholder, or a word that says that it is none.') });
  });
}
