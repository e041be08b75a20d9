// What goes wrong between Discord and the bot now and then, each as something that happens right before a deed.
import type { FaultRequest } from '../../bot/local-discord/faults.ts';

const CALLBACK = 'POST /interactions/:interaction/:token/callback';
const EDIT = 'PATCH /webhooks/:application/:token/messages/:message';
const POST = 'POST /channels/:channel/messages';
const CHANGE = 'PATCH /channels/:channel/messages/:message';

const failing = (route: string, status: 500 | 502 | 503 | 429): FaultRequest => ({ failNext: { route, status } });
const losing = (route: string): FaultRequest => ({ loseNext: { route } });

export const FAULTS: Record<string, FaultRequest> = {
  'every interaction is delivered twice': { duplicateInteraction: true },
  'the first edit of an answer fails with 500': failing(EDIT, 500),
  'the first edit of an answer fails with 503': failing(EDIT, 503),
  'the first edit of an answer is limited (429)': failing(EDIT, 429),
  'the answer to an edit is lost': losing(EDIT),
  'the first message fails with 502': failing(POST, 502),
  'the first message is limited (429)': failing(POST, 429),
  'the answer to a message is lost': losing(POST),
  'the answer to a change of a message is lost': losing(CHANGE),
  'the answer to an acknowledgement is lost': losing(CALLBACK),
  'the gateway breaks off and is resumed': { drop: 'resume' },
  'the gateway asks to reconnect': { drop: 'reconnect' },
  'the gateway forgets the session': { drop: 'invalidate' },
};
