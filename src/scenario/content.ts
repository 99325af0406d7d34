import { isHighSurrogate } from './frames.ts';
import { CHARACTERS_A_TOKEN, tokensIn } from './model-call.ts';

/** What an answer says, before it takes the form of an API. */
export interface Content {
  readonly text: string;
  /** `text` as a JSON string. */
  readonly json: string;
  readonly tokens: number;
  /** `none`: an answer without any choice. */
  readonly kind: 'text' | 'refusal' | 'none';
  /** Why the model stopped. */
  readonly finish: 'stop' | 'length';
}

export function contentOfText(text: string, change: Partial<Pick<Content, 'kind' | 'finish'>> = {}): Content {
  return { text, json: JSON.stringify(text), tokens: tokensIn(text), kind: 'text', finish: 'stop', ...change };
}

/** What is left of an answer when it runs into the most tokens that its request allows; a surrogate pair stays whole. */
export function heldTo(limit: number | null, content: Content): Content {
  if (limit === null || content.tokens <= limit) return content;
  const end = limit * CHARACTERS_A_TOKEN;
  const text = content.text.slice(0, isHighSurrogate(content.text.charCodeAt(end - 1)) ? end - 1 : end);
  return contentOfText(text, { kind: content.kind, finish: 'length' });
}
