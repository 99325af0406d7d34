import { stripVTControlCharacters } from 'node:util';
import type { OutputStream } from './cli-io.ts';
import { displayWidth } from './wrap-text.ts';

/** Lines at the foot of a terminal that change in place. */
export interface Redrawn {
  /** No line may be wider than the terminal. */
  show(lines: readonly string[]): void;
  /** Takes them away, so that others can be written. */
  clear(): void;
}

const ERASE_AND_UP = '\u001b[2K\u001b[1A';

/** By log-update, loaded here: only who looks at a terminal needs it. */
export async function startRedrawn(stream: OutputStream): Promise<Redrawn> {
  const { createLogUpdate } = await import('log-update');
  // It asks the stream for its size and writes to it, and does no more while it leaves the cursor alone.
  const update = createLogUpdate(stream as unknown as NodeJS.WritableStream, { showCursor: true });
  let shown: readonly string[] = [];
  let widthThen = 0;

  /** A terminal that became narrower has broken the lines anew: they stand on more rows than were written. */
  function takeBackExtraRows(): void {
    const width = stream.columns || 80;
    if (shown.length === 0 || width >= widthThen) return;
    const rows = shown.map((line) => Math.max(1, Math.ceil(displayWidth(stripVTControlCharacters(line)) / width)));
    stream.write(ERASE_AND_UP.repeat(rows.reduce((sum, count) => sum + count - 1, 0)));
  }

  return {
    show(lines) {
      takeBackExtraRows();
      update(lines.join('\n'));
      shown = lines;
      widthThen = stream.columns || 80;
    },
    clear() {
      if (shown.length === 0) return;
      takeBackExtraRows();
      update.clear();
      shown = [];
    },
  };
}
