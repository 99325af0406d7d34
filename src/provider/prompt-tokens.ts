import { tokensAtMost } from '../prompt/tokens-at-most.ts';
import type { Message } from './summarise-messages.ts';

/** What a server puts around each message, in tokens. */
export const AROUND_MESSAGE = 8;

/** The system message is the same for every article. */
const counted = new WeakMap<Message, number>();

/** More tokens than a prompt has, in nearly all tokenizers; see tokens-at-most.ts. */
export function promptTokensAtMost(messages: readonly Message[]): number {
  return messages.reduce((sum, message) => sum + AROUND_MESSAGE + tokensIn(message), 0);
}

function tokensIn(message: Message): number {
  const tokens = counted.get(message) ?? tokensAtMost(message.content);
  counted.set(message, tokens);
  return tokens;
}
