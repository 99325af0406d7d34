import { tokensIn } from './model-call.ts';

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
