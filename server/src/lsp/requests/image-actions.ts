import { type CodeAction, CodeActionKind, type Command } from 'vscode-languageserver/node';
import type { Span } from '../../base/span';
import type { ImageReference } from '../../facts/image/reference';
import { fullReference, type ImageStatus, type SignatureReport } from '../../facts/image/status';
import { readSubject } from '../../facts/trust-policy/identity';
import { microsoftSigned } from '../../facts/trust-policy/known.data';
import { closeness } from '../../facts/trust-policy/scope';
import { signerName } from '../../report/image-status';
import type { Judged } from '../analyst';
import {
  type AcceptPolicyParams,
  type CheckImagesParams,
  checkImagesCommand,
  imageCommands,
  type ShowTextParams,
  type TrustSignerParams,
} from '../protocol';
import type { Document, RequestContext } from './context';
import { addedToSettings } from './settings-edit';

/** For so many days an exception holds, unless its author says otherwise. */
const exceptionDays = 90;

/** What can be done about an image whose statement is at a place. */
export async function imageActions(
  document: Document,
  judged: Judged,
  at: Span,
  context: RequestContext,
): Promise<CodeAction[]> {
  const touches = ({ start, end }: Span): boolean => start <= at.end && at.start <= end;
  const image = judged.analysis.images.find(it => touches(isInstruction(it) ? it.span : it.at));
  if (!image) return [];
  const { images } = context.images;
  if (!images.isOn) return isInstruction(image) ? enable(image, context) : [];
  const status = images.status(judged.judging, image);
  return [
    ...check(document, image, status, context),
    ...enable(image, context),
    ...logins(image, status, context),
    ...(status?.signatures ?? []).flatMap(it => trust(image, it, context)),
    ...(await preset(document, image, status, context)),
    ...accept(judged, context),
    ...(await exception(document, image, status, judged, context)),
  ];
}

const isInstruction = ({ use }: ImageReference): boolean => use === 'from' || use === 'copy';

const action = (title: string, command: string, ...args: unknown[]): CodeAction => ({
  title,
  kind: CodeActionKind.QuickFix,
  command: { title, command, arguments: args } satisfies Command,
});

function check(
  { uri }: Document,
  image: ImageReference,
  status: ImageStatus | undefined,
  { images: { settings } }: RequestContext,
): CodeAction[] {
  if (settings.trust.mode !== 'online') return [];
  const again = status?.checkedAt === undefined ? 'Check' : 'Check again';
  const about: CheckImagesParams = { uri, references: [fullReference(image)] };
  return [action(`${again} who signed \`${nameOf(image)}\``, checkImagesCommand, about)];
}

function enable({ registry }: ImageReference, { abilities, images }: RequestContext): CodeAction[] {
  if (!abilities.commands.has(imageCommands.allowRegistry) || !images.settings.trusted) return [];
  if (images.settings.trust.mode === 'online' && images.consent.isAllowed(registry)) return [];
  return [action(`Enable online checks of signatures for ${registry}`, imageCommands.allowRegistry, registry)];
}

function logins(
  { registry }: ImageReference,
  status: ImageStatus | undefined,
  { abilities, images }: RequestContext,
): CodeAction[] {
  const wantsLogin = status?.reason === 'auth' || status?.unreached?.reason === 'auth';
  if (!wantsLogin || images.settings.trust.credentials || !abilities.commands.has(imageCommands.useLogins)) return [];
  return [action(`Use the login of \`docker login ${registry}\``, imageCommands.useLogins, registry)];
}

/** A statement for a signer whose signature holds, and whom no policy accepts. */
function trust(image: ImageReference, signature: SignatureReport, { abilities }: RequestContext): CodeAction[] {
  const { outcome, format, signer, issuer, root } = signature;
  if (outcome !== 'untrusted' || signer === undefined || !abilities.commands.has(imageCommands.trustSigner)) return [];
  if (format === 'docker-content-trust') return [];
  if (format === 'notation' && (!root || typeof readSubject(signer) === 'string')) return [];
  const about: TrustSignerParams = {
    repository: nameOf(image),
    format,
    signer,
    ...(issuer === undefined ? {} : { issuer }),
    ...(root ? { root } : {}),
  };
  return [action(`Trust ${signerName(signer)} for \`${nameOf(image)}\`…`, imageCommands.trustSigner, about)];
}

/** Built-in policies, and the images of which they speak. */
const presets: readonly { readonly preset: string; readonly title: string; readonly scopes: readonly string[] }[] = [
  { preset: 'microsoft', title: 'Microsoft', scopes: microsoftSigned },
  { preset: 'chainguard', title: 'Chainguard', scopes: ['cgr.dev/chainguard/*'] },
  { preset: 'docker-hardened', title: 'Docker Hardened Images', scopes: ['dhi.io/*'] },
];

/** In the user's settings, or, where the client cannot write these, in those of the project. */
async function preset(
  document: Document,
  image: ImageReference,
  status: ImageStatus | undefined,
  context: RequestContext,
): Promise<CodeAction[]> {
  const { abilities, images } = context;
  const found = presets.find(it => it.scopes.some(scope => closeness(scope, nameOf(image)) !== undefined));
  if (!found || status?.level !== undefined || images.settings.trust.presets.includes(found.preset)) return [];
  const title = `Apply the built-in policy for ${found.title}`;
  if (abilities.commands.has(imageCommands.applyPreset)) {
    return [action(title, imageCommands.applyPreset, found.preset)];
  }
  const added = await addedToSettings(document, ['images', 'presets'], [found.preset], context);
  return added ? [{ title: `${title}, in ${added.name}`, kind: CodeActionKind.QuickFix, edit: added.edit }] : [];
}

function accept({ judging }: Judged, { abilities, images }: RequestContext): CodeAction[] {
  if (!abilities.commands.has(imageCommands.acceptPolicy)) return [];
  return images.images.problems(judging).flatMap(({ path, message, fingerprint }) => {
    if (fingerprint === undefined) return [];
    const about: AcceptPolicyParams = { path, message, fingerprint };
    return [action('Accept the policy of this workspace…', imageCommands.acceptPolicy, about)];
  });
}

const placeholder = 'why it is accepted';

/** An entry in the settings file. */
async function exception(
  document: Document,
  image: ImageReference,
  status: ImageStatus | undefined,
  { source }: Judged,
  context: RequestContext,
): Promise<CodeAction[]> {
  const isOpen = status && status.state !== 'signed-trusted' && status.state !== 'skipped';
  const name = image.tag === undefined ? nameOf(image) : `${nameOf(image)}:${image.tag}`;
  const isThere = source.checked?.exceptions.some(it => it.image === name || it.image === nameOf(image));
  if (!isOpen || status.checkedAt === undefined || isThere) return [];
  const until = new Date(Date.now() + exceptionDays * 86_400_000).toISOString().slice(0, 10);
  const item = [`image: ${quoted(name)}`, `reason: ${placeholder}`, `until: ${until}`];
  const added = await addedToSettings(document, ['images', 'exceptions'], item, context, placeholder);
  if (!added) return [];
  const title = `Accept \`${name}\` as it is until ${until}, in ${added.name}`;
  const about: ShowTextParams = { uri: added.uri, text: placeholder };
  const then = context.abilities.commands.has(imageCommands.fillIn)
    ? { command: { title, command: imageCommands.fillIn, arguments: [about] } }
    : {};
  return [{ title, kind: CodeActionKind.QuickFix, edit: added.edit, ...then }];
}

const nameOf = ({ registry, repository }: ImageReference): string => `${registry}/${repository}`;

/** A name as a value of YAML; only that of a bare IPv6 address needs quotes. */
const quoted = (name: string): string => (/^\w/.test(name) ? name : JSON.stringify(name));
