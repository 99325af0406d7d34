import { startTestServer, type TestServer, type TestServerOptions } from './test-server.ts';

/** Either of the keys that open the guarded server; the other one is `another-key-entirely`. */
export const KEY = 'correct-horse-battery';

export interface OpenAndGuarded extends AsyncDisposable {
  /** Lets anybody do everything. */
  readonly open: TestServer;
  /** Wants a key for what readers may not do or see. */
  readonly guarded: TestServer;
}

/** Both kinds of server, each with a catalogue of its own; `settings` are those of the open one. */
export async function startOpenAndGuarded(settings: TestServerOptions['settings'] = {}): Promise<OpenAndGuarded> {
  const open = await startTestServer({ settings });
  const guarded = await startTestServer({ settings: { apiKeys: ['another-key-entirely', KEY] } });
  return {
    open,
    guarded,
    async [Symbol.asyncDispose]() {
      await open[Symbol.asyncDispose]();
      await guarded[Symbol.asyncDispose]();
    },
  };
}
