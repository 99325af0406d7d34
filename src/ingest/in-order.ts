/**
 * Works on `atOnce` of the inputs at the same time and gives what came of each in their order, with the input. What has been
 * given is not held any more.
 */
export async function* inOrder<Input, Output>(
  inputs: Iterable<Input>,
  atOnce: number,
  work: (input: Input) => Promise<Output>,
): AsyncGenerator<readonly [Input, Output]> {
  const begun: (readonly [Input, Promise<Output>])[] = [];
  for (const input of inputs) {
    const output = work(input);
    output.catch(() => undefined); // heard of when its turn comes
    begun.push([input, output]);
    if (begun.length === atOnce) yield* first(begun);
  }
  while (begun.length > 0) yield* first(begun);
}

async function* first<Input, Output>(
  begun: (readonly [Input, Promise<Output>])[],
): AsyncGenerator<readonly [Input, Output]> {
  const next = begun.shift();
  if (next) yield [next[0], await next[1]];
}
