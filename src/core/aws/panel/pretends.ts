import { msg, type Message } from '../../message';
import { wordOf, type AwsKind } from '../kinds';

/** What an emulator only makes believe of a thing, and what there would be on real AWS. Undefined: it does what AWS does, as far as a lab can see. */
export function pretendWords(kind: AwsKind): Message | undefined {
  switch (wordOf(kind)) {
    case 'endpoint': return msg('On AWS it stays in Creating for some minutes first. No model runs behind this one: its answers are canned.');
    case 'training-job': return msg('Nothing was trained and no model was written to S3. On AWS this takes some minutes.');
    case 'transform-job': return msg('Nothing was computed and no result was written to S3.');
    case 'notebook-instance': return msg('No notebook runs behind it: it cannot be opened.');
    case 'instance': return msg('No machine runs behind it. Its address is made up and may belong to a stranger: never connect to it.');
    case 'load-balancer': return msg('It routes nothing, and its address is made up: never connect to it.');
    case 'target-group': return msg('Nobody is asked for their health here.');
    case 'ecs-service': return msg('Its tasks never start here: the running number stays at 0.');
    case 'ecs-task': return msg('No container runs behind it.');
    case 'ecr-repository': return msg('It holds no images, and its address is that of a real AWS host: images go to the local registry.');
    case 'emr-cluster': return msg('No machines run behind it, and its steps never end.');
    case 'redshift-cluster': return msg('No database runs behind it: it takes any SQL and answers with canned rows.');
    case 'function': return msg('Its code does not run here: what goes in is lost or comes back as it was.');
    case 'event-source': return msg('It hands nothing over: the function is never called.');
    case 'delivery-stream': return msg('What comes from a Kinesis stream is not delivered here.');
    case 'query': return msg('No SQL is computed: its rows are canned.');
    default: return undefined;
  }
}
