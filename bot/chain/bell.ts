/** Wakes a loop that rests. What rang while nobody waited is not forgotten. */
export function openBell() {
  let rung = false;
  let wake: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      wake?.();
    },
    /**
     * Resolves after `ms`, at once if it rang since the last wait, or when `signal` is aborted.
     * @param deaf rests the whole time, whoever rings
     */
    async wait(ms: number, signal: AbortSignal, deaf = false) {
      if (ms > 0 && !signal.aborted && (deaf || !rung)) {
        const { promise, resolve } = Promise.withResolvers<void>();
        const timer = setTimeout(resolve, ms);
        const aborted = () => resolve();
        signal.addEventListener('abort', aborted);
        if (!deaf) wake = resolve;
        await promise;
        wake = null;
        clearTimeout(timer);
        signal.removeEventListener('abort', aborted);
      }
      rung = false;
    },
  };
}
export type Bell = ReturnType<typeof openBell>;
