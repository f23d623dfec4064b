import { msg } from '../../message';
import type { RowAnswerView } from '../../protocol';
import type { Translate } from '../../statusInput';
import type { AwsAnswer } from '../query';
import type { AwsResource } from '../resource';

const [mostLines, mostWidth] = [40, 400];

/** What an endpoint answered. An emulator's answer is a canned one, and says nothing of a model. */
export function invokedView(resource: AwsResource, answer: AwsAnswer, translate: Translate): RowAnswerView {
  const title = answer.kind !== 'texts' ? refusal(answer) : resource.emulated ? msg('The emulator’s canned answer: no model has computed it') : msg('Answer of {0}', resource.name);
  return { title: translate(title), lines: answer.kind === 'texts' ? shown(answer.texts.flatMap(text => text.split('\n'))) : refused(answer, translate), plots: [] };
}

/** What a training job said of itself, and its last lines. */
export function trainedView(resource: AwsResource, metrics: AwsAnswer, log: AwsAnswer, translate: Translate): RowAnswerView {
  const plots = metrics.kind === 'metrics' ? plotsOf(metrics.points) : [];
  const lines = log.kind === 'texts' ? shown(log.texts) : refused(log, translate);
  const nothing = plots.length === 0 && lines.length === 0;
  const title = nothing ? resource.emulated ? msg('Nothing: the emulator has trained nothing') : msg('No metrics and no log lines yet') : resource.emulated ? msg('Made up by the emulator: it has trained nothing') : msg('Metrics and last log lines');
  return { title: translate(title), lines, plots };
}

function plotsOf(points: Extract<AwsAnswer, { kind: 'metrics' }>['points']): RowAnswerView['plots'] {
  const names = [...new Set(points.map(({ name }) => name))];
  return names.map(name => ({ name, values: points.filter(point => point.name === name).sort((a, b) => a.at - b.at).map(({ value }) => value) }));
}

function refusal(answer: AwsAnswer) { return answer.kind === 'none' ? msg('It is not there') : answer.kind === 'unsupported' ? msg('The emulator does not know this call') : msg('No answer'); }

function refused(answer: AwsAnswer, translate: Translate): readonly string[] { return answer.kind === 'barred' ? [translate(answer.reason)] : []; }

function shown(lines: readonly string[]): readonly string[] {
  const some = lines.filter(line => line.trim() !== '').slice(-mostLines);
  return some.map(line => line.length > mostWidth ? `${line.slice(0, mostWidth - 1)}…` : line);
}
