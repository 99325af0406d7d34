import { expect, it } from 'vitest';
import { titleAtSight } from '../../src/backlog/title-at-sight.ts';

it.each([
  ['---\r\nauthor: A\r\ntitle: "Of queues"\r\n---\r\n# Another\r\n', 'Of queues'],
  ['<!doctype html>\n<html><head>\n<title> Of pages </title>', 'Of pages'],
  ['\n# Of headings  \n\nText.', 'Of headings'],
  ['Text.\n\n## Not the title\n', undefined],
  [`${'x'.repeat(3000)}\n# Too late\n`, undefined],
  [`---\n${'a\n'.repeat(999)}`, undefined],
  ['', undefined],
])('sees what an article is called: %j', (text, title) => {
  expect(titleAtSight(text)).toBe(title);
});
