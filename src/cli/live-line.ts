import type { OutputStream } from './cli-io.ts';
import { oneLine } from './one-line.ts';
import { truncateText } from './wrap-text.ts';

const CLEAR_LINE = '\r\u001b[2K';

export interface LiveLine {
  show(text: string): void;
  /** Takes the line away, so that others can be written. */
  clear(): void;
}

/** One line at the foot of a terminal that changes in place; on anything else it says nothing. */
export function startLiveLine(stream: OutputStream): LiveLine {
  let shown = false;
  return {
    show(line) {
      if (!stream.isTTY) return;
      stream.write(`${CLEAR_LINE}${truncateText(oneLine(line), (stream.columns || 80) - 1)}`);
      shown = true;
    },
    clear() {
      if (shown) stream.write(CLEAR_LINE);
      shown = false;
    },
  };
}
