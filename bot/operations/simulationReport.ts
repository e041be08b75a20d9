import { z } from 'zod';

/** What a target came to: with its `code` a face names it, and with `from` and `to`, both included, what is wanted. */
const verdict = z.object({
  code: z.string(),
  /** Null where it never happened. */
  value: z.number().nullable(),
  from: z.number(),
  /** Null: no limit. */
  to: z.number().nullable(),
  met: z.boolean(),
});

const archetype = z.object({
  members: z.int(),
  /** Earned by one of them in a whole week. */
  weekly: z.number(),
  /** Until half of them had reached a tier; null where they did not. */
  daysTo: z.object({ silver: z.int().nullable(), gold: z.int().nullable(), platinum: z.int().nullable() }),
  medianBalance: z.number(),
  /** Of all that was issued, 1 for all of it. */
  shareOfIssued: z.number(),
});

/** What `npm run simulate -- --json` prints, as far as it is shown: whole tokens, and sums of a week. */
export const simulationReport = z.object({
  members: z.int(),
  days: z.int(),
  /** Mark of the figures that it rests on. */
  figures: z.string(),
  issued: z.number(),
  burned: z.number(),
  supply: z.number(),
  /** Burned of what was issued, 1 for all of it. */
  sinkRatio: z.number(),
  /** The same in the last quarter, and by how much the supply grew there each week. */
  lately: z.object({ weeks: z.int(), sinkRatio: z.number(), inflationPerWeek: z.number() }),
  archetypes: z.object({
    ...{ idle: archetype, casual: archetype, average: archetype },
    ...{ power: archetype, whale: archetype, farmer: archetype },
  }),
  weeks: z.array(
    z.object({
      ...{ issued: z.number(), burned: z.number(), supply: z.number(), median: z.number(), members: z.int() },
      /** Members by tier, bronze first. */
      tiers: z.array(z.int()),
    }),
  ),
  verdicts: z.array(verdict),
  /** Null where it was not looked for. */
  advice: z
    .array(
      z.object({
        ...{ figure: z.string(), from: z.string(), to: z.string() },
        ...{ before: z.array(verdict), after: z.array(verdict) },
      }),
    )
    .nullable(),
});

/** Of a report, what is drawn over what happened. */
export const ownForecast = simulationReport.pick({ members: true, days: true, figures: true, weeks: true });
