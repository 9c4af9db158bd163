/**
 * What the package says of the licences of what is in it: ours, Node's, and of each npm package in the bundle.
 * @module
 */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

type Manifest = { readonly name: string; readonly version: string; readonly license?: string };

const LICENCE_FILE = /^licen[cs]e/iu;

/** `packages`: folders below node_modules. */
export function copyrightText(
  root: string,
  nodeFolder: string,
  packages: readonly string[],
): string {
  const parts = [
    section('credfleet', read(join(root, 'LICENSE'))),
    section('Node.js, and what is part of it', read(join(nodeFolder, 'LICENSE'))),
    ...packages.map((folder) => npmSection(join(root, 'node_modules', folder))),
  ];
  return parts.join('\n');
}

function npmSection(folder: string): string {
  const manifest = JSON.parse(read(join(folder, 'package.json'))) as Manifest;
  const file = readdirSync(folder)
    .sort()
    .find((name) => LICENCE_FILE.test(name));
  const licence =
    file === undefined ? (manifest.license ?? 'none named') : read(join(folder, file));
  return section(`${manifest.name} ${manifest.version}`, licence);
}

function section(title: string, text: string): string {
  const line = '='.repeat(78);
  return `${line}\n${title}\n${line}\n${text.trim()}\n`;
}

function read(file: string): string {
  return readFileSync(file, 'utf8');
}
