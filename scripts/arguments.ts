import { FatalError, UserError } from '../bot/errors.ts';

/**
 * What a command was asked. Ends the process where only help was asked for, and with exit code 2 and the help where the
 * arguments are wrong.
 * @param read throws what is wrong, in a sentence
 */
export function askedOf<A extends { help: boolean }>(help: string, read: () => A): A {
  try {
    const asked = read();
    if (!asked.help) return asked;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${help}`);
    process.exit(2);
  }
  console.log(help);
  process.exit(0);
}

/**
 * Keeps stdout for the one JSON document that a program reads: whatever else is printed there, by a library or a child, goes
 * to stderr from now on.
 * @returns prints the document
 */
export function jsonAlone(): (document: unknown) => void {
  const print = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return (document) => void print(`${JSON.stringify(document)}\n`);
}

/** Does what a command was asked. What a person must mend first ends it in one sentence, with exit code 1. */
export async function carriedOut(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FatalError || error instanceof UserError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
