/** Works on `atOnce` of the inputs at the same time and gives what came of each in their order, with the input. */
export async function* inOrder<Input, Output>(
  inputs: readonly Input[],
  atOnce: number,
  work: (input: Input) => Promise<Output>,
): AsyncGenerator<readonly [Input, Output]> {
  const begun: Promise<Output>[] = [];
  for (const [index, input] of inputs.entries()) {
    while (begun.length < Math.min(inputs.length, index + atOnce)) {
      const next = work(inputs[begun.length] as Input);
      next.catch(() => undefined); // heard of when its turn comes
      begun.push(next);
    }
    yield [input, await (begun[index] as Promise<Output>)];
  }
}
