import type { AwsClaim } from '../aws/check';
import { asking, type Verdict, type World } from './world';

/** How a claim about AWS stands. */
export function judgeAws(_claim: AwsClaim, _world: World): Verdict { return asking; }
