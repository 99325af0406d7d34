import module from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { formatError } from './cli/format-error.ts';
import { createInterrupts } from './cli/interrupts.ts';
import { runCli } from './cli/run-cli.ts';
import { systemClock } from './clock.ts';
import { AppError } from './errors.ts';
import { boundYoungSpace } from './young-space.ts';

// The process: nothing else in Upshot touches it.

// What one start has compiled the next one need not: it loads in half the time. Threads learn of it by the environment.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../node_modules/.cache/upshot', import.meta.url));
module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
// For threads that start from now on. What they work on is soon forgotten, and V8 would leave them the 1 MB for young objects
// that they begin with: ten times the collections, for a sixth of their time.
setFlagsFromString('--min-semi-space-size=8');
// Whatever waits outlives a few collections, and V8 would make the next of its kind in the old space at once. There
// the dead keep alive all that they point to in the young, until the thorough collection that stops everything.
setFlagsFromString('--no-allocation-site-pretenuring');
const bounded = boundYoungSpace(32, systemClock);
// Under steady load V8 would let the old space grow to four times what lives in it before it clears that up: for a fiftieth of
// the work at most, it does so at twice. From then on, since it takes less than that to start.
void bounded.then(() => setFlagsFromString('--heap-growing-percent=90'));

const interrupts = createInterrupts(systemClock);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (interrupts.press() > 2) process.exit(130);
  });
}

// The reader of a pipe left (`upshot list | head`), or the disk that a file of it is on is full: nothing more can be said,
// and there is no reason to go on.
let readerLeft = false;
let outputFailed = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (readerLeft) return;
  readerLeft = true;
  interrupts.press();
  if (error.code === 'EPIPE') return;
  outputFailed = true;
  process.stderr.write(formatError(unwritableOutput(error), { verbose: process.argv.includes('--verbose') }));
});
process.stderr.on('error', () => {});

for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    process.stderr.write(formatError(error, { verbose: process.argv.includes('--verbose') }));
    process.exit(1);
  });
}

const exitCode = await runCli({
  argv: process.argv.slice(2),
  env: process.env,
  cwd: process.cwd(),
  get stdin() {
    return process.stdin; // opened only by a command that reads it
  },
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  interrupts,
  clock: systemClock,
  nodeVersion: process.versions.node,
  fetch,
  spareMemory() {
    // Young garbage is cleared up in the little space that it has at the start, and the old once it has nearly doubled: much
    // sooner than that, and what a transcript fills up with in its first seconds would stop everything in the midst of them.
    setFlagsFromString('--semi-space-growth-factor=1');
    setFlagsFromString('--heap-growing-percent=90');
    const grow = () => setFlagsFromString('--semi-space-growth-factor=16');
    return () => {
      grow();
      void bounded.then(grow); // in one step, to what V8 allows: a bare server takes as much when as many wait
    };
  },
});
// Not before what was written has left; and then at once, whatever stdin still waits for.
process.stdout.write('', () => process.exit(outputFailed ? 1 : exitCode));

function isSilent(stream: NodeJS.WriteStream): boolean {
  return readerLeft && !(outputFailed && stream === process.stderr);
}

function unwritableOutput(cause: NodeJS.ErrnoException): AppError {
  return new AppError(`The output cannot be written (${cause.code ?? cause.message})`, {
    code: 'unwritable-output',
    status: 500,
    hint: cause.code === 'ENOSPC' ? 'The disk is full: free some space on it, or write elsewhere.' : 'Write elsewhere.',
    cause,
  });
}

/** A terminal may change its size at any time. */
function outputOf(stream: NodeJS.WriteStream) {
  return {
    isTTY: stream.isTTY,
    get columns() {
      return stream.columns;
    },
    get rows() {
      return stream.rows;
    },
    write: (text: string) => isSilent(stream) || stream.write(text),
  };
}
