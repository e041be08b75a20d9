import { zeroHash } from 'viem';
import { coins } from './economy.ts';

/** IShop.UNLIMITED stock. */
export const UNLIMITED = 2 ** 32 - 1;

/** IShop.Terms of something that costs 10, is to be had at once and for ever, and is given back as long as it is new. */
export const itemTerms = {
  price: coins(10),
  salePrice: 0n,
  perMember: 0,
  duration: 0,
  heldItem: 0,
  opens: 0,
  closes: 0,
  saleOpens: 0,
  saleCloses: 0,
  fulfilWithin: 0,
  uses: 0,
  refund: 1,
  kind: 0,
  minTier: 0,
  active: true,
  transferable: false,
};

/** IShop.Texts. @param about what the item's metadata says beside its name */
export const itemTexts = (name: string, about: object = {}, category = 'Kitchen') => ({
  name,
  category,
  uri: `data:application/json,${encodeURIComponent(JSON.stringify(about))}`,
  contentHash: zeroHash,
  roleHash: zeroHash,
});
