import DOMPurify from 'dompurify';

const tags = ['a', 'abbr', 'b', 'blockquote', 'br', 'caption', 'cite', 'code', 'col', 'colgroup', 'dd', 'del', 'details', 'dfn', 'div', 'dl', 'dt', 'em',
  'figcaption', 'figure', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'hr', 'i', 'img', 'ins', 'kbd', 'li', 'mark', 'ol', 'p', 'pre', 'q', 's', 'samp', 'small',
  'span', 'strong', 'sub', 'summary', 'sup', 'table', 'tbody', 'td', 'tfoot', 'th', 'thead', 'time', 'tr', 'u', 'ul', 'var', 'wbr'];
const attributes = ['href', 'title', 'alt', 'id', 'class', 'colspan', 'rowspan', 'align', 'open', 'start', 'reversed', 'lang', 'dir', 'width', 'height',
  'data-src', 'data-block', 'data-check', 'data-figure', 'data-predict', 'data-term', 'data-line', 'data-language'];
const schemes = /^(?:https?:|mailto:|#|[^a-z]|[a-z+.-]+(?:[^a-z+.:-]|$))/i;
const ownClass = /^(?:hljs(?:-[a-z_-]+)?|language-[\w-]+|function_|class_|inherited__|constant_|diagram|slot)$/;

/** Names and numbers of ours that cannot be addresses. */
const noAddresses = ['data-block', 'data-check', 'data-figure', 'data-predict', 'data-term', 'data-line', 'data-language'];

/** Everything that is not listed goes; the page's policy stands behind it. */
export function createSanitizer(): (html: string) => DocumentFragment {
  const purify = DOMPurify(window);
  return html => withoutDisguise(purify.sanitize(html, {
    ALLOWED_TAGS: tags, ALLOWED_ATTR: attributes, ALLOWED_URI_REGEXP: schemes, ADD_URI_SAFE_ATTR: noAddresses, ALLOW_DATA_ATTR: false, ALLOW_ARIA_ATTR: false,
    ALLOW_UNKNOWN_PROTOCOLS: false, SANITIZE_NAMED_PROPS: false, RETURN_DOM_FRAGMENT: true, USE_PROFILES: undefined,
  }));
}

/** Ids and classes of the page itself: a note could dress up as a button or catch a focus. Not by a hook, which is asked for each attribute of a long note. */
function withoutDisguise(body: DocumentFragment): DocumentFragment {
  for (const element of body.querySelectorAll('[id]')) if (!element.id.startsWith('s-')) element.removeAttribute('id');
  for (const element of body.querySelectorAll('[class]')) {
    const own = [...element.classList].filter(name => ownClass.test(name));
    if (own.length > 0) element.setAttribute('class', own.join(' '));
    else element.removeAttribute('class');
  }
  return body;
}
