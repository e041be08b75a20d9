/** Timers as the bot uses them, so that tests may turn the clock by hand. Both return what stops them. */
export type Timers = {
  after(ms: number, run: () => void): () => void;
  every(ms: number, run: () => void): () => void;
};

export const systemTimers: Timers = {
  after(ms, run) {
    const timer = setTimeout(run, ms).unref();
    return () => clearTimeout(timer);
  },
  every(ms, run) {
    const timer = setInterval(run, ms).unref();
    return () => clearInterval(timer);
  },
};
