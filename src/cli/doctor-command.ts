import { dollars } from '../ledger/budget-error.ts';
import type { CliCommand } from './cli-command.ts';
import { type Diagnosis, diagnose, type Finding } from './diagnose.ts';
import type { DiagnosedProvider } from './diagnose-provider.ts';
import { oneLine } from './one-line.ts';
import { type Terminal, terminalOf } from './terminal.ts';
import { wrapText } from './wrap-text.ts';

interface DoctorOptions {
  readonly ping?: true;
  readonly json?: true;
}

export const doctorCommand: CliCommand = {
  define(command) {
    command
      .option('--ping', "also ask the model's server whether it answers and has the model, which costs nothing")
      .option('--json', 'print it all as JSON')
      .addHelpText(
        'after',
        '\nSecrets are masked. Exit code 1 when something is wrong.\nWithout --ping no server is asked.',
      );
  },

  async run(_args, { ping, json }: DoctorOptions, context) {
    const { io } = context;
    const diagnosis = await diagnose(context, ping === true);
    const terminal = terminalOf(io.stdout, io.env);
    io.stdout.write(json ? `${JSON.stringify(diagnosis)}\n` : format(diagnosis, terminal));
    if (!json && !ping && diagnosis.providers?.some(({ server }) => server))
      io.stdout.write(`${wrapText(notAsked, terminal.width)}\n`);
    return diagnosis.ok ? 0 : 1;
  },
};

const notAsked =
  'The server was not asked: `upshot doctor --ping` asks it whether it answers and has the model, and costs nothing.';

function format(diagnosis: Diagnosis, terminal: Terminal): string {
  const { style } = terminal;
  const { variables, problems, notes } = diagnosis;
  const nameWidth = Math.max(...variables.map(({ name }) => name.length), 0);
  const rows = variables.map(({ name, value, from }) => {
    const shown = `  ${name.padEnd(nameWidth)}  ${value === null ? '(not set)' : oneLine(value)}`;
    return from === 'default' ? style('dim', shown) : `${shown}  ${style('cyan', `from ${from}`)}`;
  });
  return [
    style('bold', `Upshot ${diagnosis.version}`),
    ...facts(diagnosis).map(([name, value]) => `  ${name.padEnd(nameWidth)}  ${oneLine(value)}`),
    '',
    style('bold', 'Variables'),
    ...rows,
    '',
    ...problems.map((finding) => found('✗', finding, terminal, 'red')),
    ...notes.map((finding) => found('•', finding, terminal, 'yellow')),
    ...(problems.length === 0 ? [style('green', '✓ Nothing is wrong.')] : []),
    '',
  ].join('\n');
}

type Fact = readonly [name: string, value: string];

function facts({ node, providers, database, today, tags }: Diagnosis): Fact[] {
  const unknown = 'cannot be said, see below';
  const kept =
    database &&
    (database.exists
      ? `${database.file}, ${database.published} published, ${database.needsReview} to review`
      : `${database.file}, made when first used`);
  return [
    ['Node', node],
    ...(providers?.flatMap(factsOfProvider) ?? [['Provider', unknown] as Fact]),
    ['Entries', kept ?? unknown],
    ...(today === null ? [] : [['Spent today', spentToday(today)] as Fact]),
    ['Tags', tags === null ? unknown : String(tags)],
  ];
}

function spentToday({ costUsd, maxCostUsd }: NonNullable<Diagnosis['today']>): string {
  const limit = maxCostUsd === null ? 'no limit is set' : `of ${dollars(maxCostUsd)}`;
  return `${dollars(costUsd)}${maxCostUsd === null ? ', ' : ' '}${limit} (the day is that of UTC)`;
}

function factsOfProvider({ name, model, server, ping, price }: DiagnosedProvider, position: number): Fact[] {
  const by = [name, model, server && `at ${server}`].filter(Boolean).join(' ');
  return [
    [position === 0 ? 'Provider' : 'then', by],
    ...(ping === null ? [] : [['Server', ping] as Fact]),
    ...(price === null ? [] : [['Price', `$${price.input} in, $${price.output} out, a million tokens`] as Fact]),
  ];
}

function found(mark: string, { what, hint }: Finding, { style, width }: Terminal, colour: 'red' | 'yellow'): string {
  return [
    style(colour, wrapText(`${mark} ${oneLine(what)}.`, width, '', '  ')),
    wrapText(oneLine(hint), width, '  '),
  ].join('\n');
}
