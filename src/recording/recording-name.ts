import type { Json } from './canonical-json.ts';
import type { RequestParts } from './request-parts.ts';
import { textLeaves } from './text-leaves.ts';

/** How much of a fingerprint a file's name ends in, in hex digits. */
const DIGITS = 12;
const LONGEST_TOPIC = 48;

/** `gpt-5-mini-a-seat-sold-three-times-3f9c01d2aa47.json`: for people the model and the topic, for programs the digits. */
export function recordingName({ model, content, endpoint }: RequestParts, fingerprint: string): string {
  const asked = typeof model === 'string' ? slug(model) : slug(endpoint);
  return `${[asked, slug(topicOf(content)), recordingTag(fingerprint)].filter(Boolean).join('-')}.json`;
}

/** The end of the name of a fingerprint's file. */
export function recordingTag(fingerprint: string): string {
  return fingerprint.slice(0, DIGITS);
}

/** The tag in a file's name, or null when it is not named as a recording is. */
export function tagInName(file: string): string | null {
  return /(?:^|-)([0-9a-f]{12})\.json$/.exec(file)?.[1] ?? null;
}

/** The title in the message that shows an article, else how the last message begins. */
function topicOf(content: Json): string {
  const texts = textLeaves(content).flatMap(({ path, text }) => (/(?:^|\/)(?:role|type)$/.test(path) ? [] : [text]));
  for (const text of texts) {
    const title = /^title: *(\S.*)$/im.exec(text.slice(0, 4_000))?.[1];
    if (title) return title;
  }
  return texts.at(-1)?.slice(0, 4 * LONGEST_TOPIC) ?? '';
}

function slug(text: string): string {
  const words = text
    .normalize('NFKD')
    .replace(/\p{Mark}+/gu, '')
    .toLowerCase()
    .split(/[^\p{Letter}\p{Number}]+/u)
    .filter(Boolean);
  let name = '';
  for (const word of words) {
    if (name.length + word.length + 1 > LONGEST_TOPIC) return name || word.slice(0, LONGEST_TOPIC);
    name = name === '' ? word : `${name}-${word}`;
  }
  return name;
}
