import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathToFileURL } from 'node:url';

/** An absolute path with forward slashes. */
export const absolute = (path: string): string => resolve(path).split(sep).join('/');

/** As shown: relative to the working folder where the path lies in it. */
export function shown(path: string): string {
  const own = relative(process.cwd(), path).split(sep).join('/');
  if (own === '') return '.';
  return own.startsWith('../') || own === '..' || isAbsolute(own) ? path : own;
}

/** The working folder as a `file:` address that ends in a slash. */
export const workingFolder = (): string => pathToFileURL(`${process.cwd()}${sep}`).href;
