import type { Signer } from '../custody/client.ts';
import { type PinPurpose, Refusal } from '../custody/protocol.ts';
import { UserError } from '../errors.ts';

/** What a PIN is given for. */
export type Purpose = PinPurpose;

/** PINs, which the signer process alone judges. What it refuses is told in words; times are unix seconds. */
export type Pins = Pick<
  Signer,
  'pinOf' | 'setPin' | 'keepPin' | 'checkPin' | 'resetPin' | 'cancelPinReset' | 'thresholdOf' | 'setThreshold'
>;

const REFUSALS: Record<string, string> = {
  'pin-record': 'PinRecord',
  'pin-old': 'PinOldMissing',
  'pin-digits': 'PinDigits',
  'pin-none': 'PinMissing',
};

export function openPins(signer: Pins): Pins {
  const told = <A, R>(ask: (asked: A) => Promise<R>) => {
    return (asked: A) =>
      ask(asked).catch((error: unknown) => {
        const code = error instanceof Refusal && REFUSALS[error.rule];
        throw code ? new UserError(code, error.message) : error;
      });
  };
  return {
    pinOf: told(signer.pinOf),
    setPin: told(signer.setPin),
    keepPin: told(signer.keepPin),
    checkPin: told(signer.checkPin),
    resetPin: told(signer.resetPin),
    cancelPinReset: told(signer.cancelPinReset),
    thresholdOf: told(signer.thresholdOf),
    setThreshold: told(signer.setThreshold),
  };
}
