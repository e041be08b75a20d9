import { encodeFunctionData, keccak256 } from 'viem';
import { tokenAbi, wrappedTokenAbi } from '../../../contracts/generated/abi.ts';
import { Role } from '../../../test/contracts/support/figures.ts';
import { artifactOf } from '../../../test/support/artifacts.ts';
import { readPreset } from '../../deploy/preset.ts';
import { DAY, type Place, underlyingAbi } from '../place.ts';
import type { Player } from '../players.ts';
import type { World } from '../world.ts';

/** Two communities of one deployment: one with a token of its own, one that wraps a token that is there already. */
export async function communities(world: World): Promise<Place> {
  const { chapter, step, contracts, stage, owner, carol, dave, reporter, fulfiller, moderator, reckon } = world;
  const { communities: registry, custodian: _custodian, forwarder: _forwarder, ...rest } = contracts;
  const modules = Object.values(rest).map(({ address }) => address);
  const [securechat, broski] = [readPreset('securechat').community, readPreset('broski').community];

  chapter('Communities: one with a token of its own, one that wraps a token');
  await step(
    'the owner creates a community with a token of its own',
    owner.does(registry, 'createCommunity', [{ ...securechat, modules }]),
  );
  const underlying = await world.deploy('the ERC-20 BROSKI', underlyingAbi, artifactOf('Underlying'));
  await step(
    'Dave creates one whose token wraps an ERC-20 of 12 decimals',
    dave.does(registry, 'createCommunity', [{ ...broski, underlying: underlying.address, modules }]),
  );
  const [token, coin] = [world.tokenOf(securechat.symbol, tokenAbi), world.tokenOf(broski.symbol, wrappedTokenAbi)];
  await step('he hands it over to Carol', dave.does(registry, 'transferOwnership', [coin.address, carol.address]));
  await step('who accepts', carol.does(registry, 'acceptOwnership', [coin.address]));

  const grant = (account: Player, roles: bigint) =>
    owner.does(registry, 'grantRoles', [token.address, account.address, roles]);
  await step(
    'the owner appoints staff: an admin, a moderator, fulfillers, the stash among them',
    grant(dave, Role.admin | Role.pauser),
    grant(moderator, Role.moderator),
    grant(fulfiller, Role.fulfiller),
    grant(carol, Role.fulfiller),
    owner.does(registry, 'grantRoles', [token.address, contracts.stash.address, Role.fulfiller]),
  );
  await step('and takes a role back', owner.does(registry, 'revokeRoles', [token.address, dave.address, Role.pauser]));
  const raised = [token.address, { ...securechat.caps, communityDay: 60_000_000 }] as const;
  await step(
    'what raises issuance waits a day: reporters for both communities, a higher cap',
    grant(reporter, Role.reporter),
    carol.does(registry, 'grantRoles', [coin.address, reporter.address, Role.reporter]),
    owner.does(registry, 'setCaps', raised),
  );
  const id = keccak256(encodeFunctionData({ abi: registry.abi, functionName: 'setCaps', args: raised }));
  await step('the owner thinks better of the cap', owner.does(registry, 'cancelScheduled', [token.address, id]));
  await step(
    'lowering one takes effect at once',
    owner.does(registry, 'setCaps', [token.address, { ...securechat.caps, communityDay: 40_000_000 }]),
  );
  stage.advance(DAY);
  await step(
    'a day later the reporters are appointed',
    grant(reporter, Role.reporter),
    carol.does(registry, 'grantRoles', [coin.address, reporter.address, Role.reporter]),
  );
  await step(
    'a module is switched off, and on again by the time-lock',
    owner.does(registry, 'disableModule', [token.address, contracts.clans.address]),
    owner.does(registry, 'enableModule', [token.address, contracts.clans.address]),
  );
  stage.advance(DAY);
  await step('which now holds', owner.does(registry, 'enableModule', [token.address, contracts.clans.address]));
  await step(
    'the admin pauses the community for a moment',
    dave.does(registry, 'pause', [token.address]),
    dave.does(registry, 'unpause', [token.address]),
  );
  await reckon();
  return { ...world, token, coin, underlying };
}
