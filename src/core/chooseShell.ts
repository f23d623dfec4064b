import { msg, type Message } from './message';
import type { Shell } from './statement';

export interface ShellChoice { readonly shell: Shell; readonly path: string; readonly args: readonly string[] }
export interface NoShell {
  readonly needsBash: Message;
  readonly remedy: Message;
  /** Shells that were found and could be used instead. */
  readonly offers: readonly (ShellChoice & { readonly label: Message })[];
}

export interface ShellSurroundings {
  readonly platform: string;
  /** The student's default shell, an absolute path. */
  readonly userShell: string;
  /** Chosen earlier on this machine (`labbook.shell.path`). */
  readonly setting?: string;
  /** `clean`: without start-up files, and so without a transcript. */
  readonly profile: 'user' | 'clean';
  exists(path: string): boolean;
}

/** bash, zsh and sh run blocks; for every other shell bash is offered, never forced. */
export function chooseShell(around: ShellSurroundings): ShellChoice | NoShell {
  const wanted = around.setting || around.userShell;
  const shell = kindOf(wanted);
  if (shell && around.exists(wanted)) return { shell, path: wanted, args: argsOf(shell, around.profile) };
  const name = wanted.split(/[\\/]/).pop() ?? wanted;
  return {
    needsBash: msg('Blocks are written for bash; your shell is {0}.', name || '?'),
    remedy: around.platform === 'win32'
      ? msg('Install WSL (wsl --install) or Git for Windows, which brings Git Bash.')
      : msg('Install bash, or set labbook.shell.path to a bash, zsh or sh.'),
    offers: candidates(around).filter(offer => around.exists(offer.path)),
  };
}

function kindOf(path: string): Shell | undefined {
  const name = (path.split(/[\\/]/).pop() ?? '').toLowerCase().replace(/\.exe$/, '');
  if (name === 'bash' || name === 'zsh') return name;
  return name === 'sh' || name === 'dash' || name === 'ash' ? 'sh' : undefined;
}

function argsOf(shell: Shell, profile: 'user' | 'clean'): readonly string[] {
  if (profile === 'user') return [];
  return { bash: ['--norc'], zsh: ['-f'], sh: [] }[shell];
}

function candidates(around: ShellSurroundings): readonly (ShellChoice & { label: Message })[] {
  const args = argsOf('bash', around.profile);
  if (around.platform === 'win32') return [
    { shell: 'bash', path: 'C:\\Windows\\System32\\wsl.exe', args: ['--exec', 'bash', '-i'], label: msg('bash in WSL') },
    { shell: 'bash', path: 'C:\\Program Files\\Git\\bin\\bash.exe', args, label: msg('Git Bash') },
  ];
  return ['/bin/bash', '/usr/bin/bash', '/usr/local/bin/bash', '/opt/homebrew/bin/bash'].map(path => ({ shell: 'bash' as const, path, args, label: msg('Run labs in bash') }));
}
