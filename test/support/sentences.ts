/** Lets tests import the dApp's own modules: what its build does to marked sentences is done here as they are loaded. */
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@babel/core';
import { i18n } from '@lingui/core';

registerHooks({
  load(url, context, next) {
    if (!/\/dapp\/(?!node_modules).*\.ts$/.test(url)) return next(url, context);
    const filename = fileURLToPath(url);
    const done = transformSync(readFileSync(filename, 'utf8'), {
      filename,
      configFile: false,
      parserOpts: { plugins: ['typescript'] },
      plugins: ['@lingui/babel-plugin-lingui-macro'],
    });
    return { format: 'module-typescript', source: done?.code ?? '', shortCircuit: true };
  },
});

i18n.loadAndActivate({ locale: 'en', locales: 'en-US', messages: {} });
