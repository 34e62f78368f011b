import { MappedText } from '../../base/mapped-text';
import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entryAt, items, text } from '../../syntax/yaml/read';
import { readCarried } from '../carried';
import { lineEvents } from '../command/line';
import type { Emit } from '../facts';
import { carriedOutOn } from '../script-place';
import { readTopics } from '../topics';
import { readCommandLine } from '../yaml/command-line';
import type { YamlContext } from '../yaml/context';

/** Whether a document is for cloud-init, which cloudbase-init reads on Windows. */
export const isCloudConfig = (root: YamlMap): boolean =>
  entryAt(root, 'runcmd') !== undefined || entryAt(root, 'write_files') !== undefined;

const place = carriedOutOn('windows');
const shell = /^\s*(?:powershell|pwsh|cmd)(?:\.exe)?\s/i;

/** Reads what cloudbase-init runs and writes. Source: cloudbase-init.readthedocs.io, userdata. */
export function readCloudConfig(root: YamlMap, { emit }: YamlContext): void {
  for (const file of items(at(root, 'write_files'))) {
    const path = text(at(file, 'path'));
    const content = contentOf(at(file, 'content'), text(at(file, 'encoding')));
    // A path without a drive is one of Linux.
    if (content && path !== undefined && /^[a-z]:[\\/]|^%\w+%/i.test(path)) readCarried(path, content, place, emit);
  }
  for (const it of items(at(root, 'runcmd'))) readCommand(it, emit);
}

/** A line, or a list of words; only those that start a shell of Windows are surely meant for it. */
function readCommand(node: YamlNode, emit: Emit): void {
  if (node.kind === 'list') {
    if (shell.test(`${text(node.items[0]) ?? ''} `)) readCommandLine(node.items, [], place, emit);
    return;
  }
  const line = node.kind === 'scalar' ? node.content() : undefined;
  if (line && shell.test(line.text)) readTopics({ text: line, place, events: lineEvents(line, place) }, emit);
}

/** The content of a file; base64 maps as a whole, and nothing can be written into it. */
function contentOf(node: YamlNode | undefined, encoding: string | undefined): MappedText | undefined {
  const content = node?.kind === 'scalar' ? node.content() : undefined;
  if (!content || !encoding || /^text/i.test(encoding)) return content;
  const bare = content.text.replace(/\s+/g, '');
  if (!/^b(?:ase)?64$/i.test(encoding) || bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare))
    return undefined;
  const bytes = Uint8Array.from(atob(bare), it => it.charCodeAt(0));
  const decoded = new TextDecoder(bytes[0] === 0xff || bytes[1] === 0 ? 'utf-16le' : 'utf-8').decode(bytes);
  const size = content.text.length;
  return MappedText.builder(content, () => undefined)
    .put(decoded, 0, size)
    .build(size);
}
