import { useEffect, useState } from 'react';
import { bytesToHex, concat, type Hex, keccak256, stringToHex, zeroHash } from 'viem';
import { tell, useToken } from '../../lib/api.ts';
import { forgetBlob, keepBlob, recallBlob } from '../../lib/blobs.ts';

/** A file of a proof; its content waits in the browser under its hash. */
export type DraftFile = { name: string; type: string; size: number; sha256: string };

/** What was written and not told to the reviewers yet; its salt keeps anyone from guessing the words by their hash. */
export type Draft = { salt: Hex; text: string; files: DraftFile[] };

const keyOf = (token: string, claim: number) => `guildmint-proof:${token}:${claim}`;

/** The words, and a line for each file that binds its content; as the bot writes it for members without a wallet. */
const wholeText = ({ text, files }: Draft) =>
  [text.trim(), ...files.map(({ name, size, sha256 }) => `📎 ${name} · ${size} bytes · sha256:${sha256}`)]
    .filter(Boolean)
    .join('\n');

export function hashOf(draft: Draft): Hex {
  const text = wholeText(draft);
  return text === '' ? zeroHash : keccak256(concat([draft.salt, stringToHex(text)]));
}

/**
 * The words and files about one claim, kept in the browser until they stand on-chain and their reviewers can read them: a
 * reload in between loses nothing.
 * @param proofHash of the claim, as it stands on-chain
 */
export function useDraft(claim: number, proofHash: string | null) {
  const token = useToken();
  const key = keyOf(token, claim);
  const [draft, setDraft] = useState(() => readDraft(key));
  const [attempt, setAttempt] = useState(0);
  const [told, setTold] = useState<'no' | 'yes' | 'failed'>('no');
  const isHandedIn = proofHash !== null && proofHash !== zeroHash && hashOf(draft) === proofHash;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew by hand
  useEffect(() => {
    if (!isHandedIn) return;
    let wanted = true;
    tellReviewers(`/api/${token}/claims/${claim}/proof`, draft).then(
      () => {
        localStorage.removeItem(key);
        for (const { sha256 } of draft.files) void forgetBlob(sha256);
        if (wanted) setTold('yes');
      },
      () => wanted && setTold('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [isHandedIn, draft, key, token, claim, attempt]);
  function write(change: Partial<Pick<Draft, 'text' | 'files'>>) {
    const next = { ...draft, ...change };
    localStorage.setItem(key, JSON.stringify(next));
    setDraft(next);
  }
  return { draft, write, told, tellAgain: () => setAttempt(attempt + 1) };
}

function readDraft(key: string): Draft {
  const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Partial<Draft> | null;
  return { salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))), text: '', files: [], ...kept };
}

async function tellReviewers(path: `/api/${string}/claims/${number}/proof`, draft: Draft) {
  const files = await Promise.all(
    draft.files.map(async ({ name, type, sha256 }) => ({
      name,
      type,
      content: await toBase64(await recallBlob(sha256)),
    })),
  );
  await tell(path, { salt: draft.salt, text: wholeText(draft), files });
}

/** Keeps a chosen file's content. @param place among the files, which keeps names apart */
export async function keepFile(file: File, place: number): Promise<DraftFile> {
  const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
  const sha256 = bytesToHex(new Uint8Array(digest)).slice(2);
  await keepBlob(sha256, file);
  const { type, size } = file;
  return { name: safeName(file.name, place), type: type || 'application/octet-stream', size, sha256 };
}

const safeName = (name: string, place: number) =>
  `${place + 1}-${name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9.]+/g, '-')
    .replace(/^[.-]+/, '')
    .slice(-80)}`;

const toBase64 = (blob: Blob) =>
  new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
