import { english, type Message } from './message';

/** An expected failure: the user can understand and mend it. Everything else that is thrown is a bug. */
export class UserError extends Error {
  constructor(readonly code: string, readonly userMessage: Message, readonly remedy?: Message) {
    super(english(userMessage));
    this.name = 'UserError';
  }
}
