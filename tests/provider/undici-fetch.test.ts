import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createOpenAiProvider } from '../../src/provider/openai-provider.ts';
import { createUndiciFetch } from '../../src/provider/undici-fetch.ts';
import { plainScenario } from '../../src/scenario/scenario.ts';
import { scenarioSchema } from '../../src/scenario/scenario-schema.ts';
import { incidentArticle } from '../support/incident-article.ts';
import { openAiOptions, patientCall } from '../support/openai-options.ts';
import { openScenarioServer } from '../support/scenario-server.ts';

const request = { article: incidentArticle() };

async function openServer(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

describe('undici-fetch', () => {
  it('sends method, headers and body, and gives back status, headers and text', async () => {
    await using server = await openServer(async (incoming, response) => {
      let body = '';
      for await (const chunk of incoming) body += chunk;
      response.writeHead(418, { 'x-one': '1', 'set-cookie': ['a=1', 'b=2'] });
      response.end(`${incoming.method} ${incoming.headers['x-in']} ${body}`);
    });
    await using undici = createUndiciFetch();
    const response = await undici.fetch(server.url, { method: 'POST', headers: { 'x-in': 'in' }, body: 'süß' });
    expect(response.status).toBe(418);
    expect(response.ok).toBe(false);
    expect(response.headers.get('x-one')).toBe('1');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await response.text()).toBe('POST in süß');
  });

  it('takes headers in any form, and gives the body in any', async () => {
    await using server = await openServer((incoming, response) =>
      response.end(`{"in": "${incoming.headers['x-in']}"}`),
    );
    await using undici = createUndiciFetch();
    const answers = [{ 'x-in': '1' }, [['x-in', '1']] as [string, string][], new Headers({ 'x-in': '1' })].map(
      (headers) => undici.fetch(server.url, { headers }),
    );
    const [one, two, three] = await Promise.all(answers);
    expect(await one?.text()).toBe('{"in": "1"}');
    expect(await two?.json()).toEqual({ in: '1' });
    expect(new TextDecoder().decode(await three?.arrayBuffer())).toBe('{"in": "1"}');
  });

  it('takes an answer without a body', async () => {
    await using server = await openServer((_, response) => response.writeHead(204).end());
    await using undici = createUndiciFetch();
    const response = await undici.fetch(server.url);
    expect([response.status, response.body]).toEqual([204, null]);
  });

  it('keeps connections open for the next requests', async () => {
    const sockets = new Set<unknown>();
    await using server = await openServer((incoming, response) => {
      sockets.add(incoming.socket);
      response.end('x');
    });
    await using undici = createUndiciFetch();
    for (let i = 0; i < 10; i += 1) await undici.fetch(server.url);
    expect(sockets.size).toBeLessThan(5); // one is still being put back when the next request comes
  });

  it('rejects with the reason of its signal, before and while the body is read', async () => {
    const reason = new Error('no longer');
    const begun = Promise.withResolvers<void>();
    await using server = await openServer((_, response) => {
      response.write('the first half', () => begun.resolve());
    });
    await using undici = createUndiciFetch();
    await expect(undici.fetch(server.url, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const controller = new AbortController();
    const fetching = undici.fetch(server.url, { signal: controller.signal });
    await begun.promise;
    controller.abort(reason);
    await expect(fetching).rejects.toBe(reason);
  });

  it('rejects with the code of the transport when nobody listens or the connection breaks', async () => {
    await using undici = createUndiciFetch();
    let url = '';
    {
      await using server = await openServer((incoming) => incoming.socket.destroy());
      url = server.url;
      await expect(undici.fetch(url)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' });
    }
    await expect(undici.fetch(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('cuts off a body that is too long, announced or not, and takes many short ones', async () => {
    const left = Promise.withResolvers<void>();
    await using server = await openServer((incoming, response) => {
      if (incoming.url === '/short') return response.end('x'.repeat(1000));
      if (incoming.url === '/announced') return response.end('x'.repeat(1001));
      response.on('close', left.resolve);
      const more = () => {
        while (!response.destroyed && response.write('x'.repeat(500)));
      };
      response.on('drain', more);
      more();
    });
    await using undici = createUndiciFetch({ maxBodyBytes: 1000 });
    for (let i = 0; i < 3; i += 1) {
      expect(await (await undici.fetch(`${server.url}short`)).text()).toHaveLength(1000);
    }
    const tooLong = { code: 'UND_ERR_RES_EXCEEDED_MAX_SIZE' };
    await expect(undici.fetch(`${server.url}announced`)).rejects.toMatchObject(tooLong);
    await expect(undici.fetch(`${server.url}endless`)).rejects.toMatchObject(tooLong);
    await left.promise; // the connection is closed, not only unread
  });

  it('refuses what it does not know how to send', async () => {
    await using undici = createUndiciFetch();
    await expect(undici.fetch(new Request('http://127.0.0.1/'))).rejects.toThrow('not a Request');
    await expect(undici.fetch('http://127.0.0.1/', { body: new Uint8Array(1) })).rejects.toThrow('text body');
  });
});

describe('the openai provider over real HTTP', () => {
  const open = (baseUrl: string, fetch: typeof globalThis.fetch) =>
    createOpenAiProvider({ ...openAiOptions({ baseUrl, clock: systemClock }), fetch });

  it('drafts', async () => {
    await using server = await openScenarioServer(plainScenario);
    await using undici = createUndiciFetch();
    const result = await open(server.url, undici.fetch).draft(request, patientCall());
    expect(result.draft).toMatchObject({ tags: ['general'] });
    expect(result.attempts).toMatchObject([{ outcome: 'answered' }]);
    expect(server.calls()).toBe(1);
  });

  it('cancels the HTTP request when the client hangs up', async () => {
    await using server = await openScenarioServer(scenarioSchema.parse({ rules: [{ latency: { fixed: 600_000 } }] }));
    await using undici = createUndiciFetch();
    const controller = new AbortController();
    const reason = new Error('the client hung up');
    const drafting = open(server.url, undici.fetch).draft(request, patientCall({ signal: controller.signal }));
    await server.called(1);
    controller.abort(reason);
    await expect(drafting).rejects.toBe(reason);
    await server.hungUp(1);
    expect(server.hangUps()).toBe(1);
  });

  it('reads no more of an answer than a few megabytes', async () => {
    let sent = 0;
    await using server = await openServer((_, response) => {
      const megabyte = Buffer.alloc(1024 * 1024, ' ');
      const more = () => {
        while (!response.destroyed && sent < 64) {
          sent += 1;
          if (!response.write(megabyte)) return;
        }
        response.end();
      };
      response.on('drain', more);
      response.writeHead(200, { 'content-type': 'application/json' });
      more();
    });
    await using undici = createUndiciFetch();
    const drafting = open(`${server.url}v1`, undici.fetch).draft(request, patientCall());
    await expect(drafting).rejects.toMatchObject({
      ...{ code: 'provider-invalid-answer', retryable: false, uncertain: true, status: 502 },
    });
    expect(sent).toBeLessThan(64);
  });

  it('knows a server that is not there from one that broke off', async () => {
    await using undici = createUndiciFetch();
    let gone = '';
    {
      await using server = await openServer((incoming) => incoming.socket.destroy());
      gone = `${server.url}v1`;
      await expect(open(gone, undici.fetch).draft(request, patientCall())).rejects.toMatchObject({
        ...{ code: 'provider-unavailable', retryable: true, uncertain: true },
      });
    }
    await expect(open(gone, undici.fetch).draft(request, patientCall())).rejects.toMatchObject({
      ...{ code: 'provider-unreachable', retryable: true, uncertain: false },
    });
  });
});
