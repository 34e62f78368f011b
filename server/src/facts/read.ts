import { withMade } from './image/made';
import type { FileReader, Language } from './source';
import { withSpire } from './spire/across';

/** A language's reader with its parser library, loaded when the first file of the language comes. */
const loaders: Readonly<Record<Language, () => Promise<{ readonly read: FileReader }>>> = {
  dockerfile: () => import('./dockerfile/file'),
  powershell: () => import('./powershell/file'),
  cmd: () => import('./cmd/file'),
  yaml: () => import('./yaml/file'),
  json: () => import('./json/file'),
  registry: () => import('./registry/file'),
  xml: () => import('./xml/file'),
  inf: () => import('./inf/file'),
  lgpo: () => import('./lgpo/file'),
  hcl: () => import('./terraform/file'),
  bicep: () => import('./bicep/file'),
  toml: () => import('./toml/file'),
  shell: () => import('./shell/file'),
};

/**
 * The reader of a language. Whatever the language, what it says of SPIRE is seen together with the configurations around,
 * and its images with those that it makes itself.
 * Rejects only if the program itself is incomplete.
 */
export async function readerOf(language: Language): Promise<FileReader> {
  const { read } = await loaders[language]();
  return source => withMade(withSpire(read(source), source));
}
