import { bytesOfBase64 } from '../../base/base64';
import { MappedText } from '../../base/mapped-text';
import type { YamlMap, YamlNode } from '../../syntax/yaml/model';
import { at, entryAt, items, text } from '../../syntax/yaml/read';
import { readCarried } from '../carried';
import { lineEvents } from '../command/line';
import type { Emit } from '../facts';
import { carriedOutOn } from '../script-place';
import { startsWindowsShell } from '../template/script';
import { readTopics } from '../topics';
import { readCommandLine } from '../yaml/command-line';
import type { YamlContext } from '../yaml/context';

/** Whether a document is for cloud-init, which cloudbase-init reads on Windows. */
export const isCloudConfig = (root: YamlMap): boolean =>
  entryAt(root, 'runcmd') !== undefined || entryAt(root, 'write_files') !== undefined;

const place = carriedOutOn('windows');

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
    if (startsWindowsShell(`${text(node.items[0]) ?? ''} `)) readCommandLine(node.items, [], place, emit);
    return;
  }
  const line = node.kind === 'scalar' ? node.content() : undefined;
  if (line && startsWindowsShell(line.text)) readTopics({ text: line, place, events: lineEvents(line, place) }, emit);
}

/** The content of a file; base64 maps as a whole, and nothing can be written into it. */
function contentOf(node: YamlNode | undefined, encoding: string | undefined): MappedText | undefined {
  const content = node?.kind === 'scalar' ? node.content() : undefined;
  if (!content || !encoding || /^text/i.test(encoding)) return content;
  const bytes = /^b(?:ase)?64$/i.test(encoding) ? bytesOfBase64(content.text) : undefined;
  if (bytes === undefined) return undefined;
  const isWide = bytes.startsWith('\xff') || bytes[1] === '\0';
  const decoded = new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(Uint8Array.from(bytes, it => it.charCodeAt(0)));
  const size = content.text.length;
  return MappedText.builder(content, () => undefined)
    .put(decoded, 0, size)
    .build(size);
}
