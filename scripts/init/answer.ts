/** Goes through the questions: what is given is held against its question, the rest is asked for where somebody sits there. */
import { FatalError } from '../../bot/errors.ts';
import type { Answers, Question } from './questions.ts';

export type Desk = {
  ask: (prompt: string, secret: boolean) => Promise<string>;
  tell: (line: string) => void;
};

/**
 * @param given answers that are there already
 * @param kept answers of before, which an empty one keeps
 * @param desk null: nobody sits there
 * @returns an answer to each question, empty where it may be
 * @throws FatalError that lists what is missing or wrong, where nobody can be asked
 */
export async function answersTo(
  questions: Question[],
  given: Answers,
  kept: Answers,
  desk: Desk | null,
): Promise<Answers> {
  const answers: Answers = {};
  const faults: string[] = [];
  for (const question of questions) {
    const { name } = question;
    const preset = given[name] ?? (desk ? undefined : kept[name]);
    try {
      if (preset !== undefined) answers[name] = await checked(question, preset, answers);
      else if (desk) answers[name] = await askedFor(question, kept[name], answers, desk);
      else if (question.fallback) answers[name] = await question.check(question.fallback(answers), answers);
      else if (!question.optional) throw new FatalError(`is missing. ${question.asks}`);
    } catch (error) {
      if (!(error instanceof FatalError) || desk) throw error;
      faults.push(`  ${name}: ${error.message}`);
    }
  }
  if (faults.length > 0) throw new FatalError(`${faults.length} answer(s) are missing or wrong:\n${faults.join('\n')}`);
  return answers;
}

/** Where nothing was said, nothing is wrong with what may stay empty. */
const checked = (question: Question, answer: string, answers: Answers) =>
  answer === '' && question.optional ? '' : question.check(answer, answers);

async function askedFor(question: Question, kept: string | undefined, answers: Answers, desk: Desk): Promise<string> {
  const { name, asks, secret = false, optional, fallback } = question;
  const otherwise = kept ?? fallback?.(answers) ?? (optional ? '' : undefined);
  desk.tell(`\n${asks}`);
  for (;;) {
    const shown = otherwise === undefined ? '' : ` [${secret && kept ? 'as before' : otherwise || 'none'}]`;
    const typed = (
      await desk.ask(`${name}${name === 'CHAIN_ID' && !kept ? ' [ask the node]' : shown}: `, secret)
    ).trim();
    const answer = typed === '' ? otherwise : typed;
    try {
      if (answer === undefined) throw new FatalError('This has to be answered.');
      return await checked(question, answer, answers);
    } catch (error) {
      if (!(error instanceof FatalError)) throw error;
      desk.tell(error.message);
    }
  }
}
