import type { Vocabulary } from '../tags/vocabulary.ts';
import type { Prompt } from './load-prompt.ts';

/** All that a model is told besides the article, as text: none of it belongs in a summary. `{{...}}` stands for values. */
export function promptTexts({ ref: _, ...templates }: Prompt, { tags }: Vocabulary): string[] {
  const listed = tags.map(({ id, name, description }) => `${id} (${name}): ${description}`);
  return [...Object.values(templates).map(({ text }) => text), ...listed];
}
