/**
 * The licences of everything that ends up in the bundles, as the Marketplace and the licences themselves want it.
 */
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Parts that come inside a package as a compiled file, with no licence of their own beside them. */
const inside = [{
  within: 'node_modules/sh-syntax',
  title: 'mvdan.cc/sh (compiled to dist/sh.wasm) — BSD-3-Clause',
  holder: 'Copyright (c) 2016, Daniel Martí. All rights reserved.',
}, {
  within: 'node_modules/sh-syntax',
  title: 'The Go runtime and standard library (compiled to dist/sh.wasm) — BSD-3-Clause',
  holder: 'Copyright 2009 The Go Authors.',
}];

/** Packages that leave their licence out, and one of the same repository, holder and licence that brings it along. */
const besides = /** @type {Record<string, string>} */ ({
  '@aws-sdk/credential-provider-http': '@aws-sdk/core', '@aws-sdk/credential-provider-login': '@aws-sdk/core', '@aws-sdk/nested-clients': '@aws-sdk/core',
});

/** Licences that a bundled package may carry. Another one is for a person to judge. */
const known = ['MIT', 'ISC', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'Unlicense', '(MPL-2.0 OR Apache-2.0)'];

/**
 * @param {string} root the project's folder
 * @param {readonly string[]} metafiles of esbuild
 * @returns {Promise<string>} the text of the notices file
 */
export async function notices(root, metafiles) {
  const folders = await bundledPackages(metafiles);
  const parts = await Promise.all(folders.map(folder => noticeOf(root, folder)));
  const extra = inside.filter(({ within }) => folders.includes(within))
    .map(({ title, holder }) => section(title, bsd3(holder)));
  return `Labbook contains software of others. Their licences follow.\n\n${[...parts, ...extra].join('\n')}`;
}

/** @param {readonly string[]} metafiles @returns {Promise<string[]>} folders, sorted */
async function bundledPackages(metafiles) {
  const found = new Set();
  for (const path of metafiles) {
    const { outputs } = JSON.parse(await readFile(path, 'utf8'));
    // Outputs, not inputs: what esbuild read and then left out does not ship.
    for (const output of Object.values(outputs)) {
      for (const [input, { bytesInOutput }] of Object.entries(output.inputs)) {
        const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
        if (folder && bytesInOutput > 0) found.add(folder);
      }
    }
  }
  return [...found].sort();
}

/** @param {string} root @param {string} folder @returns {Promise<string>} */
async function noticeOf(root, folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
  if (!known.includes(license)) throw new Error(`${name} ${version} carries the licence ${license}. Judge it, then add it to test/bed/notices.mjs.`);
  const from = besides[name] === undefined ? folder : join('node_modules', besides[name]);
  const files = (await readdir(join(root, from))).filter(file => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  // Some name this short licence and their author in package.json alone.
  if (!files.length && license === 'ISC' && author) return section(`${name} ${version} — ISC`, isc(author.name ?? author));
  if (!files.length) throw new Error(`${name} ${version} (${license}) brings no licence file. Add its text to test/bed/notices.mjs.`);
  const texts = await Promise.all(files.map(file => readFile(join(root, from, file), 'utf8')));
  return section(`${name} ${version} — ${license}`, texts.map(text => text.trim()).join('\n\n'));
}

/** @param {string} title @param {string} text */
const section = (title, text) => `${'='.repeat(78)}\n${title}\n${'-'.repeat(78)}\n${text.replaceAll('\r', '')}\n`;

/** @param {string} author */
const isc = author => `Copyright (c) ${author}

Permission to use, copy, modify, and/or distribute this software for any
purpose with or without fee is hereby granted, provided that the above
copyright notice and this permission notice appear in all copies.

THE SOFTWARE IS PROVIDED "AS IS" AND THE AUTHOR DISCLAIMS ALL WARRANTIES
WITH REGARD TO THIS SOFTWARE INCLUDING ALL IMPLIED WARRANTIES OF
MERCHANTABILITY AND FITNESS. IN NO EVENT SHALL THE AUTHOR BE LIABLE FOR
ANY SPECIAL, DIRECT, INDIRECT, OR CONSEQUENTIAL DAMAGES OR ANY DAMAGES
WHATSOEVER RESULTING FROM LOSS OF USE, DATA OR PROFITS, WHETHER IN AN
ACTION OF CONTRACT, NEGLIGENCE OR OTHER TORTIOUS ACTION, ARISING OUT OF
OR IN CONNECTION WITH THE USE OR PERFORMANCE OF THIS SOFTWARE.`;

/** @param {string} holder */
const bsd3 = holder => `${holder}

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are
met:

   * Redistributions of source code must retain the above copyright
notice, this list of conditions and the following disclaimer.
   * Redistributions in binary form must reproduce the above
copyright notice, this list of conditions and the following disclaimer
in the documentation and/or other materials provided with the
distribution.
   * Neither the name of the copyright holder nor the names of its
contributors may be used to endorse or promote products derived from
this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS
"AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT
LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR
A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT
OWNER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY
THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;
