import { resolve } from 'node:path';
import { readEnvironment } from '../environment.ts';
import { isLoopback } from '../http/loopback.ts';
import { startMockServer } from '../mock-llm/mock-server.ts';
import { createMockModel, type MockModel, type UnmatchedRule } from '../scenario/mock-model.ts';
import { loadScenario, plainScenario } from '../scenario/scenario.ts';
import type { CliCommand } from './cli-command.ts';
import { displayPath } from './display-path.ts';
import { formatError } from './format-error.ts';
import { oneLine } from './one-line.ts';
import { wholeNumber } from './wrong-usage.ts';

/** Neither Upshot's own port nor one that model servers and their mocks usually take. */
const DEFAULT_PORT = 8642;

interface MockLlmOptions {
  readonly scenario?: string;
  readonly host: string;
  readonly port: number;
}

export const mockLlmCommand: CliCommand = {
  define(command) {
    command
      .option('--scenario <file>', 'what it plays, YAML or JSON (default: UPSHOT_SCENARIO, else valid answers at once)')
      .option('--host <address>', 'address to listen on', '127.0.0.1')
      .option('--port <number>', 'port to listen on, 0 for a free one', wholeNumber(0, 65_535), DEFAULT_PORT)
      .addHelpText('after', help);
  },

  async run(_args, options: MockLlmOptions, context) {
    const { io } = context;
    // It stands beside what it tests, often in a small container.
    const spareNoMore = io.spareMemory?.();
    const file = options.scenario ?? readEnvironment(io.env, io.cwd).get('UPSHOT_SCENARIO')?.value;
    const path = file === undefined ? undefined : resolve(io.cwd, file);
    const model = createMockModel(path === undefined ? plainScenario : loadScenario(path), { clock: io.clock });
    await using server = await startMockServer({
      ...{ model, host: options.host, port: options.port },
      // In little space what waits would be copied twice, into the old space, and be cleared up there at greater cost.
      ...(spareNoMore && { onCrowd: spareNoMore }),
      onReplaced: (unmatched) => io.stderr.write(neverMatched(unmatched)),
      onDefect: (error) => io.stderr.write(formatError(error, { verbose: context.verbose })),
    });
    const plays = path === undefined ? 'valid answers to everything, at once' : displayPath(path, io.cwd);
    io.stderr.write(
      [
        `The mock is at ${server.url} and plays ${oneLine(plays)}.\n`,
        isLoopback(options.host) ? '' : 'Others can reach it, read what it is asked and change what it plays.\n',
        `OPENAI_BASE_URL=${server.url}/v1 OPENAI_API_KEY=none\n`,
      ].join(''),
    );

    await stopped(io.interrupts.stop);
    const cutOff = server.inFlight();
    await server.close();
    io.stderr.write(account(model, cutOff));
    return 0;
  },
};

const help = `
Answers what OpenAI-compatible clients ask, as the scenario has it. GET / lists
what else there is: /metrics, and /_mock/ to watch and control it.
Nothing here asks for a key: whoever reaches the address may do all that. Pages
of other sites are kept from /_mock/; /v1 answers anybody, under any name.
Runs until Ctrl-C, then says which rules never matched.

Examples:
  upshot mock-llm --scenario samples/scenarios/fails-twice.yaml
  OPENAI_BASE_URL=http://127.0.0.1:${DEFAULT_PORT}/v1 upshot serve`;

/** What came, and what the scenario has that nothing ever asked for. */
function account(model: MockModel, cutOff: number): string {
  const { calls, inputTokens, outputTokens } = model.stats();
  const cut = cutOff === 0 ? '' : ` ${cutOff} ${cutOff === 1 ? 'was' : 'were'} still waiting for the answer.`;
  const came = `${calls} ${calls === 1 ? 'call' : 'calls'}, ${inputTokens} tokens in, ${outputTokens} tokens out.${cut}\n`;
  return neverMatched(model.unmatchedRules()) + came;
}

function neverMatched(unmatched: readonly UnmatchedRule[]): string {
  const lines = unmatched.map(({ rule, at, shadowedBy }) => {
    const why = shadowedBy === null ? '' : `, since rule ${shadowedBy + 1} answers all that it could`;
    return `${oneLine(at ?? `rule ${rule + 1}`)}: rule ${rule + 1} never matched${why}.\n`;
  });
  return lines.join('');
}

function stopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
