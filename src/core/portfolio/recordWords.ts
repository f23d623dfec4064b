import { msg, type Message } from '../message';
import type { OutcomeOf, OutlineSection, PortfolioRecord } from './portfolio';
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
    case 'prediction': return { what: record.ask, how: say(record.seconds === undefined ? msg('Predicted: {0}', record.text) : msg('Predicted: {0}; whole again after {1} s', record.text, record.seconds)) };
    case 'outcome': return { what: say(msg('What became of the prediction {0}', record.prediction)), how: outcomeWords(record).map(say).join(', ') };
    case 'solved': return { what: record.block, how: say(msg('Solution run')) };
    case 'reset': return { what: record.lab, how: say(msg('Lab reset: what was before counts as tries only')) };
    case 'left': return { what: say(msg('Left running')), how: thingWords(record.things) };
    case 'note': return { what: say(msg('Note')), how: record.text };
  }
}

function outcomeWords({ hit, right, ms }: OutcomeOf): Message[] {
  return [
    ...hit === 'yes' ? [msg('as predicted')] : hit === 'no' ? [msg('otherwise: {0}', right ?? '')] : [],
    ...ms === undefined ? [msg('whole again, not seen to break')] : [msg('whole again after {0} s', (ms / 1000).toFixed(1))],
  ];
}

function claimOf(check: string, section: OutlineSection | undefined): string { return section?.checks.find(({ id }) => id === check)?.claim ?? check; }
function shorten(text: string): string { return text.length <= 120 ? text : `${text.slice(0, 119)}…`; }
