/** The story of scripts/story/, played on Hardhat: every module at work, read as the indexer reads a chain. */
import { type Address, numberToHex, zeroHash } from 'viem';
import type { Deployment } from '../../bot/chain/chain.ts';
import { addressIn } from '../../bot/chain/log.ts';
import { communityCreated } from '../../bot/indexer/handlers/communityCreated.ts';
import { contractsOf } from '../../bot/indexer/project.ts';
import { type Block, type Header, openSource } from '../../bot/indexer/source.ts';
import { onHardhat } from '../../scripts/story/hardhat.ts';
import { play } from '../../scripts/story/play.ts';

/** @returns the world as the story left it, and its blocks that hold events, in order */
export async function playedStory() {
  const stage = await onHardhat();
  const world = await play(stage);
  const { client, chainId } = stage;
  const { contracts: at } = world;
  const deployment: Deployment = {
    ...{ chainId, block: 1, genesis: zeroHash, forwarder: at.forwarder.address },
    ...{ communities: at.communities.address, custodian: at.custodian.address, earnings: at.earnings.address },
    ...{ gifts: at.gifts.address, shop: at.shop.address, achievements: at.achievements.address },
    ...{ tasks: at.tasks.address, stash: at.stash.address, clans: at.clans.address },
    ...{ conduct: at.conduct.address, market: at.market.address },
  };
  const source = openSource(client, deployment.communities);
  const head = Number(await client.getBlockNumber());
  const created = await source.range(1, head, [deployment.communities]);
  const tokens = new Set<Address>();
  for (const { topics } of created.logs) if (topics[0] === communityCreated.topic) tokens.add(addressIn(topics[1]));
  const { logs } = await source.range(1, head, [...contractsOf(deployment).keys(), ...tokens]);
  const blocks: Block[] = [];
  // Numbered anew without the empty ones between: so far back no reorg would reach.
  let mined = 0;
  for (const log of logs) {
    if (log.block !== mined) blocks.push({ header: header(blocks.length + 1, log.at), logs: [] });
    mined = log.block;
    blocks.at(-1)!.logs.push({ ...log, block: blocks.length });
  }
  return { world, client, deployment, blocks };
}

const header = (number: number, at: number): Header => ({
  ...{ number, at, hash: numberToHex(number, { size: 32 }), parentHash: zeroHash, bloom: '0x' },
});
