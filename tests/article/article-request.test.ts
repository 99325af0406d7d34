import { describe, expect, it } from 'vitest';
import { checkArticleRequest } from '../../src/article/article-request.ts';

describe('a request for an article', () => {
  it('is the article where it has a text, whatever else it has', () => {
    expect(checkArticleRequest({ text: 'All of it.', url: 'https://a.example/x' })).toEqual({
      input: { text: 'All of it.', url: 'https://a.example/x' },
    });
  });

  it('is the address to fetch it from where it has none, with what is said of it', () => {
    expect(checkArticleRequest({ url: 'https://a.example/x', title: ' Mine ', tags: ['SRE'] })).toEqual({
      url: 'https://a.example/x',
      given: { title: 'Mine', tags: ['sre'] },
    });
  });

  it.each([
    [{}, 400, '/text'],
    [{ title: 'Alone' }, 400, '/text'],
    [{ url: 'file:///etc/passwd' }, 400, '/url'],
    [{ url: 7 }, 400, '/url'],
    [{ url: 'https://a.example/x', colour: 'red' }, 400, '/colour'],
    [{ url: 'https://a.example/x', text: ' ' }, 422, '/text'],
    [null, 400, ''],
  ])('refuses %j with %i', (sent, status, pointer) => {
    expect(() => checkArticleRequest(sent)).toThrow(
      expect.objectContaining({
        code: 'invalid-article',
        status,
        errors: [expect.objectContaining({ pointer })],
      }),
    );
  });
});
