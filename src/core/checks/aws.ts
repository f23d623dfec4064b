import type { AwsClaim } from '../aws/check';
import { judgeAccount, judgeAnonymous, judgeBucketSettings, judgeObject, judgeRolePolicy, judgeRule, judgeStatement } from './awsAsked';
import { judgeImages, judgeInvoked, judgeItems, judgeLog, judgeObjects, judgeRecords, judgeResult, judgeVersions } from './awsCounts';
import { judgeThing } from './awsThing';
import type { Verdict, World } from './world';

/** How a claim about AWS stands. */
export function judgeAws(claim: AwsClaim, world: World): Verdict {
  switch (claim.about) {
    case 'thing': return judgeThing(claim, world);
    case 'account': return judgeAccount(claim, world);
    case 'object': return judgeObject(claim, world);
    case 'objects': return judgeObjects(claim, world);
    case 'versions': return judgeVersions(claim, world);
    case 'anonymous': return judgeAnonymous(claim, world);
    case 'bucket-settings': return judgeBucketSettings(claim, world);
    case 'items': return judgeItems(claim, world);
    case 'records': return judgeRecords(claim, world);
    case 'log': return judgeLog(claim, world);
    case 'images': return judgeImages(claim, world);
    case 'rule': return judgeRule(claim, world);
    case 'statement': return judgeStatement(claim, world);
    case 'result': return judgeResult(claim, world);
    case 'invoked': return judgeInvoked(claim, world);
    case 'role-policy': return judgeRolePolicy(claim, world);
  }
}
