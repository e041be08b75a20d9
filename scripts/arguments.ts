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
