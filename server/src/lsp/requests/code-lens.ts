import type { CodeLens, CodeLensParams, Command } from 'vscode-languageserver/node';
import type { ImageReference } from '../../facts/image/reference';
import { fullReference, type ImageStatus } from '../../facts/image/status';
import { shortStatus } from '../../report/image-status';
import { toRange } from '../convert';
import { type CheckImagesParams, checkImagesCommand, imageCommands, type ShowImageParams } from '../protocol';
import type { RequestContext } from './context';

/** What a lens is about, until it is resolved. */
interface LensData {
  readonly uri: string;
  readonly reference: string;
}

/** One lens a reference to an image, where the user has images looked up. */
export async function codeLenses({ textDocument }: CodeLensParams, context: RequestContext): Promise<CodeLens[]> {
  const { documents, analyst, images } = context;
  const document = documents.get(textDocument.uri);
  const { codeLens } = images.settings;
  if (!document || codeLens === 'off' || !images.images.isOn) return [];
  const judged = await analyst.judge(document);
  const shown = judged?.analysis.images.filter(it => codeLens === 'all' || isOfDockerfile(it)) ?? [];
  return shown.map(image => {
    const data: LensData = { uri: document.uri, reference: fullReference(image) };
    return { range: toRange(document.lines, image.at), data };
  });
}

const isOfDockerfile = ({ use }: ImageReference): boolean => use === 'from' || use === 'copy';

/** The words of a lens, and what a click does. */
export async function resolveLens(lens: CodeLens, context: RequestContext): Promise<CodeLens> {
  const { uri, reference } = lens.data as LensData;
  const document = context.documents.get(uri);
  const judged = document && (await context.analyst.judge(document));
  const image = judged?.analysis.images.find(it => fullReference(it) === reference);
  const status = judged && image && context.images.images.status(judged.judging, image);
  return { ...lens, command: commandOf(status, lens, context) };
}

/** Editors show `$(verified)` as an icon, and signers choose their names. */
const withoutIcons = (title: string): string => title.replaceAll('$(', '$ (');

function commandOf(
  status: ImageStatus | undefined,
  { data, range }: CodeLens,
  { abilities, images }: RequestContext,
): Command {
  const { uri, reference } = data as LensData;
  const title = status ? withoutIcons(shortStatus(status, new Date())) : 'not checked';
  const isOpen = status === undefined || status.state === 'unknown';
  const isOnline = images.settings.trust.mode === 'online';
  const check = (action: string): Command => {
    const about: CheckImagesParams = { uri, references: [reference] };
    return { title: `${title}: ${action}`, command: checkImagesCommand, arguments: [about] };
  };
  if (isOpen && isOnline) return check(status?.checkedAt === undefined ? 'Check now' : 'Check again');
  if (isOpen && abilities.commands.has(imageCommands.allowRegistry)) {
    const registry = reference.slice(0, reference.indexOf('/'));
    return { title: `${title}: Check online`, command: imageCommands.allowRegistry, arguments: [registry] };
  }
  if (!isOpen && abilities.commands.has(imageCommands.show)) {
    const about: ShowImageParams = { uri, ...range.start };
    return { title, command: imageCommands.show, arguments: [about] };
  }
  return isOnline ? check('Check again') : { title, command: '' };
}
