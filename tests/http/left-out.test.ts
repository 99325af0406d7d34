import { expect, it } from 'vitest';
import { candidate } from '../contract/candidate.ts';
import { startTestServer } from './test-server.ts';

const { provenance } = candidate('x');
const dropped = [{ claim: 'It took 7 years.', issues: [{ code: 'number', message: 'Nobody says "7 years".' }] }];

it('shows a bullet that was left out to whoever may review, and only counts it to others', async () => {
  await using open = await startTestServer();
  await using keyed = await startTestServer({ settings: { apiKeys: ['correct-horse-battery'] } });
  for (const server of [open, keyed]) await server.save('left-out', { provenance: { ...provenance, dropped } });
  const shown = await open.ask('/articles/left-out');
  expect(shown.headers.get('cache-control')).toBe('no-store');
  expect(await shown.text()).toMatch(/It took 7 years\. – Nobody says (?:"|&quot;|&#34;)7 years/);
  const page = await (await keyed.ask('/articles/left-out')).text();
  expect(page).toContain('<dt>Left out</dt><dd>one bullet</dd>');
  expect(page).not.toContain('7 years');
});

it('gives its words over the API to whoever may review, and only the codes to others', async () => {
  const key = 'correct-horse-battery';
  await using keyed = await startTestServer({ settings: { apiKeys: [key] } });
  await keyed.save('left-out', { provenance: { ...provenance, dropped } });
  for (const path of ['/v1/articles/left-out', '/v1/articles']) {
    const { body } = await keyed.json(path);
    const [entry] = body.items ?? [body];
    expect(entry.provenance.dropped).toEqual([{ claim: '', issues: [{ code: 'number', message: '' }] }]);
    const { body: known } = await keyed.json(path, { headers: { authorization: `Bearer ${key}` } });
    expect((known.items ?? [known])[0].provenance.dropped).toEqual(dropped);
  }
});
