import { number, oneOf, renamed, some, state, text, type CheckProblem } from '../checkParts';
import type { Span } from '../diagnostic';
import { msg, type Message } from '../message';
import { nearestWord } from '../nearestWord';
import type { YamlReader } from '../yamlReader';
import { awsCheckWords, awsClaimedValues, awsProtocols, awsVersioning, readBlockSetting, type AwsAskedWord, type AwsAssertion, type AwsClaim, type AwsHowMany, type AwsThingClaim } from './check';
import type { AwsWord } from './kinds';
import { awsCounts } from './resource';
import { awsStatesOf, awsStepStates, isSameState } from './states';

const many = ['count', 'at-least'] as const;
const thingKeys: readonly string[] = ['state', 'states', ...many, ...awsCounts, ...awsClaimedValues, 'tag', 'uses', 'part', 'part-state', 'weight'];

/** Keys that may stand beside each word. */
const keysOf: Readonly<Record<AwsAskedWord, readonly string[]>> = {
  account: [], region: [], object: ['in', 'state', 'has', 'version', 'size', 'type'], objects: ['in', ...many], versions: ['in', ...many], anonymous: ['in', 'status', 'version'],
  'bucket-settings': ['versioning', 'policy', 'allows', 'block'], items: ['where', ...many], records: ['has', ...many], log: ['has', ...many], images: ['tag', ...many],
  rule: ['protocol', 'port', 'from', 'state'], statement: ['state', 'states', 'rows'], result: ['has', ...many], invoked: [...many], 'role-policy': ['of', 'state'],
};

/** Reads `aws: { bucket: NAME, state: present }`; its schema has been held against it. */
export class AwsTestReader {
  constructor(private readonly problem: CheckProblem) {}

  assertion(from: YamlReader, span: Span): AwsAssertion | undefined {
    const words = awsCheckWords.filter(word => from.get(word) !== undefined);
    const [word, other] = words;
    if (word === undefined) return this.wrong(span, msg('What is meant on AWS is missing.'), msg('Write a word of AWS with a name, such as bucket: my-bucket.'));
    if (other !== undefined) return this.wrong(from.spans().get(other) ?? span, msg('Only one thing can be named here: {0} and {1}', word, other), msg('Write two assertions under "all".'));
    const allowed = isAsked(word) ? keysOf[word] : thingKeys;
    for (const [key, at] of from.spans()) if (key !== word && !allowed.includes(key)) return this.wrong(at, msg('"{0}" says nothing of this: {1}', key, word), allowed.length === 0 ? msg('Remove it.') : msg('Remove it, or use one of: {0}.', allowed.join(', ')));
    const claim = this.claim(word, from.text(word) ?? '', from, span);
    return claim && { kind: 'aws', claim };
  }

  private claim(word: AwsWord | AwsAskedWord, name: string, from: YamlReader, span: Span): AwsClaim | undefined {
    switch (word) {
      case 'account': return this.account(name, from, span);
      case 'region': return { about: 'account', region: name };
      case 'object': return this.bucketed(name, from, span, bucket => ({ about: word, key: name, ...bucket, ...state(from), ...text(from, 'version'), ...number(from, 'size'), ...text(from, 'type'), ...text(from, 'has') }));
      case 'objects': return this.bucketed(name, from, span, bucket => ({ about: word, prefix: name === '/' ? '' : name, ...bucket, ...howMany(from) }));
      case 'versions': return this.needs(from, span, 'in', bucket => ({ about: word, key: name, bucket, ...howMany(from) }));
      case 'anonymous': return this.needs(from, span, 'in', bucket => this.needs(from, span, 'status', () => ({ about: word, key: name, bucket, ...text(from, 'version'), status: from.number('status') ?? 200 })));
      case 'bucket-settings': return this.settings(name, from, span);
      case 'items': return { about: word, table: name, ...text(from, 'where'), ...howMany(from) };
      case 'records': return { about: word, stream: name, ...text(from, 'has'), ...howMany(from) };
      case 'log': return { about: word, group: name, ...text(from, 'has'), ...howMany(from) };
      case 'images': return { about: word, repository: name, ...text(from, 'tag'), ...howMany(from) };
      case 'rule': return this.needs(from, span, 'protocol', written => oneOf(written, awsProtocols, protocol => ({ about: word, group: name, protocol, ...number(from, 'port'), ...text(from, 'from'), ...state(from) })));
      case 'statement': return this.statement(name, from, span);
      case 'result': return { about: word, query: name, ...text(from, 'has'), ...howMany(from) };
      case 'invoked': return { about: word, function: name, ...howMany(from) };
      case 'role-policy': return this.needs(from, span, 'of', role => ({ about: word, policy: name, role, ...state(from) }));
      default: return this.thing(word, name, from);
    }
  }

  private thing(thing: AwsWord, name: string, from: YamlReader): AwsThingClaim | undefined {
    const states = this.states(from, awsStatesOf(thing));
    const partStates = this.partStates(from);
    if (!states || !partStates) return undefined;
    const counts = awsCounts.reduce((all, key) => ({ ...all, ...number(from, key) }), {});
    const values = awsClaimedValues.reduce((all, key) => ({ ...all, ...text(from, key) }), {});
    const part = from.text('part');
    return {
      about: 'thing', thing, name, ...state(from), ...states, ...Object.keys(counts).length > 0 && { counts }, ...Object.keys(values).length > 0 && { values },
      ...text(from, 'tag'), ...text(from, 'uses'), ...part !== undefined && { part: { name: part, ...partStates, ...number(from, 'weight') } }, ...howMany(from),
    };
  }

  private account(name: string, from: YamlReader, span: Span): AwsClaim | undefined {
    if (name === 'emulated' || name === 'real') return { about: 'account', emulated: name === 'emulated' };
    if (/^(?:\d{12}|\$\{\w+\})$/.test(name)) return { about: 'account', account: name };
    return this.wrong(from.get('account')?.span ?? span, msg('This is no account: {0}', name), msg('Write its twelve digits, or emulated, or real.'));
  }

  private settings(bucket: string, from: YamlReader, span: Span): AwsClaim | undefined {
    const block = from.text('block');
    if (block !== undefined && !readBlockSetting(block)) return this.wrong(from.get('block')?.span ?? span, msg('This is no setting of Block Public Access: {0}', block), msg('Write for example: block: BlockPublicPolicy=false.'));
    const claim = { ...oneOf(from.text('versioning'), awsVersioning, versioning => ({ versioning })), ...oneOf(from.text('policy'), ['present', 'absent'], policy => ({ policy })), ...text(from, 'allows'), ...renamed('block', block) };
    if (Object.keys(claim).length === 0) return this.wrong(span, msg('What is set is missing.'), msg('Add one of: {0}.', 'versioning, policy, allows, block'));
    return { about: 'bucket-settings', bucket, ...claim };
  }

  private statement(id: string, from: YamlReader, span: Span): AwsClaim | undefined {
    const states = this.states(from, awsStatesOf('statement'));
    if (!states) return undefined;
    return states.in ? { about: 'statement', id, in: states.in, ...number(from, 'rows') } : this.wrong(span, msg('A state is missing here.'), msg('Add state: FINISHED.'));
  }

  /** Undefined where a word is none of them. */
  private states(from: YamlReader, known: readonly string[]): { in?: readonly string[] } | undefined {
    const words = [...from.texts('states'), ...from.text('state') === undefined || state(from) ? [] : [from.text('state') ?? '']];
    return this.known(words, known, from.get('state')?.span ?? from.get('states')?.span);
  }

  private partStates(from: YamlReader): { in?: readonly string[] } | undefined {
    const word = from.text('part-state');
    return this.known(word === undefined ? [] : [word], awsStepStates, from.get('part-state')?.span);
  }

  private known(words: readonly string[], known: readonly string[], span: Span | undefined): { in?: readonly string[] } | undefined {
    const states = words.flatMap(word => known.find(one => isSameState(one, word)) ?? []);
    if (states.length === words.length) return renamed('in', some(states));
    const bad = words.find(word => !known.some(one => isSameState(one, word))) ?? '';
    const possible = [...known, 'present', 'absent'];
    const near = nearestWord(bad, possible);
    return span && this.wrong(span, msg('This is never its state: {0}', bad), near === undefined ? msg('Use one of: {0}.', possible.join(', ')) : msg('Did you mean "{0}"?', near));
  }

  private bucketed(key: string, from: YamlReader, span: Span, make: (bucket: { bucket?: string }) => AwsClaim): AwsClaim | undefined {
    const bucket = from.text('in');
    if (bucket !== undefined) return make({ bucket });
    return /^(?:s3:\/\/[^/]+\/|\$\{\w+\})/.test(key) ? make({}) : this.wrong(span, msg('In which bucket it is, is missing: {0}', key), msg('Add in: and the name of the bucket, or write s3://bucket/key.'));
  }

  private needs(from: YamlReader, span: Span, key: string, make: (value: string) => AwsClaim | undefined): AwsClaim | undefined {
    const value = from.text(key);
    return value === undefined ? this.wrong(span, msg('"{0}" is missing.', key), msg('Add it: {0}: and its value.', key)) : make(value);
  }

  private wrong(span: Span, message: Message, remedy: Message): undefined {
    this.problem('check.aws', 'error', span, message, remedy);
  }
}

function howMany(from: YamlReader): AwsHowMany { return { ...number(from, 'count'), ...renamed('atLeast', from.number('at-least')) }; }
function isAsked(word: AwsWord | AwsAskedWord): word is AwsAskedWord { return Object.hasOwn(keysOf, word); }
