/** What is made when first asked for: a format of `Intl` reads tables that hold up a page which shows nothing of it. */
export function once<T>(make: () => T): () => T {
  let made: { it: T } | undefined;
  return () => {
    made ??= { it: make() };
    return made.it;
  };
}
