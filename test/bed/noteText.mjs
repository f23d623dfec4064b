/** The words of a note that a student reads: paragraphs, headings, tables, and the sentences of checks and predictions; no code. */
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt({ html: true });
/** Keys of checks, predictions and figures whose values are sentences. */
const sentence = /^\s*(?:claim|hint|fail|ask|because|right|seconds|title|-)(?::|(?<=-))\s+(.*)$/;

/** @typedef {{text: string, line: number}} Paragraph `line`: from 1 */

/** @param {string} note @returns {Paragraph[]} */
export function paragraphsOf(note) {
  const front = /^---\n[\s\S]*?\n---\n/.exec(note)?.[0] ?? '';
  const offset = front.split('\n').length;
  const tokens = markdown.parse(note.slice(front.length), {});
  let line = 0;
  return tokens.flatMap(token => {
    line = token.map?.[0] ?? line;
    const at = line + offset;
    if (token.type === 'inline') return [{ text: (token.children ?? []).map(inlineText).join(''), line: at }];
    if (token.type === 'html_block') return [{ text: token.content.replace(/<code>.*?<\/code>/gs, ' ').replace(/<[^>]*>/g, ' '), line: at }];
    if (token.type === 'fence' && /^ya?ml\s*\{(?:check|predict|figure)/.test(token.info)) return token.content.split('\n').flatMap((text, index) => sentenceIn(text, at + index + 1));
    return [];
  });
}

/** @param {string} text @param {number} line @returns {Paragraph[]} */
function sentenceIn(text, line) {
  const found = sentence.exec(text)?.[1];
  return found === undefined || /^[\w-]+:/.test(found) ? [] : [{ text: found.replace(/`[^`]*`|\$\{\w+\}/g, ' '), line }];
}

/** @param {{type: string, content: string}} token */
function inlineText({ type, content }) { return type === 'text' ? content : type === 'softbreak' || type === 'hardbreak' || type === 'code_inline' ? ' ' : ''; }
