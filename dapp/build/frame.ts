import { join } from 'node:path';
import type { Rolldown } from 'vite';

type Modules = { getModuleInfo(id: string): Rolldown.ModuleInfo | null };

/** What every page of a community is made of. */
export const FRAME = ['app/holder.tsx', 'app/community-layout.tsx'];
/** What others open with, who shall not fetch it. */
const APART = ['main.tsx', 'app/home.tsx'];

/** Puts into one file what all pages of a community begin with: each of many small ones would wait for the network. */
export function openFrame() {
  let frame: Set<string> | undefined;
  return (id: string, modules: Modules): string | null => {
    // Of packages a name of them may reach all of it, used or not.
    if (!id.includes('/dapp/')) return null;
    frame ??= reach(FRAME, modules).difference(reach(APART, modules));
    return frame.has(id) ? 'frame' : null;
  };
}

/** All that these files of the dApp import before they run. */
function reach(files: string[], modules: Modules): Set<string> {
  const found = new Set<string>();
  const look = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    for (const each of modules.getModuleInfo(id)?.importedIds ?? []) look(each);
  };
  for (const file of files) look(join(import.meta.dirname, '..', file));
  return found;
}
