/** What the API says of items, receipts and operations; the dApp takes its types from here. */

import { z } from '@hono/zod-openapi';
import { ITEM_STATES, KINDS, REFUNDS } from '../operations/getItems.ts';
import { TIERS } from '../operations/getProgress.ts';
import { PURCHASE_STATES } from '../operations/getPurchases.ts';
import { addressSchema, amountSchema } from './schemas.ts';

const instant = z.iso.datetime().nullable();

export const itemSchema = z
  .object({
    item: z.int(),
    key: z.string().nullable().openapi({ description: 'Its short name for commands', example: 'vip_role' }),
    name: z.string(),
    description: z.string().nullable(),
    emoji: z.string().nullable(),
    image: z.string().nullable(),
    category: z.string(),
    price: amountSchema.openapi({ description: 'Of a unit, now' }),
    regularPrice: amountSchema,
    saleCloses: instant.openapi({ description: 'End of a flash sale that is on' }),
    opens: instant,
    closes: instant,
    left: z.int().nullable().openapi({ description: 'Units on stock; null: unlimited' }),
    sold: z.int(),
    perMember: z.int().nullable(),
    duration: z.int().nullable().openapi({ description: 'Seconds; null: for ever' }),
    uses: z.int().openapi({ description: 'Uses of a unit; 0: not consumable' }),
    refund: z.enum(REFUNDS),
    kind: z.enum(KINDS).openapi({ description: 'How it is handed over' }),
    fulfilWithin: z.int().nullable().openapi({ description: 'Seconds' }),
    minTier: z.enum(TIERS),
    heldItem: z.object({ item: z.int(), name: z.string() }).nullable(),
    transferable: z.boolean(),
    state: z.enum(ITEM_STATES).openapi({
      description: '`soon`: announced, and comes with a later module',
    }),
  })
  .openapi('Item');
export type ItemResponse = z.infer<typeof itemSchema>;

export const itemsSchema = z
  .object({ community: addressSchema, symbol: z.string(), decimals: z.int(), items: z.array(itemSchema) })
  .openapi('Items');
export type ItemsResponse = z.infer<typeof itemsSchema>;

export const purchaseSchema = z
  .object({
    purchase: z.int(),
    item: z.object({
      item: z.int(),
      key: z.string().nullable(),
      name: z.string(),
      emoji: z.string().nullable(),
    }),
    kind: z.enum(KINDS),
    quantity: z.int(),
    returned: z.int(),
    uses: z.int().openapi({ description: 'Of a unit; 0: not consumable' }),
    usesLeft: z.int(),
    unitPrice: amountSchema,
    paid: amountSchema,
    granted: z.boolean(),
    boughtAt: z.iso.datetime(),
    expiresAt: instant,
    fulfilBy: instant,
    state: z.enum(PURCHASE_STATES),
    refund: z
      .object({
        units: z.int().openapi({ description: 'Units that may be given back' }),
        amount: amountSchema.openapi({ description: 'For all of them, now' }),
        bps: z.int(),
        until: instant.openapi({ description: 'When this quote falls' }),
      })
      .nullable()
      .openapi({ description: 'What giving back pays at this moment; null: nothing' }),
    txHash: z.string(),
  })
  .openapi('Purchase');
export type PurchaseResponse = z.infer<typeof purchaseSchema>;

export const ownedSchema = z
  .object({
    community: addressSchema,
    address: addressSchema,
    symbol: z.string(),
    decimals: z.int(),
    purchases: z.array(purchaseSchema),
    next: z.string().nullable(),
  })
  .openapi('Owned');
export type OwnedResponse = z.infer<typeof ownedSchema>;

export const operationSchema = z
  .object({
    id: z.string(),
    verb: z.string(),
    state: z.enum(['queued', 'signed', 'broadcast', 'mined', 'final', 'failed']),
    txHash: z.string().nullable(),
    block: z.int().nullable(),
    error: z
      .object({ code: z.string(), detail: z.string().openapi({ description: 'One sentence that says what to do' }) })
      .nullable(),
  })
  .openapi('Operation');
export type OperationResponse = z.infer<typeof operationSchema>;

/** Longer calls are nothing that members do. */
export const hexSchema = z.templateLiteral(['0x', z.string().regex(/^([0-9a-fA-F]{2}){0,4096}$/)]);
const decimal = z.string().regex(/^\d{1,78}$/);

/** A call that a wallet signed and the operator pays for. */
export const sponsoredSchema = z
  .discriminatedUnion('kind', [
    z.object({
      kind: z.literal('request').openapi({ description: 'ERC-2771: a ForwardRequest of the deployment’s forwarder' }),
      from: addressSchema,
      to: addressSchema,
      gas: decimal,
      nonce: decimal,
      deadline: z.int(),
      data: hexSchema,
      signature: hexSchema,
    }),
    z.object({
      kind: z.literal('account').openapi({ description: 'executeSigned of a graduated member’s account' }),
      account: addressSchema,
      to: addressSchema,
      data: hexSchema,
      deadline: z.int(),
      signature: hexSchema,
    }),
    z.object({
      kind: z.literal('graduation').openapi({ description: 'finishGraduation, with the new owner’s signature' }),
      salt: hexSchema,
      account: addressSchema,
      owner: addressSchema,
      signature: hexSchema,
    }),
  ])
  .openapi('Sponsored');
export type SponsoredRequest = z.input<typeof sponsoredSchema>;

/** What a browser must know of the chain. */
export const chainSchema = z
  .object({
    chainId: z.int(),
    name: z.string(),
    currency: z.object({ name: z.string(), symbol: z.string(), decimals: z.int() }),
    /** For wallets that do not know the network. */
    rpcUrl: z.string().nullable(),
    explorerTxUrl: z.string().nullable(),
    confirmations: z.int(),
    local: z.boolean(),
    fromBlock: z.int().openapi({ description: 'Block of the first contract: nothing before it concerns anybody here' }),
    contracts: z.object({
      communities: addressSchema,
      custodian: addressSchema,
      forwarder: addressSchema,
      earnings: addressSchema,
      gifts: addressSchema,
      shop: addressSchema,
      achievements: addressSchema,
      tasks: addressSchema,
      stash: addressSchema,
      clans: addressSchema,
      conduct: addressSchema,
      market: addressSchema,
    }),
  })
  .openapi('Chain');
export type ChainResponse = z.infer<typeof chainSchema>;

const person = z.object({ id: z.string(), name: z.string(), avatar: z.string().nullable() });

export const challengeSchema = z
  .object({
    nonce: z.string(),
    message: z.string().openapi({ description: 'To be signed by the wallet as it is (EIP-4361)' }),
    user: person.openapi({ description: 'The Discord account concerned' }),
    expiresAt: z.iso.datetime(),
  })
  .openapi('Challenge');
export type ChallengeResponse = z.infer<typeof challengeSchema>;

/** A wallet, the Discord member who owns it, and that member's account. */
export const walletSchema = z
  .object({
    address: addressSchema,
    user: person.nullable(),
    account: z
      .object({
        address: addressSchema,
        salt: z.string(),
        owner: addressSchema.nullable().openapi({ description: 'Since it graduated' }),
        pending: z.object({ owner: addressSchema, readyAt: z.iso.datetime() }).nullable(),
      })
      .nullable(),
  })
  .openapi('Wallet');
export type WalletResponse = z.infer<typeof walletSchema>;
