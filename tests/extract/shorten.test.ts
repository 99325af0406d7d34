import { describe, expect, it } from 'vitest';
import { shorten } from '../../src/extract/shorten.ts';

const padding = 'the connection pool of the older payment service that nobody had restarted for months';

describe('shorten', () => {
  it('leaves a sentence alone that is short enough', () => {
    expect(shorten('The team moved the cache (twice).', 200)).toBe('The team moved the cache (twice).');
  });

  it.each([
    ['brackets', `The team restarted the service (which held ${padding}).`, 'The team restarted the service.'],
    ['an aside', `The team – together with ${padding} – restarted the service.`, 'The team restarted the service.'],
    [
      'a relative clause',
      `The team restarted the old service in May, which had kept ${padding}.`,
      'The team restarted the old service in May.',
    ],
    [
      'a participle',
      `The team restarted the old service in May, freeing ${padding}.`,
      'The team restarted the old service in May.',
    ],
    [
      'a second main clause',
      `The team restarted the old service in May, and the new one took over ${padding}.`,
      'The team restarted the old service in May.',
    ],
    [
      'what follows a semicolon',
      `The team restarted the old service in May; the new one took over ${padding}.`,
      'The team restarted the old service in May.',
    ],
    [
      'an apposition at the end',
      `The team restarted the old service in May, a program that ${padding.replace(' that nobody had restarted', '')} needed.`,
      'The team restarted the old service in May.',
    ],
    [
      'a participle with a list',
      `The team restarted the old service in May, improving speed, security, reading and ${padding}.`,
      'The team restarted the old service in May.',
    ],
    [
      'a relative clause between subject and verb',
      `The team, which had never looked at ${padding}, restarted the old service in May.`,
      'The team restarted the old service in May.',
    ],
    [
      'a clause after a subordinate one',
      `When the leader failed, the team restarted the old service, which had kept ${padding}.`,
      'When the leader failed, the team restarted the old service.',
    ],
  ])('leaves out %s', (_, sentence, short) => {
    expect(shorten(sentence, 100)).toBe(short);
  });

  it.each([
    ['a list', `The team restarted Kafka, Redis, Postgres, and ${padding}, MySQL and every worker of the shop.`],
    ['what limits it', `The team may restart the old service in May, but only after it has emptied ${padding}.`],
    [
      'what speaks against it',
      `The team restarted the old service in May, but the new one still had to hold ${padding}.`,
    ],
    ['a condition', `The team restarts the old service in May, unless it still holds ${padding}.`],
    [
      'an apposition',
      `The team, a group of five that had never looked at ${padding}, restarted the old service in May.`,
    ],
    ['the main clause', `When the old leader failed in May, which filled ${padding}, the team restarted it.`],
    ['a run without marks', `The team restarted ${padding} and ${padding}.`],
  ])('does not cut %s', (_, sentence) => {
    expect(shorten(sentence, 100)).toBeNull();
  });
});
