import { communitiesAbi } from '@guildmint/contracts/abi.ts';
import { addressIn, topicOf, word } from '../../chain/log.ts';
import { modules } from '../../db/schema.ts';
import type { Handler } from '../handler.ts';
import { carriedOut } from './communities.ts';

export const moduleSet: Handler = {
  source: 'communities',
  topic: topicOf(communitiesAbi, 'ModuleSet'),
  apply(log, rows) {
    const key = { token: addressIn(log.topics[1]), module: addressIn(log.topics[2]) };
    const state = { enabled: word(log.data, 0) === 1n };
    const args = [key.token, key.module] as const;
    if (state.enabled) carriedOut(rows, { abi: communitiesAbi, functionName: 'enableModule', args });
    rows.writes.push((tx) =>
      tx
        .insert(modules)
        .values({ ...key, ...state })
        .onConflictDoUpdate({ target: [modules.token, modules.module], set: state }),
    );
  },
};
