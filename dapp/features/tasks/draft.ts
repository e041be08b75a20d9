import { useEffect, useState } from 'react';
import { bytesToHex, concat, type Hex, keccak256, stringToHex, zeroHash } from 'viem';
import { tell, useToken } from '../../lib/api.ts';

/** What was written and not told to the reviewers yet; its salt keeps anyone from guessing the words by their hash. */
export type Draft = { salt: Hex; text: string };

const keyOf = (token: string, claim: number) => `guildmint-proof:${token}:${claim}`;

export const hashOf = ({ salt, text }: Draft): Hex =>
  text === '' ? zeroHash : keccak256(concat([salt, stringToHex(text)]));

/**
 * The words about one claim, kept in the browser until they stand on-chain and their reviewers can read them: a reload in
 * between loses nothing.
 * @param proofHash of the claim, as it stands on-chain
 */
export function useDraft(claim: number, proofHash: string | null) {
  const token = useToken();
  const key = keyOf(token, claim);
  const [draft, setDraft] = useState(() => readDraft(key));
  const [attempt, setAttempt] = useState(0);
  const [told, setTold] = useState<'no' | 'yes' | 'failed'>('no');
  const isHandedIn = proofHash !== null && draft.text !== '' && hashOf(draft) === proofHash;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked anew by hand
  useEffect(() => {
    if (!isHandedIn) return;
    let wanted = true;
    tell(`/api/${token}/claims/${claim}/proof`, draft).then(
      () => {
        localStorage.removeItem(key);
        if (wanted) setTold('yes');
      },
      () => wanted && setTold('failed'),
    );
    return () => {
      wanted = false;
    };
  }, [isHandedIn, draft, key, token, claim, attempt]);
  function write(text: string) {
    const next = { ...draft, text };
    localStorage.setItem(key, JSON.stringify(next));
    setDraft(next);
  }
  return { draft, write, told, tellAgain: () => setAttempt(attempt + 1) };
}

function readDraft(key: string): Draft {
  const kept = JSON.parse(localStorage.getItem(key) ?? 'null') as Draft | null;
  return kept ?? { salt: bytesToHex(crypto.getRandomValues(new Uint8Array(32))), text: '' };
}
