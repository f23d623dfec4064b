import * as vscode from 'vscode';
import type { Strings } from '../core/protocol';

/** Every sentence of the status page. The page fills the arguments itself, so the placeholders stay. */
export function statusStrings(): Strings {
  const { t } = vscode.l10n;
  return {
    ', about {0} so far': t(', about {0} so far', '{0}'), // US dollars
    ', likely': t(', likely'),
    ', under 0.01 so far': t(', under 0.01 so far'), // US dollars
    '1 thing': t('1 thing'),
    '< 1 min': t('< 1 min'), // a duration under a minute
    'AWS stopped answering.': t('AWS stopped answering.'),
    'AWS stopped answering. Showing the state of {0}.': t('AWS stopped answering. Showing the state of {0}.', '{0}'),
    'Also checked': t('Also checked'),
    'Asking {0}': t('Asking {0}', '{0}'),
    'Checks': t('Checks'),
    'Clean up…': t('Clean up…'),
    'Docker stopped answering.': t('Docker stopped answering.'),
    'Docker stopped answering. Showing the state of {0}.': t('Docker stopped answering. Showing the state of {0}.', '{0}'),
    'Events': t('Events'),
    'Everything below is as it was at {0}.': t('Everything below is as it was at {0}.', '{0}'),
    'Gone': t('Gone'),
    'Hide commands': t('Hide commands'),
    'Kept': t('Kept'),
    'Lab status': t('Lab status'),
    'Labbook goes on trying by itself.': t('Labbook goes on trying by itself.'),
    'Left out': t('Left out'),
    'Looking for AWS': t('Looking for AWS'),
    'Looking for Docker': t('Looking for Docker'),
    'Looking for the cluster': t('Looking for the cluster'),
    'Looking for the emulator': t('Looking for the emulator'),
    'More': t('More'),
    'No answer for 10 seconds. Usually it takes under one.': t('No answer for 10 seconds. Usually it takes under one.'),
    'No lab': t('No lab'),
    'Not of this lab': t('Not of this lab'),
    'Nothing has happened in this lab yet.': t('Nothing has happened in this lab yet.'),
    'Parts of {0}': t('Parts of {0}', '{0}'), // the variants of an endpoint, the steps of a cluster
    'Picture: {0}': t('Picture: {0}', '{0}'), // what it shows, for a screen reader: nodes and tasks, or deployments and pods
    'Pods': t('Pods'),
    'Pods of {0}': t('Pods of {0}', '{0}'),
    'Progress': t('Progress'),
    'ReplicaSets of {0}': t('ReplicaSets of {0}', '{0}'),
    'Runs': t('Runs'),
    'Services': t('Services'),
    'Show commands': t('Show commands'),
    'Stayed': t('Stayed'),
    'Stays': t('Stays'),
    'That failed.': t('That failed.'),
    'The cluster stopped answering.': t('The cluster stopped answering.'),
    'The cluster stopped answering. Showing the state of {0}.': t('The cluster stopped answering. Showing the state of {0}.', '{0}'),
    'The emulator stopped answering.': t('The emulator stopped answering.'),
    'The emulator stopped answering. Showing the state of {0}.': t('The emulator stopped answering. Showing the state of {0}.', '{0}'),
    'Timeline': t('Timeline'),
    'Today': t('Today'),
    'Usually under a second.': t('Usually under a second.'),
    'Will go': t('Will go'),
    'You': t('You'),
    'as of {0}': t('as of {0}', '{0}'), // a time of day
    'cannot be chosen': t('cannot be chosen'),
    'going': t('going'),
    'gone': t('gone'),
    'left out:': t('left out:'),
    'likely: {0}': t('likely: {0}', '{0}'),
    'stand-in image': t('stand-in image'),
    'still here': t('still here'),
    'waiting': t('waiting'),
    'was {0}': t('was {0}', '{0}'), // the state of a thing before the connection was lost: was running
    '{0} B': t('{0} B', '{0}'),
    '{0} GB': t('{0} GB', '{0}'),
    '{0} KB': t('{0} KB', '{0}'),
    '{0} MB': t('{0} MB', '{0}'),
    '{0} ago': t('{0} ago', '{0}'), // a duration
    '{0} d': t('{0} d', '{0}'), // a duration: days
    '{0} h': t('{0} h', '{0}'), // a duration: hours
    '{0} h {1} min': t('{0} h {1} min', '{0}', '{1}'),
    '{0} is gone.': t('{0} is gone.', '{0}'),
    '{0} min': t('{0} min', '{0}'), // a duration: minutes
    '{0} min {1} s': t('{0} min {1} s', '{0}', '{1}'),
    '{0} of {1} gone': t('{0} of {1} gone', '{0}', '{1}'),
    '{0} old': t('{0} old', '{0}'), // a duration
    '{0} s': t('{0} s', '{0}'),
    '{0} things': t('{0} things', '{0}'),
    '{0} without anything': t('{0} without anything', '{0}'),
    '{0}, as of {1}': t('{0}, as of {1}', '{0}', '{1}'), // a count, then a time of day
    '{0}, frees {1}': t('{0}, frees {1}', '{0}', '{1}'),
    '{0}, made {1}: {2}': t('{0}, made {1}: {2}', '{0}', '{1}', '{2}'), // block 3, made web1: id printed by the command
    '{0}, still asked from here': t('{0}, still asked from here', '{0}'), // a count
    '{0}, {1} freed': t('{0}, {1} freed', '{0}', '{1}'),
    '{0}: {1}': t('{0}: {1}', '{0}', '{1}'), // a button and the thing it acts on: Logs: web1
  };
}
