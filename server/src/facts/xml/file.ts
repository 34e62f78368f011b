import { MappedText } from '../../base/mapped-text';
import type { Span } from '../../base/span';
import type { XmlElement, XmlFile } from '../../syntax/xml/model';
import { parseXml } from '../../syntax/xml/parse';
import { elements } from '../../syntax/xml/read';
import { rootName } from '../../syntax/xml/root';
import { gathering } from '../reading';
import { carriedOutOn } from '../script-place';
import type { FileReader } from '../source';
import { namesTemplate } from '../template/name';
import { readAppLocker, readCodeIntegrity } from './code-integrity';
import { readConfiguration } from './dotnet-config';
import { readMitigationPolicy } from './mitigation';
import { readPolicyRules } from './policy-rules';
import { readPreferences } from './preferences';
import type { XmlContext, XmlReader } from './reader';
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
  SiPolicy: readCodeIntegrity,
  AppLockerPolicy: readAppLocker,
  MitigationPolicy: readMitigationPolicy,
  configuration: readConfiguration,
};

/** Names that XML for other programs has as well: where nothing in it is known, its faults are nobody's. */
const shared: ReadonlySet<string> = new Set(
  'Collection DataSources Drives Groups NTServices Printers Registry ScheduledTasks Task configuration'.split(' '),
);

/** Whoever applies such a file, applies it on Windows. */
const place = carriedOutOn('windows');

const readerOf = (text: string): XmlReader | undefined => {
  const name = rootName(text);
  return name !== undefined && Object.hasOwn(readers, name) ? readers[name] : undefined;
};

/** Reads XML whose outermost element is known. Other XML is not even parsed, and so never faulty. */
export const read: FileReader = ({ text, path }) => {
  const { facts, emit } = gathering();
  const tree = readXmlText(MappedText.whole(text), { path, place, emit });
  const isOwn = !namesTemplate(path) && (facts.length > 0 || !shared.has(tree?.root?.name ?? ''));
  const problems = isOwn && tree ? tree.errors : [];
  return { facts, problems, comments: tree?.comments ?? [], units: unitsOf(tree?.root, text) };
};

/** Reads XML wherever it stands; `undefined` where nothing reads its outermost element. */
export function readXmlText(text: MappedText, context: XmlContext): XmlFile | undefined {
  const reader = readerOf(text.text);
  if (!reader) return undefined;
  const tree = parseXml(text);
  if (tree.root) reader(tree.root, context);
  return tree;
}

/** Elements without others in them, where these span lines: a comment cannot stand between the attributes of one. */
function unitsOf(root: XmlElement | undefined, text: string): readonly Span[] {
  if (!root) return [];
  return [...elements(root)].flatMap(({ span, children }) =>
    children.length === 0 && text.slice(span.start, span.end).includes('\n') ? [span] : [],
  );
}
