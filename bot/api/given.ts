type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** What a request's body names: fields that were left out are not there at all. */
export const given = <T extends object>(body: T): Given<T> =>
  Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as Given<T>;
