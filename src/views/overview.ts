import * as vscode from 'vscode';
import { sectionsOf } from '../core/course';
import type { FollowedTarget } from '../core/followed';
import type { OverviewView } from '../core/protocol';
import type { LinkStatus } from '../core/source';
import type { SectionAt } from './courses';
import { translate } from './messages';
import type { ProgressSource } from './progress';

type Place = { readonly target: FollowedTarget; readonly status: LinkStatus | undefined };

/** How far the student is in the course of this section, and what is known of the places by now. */
export function overviewOf({ open: { course } }: SectionAt, progress: ProgressSource['progress'], places: readonly Place[]): OverviewView {
  return {
    kind: 'overview',
    sections: sectionsOf(course).map(entry => {
      const { done, of, what = 'blocks' } = progress(course.id, entry) ?? { done: 0, of: 0 };
      return { id: entry.id, title: entry.meta.title, done, of, what };
    }),
    places: places.map(({ target, status }) => ({ name: { docker: 'Docker', kubernetes: 'Kubernetes', aws: 'AWS' }[target], state: stateOf(status) })),
  };
}

function stateOf(status: LinkStatus | undefined): string {
  if (status?.phase === 'live') return status.endpoint?.version === undefined ? vscode.l10n.t('answers') : vscode.l10n.t('answers, version {0}', status.endpoint.version);
  if (status?.cause) return translate(status.cause.message);
  return vscode.l10n.t('not asked yet');
}
