import { expect, it } from 'vitest';
import { listQuerySchema, readListQuery } from '../../src/http/list-query.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';

const schema = listQuerySchema(loadVocabulary());

it('leaves the order of a search to the catalogue unless it is asked for', () => {
  expect(readListQuery({ q: 'queue' }, schema)).toEqual({ q: 'queue', status: 'published', page: 1, perPage: 10 });
  expect(readListQuery({ q: 'queue', sort: 'newest' }, schema).sort).toBe('newest');
});
