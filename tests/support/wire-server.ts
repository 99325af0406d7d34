import { readFileSync } from 'node:fs';
import { HttpResponse, http } from 'msw/http';
import { setupServer } from 'msw/node';

/** The address that msw answers for; nothing of it ever reaches a network. */
export const COMPLETIONS_URL = 'https://llm.test/v1/chat/completions';

/** A recorded answer of tests/fixtures/wire, by its name. */
export function wireFixture(name: string): Record<string, unknown> {
  return JSON.parse(readFileSync(new URL(`../fixtures/wire/${name}.json`, import.meta.url), 'utf8'));
}

export interface SentRequest {
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export type Reply = (request: SentRequest) => Response | Promise<Response>;

/** Answers 200 with a recorded completion, or another status with a recorded error. */
export function replyWith(fixture: string, status = 200, headers: Record<string, string> = {}): Reply {
  return () => HttpResponse.json(wireFixture(fixture), { status, headers });
}

/**
 * Stands in for a vendor: plays the replies in order, the last one again and again, and keeps what was sent. A request to
 * any other address fails.
 */
export function createWireServer() {
  let replies: readonly Reply[] = [];
  const sent: SentRequest[] = [];
  const server = setupServer(
    http.post(COMPLETIONS_URL, async ({ request }) => {
      const kept = { headers: request.headers, body: (await request.json()) as Record<string, unknown> };
      const reply = replies[Math.min(sent.push(kept), replies.length) - 1];
      return reply ? reply(kept) : HttpResponse.error();
    }),
  );
  return {
    sent,
    play(...next: Reply[]) {
      replies = next;
    },
    listen: () => server.listen({ onUnhandledFrame: 'error' }),
    reset() {
      replies = [];
      sent.length = 0;
    },
    close: () => server.close(),
  };
}
