import type { FulfilmentRow } from './desk.ts';

/** IShop.Fulfilment: how an item is handed over. */
export const KIND = {
  ...{ none: 0, role: 1, colourRole: 2, channel: 3, pin: 4, code: 5, nft: 6, tierLift: 7, manual: 8, webhook: 9 },
} as const;

/** Who or what hands a redemption over here. */
export type Way = 'role' | 'colour' | 'channel' | 'pin' | 'code' | 'draw' | 'webhook' | 'staff';

/** A colour role that the staff chose is a role like any other; without one its buyer chooses a colour, and it is made. */
export function wayOf({ kind, row }: { kind: number; row: Pick<FulfilmentRow, 'roleId' | 'input'> | null }): Way {
  switch (kind) {
    case KIND.role:
      return 'role';
    case KIND.colourRole:
      return row && (row.roleId === null || row.input !== null) ? 'colour' : 'role';
    case KIND.channel:
      return 'channel';
    case KIND.pin:
      return 'pin';
    case KIND.code:
      return 'code';
    case KIND.nft:
      return 'draw';
    case KIND.webhook:
      return 'webhook';
    default:
      return 'staff';
  }
}
