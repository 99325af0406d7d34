import { describe, expect, it } from 'vitest';
import { polish } from '../../src/extract/polish.ts';

describe('polish', () => {
  it.each([
    ['However, the cache was cold.', 'The cache was cold.'],
    ['OSLO - Nordbane, which runs trains, was late.', 'Nordbane, which runs trains, was late.'],
    ['NEW VIK, 3 May (Newswire) — The cache was cold.', 'The cache was cold.'],
    ['NEW VIK, Norway, 3 May 2025 /Wire/ -- The cache was cold.', 'The cache was cold.'],
    ['NEW VIK, Minn. — Part-time crews mend the cache.', 'Part-time crews mend the cache.'],
    ['The headline: the cache was cold all day.', 'The cache was cold all day.'],
    ['8 May 2026: Note withdrawn; 4.1.2 released to all.', '8 May 2026: Note withdrawn; 4.1.2 released to all.'],
    ['DNS - slow since May - was mended.', 'DNS - slow since May - was mended.'],
    ['And so, in the end, the cache was cold.', 'The cache was cold.'],
    ['As we mentioned earlier, the cache was cold.', 'The cache was cold.'],
    ['But the cache was cold.', 'The cache was cold.'],
    ['It turns out that the cache was cold.', 'The cache was cold.'],
    ['It is worth noting that iOS clients retry.', 'iOS clients retry.'],
    ['In this post, we describe how we cut latency by 40%.', 'We cut latency by 40%.'],
    ["In this article I'll show you how our team cut latency.", 'Our team cut latency.'],
    ['Third, p99 fell to 40 ms.', 'p99 fell to 40 ms.'],
    ['Lastly: the cache was cold.', 'The cache was cold.'],
    ['The lesson is simple: caches are cold.', 'Caches are cold.'],
    ['Our main lesson was that caches are cold.', 'Caches are cold.'],
    ['That one key had signed every build.', 'One key had signed every build.'],
    ['Meanwhile every query waits for the lock.', 'Every query waits for the lock.'],
    ['Therefore, shop_id is the key.', 'shop_id is the key.'],
    ['More importantly, the cache was cold.', 'The cache was cold.'],
    ['Most importantly though, the cache was cold.', 'The cache was cold.'],
    ['However, mem::swap was cold.', 'mem::swap was cold.'],
    ['TL;DR: the cache is the default now.', 'The cache is the default now.'],
    ['Today, we are releasing version 4.', 'We are releasing version 4.'],
    ["This month, Let's Encrypt is turning on the cache.", "Let's Encrypt is turning on the cache."],
    ["We're proud to introduce version 4.", 'We introduce version 4.'],
    ['This change cut latency by half.', 'The change cut latency by half.'],
    ['These two caches were cold.', 'The two caches were cold.'],
    ['May 13, 2026: The default profile will change.', 'On May 13, 2026, the default profile will change.'],
    ['14 May: Acme will switch its profile.', 'On 14 May, Acme will switch its profile.'],
    ['The cache, however, was cold.', 'The cache was cold.'],
    ['The old bundler, on the other hand, was ready sooner.', 'The old bundler was ready sooner.'],
    ['New hires, too, took longer to find their feet.', 'New hires took longer to find their feet.'],
    ['Only 20 homes have signed up, however, well short of 30.', 'Only 20 homes have signed up, well short of 30.'],
    ['The homes that have signed up, however, were fewer.', 'The homes that have signed up were fewer.'],
    ['Source maps, by comparison, have grown.', 'Source maps have grown.'],
    ['14 May: First attack seen by Acme.', '14 May: First attack seen by Acme.'],
    ['So are phones with two screens.', 'So are phones with two screens.'],
    ['The rule therefore requires a cache.', 'The rule requires a cache.'],
  ])('trims the lead-in of %j', (sentence, polished) => {
    expect(polish(sentence)).toBe(polished);
  });

  it.each([
    'The cache was cold.',
    'Stillness is a feature.',
    'Thus far the cache was cold.',
    'turnkey runs in two regions.',
    'Andrea wrote the cache.',
    'In this post office, queues are short.',
    'The lesson that caches are cold is old.',
    'That one is cold.',
    'First-time visitors wait longer.',
    'The team uses many tools, for example, caches.',
    'This means a colder cache.',
    'This was a cold cache.',
    'This newly made cache is cold.',
    'These are cold caches.',
    'Now and then the cache is cold.',
  ])('leaves %j alone', (sentence) => {
    expect(polish(sentence)).toBe(sentence);
  });

  it('makes a list item a sentence', () => {
    expect(polish('restored keep-alive on the payment path')).toBe('Restored keep-alive on the payment path.');
    expect(polish('iOS builds: 40 minutes')).toBe('iOS builds: 40 minutes.');
  });
});
