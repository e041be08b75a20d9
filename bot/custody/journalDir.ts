import { join } from 'node:path';

/** Where the signer writes down what it signed; the one folder in which it may write. */
export const journalDir = (keystoreDir: string) => join(keystoreDir, 'journal');
