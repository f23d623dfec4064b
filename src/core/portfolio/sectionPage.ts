import { storyOf } from '../figures/steppers/stepper';
import type { SectionEntry } from '../course';
import { msg } from '../message';
import type { Prediction } from '../predictions/prediction';
import type { Section } from '../section';
import { withoutDeadLinks } from './links';
import { html, Markup } from './markup';
import { pageStyle } from './pageStyle';
import { withPictures } from './pictures';
import type { Translate } from './words';

export interface SectionPageInput {
  readonly section: Section;
  readonly title: string;
  /** All of the course: a link to another one cannot lead there from paper. */
  readonly sections: readonly SectionEntry[];
  readonly language: string;
  /** Data address of a picture as the note names it; undefined where it cannot be shown. */
  picture(written: string): string | undefined;
  readonly say: Translate;
  /** Made for this page alone: styles without it do not count. */
  readonly nonce: string;
}

const printStyle = new Markup(`
.claim { padding-left: 22px; text-indent: -22px; } .claim::before { content: '\\2610\\00a0\\00a0'; }
.predict { margin: 16px 0; padding: 0 12px 4px; border: 1px solid var(--line); border-left-width: 3px; } .predict .lines { height: 64px; border-bottom: 1px solid var(--quiet); } .predict .gap { display: inline-block; width: 80px; border-bottom: 1px solid var(--quiet); }
.role { margin-bottom: 2px; color: var(--quiet); font-size: 13px; } .role + pre { margin-top: 0; }
figure { margin: 16px 0; padding: 8px 12px; border: 1px solid var(--line); } figcaption { font-weight: 600; } figure ol { margin: 8px 0 0; }
@media print { a { color: inherit; text-decoration: none; } a[href^=http]::after { content: ' (' attr(href) ')'; overflow-wrap: anywhere; } details::details-content { display: block; content-visibility: visible; } img, figure, .predict { break-inside: avoid; } }
`);

const place = /<div data-(block|check|figure|predict)="([^"]*)"[^>]*><\/div>/g;

/**
 * A section as one page to read and print: its text, what is to be typed, its claims as boxes to tick, its drawings. It runs
 * nothing and loads nothing: what raw HTML of the note could do, the page's policy does not allow.
 */
export function sectionPage({ section, title, sections, language, picture, say, nonce }: SectionPageInput): string {
  const blocks = new Map(section.blocks.map(block => [block.id, block]));
  const body = withPictures(withoutDeadLinks(section.html, section.file, sections), picture).replace(place, (_, kind: string, id: string) => {
    if (kind === 'predict') return predictionOf(section.predictions?.find(prediction => prediction.id === id), say).text;
    if (kind === 'block') return blockOf(blocks.get(id), say).text;
    return kind === 'check' ? claimOf(section.checks.find(check => check.id === id)?.claim).text : figureOf(section, id, say).text;
  });
  const heading = section.headings[0]?.level === 1 ? undefined : html`<h1>${title}</h1>`;
  return html`<!DOCTYPE html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'; img-src data:; style-src 'nonce-${nonce}'"><title>${title}</title><style nonce="${nonce}">${pageStyle}${printStyle}</style></head>
<body><main class="report">${heading}${new Markup(body.replace(/<details(?![^>]*\sopen)/g, '<details open'))}</main></body></html>
`.text;
}

function blockOf(block: Section['blocks'][number] | undefined, say: Translate): Markup {
  if (!block) return html``;
  if (block.role === 'solution') return html`<p class="quiet">${say(msg('A solution of this step is in Labbook.'))}</p>`;
  const role = block.role === 'cleanup' ? msg('Clean-up') : block.role === 'alternative' ? msg('Another way') : undefined;
  return html`${role && html`<p class="role">${say(role)}</p>`}<pre><code>${block.text}</code></pre>`;
}

/** The question with room for an answer. What is right, and why, is for after the run: it is not printed. */
function predictionOf(prediction: Prediction | undefined, say: Translate): Markup {
  if (!prediction) return html``;
  const { ask, choices, seconds } = prediction;
  return html`<div class="predict"><p class="role">${say(msg('Before you run it, say what will happen.'))}</p><p>${plain(ask)}</p>${choices.length > 0 ? choices.map(claimOf) : html`<p class="lines"></p>`}${seconds !== undefined && html`<p>${plain(seconds)} <span class="gap"></span> ${say(msg('seconds'))}</p>`}</div>`;
}

function plain(sentence: string): string { return sentence.replaceAll('`', ''); }

function claimOf(claim: string | undefined): Markup { return claim === undefined ? html`` : html`<p class="claim">${plain(claim)}</p>`; }

function figureOf(section: Section, id: string, say: Translate): Markup {
  const stepper = section.steppers?.find(one => one.id === id);
  if (stepper) return html`<figure><figcaption>${stepper.title}</figcaption><ol>${storyOf(stepper.data).map(says => html`<li>${says.map(say).join(' ')}</li>`)}</ol></figure>`;
  const figure = section.figures.find(one => one.id === id);
  return figure ? html`<figure><figcaption>${figure.title}</figcaption><p class="quiet">${say(msg('Labbook draws it from {0} of the lab.', figure.file))}</p></figure>` : html``;
}
