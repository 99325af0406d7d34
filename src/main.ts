import { formatError } from './cli/format-error.ts';
import { createInterrupts } from './cli/interrupts.ts';
import { runCli } from './cli/run-cli.ts';
import { systemClock } from './clock.ts';

// The process: nothing else in Upshot touches it.

const interrupts = createInterrupts(systemClock);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (interrupts.press() > 2) process.exit(130);
  });
}

// The reader of a pipe left (`upshot list | head`): nothing more to say, and no reason to go on.
let readerLeft = false;
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  readerLeft = true;
  interrupts.press();
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
  stdin: process.stdin,
  stdout: { ...outputOf(process.stdout), write: (text) => readerLeft || process.stdout.write(text) },
  stderr: outputOf(process.stderr),
  interrupts,
  clock: systemClock,
  nodeVersion: process.versions.node,
  fetch,
});
process.exitCode = exitCode;
// Not before what was written has left; and then at once, whatever stdin still waits for.
process.stdout.write('', () => process.exit(exitCode));

function outputOf(stream: NodeJS.WriteStream) {
  return { write: (text: string) => stream.write(text), isTTY: stream.isTTY, columns: stream.columns };
}
