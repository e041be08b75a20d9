import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { roles } from '../../db/schema.ts';
import type { Handler } from '../handler.ts';
import { addressIn, topicOf, word } from '../log.ts';

export const rolesSet: Handler = {
  source: 'communities',
  topic: topicOf(communitiesAbi, 'RolesSet'),
  apply(log, rows) {
    const key = { token: addressIn(log.topics[1]), account: addressIn(log.topics[2]) };
    const held = { roles: Number(word(log.data, 0)) };
    rows.writes.push((tx) =>
      tx
        .insert(roles)
        .values({ ...key, ...held })
        .onConflictDoUpdate({ target: [roles.token, roles.account], set: held }),
    );
  },
};
