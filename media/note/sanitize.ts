import DOMPurify from 'dompurify';

const tags = ['a', 'abbr', 'b', 'blockquote', 'br', 'caption', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em',
  'figcaption', 'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small',
  'span', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'u', 'ul', 'var', 'wbr'];
const attributes = ['href', 'title', 'alt', 'id', 'class', 'colspan', 'rowspan', 'align', 'open', 'start', 'reversed', 'lang', 'dir', 'width', 'height',
  'data-src', 'data-block', 'data-check', 'data-line', 'data-language'];
const schemes = /^(?:https?:|mailto:|#|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i;
const ownClass = /^(?:hljs(?:-[a-z_-]+)?|language-[\w-]+|function_|class_|inherited__|constant_|diagram|slot)$/;

/** An own instance, since its hook must not reach other uses. Everything that is not listed goes; the page's policy stands behind it. */
export function createSanitizer(): (html: string) => DocumentFragment {
  const purify = DOMPurify(window);
  purify.addHook('uponSanitizeAttribute', (_, data) => {
    // Ids and classes of the page itself: a note could dress up as a button or catch a focus.
    if (data.attrName === 'id') data.keepAttr = data.attrValue.startsWith('s-');
    if (data.attrName === 'class') {
      data.attrValue = data.attrValue.split(/\s+/).filter(name => ownClass.test(name)).join(' ');
      data.keepAttr = data.attrValue !== '';
    }
  });
  return html => purify.sanitize(html, {
    ALLOWED_TAGS: tags, ALLOWED_ATTR: attributes, ALLOWED_URI_REGEXP: schemes, ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false,
    ALLOW_UNKNOWN_PROTOCOLS: false, SANITIZE_NAMED_PROPS: false, RETURN_DOM_FRAGMENT: true, USE_PROFILES: undefined,
  });
}
