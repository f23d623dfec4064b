import { sectionsOf, type Course } from './course';
import { quote } from './shellQuote';

/** The command line of Labbook itself, as a lab names it among the tools that it needs. */
export const ownCommand = 'labbook';

/** The lab's blocks call Labbook's own command line. */
export function callsLabbook(course: Course, labId: string): boolean {
  return sectionsOf(course).some(({ id, meta }) => (meta.lab ?? id) === labId && meta.needs.tools.includes(ownCommand));
}

/**
 * Shell text after which `labbook` is the command line that came with the extension. `node`: a Node, or an Electron that
 * can be one; `cli`: absolute path of the program. A function, so that neither PATH nor a file of the student's changes.
 */
export function ownCommandText(node: string, cli: string): string {
  return `${ownCommand}() { ELECTRON_RUN_AS_NODE=1 ${quote(node)} ${quote(cli)} "$@"; }\n`;
}
