import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FALLBACK_TAG, loadVocabulary } from '../../src/tags/vocabulary.ts';
import { tempFolder } from '../support/temp-folder.ts';

const tag = (id: string) => ({ id, name: 'A name', description: 'A tag.', keywords: ['word'] });

function load(content: string): ReturnType<typeof loadVocabulary> {
  using folder = tempFolder();
  const file = join(folder.path, 'tags.json');
  writeFileSync(file, content);
  return loadVocabulary(file);
}

describe('loadVocabulary', () => {
  it('has the ten default tags built in', () => {
    expect(loadVocabulary().tags.map(({ id }) => id)).toEqual([
      ...['general', 'sre', 'distributed-systems', 'data', 'ml', 'security', 'frontend', 'mobile', 'finops', 'culture'],
    ]);
  });

  it('gives each of them enough keywords, in lower case and none twice', () => {
    for (const { id, keywords } of loadVocabulary().tags) {
      expect(new Set(keywords).size, id).toBe(keywords.length);
      expect(keywords, id).toEqual(keywords.map((keyword) => keyword.toLowerCase()));
      if (id !== FALLBACK_TAG) expect(keywords.length, id).toBeGreaterThanOrEqual(20);
    }
  });

  it('reads a file of its own', () => {
    expect(load(JSON.stringify({ tags: [tag('general'), tag('bread')] })).tags.map(({ id }) => id)).toEqual([
      'general',
      'bread',
    ]);
  });

  it.each([
    ['no JSON', '{', /JSON/],
    ['another shape', '[]', /tags\.json: the file must be an object/],
    ['no tags', '{"tags": []}', /tags/],
    [
      'a tag without a name',
      JSON.stringify({ tags: [{ ...tag('general'), name: undefined }] }),
      /tags\/0\/name is missing/,
    ],
    [
      'an unknown field',
      JSON.stringify({ tags: [{ ...tag('general'), color: 'red' }] }),
      /tags\/0\/color is not known here/,
    ],
    [
      'a bad id',
      JSON.stringify({ tags: [tag('general'), tag('Big Data')] }),
      /tags\/1\/id: a tag id is lower-case words/,
    ],
    ['a tag twice', JSON.stringify({ tags: [tag('general'), tag('general')] }), /tag general is there twice/],
    ['no fallback', JSON.stringify({ tags: [tag('bread')] }), /the tag general must be there/],
  ])('refuses %s and says what is wrong', (_, content, message) => {
    expect(() => load(content)).toThrow(expect.objectContaining({ code: 'bad-vocabulary', exitCode: 2 }));
    expect(() => load(content)).toThrow(message);
  });

  it('refuses a file that is not there', () => {
    expect(() => loadVocabulary('no/such/tags.json')).toThrow(/no\/such\/tags\.json: there is no such file$/);
  });
});
