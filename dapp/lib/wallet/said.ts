import { t } from '@lingui/core/macro';

/** What wallets say of a failure; apart from the contracts' own errors, which weigh more than a page needs at first. */
type Link = { code?: unknown; message?: string; details?: string; cause?: unknown; data?: unknown };

/** The error and what caused it, outermost first. */
export function chainOf(error: unknown): Link[] {
  const chain: Link[] = [];
  for (let at = error; typeof at === 'object' && at && !chain.includes(at as Link); at = (at as Link).cause)
    chain.push(at as Link);
  return chain;
}

/** What the wallet itself said. Whatever wraps it may call every failure a refusal by the member. */
function saidOf(error: unknown): Link | undefined {
  return chainOf(error).findLast(({ code, message }) => typeof code === 'number' || Boolean(message));
}

/** The member said no in the wallet. */
export function isRejected(error: unknown): boolean {
  const { code, message } = saidOf(error) ?? {};
  return code === 4001 || /(user|request)\b.{0,20}\b(rejected|denied|cancell?ed)/i.test(message ?? '');
}

/** A failure that has its sentence already. */
export class Refused extends Error {
  override name = 'Refused';
  readonly code: string;
  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

/** A wallet that left may have sent what it was asked to. */
export const gone = () =>
  t`The wallet has disconnected before it answered: connect it again, and look there whether it sent anything.`;
