/** IShop.Fulfilment: how an item is handed over. */
export const KIND = { none: 0, role: 1, colourRole: 2, code: 5, manual: 8 } as const;
