import { parseXml } from '../../syntax/xml/parse';
import { rootName } from '../../syntax/xml/root';
import type { Place } from '../fact';
import type { FactEntry, FileReader } from '../source';
import { readPolicyRules } from './policy-rules';
import { readPreferences } from './preferences';
import type { XmlReader } from './reader';
import { readRegistryPreferences } from './registry-preferences';
import { readTask } from './task';
import { readUnattend } from './unattend';

/** Readers by the name of the outermost element. `languageOf` in `engine/languages.ts` knows the same names. */
export const readers: Readonly<Record<string, XmlReader>> = {
  RegistrySettings: readRegistryPreferences,
  Registry: readRegistryPreferences,
  Collection: readRegistryPreferences,
  Groups: readPreferences,
  NTServices: readPreferences,
  ScheduledTasks: readPreferences,
  Drives: readPreferences,
  DataSources: readPreferences,
  Printers: readPreferences,
  Task: readTask,
  PolicyRules: readPolicyRules,
  unattend: readUnattend,
};

/** Whoever applies such a file, applies it on Windows. */
const place: Place = { os: 'windows', runs: 'script', encode: text => text };

/** Reads XML whose outermost element is known. Other XML is not even parsed, and so never faulty. */
export const read: FileReader = ({ text, path }) => {
  const name = rootName(text);
  const reader = name !== undefined && Object.hasOwn(readers, name) ? readers[name] : undefined;
  if (!reader) return { facts: [], problems: [], comments: [], units: [] };
  const { root, errors, comments } = parseXml(text);
  const facts: FactEntry[] = [];
  if (root) reader(root, { path, place, emit: (kind, fact) => facts.push({ kind, fact } as FactEntry) });
  return { facts, problems: errors, comments, units: [] };
};
