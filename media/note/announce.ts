import type { BlockView } from '../../src/core/protocol';
import { bare } from '../status/rich';
import { failedLine, type Look } from './stateWords';
import { spanWords } from '../status/span';

/** What is read aloud when a block's state changed; undefined when nothing happened that one must know. */
export function newsOf(before: BlockView | undefined, view: BlockView, { t, now }: Look): string | undefined {
  const run = runNews(before, view, { t, now });
  const offered = view.explanation && before?.explanation?.rule !== view.explanation.rule ? `${bare(view.explanation.title)}. ${t('A remedy is offered.')}` : undefined;
  const asks = view.decision && before?.decision?.id !== view.decision.id ? `${bare(view.decision.title)} ${t('Choose before it runs.')}` : undefined;
  const said = [run, offered, asks].filter(part => part !== undefined);
  return said.length === 0 ? undefined : said.join(' ');
}

function runNews(before: BlockView | undefined, view: BlockView, { t, now }: Look): string | undefined {
  const { run, ordinal } = view;
  if (!run || run.changed || (before?.run?.runId === run.runId && before.run.state === run.state)) return undefined;
  const took = spanWords(t, (run.end ?? now) - run.start);
  const line = failedLine(run, view);
  switch (run.state) {
    case 'queued': return run.behind ? t('Block {0} is queued behind {1}.', ordinal, run.behind) : t('Block {0} is queued.', ordinal);
    case 'running': return t('Block {0} is running.', ordinal);
    case 'waiting': return t('Block {0} is waiting for you: a program asks for input in the terminal.', ordinal);
    case 'passed': return t('Block {0} passed in {1}.', ordinal, took);
    case 'failed': return line === undefined || run.code === undefined ? t('Block {0} failed. {1}', ordinal, run.reason ?? '') : t('Block {0} failed at line {1}, exit code {2}.', ordinal, line, run.code);
    case 'stopped': return t('Block {0} was stopped by you.', ordinal);
    case 'timedOut': return t('Block {0} timed out after {1}.', ordinal, took);
    case 'interrupted': return t('Block {0} was interrupted.', ordinal);
    case 'notRun': return t('Block {0} was not run. {1}', ordinal, run.reason ?? '');
    case 'notMeasured': return t('Block {0} was not measured. {1}', ordinal, run.reason ?? '');
  }
}
