import { encodeFunctionData } from 'viem';
import { TOKEN } from '../../../test/contracts/support/figures.ts';
import { readPreset } from '../../deploy/preset.ts';
import { COIN, DAY, hash, type Place } from '../place.ts';
import { type Call, refused, sponsoredBatch } from '../players.ts';

/** Gifts by members on Discord, by wallets, and by wallets that the relayer sponsors; ceilings on the operator. */
export async function giving(place: Place) {
  const { chapter, step, reckon, stage, keys, owner, dave, alice, bob, carol, carolSponsored, token, coin, contracts } =
    place;
  const { gifts, communities } = contracts;
  const gift = (from: typeof alice, to: typeof alice, tokens: bigint) =>
    from.does(gifts, 'gift', [token.address, to.address, tokens * TOKEN, hash('thank you')]);

  chapter('Giving');
  stage.advance(DAY);
  await step(
    'the admin sets what each tier may give a day, and the bonus',
    dave.does(gifts, 'setPolicy', [token.address, readPreset('securechat').giftPolicy]),
  );
  await step('Alice gives, and Bob receives a bonus', gift(alice, bob, 50n));
  await step(
    'she lowers what the operator may move for her, in both communities',
    alice.does(communities, 'setCeiling', [token.address, 80n * TOKEN]),
    alice.does(communities, 'setCeiling', [coin.address, 10n * COIN]),
  );
  await step(
    'which holds at once, where a raise waits a day',
    refused(gift(alice, bob, 40n), 'TokenMemberCeiling'),
    bob.does(communities, 'setCeiling', [token.address, 800n * TOKEN]),
  );
  await step('Carol gives by her own wallet', gift(carol, alice, 20n));
  await step('and once more without coins, the relayer paying', gift(carolSponsored, bob, 15n));
  const present = (to: typeof alice): Call => {
    const args = [token.address, to.address, TOKEN, hash('hello')] as const;
    return { address: gifts.address, data: encodeFunctionData({ abi: gifts.abi, functionName: 'gift', args }) };
  };
  await step(
    'the relayer sends what Carol and Dave signed as one batch',
    sponsoredBatch(stage, keys.relayer.address, contracts.forwarder.address, [
      [keys.carol, present(alice)],
      [keys.dave, present(bob)],
    ]),
  );
  await step(
    'an open token moves as any ERC-20',
    carol.does(token, 'transfer', [dave.address, 10n * TOKEN]),
    carol.does(token, 'approve', [owner.address, 10n * TOKEN]),
    owner.does(token, 'transferFrom', [carol.address, owner.address, 5n * TOKEN]),
  );
  await reckon();
}
