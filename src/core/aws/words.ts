import { msg, type Message } from '../message';
import { wordOf, type AwsKind } from './kinds';

/** What a thing is called in a sentence: "bucket", "training job". */
export function awsWords(kind: AwsKind): Message {
  switch (wordOf(kind)) {
    case 'notebook-instance': return msg('notebook instance');
    case 'training-job': return msg('training job');
    case 'transform-job': return msg('transform job');
    case 'model': return msg('model');
    case 'endpoint-config': return msg('endpoint configuration');
    case 'endpoint': return msg('endpoint');
    case 'instance': return msg('instance');
    case 'key-pair': return msg('key pair');
    case 'security-group': return msg('security group');
    case 'bucket': return msg('bucket');
    case 'ecr-repository': return msg('image repository');
    case 'ecs-cluster': return msg('ECS cluster');
    case 'ecs-service': return msg('ECS service');
    case 'ecs-task': return msg('ECS task');
    case 'task-definition': return msg('task definition');
    case 'load-balancer': return msg('load balancer');
    case 'target-group': return msg('target group');
    case 'listener': return msg('listener');
    case 'listener-rule': return msg('listener rule');
    case 'stack': return msg('CloudFormation stack');
    case 'emr-cluster': return msg('EMR cluster');
    case 'redshift-cluster': return msg('Redshift cluster');
    case 'stream': return msg('stream');
    case 'delivery-stream': return msg('delivery stream');
    case 'function': return msg('function');
    case 'event-source': return msg('event source mapping');
    case 'table': return msg('table');
    case 'query': return msg('Athena query');
    case 'glue-database': return msg('Glue database');
    case 'glue-table': return msg('Glue table');
    case 'identity-pool': return msg('identity pool');
    case 'role': return msg('role');
    case 'instance-profile': return msg('instance profile');
    case 'log-group': return msg('log group');
  }
}
