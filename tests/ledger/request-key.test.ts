import { describe, expect, it } from 'vitest';
import type { Article } from '../../src/article/article.ts';
import { requestKey } from '../../src/ledger/request-key.ts';

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
const rejected = { draft: { b: [1, { y: 2, x: 1 }], a: 'ü' }, issues: [{ code: 'schema', message: 'm', at: '' }] };

describe('the key of a request', () => {
  it('is the same on every run', () => {
    expect(requestKey({ article, rejected }, prompt)).toBe(
      '4a38783931d4a73b6c91cb8c4c97a66b0bc1783413d94941982c1917ce1193b1',
    );
  });

  it('does not depend on the order of keys', () => {
    const shuffled = { issues: [{ at: '', message: 'm', code: 'schema' }], draft: { a: 'ü', b: [1, { x: 1, y: 2 }] } };
    const other = Object.fromEntries(Object.entries(article).reverse()) as unknown as Article;
    expect(requestKey({ article: other, rejected: shuffled }, prompt)).toBe(requestKey({ article, rejected }, prompt));
  });

  it('depends on everything that may change the answer', () => {
    const keys = [
      requestKey({ article }, prompt),
      requestKey({ article, rejected }, prompt),
      requestKey({ article, rejected: { ...rejected, issues: [] } }, prompt),
      requestKey({ article, rejected: { ...rejected, draft: { b: [{ y: 2, x: 1 }, 1], a: 'ü' } } }, prompt),
      requestKey({ article: { ...article, fingerprint: '1-abd' } }, prompt),
      requestKey({ article: { ...article, title: 'Other' } }, prompt),
      requestKey({ article: { ...article, url: null } }, prompt),
      requestKey({ article }, { ...prompt, hash: 'p2' }),
      requestKey({ article }, null),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('does not depend on what the answer is not made of', () => {
    const same = { ...article, tags: ['sre'], words: 99 };
    expect(requestKey({ article: same }, { ...prompt, version: 'renamed@2' })).toBe(requestKey({ article }, prompt));
  });
});
