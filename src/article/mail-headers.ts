import { type ArticleMetadata, metadataOf } from './article-metadata.ts';

const HEADER =
  /^(subject|title|from|author|date|to|cc|sender|reply-to|message-id|in-reply-to|references|newsgroups|organi[sz]ation|user-agent|mime-version|content-[a-z-]{1,40}|list-[a-z-]{1,40}|x-[a-z-]{1,40}):[ \t]+(\S.*)$/i;
const MAX_LINES = 60;

/**
 * Reads the headers of a message (RFC 5322) at the top of a text, up to the first blank line: at least two, one of them
 * a subject, title, sender or author. Anything else there belongs to the article.
 */
export function splitMailHeaders(text: string): { metadata: ArticleMetadata; body: string } {
  const without = { metadata: {}, body: text };
  const top = /^\s*(?=\S)/.exec(text)?.[0].length ?? 0;
  const end = text.indexOf('\n\n', top);
  const lines = end < 0 ? [] : text.slice(top, end).split('\n', MAX_LINES + 1);
  if (lines.length < 2 || lines.length > MAX_LINES) return without;
  const headers = new Map<string, string>();
  let name = '';
  for (const line of lines) {
    const found = HEADER.exec(line);
    if (found) {
      name = found[1]?.toLowerCase() ?? '';
      if (!headers.has(name)) headers.set(name, found[2] ?? '');
    } else if (name !== '' && /^[ \t]/.test(line)) {
      headers.set(name, `${headers.get(name)} ${line.trim()}`);
    } else return without;
  }
  const title = headers.get('subject') ?? headers.get('title');
  const sender = headers.get('from') ?? headers.get('author');
  if (headers.size < 2 || (title === undefined && sender === undefined)) return without;
  const metadata = metadataOf({
    title: title?.replace(/^(?:(?:re|fwd?):\s*)+/i, ''),
    author: nameOf(sender ?? ''),
    publishedAt: headers
      .get('date')
      ?.slice(0, 200)
      .replace(/\s*\([^()]*\)$/, ''),
  });
  return { metadata, body: text.slice(end) };
}

/** `Ada Quay <ada@example.com>` and `ada@example.com (Ada Quay)` as "Ada Quay". */
function nameOf(sender: string): string {
  const line = sender.slice(0, 500).trim();
  const named = /^[^<>]*(?=<[^<>]*>$)/.exec(line)?.[0] ?? /\(([^()]+)\)$/.exec(line)?.[1] ?? line;
  return named.trim().replace(/^"(.*)"$/, '$1') || line.replace(/[<>]/g, '');
}
