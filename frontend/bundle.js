// Bundles css/ and js/ into coterie/web/static/build with content hashes, a manifest, and compressed twins.
import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

const here = import.meta.dirname ?? new URL(".", import.meta.url).pathname;
const target = join(here, "../coterie/web/static/build");
const fresh = `${target}.new`;

rmSync(fresh, { recursive: true, force: true });
mkdirSync(fresh, { recursive: true });

const { metafile } = await build({
  absWorkingDir: here,
  entryPoints: ["css/app.css", "js/app.js", "js/push_worker.js"],
  outdir: fresh,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox113", "safari16.4"],
  metafile: true,
  logLevel: "warning",
});

const assets = {};
for (const [path, output] of Object.entries(metafile.outputs)) {
  const name = output.entryPoint ? basename(output.entryPoint) : basename(path);
  assets[name] = relative(fresh, join(here, path));
}

for (const name of readdirSync(fresh)) {
  const content = readFileSync(join(fresh, name));
  writeFileSync(join(fresh, `${name}.gz`), gzipSync(content, { level: 9 }));
  writeFileSync(join(fresh, `${name}.br`), brotliCompressSync(content));
}

// The digest of the sources lets the build hook skip what is already built; see build.py.
const manifest = { sources: process.argv[2] ?? "", assets };
writeFileSync(join(fresh, "manifest.json"), JSON.stringify(manifest, null, 1));
rmSync(target, { recursive: true, force: true });
renameSync(fresh, target);
