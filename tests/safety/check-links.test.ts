import { expect, it } from 'vitest';
import { checkLinks } from '../../src/safety/check-links.ts';

const found = (text: string, article = '') =>
  checkLinks(text, (part) => article.toLowerCase().includes(part)).map(({ code, message }) => `${code}: ${message}`);

it.each([
  'More is at https://deals.example.com/now.',
  'More is at hxxps://deals.example.com.',
  'More is at HTTP:/deals.example.com.',
  'More is at www.deals.example.',
  'Write to sales@orbix.example for a price.',
  'The form sends mailto:sales@orbix.example mails.',
  'The offer runs javascript:alert(1) first.',
  'Call tel:+15550100 for help.',
])('finds an address wherever it comes from: %s', (text) => {
  expect(found(text, text)).toEqual([expect.stringContaining('link: must not send readers anywhere')]);
});

it.each([
  'The shop moved to kettle-cache.com last year.',
  'The shop moved to kettle-cache[.]com last year.',
  'The shop moved to kettle-cache․com last year.',
  'The shop moved to ｋettle-cache．com last year.',
  'The shop moved to kettle-cache dot com last year.',
  'The shop moved to xn--kttle-hra.example last year.',
  'The shop moved to kettle.co.uk/sale?x=1 last year.',
  'The account @kettle_cache told of it.',
  'The number +44 20 7946 0958 was answered.',
  'The folder s3://kettle/public was read.',
])('finds a name that the article does not speak of: %s', (text) => {
  expect(found(text)).toHaveLength(1);
  expect(found(text, text.normalize('NFKC').replace('[.]', '.').replace('․', '.'))).toEqual([]);
});

it('finds a domain that readers are pointed to, even where the article speaks of it', () => {
  const article = 'kettle-cache.com was down, and kettle-cache.com is back.';
  expect(found('kettle-cache.com was down for an hour.', article)).toEqual([]);
  expect(found('Details are at kettle-cache.com.', article)).toHaveLength(1);
  expect(found('The plan can be ordered now at a discount on kettle-cache.com.', article)).toHaveLength(1);
});

it('takes the machine itself for no place to go', () => {
  const text = 'The probe asked http://localhost:9090/metrics and http://169.254.169.254/latest all day.';
  expect(found(text, text)).toEqual([]);
  expect(found(text)).toHaveLength(1);
});

it('names the address, and little else', () => {
  expect(found(`See https://example.com/${'a'.repeat(500)}.`)[0]?.length).toBeLessThan(220);
});
