import { customType, numeric, timestamp } from 'drizzle-orm/pg-core';
import { bytesToHex, type Hex, hexToBytes } from 'viem';

/** `0x…` in code, bytes in the table: half the size of text, and compared without regard to case. */
export const hex = customType<{ data: Hex; driverData: Buffer }>({
  dataType: () => 'bytea',
  toDriver: (value) => Buffer.from(hexToBytes(value)),
  fromDriver: (value) => bytesToHex(value),
});

/** Content as it is. */
export const content = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => 'bytea' });

/** Base units, exact. */
export const amount = () => numeric({ precision: 78, scale: 0, mode: 'bigint' });

export const instant = () => timestamp({ withTimezone: true, mode: 'date' });
