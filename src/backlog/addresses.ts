import { AppError } from '../errors.ts';
import { decodeUtf8 } from '../input/read-bytes.ts';
import { type BacklogItem, itemOfLine, type ReadAddress } from './backlog-item.ts';

export function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}

/** Whether somebody meant an address, be it one that can be asked for or not: `ftp://...`, a mistyped one. */
export function looksLikeAddress(text: string): boolean {
  return /^[a-z][a-z\d+.-]+:\/\//i.test(text);
}

/** The item for an article that stands at an address and is fetched when its turn comes. `place`: where the address stands. */
export function addressItem(url: string, readAddress: ReadAddress, place = url): BacklogItem {
  const { href, host } = new URL(url);
  return { place, key: `url:${href}`, host, read: (signal) => readAddress(url, {}, signal) };
}

/** The address on a line of a list of them; null for a blank line or a remark (`#`). */
export function addressOnLine(bytes: Uint8Array | null, place: string, readAddress: ReadAddress): BacklogItem | null {
  const line = bytes === null ? 'a line far too long' : decodeUtf8(bytes).trim();
  if (line === '' || line.startsWith('#')) return null;
  if (isAddress(line)) return addressItem(line, readAddress, place);
  return itemOfLine({ place }, bytes, () => {
    throw notAnAddress('The line');
  });
}

/** @throws {AppError} `bad-address` */
export function refuseAddress(text: string): never {
  throw notAnAddress(text.slice(0, 200));
}

/** Of UTF-8, read as Latin-1. */
const BYTE_ORDER_MARK = /^\u00ef\u00bb\u00bf/;

/** Whether a text is nothing but addresses, one a line, and so a list of articles rather than one. */
export function isListOfAddresses(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.subarray(0, 2048)).toString('latin1').replace(BYTE_ORDER_MARK, '').trimStart();
  if (!/^(?:#|https?:)/i.test(start)) return false;
  const lines = Buffer.from(bytes).toString('latin1').replace(BYTE_ORDER_MARK, '').split(/\r?\n/);
  const said = lines.map((line) => line.trim()).filter((line) => line !== '' && !line.startsWith('#'));
  return said.length > 0 && said.every(isAddress);
}

function notAnAddress(what: string): AppError {
  return new AppError(`${what} is not an http or https address`, {
    code: 'bad-address',
    status: 400,
    hint: 'Write addresses such as https://example.org/post, in a list one a line; # begins a remark.',
  });
}
