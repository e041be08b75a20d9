// The same deployment and the same journey under MintMe's rules tell the same events and figures as on Hardhat.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { network } from 'hardhat';
import { journey } from './support/journey.ts';
import { onHardhat, onMintMe } from './support/stages.ts';

describe('On MintMe’s rules', () => {
  it('deployment and journey tell the same as on Hardhat', async () => {
    const [mintMe, hardhat] = [await journey(await onMintMe()), await journey(await onHardhat(await network.create()))];
    assert.equal(mintMe.length, 13);
    for (const [at, chapter] of mintMe.entries()) {
      assert.ok(chapter.events.length > 0, chapter.title);
      assert.deepEqual(chapter, hardhat[at]);
    }
  });
});
