// Runs a program of this project's packages with its output passed through and kept.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export const root = join(import.meta.dirname, '..');

/** Command line of a package's program under the pinned Node. */
export const bin = {
  hardhat: join(root, 'node_modules/hardhat/dist/src/cli.js'),
  vite: join(root, 'node_modules/vite/bin/vite.js'),
};

/** Runs `node ...args` in the project's root. @returns its exit code and everything it printed */
export function node(args: string[], options: { quiet?: boolean; env?: NodeJS.ProcessEnv } = {}) {
  return run(process.execPath, args, options);
}

export function run(command: string, args: string[], options: { quiet?: boolean; env?: NodeJS.ProcessEnv } = {}) {
  return new Promise<{ code: number; output: string }>((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (stream: NodeJS.WriteStream) => (chunk: Buffer) => {
      output += chunk.toString();
      if (!options.quiet) stream.write(chunk);
    };
    child.stdout.on('data', take(process.stdout));
    child.stderr.on('data', take(process.stderr));
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? (signal ? 1 : 0), output }));
  });
}
