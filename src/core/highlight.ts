import hljs from 'highlight.js/lib/core';
import bash from 'highlight.js/lib/languages/bash';
import dockerfile from 'highlight.js/lib/languages/dockerfile';
import ini from 'highlight.js/lib/languages/ini';
import javascript from 'highlight.js/lib/languages/javascript';
import json from 'highlight.js/lib/languages/json';
import python from 'highlight.js/lib/languages/python';
import xml from 'highlight.js/lib/languages/xml';
import yaml from 'highlight.js/lib/languages/yaml';
import { escapeHtml } from './escapeHtml';
import { colourLimit } from './highlightShell';

const highlighter = hljs.newInstance();
for (const [name, language] of Object.entries({ bash, dockerfile, ini, javascript, json, python, xml, yaml })) highlighter.registerLanguage(name, language);
highlighter.registerAliases(['toml', 'properties', 'env', 'conf'], { languageName: 'ini' });

/** Escaped HTML with `hljs-…` spans; only escaped when the language is not known. */
export function highlightCode(text: string, language: string): string {
  if (language === '' || text.length > colourLimit || highlighter.getLanguage(language) === undefined) return escapeHtml(text);
  return highlighter.highlight(text, { language, ignoreIllegals: true }).value;
}
