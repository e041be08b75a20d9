/** What a task says, as the one text whose salted hash is on-chain: title and category on a line each, then all the rest. */
export type TaskText = { title: string; category: string; description: string };

export const TASK_CATEGORY = 'General';

export function taskText({
  title,
  category,
  description,
}: { [K in keyof TaskText]: TaskText[K] | null | undefined }): string {
  const line = (written: string | null | undefined) => (written ?? '').trim().replace(/\s+/g, ' ');
  return [line(title), line(category) || TASK_CATEGORY, (description ?? '').trim()].join('\n');
}

/** @param text null where it was written elsewhere, and nobody told it here */
export function readTaskText(text: string | null): TaskText | null {
  if (text === null) return null;
  const [title = '', category = TASK_CATEGORY, ...rest] = text.split('\n');
  return { title, category, description: rest.join('\n') };
}
