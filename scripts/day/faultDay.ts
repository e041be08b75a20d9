// Plays the day with one fault, in a process of its own: told which by its parent, it answers with what the day came to.
import { type Asked, compare } from './faults.ts';

process.once('message', async (asked) => {
  const { balances, name, only } = asked as Asked;
  process.send!(await compare(balances, name, only), () => process.exit());
});
