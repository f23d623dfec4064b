import * as vscode from 'vscode';
import type { Strings } from '../core/protocol';

/** Every sentence of the status page. The page fills the arguments itself, so the placeholders stay. */
export function statusStrings(): Strings {
  const { t } = vscode.l10n;
  return {
    ', likely': t(', likely'),
    '< 1 min': t('< 1 min'), // a duration under a minute
    'Asking {0}': t('Asking {0}', '{0}'),
    'Docker stopped answering.': t('Docker stopped answering.'),
    'Docker stopped answering. Showing the state of {0}.': t('Docker stopped answering. Showing the state of {0}.', '{0}'),
    'Everything below is as it was at {0}.': t('Everything below is as it was at {0}.', '{0}'),
    'Lab status': t('Lab status'),
    'Labbook goes on trying by itself.': t('Labbook goes on trying by itself.'),
    'Left out': t('Left out'),
    'Looking for Docker': t('Looking for Docker'),
    'No answer for 10 seconds. Usually it takes under one.': t('No answer for 10 seconds. Usually it takes under one.'),
    'No lab': t('No lab'),
    'Not of this lab': t('Not of this lab'),
    'That failed.': t('That failed.'),
    'Usually under a second.': t('Usually under a second.'),
    'left out:': t('left out:'),
    'likely: {0}': t('likely: {0}', '{0}'),
    'stand-in image': t('stand-in image'),
    'was {0}': t('was {0}', '{0}'), // the state of a thing before the connection was lost: was running
    '{0} ago': t('{0} ago', '{0}'), // a duration
    '{0} d': t('{0} d', '{0}'), // a duration: days
    '{0} h': t('{0} h', '{0}'), // a duration: hours
    '{0} is gone.': t('{0} is gone.', '{0}'),
    '{0} min': t('{0} min', '{0}'), // a duration: minutes
    '{0} old': t('{0} old', '{0}'), // a duration
    '{0}, as of {1}': t('{0}, as of {1}', '{0}', '{1}'), // a count, then a time of day
    '{0}, made {1}: {2}': t('{0}, made {1}: {2}', '{0}', '{1}', '{2}'), // block 3, made web1: id printed by the command
    '{0}, still asked from here': t('{0}, still asked from here', '{0}'), // a count
    '{0}: {1}': t('{0}: {1}', '{0}', '{1}'), // a button and the thing it acts on: Logs: web1
  };
}
