import { expect, it } from 'vitest';
import { formatRevision } from '../../src/cli/format-revision.ts';

it('says in words who wrote a draft before and who wrote it now', () => {
  const before = { provider: 'openai', model: 'gpt-5-mini', prompt: 'summarise@1', promptHash: 'f00' };
  const after = { provider: 'extractive', model: 'extractive-2', prompt: null, promptHash: null };
  const changes = [{ field: 'draft' as const, before, after }];
  const revision = { number: 2, what: 'drafted-anew' as const, at: '2026-10-01T09:30:00.000Z', by: null, reason: null };
  expect(formatRevision({ ...revision, changes })).toBe(
    '2  2026-10-01 09:30  drafted-anew  Upshot\n     draft: gpt-5-mini (openai), prompt summarise@1 -> extractive-2 (extractive)\n',
  );
});
