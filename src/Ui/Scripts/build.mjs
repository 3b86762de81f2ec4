import { build } from 'esbuild';

// Scripts and styles of the console become one file each; fonts keep their names beside them.
const shared = { bundle: true, minify: true, outdir: '../wwwroot', logLevel: 'warning', legalComments: 'none' };

await build({ ...shared, entryPoints: { regulars: 'regulars.js', verify: 'verify.js', offline: 'offline.js', 'till-worker': 'till-worker.js' }, format: 'iife', target: ['es2022'] });
await build({
  ...shared,
  entryPoints: { regulars: '../Styles/regulars.css' },
  loader: { '.woff2': 'file' },
  assetNames: '[name]',
  nodePaths: ['node_modules'],
});
