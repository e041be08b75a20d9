import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { sql } from 'drizzle-orm';
import { toFunctionSelector } from 'viem';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import { roles, schedules } from '../../db/schema.ts';
import type { Handler } from '../handler.ts';

const GRANT = toFunctionSelector('grantRoles(address,address,uint256)');

export const rolesSet: Handler = {
  source: 'communities',
  topic: topicOf(communitiesAbi, 'RolesSet'),
  apply(log, rows) {
    const key = { token: addressIn(log.topics[1]), account: addressIn(log.topics[2]) };
    const held = { roles: Number(word(log.data, 0)) };
    // Which of the roles were granted, and which were held before, the event does not tell: a grant that waited is done
    // once all that it names is held. Words of the call: token, account, roles.
    rows.writes.push((tx) =>
      tx
        .update(schedules)
        .set({ state: 'done' })
        .where(
          sql`${schedules.token} = ${sql.param(key.token, schedules.token)} and ${schedules.state} = 'waiting'
            and substr(${schedules.call}, 1, 4) = ${sql.param(GRANT, schedules.call)}
            and substr(${schedules.call}, 49, 20) = ${sql.param(key.account, schedules.token)}
            and get_byte(${schedules.call}, 99) & ${held.roles} = get_byte(${schedules.call}, 99)
            and ${schedules.readyAt} <= to_timestamp(${log.at})`,
        ),
    );
    rows.writes.push((tx) =>
      tx
        .insert(roles)
        .values({ ...key, ...held })
        .onConflictDoUpdate({ target: [roles.token, roles.account], set: held }),
    );
  },
};
