import type { Call } from './provider.ts';

/** When a call that waits to be sent has to leave: nobody waits for its answer any more, or nothing more is to be sent. */
export function leaving({ signal, stop }: Pick<Call, 'signal' | 'stop'>): AbortSignal {
  return stop === undefined ? signal : AbortSignal.any([signal, stop]);
}
