import { expect, it } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { requireKnownTags } from '../../src/tags/require-known-tags.ts';
import { loadVocabulary } from '../../src/tags/vocabulary.ts';

const vocabulary = loadVocabulary();

it('lets known tags pass', () => {
  expect(() => requireKnownTags(['sre', 'data'], vocabulary)).not.toThrow();
  expect(() => requireKnownTags([], vocabulary)).not.toThrow();
});

it('refuses unknown tags by name, place and with the whole vocabulary', () => {
  const attempt = () => requireKnownTags(['sre', 'blockchain', 'SRE'], vocabulary);
  expect(attempt).toThrow(AppError);
  expect(attempt).toThrow(
    expect.objectContaining({
      code: 'unknown-tag',
      status: 422,
      message: 'unknown tag "blockchain", unknown tag "SRE": not in the vocabulary',
      hint: expect.stringContaining(
        'general, sre, distributed-systems, data, ml, security, frontend, mobile, finops, culture',
      ),
      errors: [
        { detail: 'unknown tag "blockchain"', pointer: '/tags/1' },
        { detail: 'unknown tag "SRE"', pointer: '/tags/2' },
      ],
    }),
  );
});

it('gives the id where a name was given', () => {
  expect(() => requireKnownTags(['Machine learning'], vocabulary)).toThrow(
    expect.objectContaining({ code: 'unknown-tag', hint: '“Machine learning” has the id ml.' }),
  );
});
