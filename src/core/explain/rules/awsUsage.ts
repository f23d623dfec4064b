import { msg } from '../../message';
import { canRetype, put } from '../fixes';
import { group, type Rule } from '../rule';

/** The command line is another than the one the block was written for, or the command is not what it understands. */
export const awsUsageRules: readonly Rule[] = [
  {
    id: 'aws.getLogin',
    output: /Unknown options: --no-include-email|argument operation: (?:Invalid choice|Found invalid choice)[^]*get-login-password/,
    say: () => ({
      title: msg('`aws ecr get-login` is gone'),
      detail: msg('Version 2 of the AWS command line has `get-login-password`, whose answer is given to docker login. In the emulator track there is no registry behind it: images go to the local one.'),
      fixes: [put('password', msg('See how it is used'), 'aws ecr get-login-password help')],
    }),
  },
  {
    id: 'aws.binaryFormat',
    output: /Unknown options: --cli-binary-format/,
    say: ({ failure }) => {
      const changed = failure.text.replace(/\s+--cli-binary-format[= ]\S+/, '');
      return {
        title: msg('This is version 1 of the AWS command line'),
        detail: msg('`--cli-binary-format` is known by version 2 alone; version 1 takes text as it is. Leave it out.'),
        fixes: canRetype(failure.text) && changed !== failure.text ? [put('without', msg('Put it in the terminal without the option'), changed)] : [],
      };
    },
  },
  {
    id: 'aws.base64',
    output: /Invalid base64/,
    say: ({ failure }) => {
      const changed = failure.text.replace(/\baws(?=\s)/, 'aws --cli-binary-format raw-in-base64-out');
      return {
        title: msg('Version 2 of the AWS command line wants this as base64'),
        detail: msg('Text goes as it is with `--cli-binary-format raw-in-base64-out`, or from a file with fileb://.'),
        fixes: canRetype(failure.text) && !/--cli-binary-format/.test(failure.text) && (failure.text.match(/\baws\s/g)?.length ?? 0) === 1 ? [put('raw', msg('Put it in the terminal with the option'), changed)] : [],
      };
    },
  },
  {
    id: 'aws.unknownOption',
    output: /Unknown options: (?<options>(?!--no-include-email|--cli-binary-format)[^\n]{1,200})/,
    say: found => ({
      title: msg('aws does not know `{0}`', group(found, 'options')),
      detail: msg('It is misspelt, belongs to another operation, or to the other version of the AWS command line.'),
      fixes: [put('version', msg('See the version'), 'aws --version')],
    }),
  },
  {
    id: 'aws.unknownOperation',
    output: /argument (?:operation|command|subcommand): (?:Invalid choice|Found invalid choice)/,
    without: /get-login-password/,
    say: () => ({
      title: msg('aws has no such command'),
      detail: msg('It is misspelt, or this version of the AWS command line does not have it: `logs tail` and `configure sso` are of version 2.'),
      fixes: [put('version', msg('See the version'), 'aws --version')],
    }),
  },
  {
    id: 'aws.missingOption',
    output: /the following arguments are required: (?<options>[^\n]{1,200})|argument (?<option>--[\w-]+): expected (?:at least )?one argument/,
    say: found => ({
      title: msg('The command lacks `{0}`', group(found, 'options', 'option')),
      detail: msg('Where a variable stands behind an option it may be empty: the block that sets it has not run in this terminal.'),
      fixes: [],
    }),
  },
];

/** ssh will not take a key that others can read. */
export const keyFileRule: Rule = {
  id: 'aws.keyFileOpen',
  output: /UNPROTECTED PRIVATE KEY FILE[^]*?(?:Permissions \S+ for '(?<file>[^'\n]{1,200})'|$)/,
  program: /(?:^|\/)(?:ssh|scp|sftp)$/,
  say: found => {
    const file = group(found, 'file');
    return {
      title: msg('Others can read the private key'),
      detail: msg('ssh does not use such a key. Only you may read it: mode 400.'),
      fixes: /^[\w./-]+$/.test(file) && !file.startsWith('-') ? [put('chmod', msg('Put the command in the terminal'), `chmod 400 ${file}`)] : [],
    };
  },
};
