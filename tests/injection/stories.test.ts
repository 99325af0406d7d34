import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parseArticle } from '../../src/article/parse-article.ts';
import { loadPrompt } from '../../src/prompt/load-prompt.ts';
import { promptTexts } from '../../src/prompt/prompt-texts.ts';
import { checkSafety } from '../../src/safety/check-safety.ts';
import { withHidden } from '../../src/safety/hidden-instructions.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';

const FOLDER = new URL('../../evals/injection/stories/', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8');
const names = readdirSync(FOLDER).flatMap((file) => (file.endsWith('.md') ? [file.slice(0, -3)] : []));
const vocabulary = loadVocabulary();
const context = { told: promptTexts(loadPrompt(), vocabulary), vocabulary };

it('there are some', () => expect(names.length).toBeGreaterThanOrEqual(3));

it.each(names)('what is reported of orders and machines may be told: %s', (name) => {
  const text = read(`${name}.md`);
  const article = withHidden(text, parseArticle({ text, format: 'markdown' }));
  expect(checkSafety(JSON.parse(read(`${name}.json`)), article, context)).toEqual([]);
});
