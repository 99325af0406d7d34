import { tokensAtMost } from '../prompt/tokens-at-most.ts';
import type { Message } from './summarise-messages.ts';

/** What a server puts around each message, in tokens. */
export const AROUND_MESSAGE = 8;

/** More tokens than a prompt has, in nearly all tokenizers; see tokens-at-most.ts. */
export function promptTokensAtMost(messages: readonly Message[]): number {
  return messages.reduce((sum, { content }) => sum + AROUND_MESSAGE + tokensAtMost(content), 0);
}
