import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRecordFetch } from '../../src/recording/record-fetch.ts';
import { createReplayFetch } from '../../src/recording/replay-fetch.ts';
import { tempFolder } from '../support/temp-folder.ts';

const seed = 20260301;
const status = fc.integer({ min: 200, max: 599 }).filter((code) => ![204, 205, 304].includes(code));
/** Text out of what lines, events and encodings are made of. */
const text = fc
  .array(
    fc.constantFrom('\n', '\r\n', '\r', 'data: ', ': ', '{', '"', '\\', '\0', 'é', '\u2028', '\ufeff', '🚍', 'word'),
  )
  .map((pieces) => pieces.join(''));
const address = 'https://llm.test/v1/chat/completions';

/** Records one exchange and replays it. */
async function throughFiles(sent: string, answer: Response): Promise<Response> {
  using folder = tempFolder();
  const options = { folder: folder.path, promptHash: 'p', secrets: [] };
  const warn = (error: Error) => {
    throw error;
  };
  const init = { method: 'POST', body: sent };
  await createRecordFetch(async () => answer, { ...options, warn })(address, init);
  return await createReplayFetch(options)(address, init);
}

describe('whatever is recorded', () => {
  it('comes again as the same JSON', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), status, async (sent, body, code) => {
        const replayed = await throughFiles(JSON.stringify(sent), Response.json(body, { status: code }));
        expect(replayed.status).toBe(code);
        expect(JSON.stringify(await replayed.json())).toBe(JSON.stringify(body));
      }),
      { seed, numRuns: 40 },
    );
  });

  it('comes again with fields of any name', async () => {
    const odd = '{"__proto__":{"a":[{"__proto__":1}]},"constructor":2}';
    expect(await (await throughFiles(odd, new Response(odd))).text()).toBe(odd);
  });

  it('comes again as the same text', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (sent, end) => {
        const body = `. ${end}`; // no JSON begins so
        expect(await (await throughFiles(sent, new Response(body))).text()).toBe(body);
      }),
      { seed, numRuns: 40 },
    );
  });
});
