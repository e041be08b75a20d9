/** What a holder reads when the contracts say no: a sentence for everything that a holder can meet. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  clansAbi,
  custodianAbi,
  earningsAbi,
  forwarderAbi,
  giftsAbi,
  marketAbi,
  memberAccountAbi,
  shopAbi,
  tokenAbi,
} from '@guildmint/contracts/abi.ts';
import { type Abi, type AbiParameter, BaseError, encodeErrorResult } from 'viem';
import '../../support/sentences.ts';

const { explain, refusalOf, sentenceFor } = await import('../../../dapp/lib/wallet/errors.ts');
const { isRejected } = await import('../../../dapp/lib/wallet/said.ts');

/** What only staff, the operator and other contracts meet, or what no call of the app can cause. */
const OTHERS = [
  /^(Gifts(NotAdmin|BadPolicy)|Earnings(NotAdmin|NotReporter|BadSettlement|BadRates|BadSeason|TooManySeasons))$/,
  // The app claims the daily reward alone, and awards, decays and invites nobody.
  /^Earnings(BadDecay|NotReached|Suspended|CapReached|BadInvite|Invited|NotRegistered|AwardBudget|NotLower|TooMany|Paused)$/,
  /^Custodian(?!TooEarly|Paused|NothingPending|Graduated|BadSigner|NotAllowed)/,
  /^Token(NotRegistry|BadReport|Permit|MemberCeiling|CommunityCeiling|RefundAbove|NoClawback|IsModule)/,
  /^Shop(MissingRole|BadItem|ZeroAddress|Unlimited|NotRequested|TooLate|NotTransferable|NotModule)$/,
  /^ERC20(InvalidSender|InvalidSpender|InvalidApprover|InsufficientAllowance)$/,
  /^ERC1155(?!InsufficientBalance)/,
  /^ERC2771(Forwarder(Mismatched|NoRefund)|Untrustful)/,
  /^(AddressEmptyCode|CheckpointUnorderedInsertion|FailedCall|FailedDeployment|InsufficientBalance|InvalidShortString|StringTooLong|SafeCast|ECDSA)/,
  /^MemberAccount(Initialized|ZeroAddress)$/,
  /^Market(NotAdmin|FeeTooHigh|NotCommunity|NotCustodial|NoSwap|SameToken)$/,
  /^Clans(NotAdmin|NotCommunity|BadChallenge|UnknownChallenge|TooEarly|TooLate|TooMany|NotClosed|OwnWallet)$/,
];

const abis = [
  shopAbi,
  marketAbi,
  clansAbi,
  giftsAbi,
  earningsAbi,
  tokenAbi,
  custodianAbi,
  memberAccountAbi,
  forwarderAbi,
] as Abi[];
const errors = abis.flatMap((abi) => abi.filter((entry) => entry.type === 'error'));
const unit = { symbol: 'BROski$', decimals: 18 };
const fallback = sentenceFor('');

const example = ({ type }: AbiParameter) =>
  type === 'address'
    ? `0x${'11'.repeat(20)}`
    : type === 'string'
      ? 'x'
      : type.startsWith('bytes')
        ? '0x'
        : type === 'uint8'
          ? 1
          : 3n;

describe('Words of refusals', () => {
  it('every error of the contracts that a holder can meet has its own sentence, with what to do', () => {
    const missing: string[] = [];
    for (const error of errors) {
      if (OTHERS.some((pattern) => pattern.test(error.name))) continue;
      const named = Object.fromEntries(error.inputs.map((input) => [input.name ?? '', example(input)]));
      const sentence = sentenceFor(error.name, named, unit);
      if (sentence === fallback) missing.push(error.name);
      assert.match(sentence, /^[A-Z][^\n]+\.$/, error.name);
      assert.doesNotMatch(sentence, /undefined|NaN|Invalid Date|0x|[A-Z][a-z]+[A-Z]/, error.name);
    }
    assert.deepEqual(missing, []);
  });

  it('reads the error out of what viem throws, with its figures', () => {
    const data = encodeErrorResult({
      abi: giftsAbi,
      errorName: 'GiftsDayLimit',
      args: [2_500_000_000_000_000_000n, 1],
    });
    const thrown = new BaseError('Execution reverted.', { cause: Object.assign(new Error('x'), { data }) });
    assert.deepEqual(refusalOf(thrown, unit), {
      code: 'GiftsDayLimit',
      sentence: 'As a silver member you can still send 2.5 BROski$ today: choose a smaller amount.',
    });
  });

  it('no text of a library or a wallet is ever shown', () => {
    const strange = [
      new Error('Cannot read properties of undefined'),
      new BaseError('An unknown RPC error occurred.', { cause: Object.assign(new Error('boom'), { code: -32603 }) }),
      Object.assign(new Error('Request of type wallet_x already pending'), { code: -32002 }),
      new BaseError('gone', { cause: Object.assign(new Error('y'), { code: 4900 }) }),
      'text',
      null,
    ];
    for (const error of strange) {
      const { sentence } = explain(error, unit, 'ETH', true);
      assert.doesNotMatch(sentence, /properties|RPC|boom|pending|viem|undefined/);
      assert.match(sentence, /^[A-Z].+: .+\.$/);
    }
  });

  it('tells a member’s refusal from a wallet’s, however they are wrapped', () => {
    const wrap = (cause: object) => new BaseError('User rejected the request.', { cause: cause as Error });
    assert.ok(isRejected(wrap(Object.assign(new Error('no'), { code: 4001 }))));
    assert.ok(isRejected({ code: 4001, message: 'MetaMask Tx Signature: User denied transaction signature.' }));
    assert.ok(!isRejected(wrap(Object.assign(new Error('rpcUrls must be https'), { code: -32602 }))));
    assert.ok(!isRejected(new Error('execution reverted')));
  });
});
