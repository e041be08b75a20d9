import { conductAbi } from '@guildmint/contracts/abi.ts';
import { and, eq } from 'drizzle-orm';
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core';
import type { Address } from 'viem';
import { addressIn, type Log, lower, momentOf, placeOf } from '../../chain/log.ts';
import { PENALTY_KINDS, penalties } from '../../db/schema.ts';
import { type Handler, on } from '../handler.ts';
import { change, communityOf, type Rows } from '../rows.ts';
import { lose } from './earnings.ts';

export const conductHandlers: Handler[] = [
  on('conduct', conductAbi, 'ConductPolicySet', ({ policy }, log, rows) => {
    communityOf(rows, addressIn(log.topics[1])).conductPolicy = policy;
  }),
  on('conduct', conductAbi, 'Penalised', (args, log, rows, waiting) => {
    const [token, penalty] = [lower(args.token), Number(args.penalty)];
    const { taken, reasonHash } = args;
    const by = lower(args.by);
    const metadata = { penalty, by, reasonHash };
    lose(waiting, log, { token, member: args.member, amount: taken, type: 'reset', metadata });
    const row = {
      ...{ token, penalty, member: lower(args.member), kind: PENALTY_KINDS[args.kind]!, by, taken, reasonHash },
      ...{ givenAt: momentOf(log.at), until: args.until, ...placeOf(log) },
    };
    rows.writes.push((tx) => tx.insert(penalties).values(row));
  }),
  on('conduct', conductAbi, 'Appealed', ({ token, penalty, statementHash }, log, rows) =>
    changePenalty(rows, log, token, penalty, { statementHash }),
  ),
  on('conduct', conductAbi, 'Lifted', ({ token, penalty, by, reasonHash }, log, rows) =>
    changePenalty(rows, log, token, penalty, { liftedBy: lower(by), liftReasonHash: reasonHash }),
  ),
];

function changePenalty(rows: Rows, log: Log, token: Address, penalty: bigint, to: PgUpdateSetSource<typeof penalties>) {
  const where = and(eq(penalties.token, lower(token)), eq(penalties.penalty, Number(penalty)));
  change(rows, penalties, where, { ...to, ...placeOf(log) });
}
