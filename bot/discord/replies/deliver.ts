import {
  type REST,
  type RESTGetAPIChannelMessageResult,
  type RESTPostAPICurrentUserCreateDMChannelResult,
  Routes,
} from 'discord.js';
import { isClosed, isGone } from '../errors.ts';
import { render } from './render.ts';
import type { Place, Reply } from './reply.ts';

type Message = Pick<RESTGetAPIChannelMessageResult, 'id'>;

/** A request's body and the files that go with it, by which its components name them. */
async function withFiles<B extends object>(reply: Reply, body: B) {
  const { files = [] } = reply;
  if (files.length === 0) return { body, files: [], ...pictureOf(reply) };
  const attachments = files.map(({ name }, id) => ({ id, filename: name }));
  const uploads = await Promise.all(files.map(async ({ name, read }) => ({ name, data: await read() })));
  return { body: { ...body, attachments }, files: uploads };
}

type Means = {
  rest: REST;
  /** For what goes by an interaction's own token. */
  answers: REST;
  applicationId: string;
  clock: () => number;
};

/**
 * Shows a reply in its place: edits the interaction's answer while its token lives, else the bot's own message, else
 * posts one. The nonce keeps a request that was sent twice from posting twice.
 * @param nonce names the intent, at most 25 characters
 * @returns the message's id
 */
export function delivery({ rest, answers, applicationId, clock }: Means) {
  return { show, post, direct, whisper, withdraw, remove, removeIfThere, pin };

  async function show(place: Place, reply: Reply, nonce: string, replyTo?: string): Promise<string> {
    if (place.interactionToken && place.expiresAt && place.expiresAt.getTime() > clock()) {
      try {
        return await editAnswer(place.interactionToken, reply);
      } catch (error) {
        if (!isGone(error) || place.ephemeral || !place.messageId) throw error;
      }
    }
    if (!place.messageId) return post(place.channelId, reply, nonce, replyTo);
    const route = Routes.channelMessage(place.channelId, place.messageId);
    const message = (await rest.patch(route, { body: render(reply), ...pictureOf(reply) })) as Message;
    return message.id;
  }

  async function editAnswer(token: string, reply: Reply): Promise<string> {
    const route = Routes.webhookMessage(applicationId, token);
    const { body, files } = await withFiles(reply, render(reply));
    const message = (await answers.patch(route, { body, files, auth: false })) as Message;
    return message.id;
  }

  async function post(channelId: string, reply: Reply, nonce: string, replyTo?: string): Promise<string> {
    const reference = replyTo ? { message_reference: { message_id: replyTo, fail_if_not_exists: false } } : {};
    const { body, files } = await withFiles(reply, { ...render(reply), nonce, enforce_nonce: true, ...reference });
    const message = (await rest.post(Routes.channelMessages(channelId), { body, files })) as Message;
    return message.id;
  }

  /** A direct message. @returns false if the person takes none from the bot */
  async function direct(userId: string, reply: Reply, nonce: string): Promise<boolean> {
    try {
      const body = { recipient_id: userId };
      const channel = (await rest.post(Routes.userChannels(), { body })) as RESTPostAPICurrentUserCreateDMChannelResult;
      await post(channel.id, reply, nonce);
      return true;
    } catch (error) {
      if (isClosed(error)) return false;
      throw error;
    }
  }

  /** Says something to the one person who acted. */
  async function whisper(token: string, reply: Reply): Promise<void> {
    const body = render(reply, { ephemeral: true });
    await answers.post(Routes.webhook(applicationId, token), { body, auth: false });
  }

  /** Deletes one of the bot's own messages. */
  async function remove(channelId: string, messageId: string): Promise<void> {
    await rest.delete(Routes.channelMessage(channelId, messageId));
  }

  /** The same, where it may be gone already or out of reach. */
  async function removeIfThere(channelId: string, messageId: string): Promise<void> {
    await remove(channelId, messageId).catch((error) => {
      if (!isGone(error)) throw error;
    });
  }

  /** Pins one of the bot's own messages, or takes it off. Twice is once. */
  async function pin(channelId: string, messageId: string, on: boolean): Promise<void> {
    const route = Routes.channelMessagesPin(channelId, messageId);
    await (on ? rest.put(route) : rest.delete(route));
  }

  /** Takes back an answer that everybody could see. */
  async function withdraw(token: string): Promise<void> {
    await answers.delete(Routes.webhookMessage(applicationId, token), { auth: false });
  }
}

/** The picture that goes with a reply. */
const pictureOf = ({ image }: Reply) => (image ? { files: [{ name: image.name, data: image.bytes }] } : {});

export type Delivery = ReturnType<typeof delivery>;
