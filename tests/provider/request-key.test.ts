import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import type { PromptRef } from '../../src/prompt/prompt-ref.ts';
import type { DraftRequest } from '../../src/provider/provider.ts';
import { requestKey } from '../../src/provider/request-key.ts';
import type { Vocabulary } from '../../src/tags/vocabulary.ts';

const article: Article = {
  text: 'The text.',
  blocks: [],
  format: 'markdown',
  title: 'Title',
  url: 'https://example.org/a',
  source: 'Example',
  author: null,
  publishedAt: null,
  tags: [],
  fingerprint: '1-abc',
  words: 2,
};
const prompt = { version: 'summarise@1', hash: 'p1' };
const rejected = {
  round: 1,
  draft: { b: [1, { y: 2, x: 1 }], a: 'ü' },
  issues: [{ code: 'schema', message: 'm', at: '' }],
};

const part = { whyItMatters: 'a', bullets: ['b.', 'c.'] };
const general = { id: 'general', name: 'General', description: 'Anything.', keywords: ['any'] };
const vocabulary: Vocabulary = { tags: [general] };
const keyOf = (request: DraftRequest, ref: PromptRef | null, tags = vocabulary) => requestKey(request, ref, tags);

describe('the key of a request', () => {
  it('is the same on every run', () => {
    expect(keyOf({ article, rejected }, prompt)).toBe(
      '81d99f134f693947d129527e283e840410299a30309e28d298b1fb034c6a7629',
    );
  });

  it('is another one for the same request once prompt or tags have changed', () => {
    const request = { article };
    const others = { tags: [{ ...general, name: 'Anything' }] };
    const asked = [
      [prompt, vocabulary],
      [prompt, others],
      [{ ...prompt, hash: 'p2' }, others],
    ] as const;
    const keys = asked.map(([ref, tags]) => keyOf(request, ref, tags));
    expect(keys).toEqual(asked.map(([ref, tags]) => keyOf({ article }, ref, tags)));
    expect(new Set(keys).size).toBe(3);
  });

  it('does not depend on the order of keys', () => {
    const shuffled = {
      round: 1,
      issues: [{ at: '', message: 'm', code: 'schema' }],
      draft: { a: 'ü', b: [1, { x: 1, y: 2 }] },
    };
    const other = Object.fromEntries(Object.entries(article).reverse()) as unknown as Article;
    expect(keyOf({ article: other, rejected: shuffled }, prompt)).toBe(keyOf({ article, rejected }, prompt));
  });

  it('depends on everything that may change the answer', () => {
    const keys = [
      keyOf({ article }, prompt),
      keyOf({ article, rejected }, prompt),
      keyOf({ article, rejected: { ...rejected, issues: [] } }, prompt),
      keyOf({ article, rejected: { ...rejected, round: 2 } }, prompt),
      keyOf({ article, rejected: { ...rejected, draft: { b: [{ y: 2, x: 1 }, 1], a: 'ü' } } }, prompt),
      keyOf({ article: { ...article, fingerprint: '1-abd' } }, prompt),
      keyOf({ article: { ...article, title: 'Other' } }, prompt),
      keyOf({ article }, { ...prompt, hash: 'p2' }),
      keyOf({ article }, null),
      keyOf({ article, parts: [part] }, prompt),
      keyOf({ article, parts: [part, part] }, prompt),
      keyOf({ article, parts: [{ ...part, bullets: ['c.', 'b.'] }] }, prompt),
      keyOf({ article, parts: [part] }, { ...prompt, partsHash: 'p3' }),
      keyOf({ article }, prompt, { tags: [...vocabulary.tags, { ...general, id: 'sre' }] }),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('of a whole article does not depend on how one is drafted from parts', () => {
    expect(keyOf({ article }, { ...prompt, partsHash: 'p3' })).toBe(keyOf({ article }, prompt));
  });

  it('does not depend on what the answer is not made of', () => {
    const same = { ...article, tags: ['sre'], words: 99, url: null, source: null, author: 'A. Nother' };
    const asked = keyOf(
      { article: same },
      { ...prompt, version: 'renamed@2' },
      { tags: [{ ...general, keywords: [] }] },
    );
    expect(asked).toBe(keyOf({ article }, prompt));
  });
});
