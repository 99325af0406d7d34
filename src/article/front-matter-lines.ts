/** What a key may look like; keys within a section of TOML or deeper in YAML are read as if they stood at the top. */
const FIELD = /^[ \t]*["']?([\p{L}\p{N}_-]{1,50})["']?[ \t]*[:=](?=[ \t]|["'[]|$)[ \t]*(.*)$/u;
const ITEM = /^[ \t]*-[ \t]+(.*)$/;

/**
 * Reads front matter line by line: `key: value` of YAML that is not quite YAML ("title: Postmortem: the day"), or
 * `key = "value"` of TOML. Values are strings or arrays of strings, the first of a key counts, and what is neither is
 * passed over.
 */
export function readFieldLines(text: string): Map<string, unknown> {
  const fields = new Map<string, unknown>();
  const lines = text.split('\n');
  for (let at = 0; at < lines.length; at += 1) {
    const [, key = '', value = ''] = FIELD.exec(lines[at] ?? '') ?? [];
    if (key === '' || fields.has(key)) continue;
    let read: unknown;
    if (value.trim() === '') {
      read = lines
        .slice(
          at + 1,
          endOf(lines, at + 1, (line) => !ITEM.test(line)),
        )
        .flatMap((line) => {
          const item = plainValue(ITEM.exec(line)?.[1] ?? '');
          return item === null ? [] : [item];
        });
    } else if (value.startsWith('[')) {
      const end = value.includes(']') ? at + 1 : endOf(lines, at + 1, (line) => FIELD.test(line));
      read = itemsOf([value, ...lines.slice(at + 1, end)].join(' '));
    } else {
      read = plainValue(value);
    }
    if (read !== null && !(Array.isArray(read) && read.length === 0)) fields.set(key, read);
  }
  return fields;
}

function endOf(lines: readonly string[], from: number, ends: (line: string) => boolean): number {
  let at = from;
  while (at < lines.length && !ends(lines[at] ?? '')) at += 1;
  return at;
}

/** `["a", 'b, c', d]`, whether its end is there or not. */
function itemsOf(array: string): string[] {
  const inside = array.replace(/^\[/, '').replace(/\][^\]]*$/, '');
  const items = inside.match(/"[^"]*"|'[^']*'|[^\s,"'][^,]*/g) ?? [];
  return items.map(plainValue).filter((item) => item !== null);
}

/** A value without its quotation marks and the note after them; null when it holds no word or is a mere switch. */
function plainValue(written: string): string | null {
  const value = written.trim();
  const [, double, single] = /^(?:"((?:[^"\\]|\\.)*)"|'([^']*)')[ \t]*(?:#.*)?$/.exec(value) ?? [];
  const plain = double?.replace(/\\(["\\])/g, '$1') ?? single ?? value.replace(/^["']|\s#.*$/g, '');
  return /[\p{L}\p{N}]/u.test(plain) && !/^(?:true|false|null)$/i.test(plain) ? plain : null;
}
