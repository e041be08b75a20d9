// Tells the process that started this one how far it is. Run by hand there is none, and nothing is told.

/** What is done of a life in days, or of the search for better figures in lives, at most `of`. */
type Progress = { part: 'life' | 'advice'; done: number; of: number };

/** Between two messages, so that whoever hears them has time for something else. */
const PAUSE_MS = 250;

/** Ends this process when its parent is gone: nobody would read what it finds. @returns tells how far it is */
export function tellParent(): (progress: Progress) => void {
  if (!process.send) return () => {};
  process.once('disconnect', () => process.exit(1));
  let told = Number.NEGATIVE_INFINITY;
  return (progress) => {
    const now = performance.now();
    if (progress.done < progress.of && now - told < PAUSE_MS) return;
    told = now;
    process.send?.(progress);
  };
}
