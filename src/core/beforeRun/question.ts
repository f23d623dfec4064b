import { msg, type Message } from '../message';
import type { Risk } from './before';
import type { InTheWay } from './inTheWay';

/** What the student is asked before a block runs, and what each answer does. */
export interface Question {
  readonly title: Message;
  /** The reasons, one after the other. */
  readonly detail: readonly Message[];
  readonly choices: readonly Choice[];
  /** An answer counts for exactly this. */
  readonly about: readonly string[];
  /** Of the safe choice: statements that do not run as they stand, with what runs in their place. */
  readonly replaced: readonly { readonly statement: number; readonly by: string }[];
}
export interface Choice {
  readonly id: 'safe' | 'clear' | 'run' | 'cancel';
  readonly label: Message;
  readonly primary: boolean;
  /** Of `safe`: the whole block as it runs. Of `clear`: what takes the left-overs away; then the block runs. */
  readonly command?: string;
}

/** Undefined: nothing to ask. Risks come first: what would be in the way matters only if the block shall run at all. */
export function questionOf(risks: readonly Risk[], collisions: readonly InTheWay[], safe: string | undefined): Question | undefined {
  const [first] = risks;
  if (first) {
    const replaced = safe === undefined ? [] : risks.flatMap(risk => risk.safe ? [{ statement: risk.statement, by: risk.safe.command }] : []);
    return {
      title: first.title, detail: risks.flatMap((risk, i) => i === 0 ? [risk.detail] : [risk.title, risk.detail]), about: aboutOf(risks), replaced,
      choices: [
        ...safe === undefined ? [] : [{ id: 'safe', label: risks.length === 1 && first.safe ? first.safe.label : msg('Run only what is this lab’s'), primary: true, command: safe } as const],
        { id: 'run', label: msg('Run as it is'), primary: false }, { id: 'cancel', label: msg('Do not run'), primary: safe === undefined },
      ],
    };
  }
  const [collision] = collisions;
  if (!collision) return undefined;
  return {
    title: collision.title, detail: collisions.flatMap((one, i) => i === 0 ? [one.detail] : [one.title, one.detail]), about: collisions.map(({ uid }) => uid), replaced: [],
    choices: [
      { id: 'clear', label: collisions.length === 1 ? collision.remove.label : msg('Remove them and run'), primary: true, command: collisions.map(({ remove }) => remove.command).join('\n') },
      { id: 'run', label: msg('Run all the same'), primary: false }, { id: 'cancel', label: msg('Do not run'), primary: false },
    ],
  };
}

export function aboutOf(risks: readonly Risk[]): string[] { return risks.flatMap(({ rule, about }) => about.map(what => `${rule} ${what}`)); }

/** Cheap: whether anything can come of asking at all. */
export function mayAsk(text: string): boolean {
  return /docker|kubectl|\baws\b|minikube|\bkind\b|k3d|sudo|doas|rm\b|chmod|curl|wget|[>]|tee|cp\b|mv\b|ln\b|install|truncate|find|shred|dd\b|mkfs|wipefs|fdisk|parted|shutdown|reboot|halt|poweroff|userdel|iptables|nft/.test(text);
}
