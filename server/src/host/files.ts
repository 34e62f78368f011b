import { readFile, stat, writeFile } from 'node:fs/promises';
import type { Files, Skip } from '../engine/ports';
import { type Decoded, decode, type Encoding, encode } from './decode';

/** Files of a file system. Paths are absolute, with forward slashes. */
export const diskFiles: Files = { read: readText };

/** The text of a file with its encoding, or why there is none. */
export async function readText(
  path: string,
  maxSize: number,
): Promise<{ readonly text: string; readonly encoding: Encoding } | Skip> {
  try {
    const info = await stat(path);
    if (!info.isFile()) return { reason: 'unreadable', detail: 'not a regular file' };
    if (info.size > maxSize) return { reason: 'too-large', detail: megabytes(info.size) };
    return decode(await readFile(path)) satisfies Decoded;
  } catch (error) {
    return { reason: 'unreadable', detail: reasonOf(error) };
  }
}

/** Writes a text the way the file was written before. Says why when it cannot. */
export async function writeText(path: string, text: string, encoding: Encoding): Promise<string | undefined> {
  const bytes = encode(text, encoding);
  if (!bytes) return `the new text cannot be written in ${encoding.name}`;
  try {
    await writeFile(path, bytes);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'is a folder',
  ENOTDIR: 'is no folder',
  ELOOP: 'symbolic links lead in a circle',
  EROFS: 'read-only file system',
  ENAMETOOLONG: 'the name is too long',
};

/** Why a file operation failed, for a person. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string };
  return (code && reasons[code]) || message || String(error);
}

const megabytes = (size: number): string => `${(size / 1_000_000).toFixed(1)} MB`;
