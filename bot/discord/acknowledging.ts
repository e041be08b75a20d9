import { DefaultRestOptions, RESTJSONErrorCodes, type RESTOptions } from 'discord.js';

const CALLBACK = /\/interactions\/\d+\/[^/]+\/callback/;
const MOST_REMEMBERED = 1_000;

/**
 * Sends requests to Discord, and takes it for done when the first answer to an interaction arrived though its receipt was
 * lost: tried again, Discord says that somebody has answered already. Without this the member would wait for ever, since
 * the same words mean elsewhere that another process answers.
 */
export function makeRequest(): RESTOptions['makeRequest'] {
  const lost = new Set<string>();
  return async (url, init) => {
    if (!CALLBACK.test(url)) return DefaultRestOptions.makeRequest(url, init);
    try {
      const response = await DefaultRestOptions.makeRequest(url, init);
      if (!lost.delete(url) || response.ok) return response;
      const body = await response.json();
      const answered = RESTJSONErrorCodes.InteractionHasAlreadyBeenAcknowledged;
      const ours = typeof body === 'object' && body !== null && 'code' in body && body.code === answered;
      return { ...response, json: async () => body, ...(ours ? { ok: true, status: 200 } : {}) };
    } catch (error) {
      if (lost.size >= MOST_REMEMBERED) lost.clear();
      lost.add(url);
      throw error;
    }
  };
}
