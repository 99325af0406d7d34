import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createRecordFetch } from '../../src/recording/record-fetch.ts';
import type { RecordingError } from '../../src/recording/recording-error.ts';
import { createReplayFetch } from '../../src/recording/replay-fetch.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { askFor, cannedFetch } from './canned-fetch.ts';

const hash = (letter: string) => letter.repeat(64);
const article = (fence: string, words: string) => `Summarise what is in <article-${fence}>.\nTitle: ${words}`;
const schema = (items: number) => ({ response_format: { type: 'json_schema', json_schema: { maxItems: items } } });

let folder: ReturnType<typeof tempFolder>;
beforeEach(async () => {
  folder = tempFolder();
  const { fetch } = cannedFetch(() => Response.json({}));
  const options = { folder: folder.path, promptHash: hash('a'), secrets: ['a-secret-key'], warn: () => {} };
  const record = createRecordFetch(fetch, options);
  await record(...askFor(article(hash('1').slice(0, 16), 'The queue stopped for 52 minutes'), schema(6)));
  await record(...askFor(article(hash('2').slice(0, 16), 'A bus came twelve seconds late'), schema(6)));
});
afterEach(() => folder[Symbol.dispose]());

async function miss(request: [string, RequestInit], promptHash = hash('a')): Promise<RecordingError> {
  const fetch = createReplayFetch({ folder: folder.path, promptHash, secrets: ['a-secret-key'] });
  return fetch(...request).then(
    () => Promise.reject(new Error('it was answered')),
    (error: RecordingError) => error,
  );
}

const queue = article(hash('1').slice(0, 16), 'The queue stopped for 52 minutes');

describe('a request that was never recorded', () => {
  it.each([
    [
      'another prompt',
      askFor(queue, schema(6)),
      hash('b'),
      'the nearest is gpt-5-mini-the-queue-stopped-for-52-minutes-{}, of which the prompt differs (recorded aaaaaaaa..., now bbbbbbbb...)',
    ],
    [
      'another model',
      askFor(queue, { ...schema(6), model: 'gpt-4.1' }),
      hash('a'),
      'No recording answers this request to gpt-4.1: the nearest is gpt-5-mini-the-queue-stopped-for-52-minutes-{}, of which the model differs (recorded gpt-5-mini, now gpt-4.1)',
    ],
    [
      'another schema',
      askFor(queue, schema(5)),
      hash('a'),
      'of which the schema differs first at response_format/json_schema/maxItems (recorded 6, now 5)',
    ],
    [
      'no schema',
      askFor(queue),
      hash('a'),
      'of which the schema differs first at response_format (recorded {"json_schema":{"maxItems":6},"type":"json_schem..., now nothing)',
    ],
    [
      'another option',
      askFor(queue, { ...schema(6), max_tokens: 9 }),
      hash('a'),
      'of which an option differs first at max_tokens (recorded nothing, now 9)',
    ],
    [
      'another path',
      ['https://llm.test/v1/responses', askFor(queue, schema(6))[1]],
      hash('a'),
      'of which the path differs (recorded POST /chat/completions, now POST /responses)',
    ],
    [
      'one word of an article, though the name of its marks differs before',
      askFor(article(hash('3').slice(0, 16), 'A bus came twelve minutes late'), schema(6)),
      hash('a'),
      'the nearest is gpt-5-mini-a-bus-came-twelve-seconds-late-{}, of which the content differs first at messages/1/content, character 75 (recorded "came twelve seconds late", now "came twelve minutes late")',
    ],
    [
      'nothing but the name of the marks',
      askFor(article(hash('3').slice(0, 16), 'A bus came twelve seconds late'), schema(6)),
      hash('a'),
      'messages/1/content, character 31 (recorded "in <article-2222222222222222>.\\nTitle: A bus came", now "in <article-3333333333333333>.\\nTitle: A bus came")',
    ],
    [
      'a message more',
      askFor(queue, { ...schema(6), messages: [...messagesOf(queue), { role: 'user', content: 'Mend it.' }] }),
      hash('a'),
      'the content differs first at messages/2 (recorded nothing, now {"content":"Mend it.","role":"user"})',
    ],
    [
      'model, prompt and limit at once',
      askFor(queue, { ...schema(6), model: 'm', max_tokens: 9 }),
      hash('b'),
      'of which the model differs (recorded gpt-5-mini, now m); the prompt differs (recorded aaaaaaaa..., now bbbbbbbb...); an option differs first at max_tokens (recorded nothing, now 9)',
    ],
    [
      'all of it',
      ['https://llm.test/health', {}],
      hash('a'),
      'No recording answers this request to GET /health: the nearest is gpt-5-mini-',
    ],
  ] as [string, [string, RequestInit], string, string][])(
    'because of %s is told so',
    async (_, request, promptHash, said) => {
      const error = await miss(request, promptHash);
      expect(error).toMatchObject({ code: 'no-recording', status: 502, exitCode: 1, retryable: false });
      expect(error.message.replace(/[0-9a-f]{12}\.json/, '{}')).toContain(said);
      expect(error.hint).toContain('UPSHOT_RECORD');
      expect(error.message).not.toContain(folder.path);
      expect(error.message).not.toContain('\n');
    },
  );

  it.each([
    [
      'the model, where it is another one',
      { model: 'gpt-4.1' },
      /^Set the model \(UPSHOT_MODEL\) to gpt-5-mini, or record/,
    ],
    ['the request, else', { max_tokens: 9 }, /^Ask exactly what was recorded, or record again with UPSHOT_RECORD=/],
  ])('is to be mended by %s', async (_, change, hint) => {
    expect((await miss(askFor(queue, { ...schema(6), ...change }))).hint).toMatch(hint);
  });

  it('shows no key', async () => {
    const error = await miss(askFor(`${queue} a-secret-key`, schema(6)));
    expect(error.message).toContain('[key]');
    expect(error.message).not.toContain('a-secret-key');
  });
});

function messagesOf(content: string) {
  return JSON.parse(String(askFor(content)[1].body)).messages as object[];
}
