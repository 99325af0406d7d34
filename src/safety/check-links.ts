import { parse } from 'tldts';
import { type Fault, shown } from './safety-issue.ts';

/** Addresses that a reader's program turns into a link; there is no use for them in a summary. */
const WEB =
  /\b(?:h(?:tt|xx)ps?|ftp):\/{1,2}(?!\s)[^\s"”’)]+|\bwww\.[\p{L}\p{N}][^\s"”’)]+|\bmailto:\S+|\b(?:tel|sms):\+?\d[\d-]+|\bjavascript:\S+|\bdata:\w+\/[\w.+-]+[;,]\S*/iu;
/** What every address has something of; most texts have nothing. */
const HINT = /[@:+]|dot|\.[\p{L}\p{N}]/iu;
/** Of these, what leads nowhere but to the machine itself or to a number. */
const LOCAL = /^https?:\/\/(?:localhost|\d{1,3}(?:\.\d{1,3}){3}|\[[\da-f:]+\])(?:[:/]|$)/iu;
const MAIL = /[\p{L}\p{N}.+_%-]{1,64}@(?:[\p{L}\p{N}-]{1,63}\.)+\p{L}{2,24}/giu;
const OTHER_SCHEME = /\b[a-z][a-z\d+.-]{1,20}:\/\/[^\s"”’),;]+/giu;
const DOMAIN =
  /(?<![\p{L}\p{N}@_./-])(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.){1,6}(?:xn--[a-z\d-]{2,50}|\p{L}{2,24})(?![\p{L}\p{N}_(-]|\.\p{L})(?::\d{2,5})?(?:[/?#][^\s"”’),;]*)?/giu;
const SPELLED =
  /\b[\p{L}\p{N}-]{2,60}\s*(?:\[dot\]|\(dot\)|\sdot\s)\s*(?:com|org|net|io|dev|app|ai|co|info|biz|xyz|example)\b/giu;
const HANDLE = /(?<![\p{L}\p{N}_.@/-])@[a-z]\w{2,38}\b/giu;
const PHONE = /\+\d[\d ()-]{7,18}\d\b/gu;

/** Names kept for examples and tests (RFC 2606, RFC 6761) and hidden services; they are on no list of public suffixes. */
const RESERVED = /\.(?:example|test|invalid|onion)$/iu;

/** A domain after these words is where to go, whatever the article says of it. */
const POINTED =
  /\b(?:available|details|more\s+(?:information|info|details|about|is|can|on)|information|sign(?:ed)? up|regist(?:er|ered|ering|rations?)|download\p{L}*|discounts?|coupons?|offers?|offered|learn|ordered|buy|bought|booked|visit(?:ed|ing)?|sold)\b[^.!?]{0,40}\b(?:at|on|via|from|through|under|visit)\s+$/iu;

/**
 * Addresses, and domains, handles and numbers that the article does not itself speak of.
 *
 * @param speaksOf whether the article, but for what it asks a summariser to say, has this text (lower case).
 */
export function checkLinks(raw: string, speaksOf: (text: string) => boolean): Fault[] {
  const text = plainAddresses(raw);
  if (!HINT.test(text)) return [];
  const [web] = WEB.exec(text) ?? [];
  if (web !== undefined && !(LOCAL.test(web) && speaksOf(trimmed(web)))) return [fault(web)];
  for (const [mail] of text.matchAll(MAIL))
    if (!mail.startsWith('git@') && isDomain(mail.split('@')[1] ?? '')) return [fault(mail)];
  const named = [OTHER_SCHEME, SPELLED, HANDLE, PHONE].flatMap((pattern) => text.match(pattern) ?? []);
  const unknown = named.find((address) => !WEB.test(address) && !speaksOf(trimmed(address)));
  if (unknown !== undefined) return [fault(unknown)];
  for (const { 0: domain, index } of text.matchAll(DOMAIN)) {
    const host = /^[^/?#:]+/.exec(domain)?.[0] ?? '';
    if (!isDomain(host)) continue;
    if (POINTED.test(text.slice(Math.max(0, index - 120), index)) || !speaksOf(trimmed(domain))) return [fault(domain)];
  }
  return [];
}

/** Compatibility forms as plain letters, and dots that are written so that nothing is linked as dots. */
export function plainAddresses(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[․。｡]/gu, '.')
    .replace(/\s?(?:\[\.\]|\(\.\)|\{\.\})\s?/g, '.')
    .replace(/\[:\]/g, ':');
}

function isDomain(host: string): boolean {
  return RESERVED.test(host) || parse(host).isIcann === true;
}

function trimmed(address: string): string {
  return address.replace(/[.,;:!?]+$/u, '').toLowerCase();
}

function fault(address: string): Fault {
  return {
    code: 'link',
    message: `must not send readers anywhere: leave out the address ${shown(trimmed(address))}, or name in words what it stands for`,
  };
}
