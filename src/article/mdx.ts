const STATEMENT =
  /^(?:import\s+(?:[\w$*{][^'"]*\sfrom\s+)?['"][^'"]+['"]|export\s+(?:const|let|var|default|function|async|class|type|interface|\*|\{))/;
/** The longest statement read, in lines. */
const MAX_LINES = 200;

/**
 * Markdown without what MDX adds to it and no reader sees: `import` and `export` before the first prose, and comments
 * between braces. Fenced code keeps everything. Linear in the length of the text.
 */
export function withoutMdx(text: string): string {
  if (!/\{\/\*|^(?:import|export)\s/m.test(text)) return text;
  const lines = text.split('\n');
  return withoutComments(lines.slice(afterStatements(lines))).join('\n');
}

/** Where the lines after the statements at the top begin. */
function afterStatements(lines: readonly string[]): number {
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    if (line.trim() === '') at += 1;
    else if (/^(?:import|export)\s/.test(line)) {
      const end = endOfStatement(lines, at);
      if (!STATEMENT.test(lines.slice(at, end).join('\n'))) return at;
      at = end;
    } else return at;
  }
  return at;
}

/** A statement ends with the line that closes its last bracket. */
function endOfStatement(lines: readonly string[], from: number): number {
  let open = 0;
  const most = Math.min(lines.length, from + MAX_LINES);
  for (let at = from; at < most; at += 1) {
    for (const [bracket] of (lines[at] ?? '').matchAll(/[{}[\]()]/g)) open += '{[('.includes(bracket) ? 1 : -1;
    if (open <= 0) return at + 1;
  }
  return from + 1;
}

function withoutComments(lines: readonly string[]): string[] {
  const kept: string[] = [];
  let fence: string | null = null;
  const lastEnd = lines.findLastIndex((line) => line.includes('*/}'));
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const [, marks] = /^\s*(`{3,}|~{3,})/.exec(line) ?? [];
    if (fence !== null) {
      if (marks?.startsWith(fence) && line.trim() === marks) fence = null;
      kept.push(line);
    } else if (marks !== undefined) {
      fence = marks;
      kept.push(line);
    } else if (/^ {0,3}\{\/\*/.test(line) && at <= lastEnd) {
      while (!(lines[at] ?? '').includes('*/}')) at += 1;
      kept.push((lines[at] ?? '').replace(/^.*?\*\/\}/, ''));
    } else {
      kept.push(line.includes('`') ? line : line.replace(/\{\/\*[^*]*\*\/\}/g, ''));
    }
  }
  return kept;
}
