import { describe, expect, it } from 'vitest';
import { recordingName, tagInName } from '../../src/recording/recording-name.ts';
import { requestParts } from '../../src/recording/request-parts.ts';

const FINGERPRINT = 'abcdef012345'.padEnd(64, '0');
const nameOf = (body: Parameters<typeof requestParts>[0]['body'], endpoint = 'POST /chat/completions') =>
  recordingName(requestParts({ endpoint, body }, 'p'), FINGERPRINT);
const said = (...contents: string[]) => contents.map((content) => ({ content, role: 'user' }));

describe('the name of a recording', () => {
  it.each([
    ['the title', { model: 'gpt-5-mini', messages: said('Title: Why?\n\nText', 'Mend it.') }, 'gpt-5-mini-why'],
    ['the last words', { model: 'm', messages: said('One', 'Say hello!') }, 'm-say-hello'],
    ['the input', { model: 'm', input: 'Say hello!' }, 'm-say-hello'],
    [
      'parts of a message',
      { model: 'm', messages: [{ content: [{ type: 'text', text: 'Hi' }], role: 'user' }] },
      'm-hi',
    ],
    ['a model with a path', { model: 'openai/gpt-oss:20b', messages: [] }, 'openai-gpt-oss-20b'],
    ['accents', { model: 'm', messages: said('Title: Über Größe — čas') }, 'm-uber-große-cas'],
    ['other scripts', { model: 'm', messages: said('Title: 队列 为什么') }, 'm-队列-为什么'],
    ['no model', { messages: said('x') }, 'post-chat-completions-x'],
    ['signs alone', { model: '../..', messages: said('///') }, ''],
    ['a text', 'Say hello', 'post-chat-completions-say-hello'],
    ['nothing', null, 'post-chat-completions'],
  ])('says %s', (_, body, begins) => {
    expect(nameOf(body)).toBe(`${begins === '' ? '' : `${begins}-`}abcdef012345.json`);
  });

  it('is short, and cut between words where there are any', () => {
    const long = `Title: ${'queue '.repeat(30)}`;
    expect(nameOf({ model: 'm', messages: said(long) })).toBe(`m-${'queue-'.repeat(8)}abcdef012345.json`);
    expect(nameOf({ model: 'm', messages: said('x'.repeat(999)) })).toBe(`m-${'x'.repeat(48)}-abcdef012345.json`);
  });

  it.each([
    ['m-x-abcdef012345.json', 'abcdef012345'],
    ['abcdef012345.json', 'abcdef012345'],
    ['m-xabcdef012345.json', null],
    ['m-ABCDEF012345.json', null],
    ['m-abcdef012345.json.bak', null],
    ['notes.json', null],
  ])('%s is found by %s', (file, tag) => {
    expect(tagInName(file)).toBe(tag);
  });
});
