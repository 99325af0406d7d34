import { AppError } from '../errors.ts';

/** Whether what a person names is meant as an address; `feed:` is what browsers make of links to feeds. */
export function isAddress(source: string): boolean {
  return /^(?:https?:\/\/|feed:)/i.test(source);
}

/** One spelling for the address of a feed, under which its state is kept; null for what is none. */
export function feedAddress(address: string): string | null {
  const url = URL.parse(address.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:/i, 'https:'));
  if (url === null || !/^https?:$/.test(url.protocol)) return null;
  url.hash = '';
  return url.href;
}

export function notAnAddress(): AppError {
  return new AppError('This is no http or https address', {
    code: 'bad-address',
    status: 400,
    hint: 'Write one address a line, for example https://example.com/feed.xml, or export an OPML outline.',
  });
}
