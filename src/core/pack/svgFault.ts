import { msg, type Message } from '../message';

const rules: readonly (readonly [RegExp, Message])[] = [
  [/<!doctype|<!entity/i, msg('it declares entities or a document type')],
  [/<\s*(?:\w+:)?script[\s>/]/i, msg('it holds a script')],
  [/<\s*(?:\w+:)?foreignObject[\s>/]/i, msg('it holds foreign content')],
  [/<\s*(?:\w+:)?(?:iframe|embed|object|handler|listener)[\s>/]/i, msg('it holds foreign content')],
  [/[\s"'/]on[a-z]{3,}\s*=\s*["']/i, msg('it reacts to events with a script')],
  [/(?:java|vb)script\s*:/i, msg('it holds a script address')],
  [/(?:href|src)\s*=\s*["']?\s*(?!#|data:image\/(?:png|jpeg|gif|webp);)[^"'\s>]/i, msg('it points out of itself')],
  [/url\(\s*["']?\s*(?!#|["'])[^)\s]|@import/i, msg('it fetches something')],
];

/** Why this drawing is not handed out: it could do more than be looked at. Character references are read as what they stand for. */
export function svgFault(text: string): Message | undefined {
  const plain = text.replace(/&#(?:x([\da-f]+)|(\d+));?/gi, (_whole, hex?: string, dec?: string) => letter(hex === undefined ? Number(dec) : parseInt(hex, 16)));
  return [text, plain].map(one => rules.find(([pattern]) => pattern.test(one))?.[1]).find(Boolean);
}

function letter(code: number): string { return code < 0x110000 ? String.fromCodePoint(code) : ''; }
