import { describe, expect, it } from 'vitest';
import { nearestRecording } from '../../src/recording/nearest-recording.ts';
import type { RequestParts } from '../../src/recording/request-parts.ts';

const asked: RequestParts = {
  ...{ endpoint: 'POST /chat/completions', promptHash: 'p', model: 'm', schema: {}, options: { limit: 1 } },
  content: { messages: ['Be brief.', 'The queue stopped for 52 minutes'] },
};
const like = (change: Partial<RequestParts>) => ({ ...asked, ...change });
const said = (...messages: string[]) => ({ content: { messages } });
const otherText = said('Be brief.', 'A bus came late');

describe('the nearest recording', () => {
  it.each<[string, RequestParts, RequestParts]>([
    ['of the same content, before one of the same model', like({ model: 'n', promptHash: 'q' }), like(otherText)],
    [
      'of which most parts agree',
      like({ ...otherText, schema: { a: 1 } }),
      like({ ...otherText, schema: { a: 1 }, model: 'n' }),
    ],
    [
      'of which most parts agree, whatever the words',
      like(said('Be brief.', 'A bus')),
      like({ ...said('Be brief.', 'The queue stopped for 51 minutes'), model: 'n', options: {} }),
    ],
    [
      'of the same prompt',
      like(otherText),
      like({ ...said('Be brief.', 'The queue stopped for 51 minutes'), promptHash: 'q' }),
    ],
    ['that shares a whole text', like(said('Be brief.', 'Nothing')), like(said('Be long.', 'Nothing'))],
    ['that shares more words', like(said('Be brief.', 'The queue ran for 51 minutes')), like(otherText)],
    [
      'that shares words, though another has none that differ',
      like(said('The queue stopped for 52 minutes')),
      like(said()),
    ],
  ])('is the one %s', (_, near, far) => {
    const recordings = [
      { file: 'far', parts: far },
      { file: 'near', parts: near },
    ];
    expect(nearestRecording(asked, recordings)?.file).toBe('near');
    expect(nearestRecording(asked, recordings.toReversed())?.file).toBe('near');
  });

  it('is the first of several that are as near', () => {
    const recordings = ['a', 'b'].map((file) => ({ file, parts: like({ model: 'n' }) }));
    expect(nearestRecording(asked, recordings)?.file).toBe('a');
  });

  it('is none where there are none', () => {
    expect(nearestRecording(asked, [])).toBeNull();
  });
});
