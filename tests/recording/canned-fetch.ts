export interface CannedFetch {
  readonly fetch: typeof globalThis.fetch;
  /** How often it was asked. */
  calls(): number;
}

/** A vendor that gives these answers in turn, the last one again and again; an error is thrown. */
export function cannedFetch(...answers: readonly (() => Response | Error)[]): CannedFetch {
  let calls = 0;
  return {
    calls: () => calls,
    fetch: async () => {
      calls += 1;
      const answer = answers[Math.min(calls, answers.length) - 1]?.();
      if (answer === undefined || answer instanceof Error) throw answer ?? new Error('nothing to answer');
      return answer;
    },
  };
}

/** The arguments of a `fetch` that asks for a completion. */
export function askFor(content: string, change: object = {}): [string, RequestInit] {
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'user', content },
  ];
  const body = JSON.stringify({ model: 'gpt-5-mini', messages, ...change });
  return ['https://llm.test/v1/chat/completions', { method: 'POST', body }];
}
