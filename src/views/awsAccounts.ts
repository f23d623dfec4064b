import * as vscode from 'vscode';
import type { AwsPlace } from '../core/aws/place';
import { Disposables } from '../core/disposable';
import { UserError } from '../core/errors';
import { msg } from '../core/message';
import type { Cause } from '../core/source';
import type { AwsLink } from './awsLink';
import type { AwsLab, AwsTracks } from './awsTracks';

export interface AwsAccountsPorts { readonly link: AwsLink; readonly tracks: AwsTracks }

/** A log-in by the browser renews itself, and STS answers within a second or two. */
const answerMs = 15_000;

/**
 * Which real account a lab works in. Who asks is found out before its first block, shown, and agreed to by the student; from
 * then on the lab's blocks run in that account and in no other.
 */
export class AwsAccounts {
  constructor(private readonly ports: AwsAccountsPorts) {}

  /** Throws where nobody is logged in, where it is another account, and where the student does not agree. */
  async check(lab: AwsLab): Promise<void> {
    const { link, tracks } = this.ports;
    if (!link.isAt(lab)) link.enter(lab);
    const hold = link.hold();
    try {
      const place = await this.answer();
      const { account } = tracks.choiceOf(lab);
      if (account === place.account) return;
      if (account !== undefined) throw new UserError('aws.wrongAccount', msg('This lab was started in account {0}; now it is {1}. Nothing has run.', account, place.account ?? '?'), msg('Choose the profile of that account, or take the lab’s things away there first.'));
      await this.agree(lab, place);
    } finally {
      hold.dispose();
    }
  }

  private async agree(lab: AwsLab, { account, identity, region, root, profile }: AwsPlace): Promise<void> {
    const go = vscode.l10n.t('Use this account');
    const detail = [
      vscode.l10n.t('You are {0}, with the profile {1}, in {2}.', identity ?? '?', profile ?? 'default', region),
      ...root ? [vscode.l10n.t('That is the root user of the account, who may do everything and whom AWS advises not to use for work. Make a user or a role for the labs.')] : [],
      vscode.l10n.t('What lab {0} makes there costs money until it is deleted.', lab.labId),
    ].join('\n\n');
    const answer = await vscode.window.showWarningMessage(root ? vscode.l10n.t('Run this lab as the root user of AWS account {0}?', account ?? '?') : vscode.l10n.t('Run this lab in AWS account {0}?', account ?? '?'), { modal: true, detail }, go);
    if (answer !== go) throw new UserError('aws.accountDeclined', msg('Nothing has run.'));
    await this.ports.tracks.choose(lab, { ...this.ports.tracks.choiceOf(lab), ...account !== undefined && { account } });
  }

  private async answer(): Promise<AwsPlace> {
    const { link } = this.ports;
    const found = (): AwsPlace | Cause | undefined => {
      const { status } = link;
      const aws = status?.endpoint?.aws;
      if (aws?.track === 'real' && aws.account !== undefined && status?.phase === 'live') return aws;
      return status?.phase === 'down' ? status.cause : undefined;
    };
    const own = new Disposables();
    const answer = found() ?? await new Promise<AwsPlace | Cause | undefined>(resolve => {
      const timer = setTimeout(() => resolve(undefined), answerMs);
      own.own({ dispose: () => clearTimeout(timer) });
      own.own(link.onLink(() => { const now = found(); if (now) resolve(now); }));
    });
    own.dispose();
    if (!answer) throw new UserError('aws.noAnswer', msg('AWS has not said within {0} seconds whose account this is. Nothing has run.', answerMs / 1000), msg('Look at your connection, then run the block again.'));
    if ('track' in answer) return answer;
    throw new UserError(`aws.${answer.code}`, answer.message, answer.detail);
  }
}
