import { msg } from '../message';
import type { OutlineSection, PortfolioRecord } from './portfolio';
import { durationWords, markWords, runWords, thingWords, type Translate } from './words';

export interface RecordLine { readonly what: string; readonly how: string; readonly tone?: 'pass' | 'fail' }

/** What one record says, for the instructor's page and the student's preview alike. */
export function recordWords(record: PortfolioRecord, section: OutlineSection | undefined, say: Translate): RecordLine {
  switch (record.kind) {
    case 'run': {
      const ordinal = section?.blocks.find(({ id }) => id === record.block)?.ordinal;
      const [first = ''] = record.text.split('\n');
      const how = [runWords(record), ...record.ms === undefined ? [] : [durationWords(record.ms)], ...markWords(record)].map(say);
      const made = record.made ? [say(msg('made {0}', thingWords(record.made)))] : [];
      return { what: `${ordinal === undefined ? record.block : say(msg('block {0}', ordinal))}: ${shorten(first)}`, how: [...how, ...made].join(', '), ...record.state === 'passed' ? { tone: 'pass' } : record.state === 'failed' || record.state === 'timedOut' ? { tone: 'fail' } : {} };
    }
    case 'check': {
      const how = [record.by === 'student' ? msg('Marked done by the student') : msg('Done'), ...markWords(record)].map(say);
      return { what: claimOf(record.check, section), how: [...how, ...record.evidence].join(', '), ...record.by === 'state' && { tone: 'pass' } };
    }
    case 'answer': return { what: claimOf(record.check, section), how: say(msg('Answered: {0}', record.text)) };
    case 'solved': return { what: record.block, how: say(msg('Solution run')) };
    case 'reset': return { what: record.lab, how: say(msg('Lab reset: what was before counts as tries only')) };
    case 'left': return { what: say(msg('Left running')), how: thingWords(record.things) };
    case 'note': return { what: say(msg('Note')), how: record.text };
  }
}

function claimOf(check: string, section: OutlineSection | undefined): string { return section?.checks.find(({ id }) => id === check)?.claim ?? check; }
function shorten(text: string): string { return text.length <= 120 ? text : `${text.slice(0, 119)}…`; }
