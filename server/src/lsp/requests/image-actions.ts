import { type CodeAction, CodeActionKind, type Command, type WorkspaceEdit } from 'vscode-languageserver/node';
import { LineIndex } from '../../base/lines';
import type { Span } from '../../base/span';
import { addItem } from '../../engine/settings/add-item';
import type { ImageReference } from '../../facts/image/reference';
import { fullReference, type ImageStatus, type SignatureReport } from '../../facts/image/status';
import { readSubject } from '../../facts/trust-policy/identity';
import { signerName } from '../../report/image-status';
import type { Judged } from '../analyst';
import { toTextEdit, uriOf } from '../convert';
import {
  type AcceptPolicyParams,
  type CheckImagesParams,
  checkImagesCommand,
  imageCommands,
  type ShowTextParams,
  type TrustSignerParams,
} from '../protocol';
import type { Document, RequestContext } from './context';
import { insertion } from './edits';

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
    ...preset(image, status, context),
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

/** Registries whose images a built-in policy speaks of. */
const presets: readonly {
  readonly registry: string;
  readonly under: string;
  readonly preset: string;
  readonly title: string;
}[] = [
  { registry: 'mcr.microsoft.com', under: '', preset: 'microsoft', title: 'Microsoft' },
  { registry: 'cgr.dev', under: 'chainguard/', preset: 'chainguard', title: 'Chainguard' },
  { registry: 'dhi.io', under: '', preset: 'docker-hardened', title: 'Docker Hardened Images' },
];

function preset(
  { registry, repository }: ImageReference,
  status: ImageStatus | undefined,
  { abilities, images }: RequestContext,
): CodeAction[] {
  const found = presets.find(it => it.registry === registry && repository.startsWith(it.under));
  if (!found || status?.level !== undefined || images.settings.trust.presets.includes(found.preset)) return [];
  if (!abilities.commands.has(imageCommands.applyPreset)) return [];
  return [action(`Apply the built-in policy for ${found.title}`, imageCommands.applyPreset, found.preset)];
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

/** An entry in the settings file, which is made where there is none. */
async function exception(
  document: Document,
  image: ImageReference,
  status: ImageStatus | undefined,
  { source }: Judged,
  { abilities, documents, images }: RequestContext,
): Promise<CodeAction[]> {
  const isOpen = status && status.state !== 'signed-trusted' && status.state !== 'skipped';
  const name = image.tag === undefined ? nameOf(image) : `${nameOf(image)}:${image.tag}`;
  const isThere = source.checked?.exceptions.some(it => it.image === name || it.image === nameOf(image));
  if (!isOpen || status.checkedAt === undefined || isThere || document.path === undefined) return [];
  const file = await images.settingsFile(document.path);
  if (file.text === undefined || (!file.exists && !abilities.createsFiles)) return [];
  const until = new Date(Date.now() + exceptionDays * 86_400_000).toISOString().slice(0, 10);
  const item = [`image: ${quoted(name)}`, `reason: ${placeholder}`, `until: ${until}`];
  const edit = addItem(file.text, ['images', 'exceptions'], item);
  if (!edit) return [];
  const title = `Accept \`${name}\` as it is until ${until}, in ${file.path.slice(file.path.lastIndexOf('/') + 1)}`;
  const own = documents.atPath(file.path);
  const uri = own?.uri ?? uriOf(file.path);
  const about: ShowTextParams = { uri, text: placeholder };
  const then = abilities.commands.has(imageCommands.fillIn)
    ? { command: { title, command: imageCommands.fillIn, arguments: [about] } }
    : {};
  const isInsertion = edit.span.start === edit.span.end;
  if (own && isInsertion) {
    const [before = '', after = ''] = edit.text.split(placeholder);
    return [
      { ...withEdit(title, insertion(own, edit.span.start, { before, placeholder, after }, abilities)), ...then },
    ];
  }
  const edits = [toTextEdit(new LineIndex(file.text), edit)];
  if (!abilities.versionedEdits) return file.exists ? [withEdit(title, { changes: { [uri]: edits } })] : [];
  const made = file.exists ? [] : [{ kind: 'create' as const, uri }];
  const change = { textDocument: { uri, version: own?.version ?? null }, edits };
  return [{ ...withEdit(title, { documentChanges: [...made, change] }), ...then }];
}

const withEdit = (title: string, edit: WorkspaceEdit): CodeAction => ({ title, kind: CodeActionKind.QuickFix, edit });

const nameOf = ({ registry, repository }: ImageReference): string => `${registry}/${repository}`;

/** A name as a value of YAML; only that of a bare IPv6 address needs quotes. */
const quoted = (name: string): string => (/^\w/.test(name) ? name : JSON.stringify(name));
