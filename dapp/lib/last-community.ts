const KEY = 'guildmint-community';

/** Token of the community that one was in last, in this browser. */
export function lastCommunity(): string | null {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // Storage is blocked: the first community will do.
  }
}

export function rememberCommunity(token: string) {
  try {
    localStorage.setItem(KEY, token);
  } catch {
    // See above.
  }
}
