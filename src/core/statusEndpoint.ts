import { msg } from './message';
import type { RowView } from './protocol';
import type { EndpointProbe, Made } from './statusInput';
import { actionLabel, blockOf, type RowContext } from './statusRow';
import { meshNote } from './statusService';
import type { Words } from './statusWords';

/** A published port as a row. `made` is that of its owner. */
export function endpointRow(probe: EndpointProbe, made: Made | undefined, context: RowContext): RowView {
  const { input, translate } = context;
  const owner = input.resources.get(probe.owner);
  const words = probeWords(probe);
  return {
    uid: probe.uid,
    tone: words.tone,
    name: probe.address,
    state: translate(words.text),
    detail: [owner?.name ?? '', probe.via ? translate(probe.via) : '', reasonOf(probe, context)].filter(part => part !== '').join(' · '),
    block: made && blockOf(made, context),
    checked: probe.at,
    note: owner && meshNote(owner, input).map(translate)[0],
    actions: actionsOf(probe, context),
    standIn: owner?.standIn ?? false,
  };
}

function actionsOf({ openable, instead, result }: EndpointProbe, { translate }: RowContext): RowView['actions'] {
  if (openable) return [{ id: 'open', label: translate(actionLabel('open')) }];
  const reached = result.kind === 'tcp' || result.kind === 'asking';
  return instead === undefined || reached ? [] : [{ id: 'forward', label: translate(actionLabel('forward')), command: instead }];
}

function probeWords({ result }: EndpointProbe): Words {
  switch (result.kind) {
    case 'asking': return { tone: 'running', text: msg('asking') };
    case 'http': return httpWords(result.status);
    case 'tcp': return { tone: 'pass', text: msg('accepts connections') };
    case 'refused': return { tone: 'fail', text: msg('refuses connections') };
    case 'timeout': return { tone: 'wait', text: msg('does not answer') };
    case 'unreachable': return { tone: 'wait', text: msg('not reachable from this window') };
    case 'notProbed': return { tone: 'idle', text: msg('not asked') };
  }
}

/** Any answer shows that the way is open; from 500 on, what answers says itself that it is broken. */
function httpWords(status: number): Words {
  return status >= 500 ? { tone: 'fail', text: msg('answers with an error, {0}', status) } : { tone: 'pass', text: msg('answers, {0}', status) };
}

function reasonOf({ result }: EndpointProbe, { translate }: RowContext): string {
  switch (result.kind) {
    case 'http': case 'tcp': return translate(msg('{0} ms', Math.round(result.ms)));
    case 'timeout': return translate(msg('nothing within {0} ms', Math.round(result.ms)));
    case 'unreachable': case 'notProbed': return translate(result.reason);
    case 'asking': case 'refused': return '';
  }
}
