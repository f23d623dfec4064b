import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked { readonly call: string; readonly key: string; /** Milliseconds since the epoch. */ readonly at: number }
/** A body with its status, or `hang`: no answer, ever. */
export type Answer = { readonly status?: number; readonly type?: string; readonly body: string } | 'hang';

/**
 * Stands where AWS would: answers as a test says, and notes who has asked for what. It knows the JSON of SageMaker and
 * Kinesis and the XML of STS and EC2.
 */
export class FakeAws {
  readonly asked: Asked[] = [];
  readonly answers = new Map<string, () => Answer>();
  /** Who has which key: id of the key -> account. */
  readonly accounts = new Map([['GOOD', '111122223333']]);
  expired = new Set<string>();
  private readonly server = createServer((request, response) => void this.answer(request, response));

  async start(): Promise<this> {
    await new Promise<void>(resolve => this.server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get address(): string { return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`; }
  calls(call: string): Asked[] { return this.asked.filter(asked => asked.call === call); }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise(resolve => this.server.close(() => resolve()));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const target = String(request.headers['x-amz-target'] ?? '').split('.').at(-1) ?? '';
    const call = target || (new URLSearchParams(Buffer.concat(chunks).toString()).get('Action') ?? '');
    const key = /Credential=([^/]+)/.exec(request.headers.authorization ?? '')?.[1] ?? '';
    this.asked.push({ call, key, at: Date.now() });
    const answer = this.expired.has(key) ? expiredAnswer(target !== '') : this.answers.get(call)?.() ?? this.usual(call, key);
    if (answer === 'hang') return;
    response.writeHead(answer.status ?? 200, { 'content-type': answer.type ?? 'application/x-amz-json-1.1' });
    response.end(answer.body);
  }

  private usual(call: string, key: string): Answer {
    if (call === 'GetCallerIdentity') {
      const account = this.accounts.get(key) ?? '';
      return { type: 'text/xml', body: `<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Arn>arn:aws:iam::${account}:user/student</Arn><UserId>U</UserId><Account>${account}</Account></GetCallerIdentityResult></GetCallerIdentityResponse>` };
    }
    return call.startsWith('Describe') && ['DescribeInstances', 'DescribeKeyPairs', 'DescribeSecurityGroups'].includes(call) ? { type: 'text/xml', body: `<${call}Response xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"></${call}Response>` } : { body: '{}' };
  }
}

export function fault(name: string, message: string, status = 400): Answer { return { status, body: JSON.stringify({ __type: name, message }) }; }
export function json(value: unknown): Answer { return { body: JSON.stringify(value) }; }
export function instances(id: string, state: string): Answer {
  return { type: 'text/xml', body: `<DescribeInstancesResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><reservationSet><item><instancesSet><item><instanceId>${id}</instanceId><instanceState><code>0</code><name>${state}</name></instanceState><instanceType>t3.micro</instanceType></item></instancesSet></item></reservationSet></DescribeInstancesResponse>` };
}

function expiredAnswer(inJson: boolean): Answer {
  return inJson ? fault('ExpiredTokenException', 'The security token included in the request is expired')
    : { status: 403, type: 'text/xml', body: '<ErrorResponse><Error><Code>ExpiredToken</Code><Message>The security token included in the request is expired</Message></Error></ErrorResponse>' };
}
