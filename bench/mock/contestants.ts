import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { answer } from '../model-answer.ts';

/** A server that can be measured. */
export interface Contestant {
  readonly name: string;
  /** Ask it for a new article with every request. */
  readonly newArticles: boolean;
  /** What `node` is to run. `latencyMs` of 0: as fast as it can, but for what `name` says. */
  command(run: Run): string[];
}

interface Run {
  readonly port: number;
  /** For its files; gone afterwards. */
  readonly folder: string;
  readonly latencyMs: number;
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
const content = answer.choices[0]?.message.content ?? '';

/** Three rules for everyone that has rules. The article has the last text only, so that all three are looked at. */
const SOUGHT = ['a meteor over the data centre', 'nobody read the runbook', 'kept both sides in step'] as const;

export const nodeHttp = bare('node:http that parses the body', 'bare-http-server.ts');
export const express = bare(`Express ${version('../../node_modules/express')}`, 'bare-express-server.ts');
export const fastify = bare(`fastify ${version('../node_modules/fastify')}`, 'bare-fastify-server.js');

export const mockLlm: Contestant = {
  name: `@dwmkerr/mock-llm ${version('../node_modules/@dwmkerr/mock-llm')}`,
  newArticles: false,
  command({ folder }) {
    const rules = SOUGHT.map((text) => ({
      path: '/v1/chat/completions',
      match: `contains(body.messages[-1].content, '${text}')`,
      response: { status: 200, content: JSON.stringify(answer) },
    }));
    const config = written(folder, { rules });
    return [here('../node_modules/@dwmkerr/mock-llm/dist/main.js'), '--config', config];
  },
};

export const aimock: Contestant = {
  name: `@copilotkit/aimock ${version('../node_modules/@copilotkit/aimock')}`,
  newArticles: false,
  command({ port, folder, latencyMs }) {
    const fixtures = SOUGHT.map((text) => ({ match: { userMessage: text }, response: { content } }));
    return [
      here('../node_modules/@copilotkit/aimock/dist/cli.js'),
      ...['--port', String(port), '--fixtures', written(folder, { fixtures }), '--log-level', 'silent'],
      ...(latencyMs > 0 ? ['--chaos-latency', String(latencyMs)] : []),
    ];
  },
};

const literal = { literal: content };
const derived = { summary: 'article' };
/** Drawn for every request from the seed and its content, and waited for: 1 ms on average. */
const SEEDED = { uniform: [0, 2] };

export const literalAtOnce = upshot('literal answer, no latency', { answer: literal });
export const literalSeeded = upshot('literal answer', { answer: literal, latency: SEEDED });
export const derivedSame = upshot('derived answer, the same article', { answer: derived, latency: SEEDED });
export const derivedNew = upshot('derived answer, a new article every time', {
  ...{ answer: derived, latency: SEEDED, newArticles: true },
});

interface UpshotOptions {
  readonly answer: object;
  readonly latency?: object;
  readonly newArticles?: boolean;
}

function upshot(name: string, { answer: given, latency, newArticles = false }: UpshotOptions): Contestant {
  return {
    name: `**upshot ${version('../..')}**: ${name}`,
    newArticles,
    command({ port, folder, latencyMs }) {
      // A range of one value is drawn like any other, and its outcome is known.
      const asked = latencyMs > 0 ? { uniform: [latencyMs, latencyMs] } : latency;
      const rules = SOUGHT.map((contains) => ({
        match: { contains },
        answer: given,
        ...(asked && { latency: asked }),
      }));
      const scenario = written(folder, { seed: 7, rules });
      return [here('../../bin/upshot.js'), 'mock-llm', '--port', String(port), '--scenario', scenario];
    },
  };
}

function bare(name: string, file: string): Contestant {
  return { name, newArticles: false, command: ({ port, latencyMs }) => [here(file), String(port), String(latencyMs)] };
}

function written(folder: string, config: object): string {
  const file = join(folder, 'rules.json');
  writeFileSync(file, JSON.stringify(config));
  return file;
}

function version(folder: string): string {
  return JSON.parse(readFileSync(here(`${folder}/package.json`), 'utf8')).version;
}
