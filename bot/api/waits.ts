/** Requests that wait for something, so that a closing server can let them go. */
export function openWaits() {
  const letGo = new Set<() => void>();
  return {
    /** What was waited for; null where the server closes first. */
    async until<T>(promise: Promise<T>): Promise<T | null> {
      const { promise: gone, resolve } = Promise.withResolvers<null>();
      const go = () => resolve(null);
      letGo.add(go);
      try {
        return await Promise.race([promise, gone]);
      } finally {
        letGo.delete(go);
      }
    },
    end() {
      for (const go of letGo) go();
    },
  };
}

export type Waits = ReturnType<typeof openWaits>;
