// The bake-off's table, with what the figures mean for a chain.
import { countsAt, FULL, KINDS, type Kind, type Result, type Taken } from './workload.ts';

/** @property blockSeconds,blockGas,gwei what one pays and how much fits, of the chain that is asked about */
export type Chain = { name: string; blockSeconds: number; blockGas: number; gwei: number };
/** @property compared values of contracts and rows of a replay that the cache was held against */
export type Baked = {
  scale: number;
  ways: Record<string, Result>;
  compared: { contracts: number; replay: number };
  differences: number;
};

const show = (value: number, digits = 0) => value.toLocaleString('en', { maximumFractionDigits: digits });
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;

const totalOf = (result: Result): Taken =>
  KINDS.reduce(
    (sum, kind) => ({
      operations: sum.operations + result[kind].operations,
      gas: sum.gas + result[kind].gas,
      seconds: sum.seconds + result[kind].seconds,
    }),
    { operations: 0, gas: 0, seconds: 0 },
  );

/** Gas of the whole workload at full scale, from what each kind took at this one. */
export const fullGas = (result: Result) =>
  KINDS.reduce((sum, kind) => sum + (result[kind].gas / result[kind].operations) * FULL[kind], 0);

/** Hours of the chain's whole capacity that so much gas is. */
export const hoursOf = (gas: number, { blockGas, blockSeconds }: Chain) => ((gas / blockGas) * blockSeconds) / 3600;

/** The workload is meant to pass in five days. */
export const shareOf = (gas: number, chain: Chain) => hoursOf(gas, chain) / (5 * 24);

export function tableOf({ ways }: Baked, chain: Chain): string {
  const names = Object.keys(ways);
  const of = (cell: (result: Result) => string) => names.map((name) => cell(ways[name]!));
  const perKind = (kind: Kind) => of((result) => show(result[kind].gas / result[kind].operations));
  return [
    row(['', ...names]),
    row(['---', ...names.map(() => '---:')]),
    ...KINDS.map((kind) => row([`gas of a ${kind}`, ...perKind(kind)])),
    row(['gas of the full workload', ...of((result) => `${show(fullGas(result) / 1e9, 1)} billion`)]),
    row(['operations a second, here', ...of((result) => show(totalOf(result).operations / totalOf(result).seconds))]),
    row([
      `share of ${chain.name} in five days`,
      ...of((result) => `${show(shareOf(fullGas(result), chain) * 100, 1)} %`),
    ]),
    row([
      `coins that the full workload costs at ${show(chain.gwei, 3)} gwei`,
      ...of((result) => show((fullGas(result) * chain.gwei) / 1e9, 1)),
    ]),
  ].join('\n');
}

export function pageOf(baked: Baked, chain: Chain, command: string): string {
  const { scale, compared, differences } = baked;
  const counts = KINDS.map((kind) => `${show(countsAt(scale)[kind])} ${kind}s`).join(', ');
  return `# Bake-off

The workload of the Great Reddit Scaling Bake-Off: ${KINDS.map((kind) => `${show(FULL[kind])} ${kind}s`).join(', ')}. Here at
one to ${show(scale)}: ${counts}. Written by \`${command}\`.

${tableOf(baked, chain)}

*Guildmint* is the server as it runs: each operation is handed to \`bot/operations\`, checked against the contracts, kept in the
outbox, signed by the signer's process, carried in a batch by the relayer and indexed; its clock stops when the last one is
final and in the cache. *ERC2771Forwarder* is OpenZeppelin's, fifty requests in a transaction; *plain* are transactions of
members' own wallets. Both were signed before the clock ran and are only carried by the node, with no database and nobody who
reads the events: their operations a second are the node's, not a product's.

A claim is a daily reward, a transfer a gift with its bonus for the recipient, a subscription an item that lasts 30 days, a burn an
item that is bought for good; both burn the price and leave a receipt. All are members' first ones, which write fresh words and
cost most; ${show(baked.ways.Guildmint ? totalOf(baked.ways.Guildmint).operations : 0)} operations, none of which failed. Gas is counted under the rules of the local node. A transfer by the
operator costs more than one by a wallet because it counts against the ceilings that bound a stolen signer: a word more
for each member, written here for the first time.

At the end the cache was held against the chain: ${show(compared.contracts)} values of contracts and ${show(compared.replay)} rows of a replay, ${differences === 0 ? 'nothing differs' : `${differences} differ`}.

${chain.name} is reckoned with blocks of ${show(chain.blockGas)} gas every ${chain.blockSeconds} s, and ${show(chain.gwei, 3)} gwei for gas:
\`--block-gas\`, \`--block-seconds\` and \`--gas-price\` set others. Miners vote on a block's gas: ask your node.
`;
}
