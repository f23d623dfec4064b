import { msg } from '../../message';
import type { Lock } from './rule';

/** What in a program in Python would lead boto3 elsewhere than the lab's variables do. */
const forms: readonly { readonly rule: string; readonly sign: RegExp; readonly what: string }[] = [
  { rule: 'aws.pythonEndpoint', sign: /\bendpoint_url\s*=(?!=)/, what: 'endpoint_url' },
  { rule: 'aws.pythonProfile', sign: /\bprofile_name\s*=(?!=)|\bsetup_default_session\s*\(/, what: 'profile_name' },
  { rule: 'aws.pythonKeys', sign: /\baws_(?:access_key_id|secret_access_key|session_token)\s*=(?!=)/, what: 'aws_access_key_id' },
  { rule: 'aws.pythonEnvironment', sign: /\bos\.(?:environ\s*\[\s*(['"])AWS_\w+\1\s*\]\s*=(?!=)|environ\s*\.\s*(?:pop|update|clear|setdefault)\s*\(|putenv\s*\(\s*['"]AWS_|unsetenv\s*\(\s*['"]AWS_)|\bdel\s+os\.environ\s*\[\s*['"]AWS_|\bignore_configured_endpoint_urls\b/, what: 'os.environ' },
];
const regionName = /\bregion_name\s*=\s*(['"])([a-z]{2}(?:-[a-z]+)+-\d)\1/g;

/** Of a block, or of a file that it runs. Only of what speaks to boto3. */
export function pythonLocks(text: string, region: string | undefined): Lock[] {
  if (!/\bboto(?:3|core)?\b/.test(text)) return [];
  const code = text.replace(/^\s*#.*$/gm, '');
  const remedy = msg('Leave it out: in the emulator’s track boto3 finds the emulator by the lab’s variables.');
  const found: Lock[] = forms.filter(({ sign }) => sign.test(code)).map(({ rule, what }) => ({ rule, kind: 'locked', title: msg('The Python program sets {0}: it could go to real AWS.', what), remedy }));
  const other = [...code.matchAll(regionName)].map(([, , name = '']) => name).find(name => name !== region);
  return other === undefined ? found : [...found, { rule: 'aws.pythonRegion', kind: 'locked', title: msg('The Python program works in the region {0}, the lab in {1}.', other, region ?? ''), remedy }];
}
