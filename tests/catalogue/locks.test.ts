import { expect, it } from 'vitest';
import type { EditableField } from '../../src/catalogue/editable-fields.ts';
import { candidate } from '../contract/candidate.ts';
import { createFakeClock } from '../support/fake-clock.ts';
import { openTempStore } from '../support/open-temp-store.ts';

it('finds what was changed last of a field behind many later changes of others', async () => {
  await using store = await openTempStore(createFakeClock());
  const { catalogue, editing } = store;
  const url = 'https://a.example/1';
  await catalogue.save(candidate('a', { url }));
  let now = Date.UTC(2026, 1, 1);
  const edit = async (change: { readonly title?: string; readonly author?: string }, locked: EditableField[]) => {
    const [newest] = (await editing.revisions('a', { limit: 1 }))?.items ?? [];
    const { text: _, ...content } = newest?.after ?? expect.fail('it is there');
    now += 1000;
    const seen = newest?.number ?? 0;
    const noted = { by: 'Ada', reason: null, now, seen, what: 'edited' } as const;
    await editing.change('a', { ...noted, content: { ...content, ...change, locked } });
  };
  await edit({ title: 'First' }, ['title']);
  const article = { fingerprint: '1-other', url };
  const { seen } = (await catalogue.locks(article)) ?? expect.fail('it is locked');
  const waits = { ...article, title: 'First', now: now + 1 };
  await catalogue.save(candidate('w', { ...waits, status: 'needs-review', locks: { fields: ['title'], seen } }));
  await edit({ title: 'Second' }, ['title']);
  for (let n = 0; n < 50; n += 1) await edit({ author: `Author ${n}` }, ['title', 'author']);
  expect((await catalogue.locks(article))?.fields).toEqual({ title: 'Second', author: 'Author 49' });
});
