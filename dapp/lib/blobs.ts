import { t } from '@lingui/core/macro';

/** Contents of files that outlive a reload: too large for localStorage, so they lie in IndexedDB. */
const STORE = 'blobs';

export const keepBlob = (key: string, blob: Blob) => act('readwrite', (store) => store.put(blob, key));
export const forgetBlob = (key: string) => act('readwrite', (store) => store.delete(key));

/** @throws where the browser no longer has it */
export async function recallBlob(key: string): Promise<Blob> {
  const blob = await act<unknown>('readonly', (store) => store.get(key));
  if (blob instanceof Blob) return blob;
  throw new Error(t`The browser no longer has this file: choose it once more.`);
}

async function act<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const opening = indexedDB.open('guildmint', 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(STORE);
  const database = await answerOf(opening);
  try {
    return await answerOf(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

const answerOf = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
