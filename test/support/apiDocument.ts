/** The API's own document, without a server behind it. */
import { createPublicClient, http, zeroAddress, zeroHash } from 'viem';
import { hardhat } from 'viem/chains';
import { z } from 'zod';
import { createApp } from '../../bot/api/app.ts';
import { DOCUMENT } from '../../bot/api/docs.ts';
import { databaseOf, openPool } from '../../bot/db/database.ts';
import { contextOf } from './economy.ts';

const documentSchema = z.object({
  openapi: z.string(),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        summary: z.string(),
        'x-authority': z.string(),
        'x-scope': z.string().optional(),
        responses: z.record(z.string(), z.unknown()),
      }),
    ),
  ),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
});

export type Route = {
  method: string;
  path: string;
  summary: string;
  authority: string;
  scope: string | undefined;
  /** Whether it answers with an operation on-chain. */
  operates: boolean;
};

function apiDocument() {
  const deployment = {
    chainId: hardhat.id,
    block: 0,
    genesis: zeroHash,
    communities: zeroAddress,
    custodian: zeroAddress,
    forwarder: zeroAddress,
    earnings: zeroAddress,
    gifts: zeroAddress,
    shop: zeroAddress,
    achievements: zeroAddress,
    tasks: zeroAddress,
    stash: zeroAddress,
    clans: zeroAddress,
    conduct: zeroAddress,
    market: zeroAddress,
  };
  const nowhere = 'http://127.0.0.1:1';
  const client = createPublicClient({ chain: hardhat, transport: http(nowhere) });
  const db = databaseOf(openPool({ connectionString: 'postgres://127.0.0.1:1/none' }));
  const feed = {
    position: () => ({ block: 0, logIndex: 0 }),
    indexed: async () => 0,
    subscribe: () => () => {},
    close: async () => {},
  };
  const { app, endStreams } = createApp(contextOf(db, { url: nowhere, client, deployment }), feed, {});
  endStreams();
  return documentSchema.parse(app.getOpenAPI31Document(DOCUMENT));
}

export function apiRoutes(): Route[] {
  return Object.entries(apiDocument().paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, of]) => ({
      method: method.toUpperCase(),
      path,
      summary: of.summary,
      authority: of['x-authority'],
      scope: of['x-scope'],
      operates: JSON.stringify(of.responses['202'] ?? '').includes('/Operation"'),
    })),
  );
}

/** The same whatever its parameters are called. */
export const shapeOf = ({ method, path }: { method: string; path: string }) =>
  `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`;
