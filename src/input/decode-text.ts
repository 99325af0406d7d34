/** How deep into a page its charset is looked for, in bytes; the HTML standard asks for 1,024, pages have it later. */
const HEAD_BYTES = 4 * 1024;

/**
 * The charset of what came over HTTP: that of its byte order mark, which knows better than any declaration, else the
 * `declared` one, else, of markup, the one in its first lines; else UTF-8.
 */
export function charsetOf(bytes: Buffer, declared: string | undefined, isMarkup: boolean): string {
  return charsetOfMark(bytes) ?? declared ?? (isMarkup ? charsetInHead(bytes) : undefined) ?? 'utf-8';
}

/** Why bytes could not be read as text: the charset is `unknown`, or they are not `valid` in it. */
export type DecodingFault = {
  readonly fault: 'unknown' | 'invalid';
  readonly charset: string;
  readonly cause?: unknown;
};

/** Strict: no byte is replaced, since that would give a text nobody wrote. */
export function decodeText(bytes: Uint8Array, charset: string): { readonly text: string } | DecodingFault {
  let decoder: InstanceType<typeof TextDecoder>;
  try {
    decoder = new TextDecoder(charset, { fatal: true });
  } catch {
    return { fault: 'unknown', charset: JSON.stringify(charset.slice(0, 40)) };
  }
  try {
    return { text: decoder.decode(bytes) };
  } catch (cause) {
    return { fault: 'invalid', charset: decoder.encoding.toUpperCase(), cause };
  }
}

function charsetOfMark(bytes: Buffer): string | undefined {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : undefined;
}

/**
 * The charset markup declares in its first lines, as XML or as HTML. A page that could be read so far is not in UTF-16,
 * whatever it says: the HTML standard takes it for UTF-8.
 */
function charsetInHead(bytes: Buffer): string | undefined {
  const head = bytes.toString('latin1', 0, HEAD_BYTES);
  const [, charset] =
    /<meta[^>]{1,200}charset\s{0,5}=\s{0,5}["']?([\w:.-]{2,40})/i.exec(head) ??
    /^\s*<\?xml[^>]{1,200}encoding\s{0,5}=\s{0,5}["']([\w:.-]{2,40})/i.exec(head) ??
    [];
  return charset !== undefined && /^utf-?16|^(?:csunicode|ucs-2|unicode|iso-10646-ucs-2)$/i.test(charset)
    ? 'utf-8'
    : charset;
}
