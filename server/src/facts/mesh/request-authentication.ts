import type { Span } from '../../base/span';
import { known } from '../../base/value';
import { removeEntry } from '../../syntax/yaml/edit';
import type { YamlNode } from '../../syntax/yaml/model';
import { at, entryAt, items, placeOf, text } from '../../syntax/yaml/read';
import { addressOf, isLocalHost, isPrivateHost } from '../download/address';
import { nameOf, type Resource } from '../kubernetes/resource';
import { configuration, write } from '../yaml/context';
import { readTokenEffect } from './authorization-effect';
import type { TokenRule } from './enforcement';

/** Reads Istio's RequestAuthentication. Source: istio/api security/v1beta1/request_authentication.proto. */
export function readRequestAuthentication(resource: Resource): void {
  readTokenEffect(resource);
  for (const rule of items(at(resource.root, 'spec', 'jwtRules'))) readTokenRule(resource, rule);
}

/** Reads one rule for tokens; those of Istio up to 1.5 have the same fields. */
export function readTokenRule(resource: Resource, rule: YamlNode): void {
  if (rule.kind !== 'map') return;
  const issuer = at(rule, 'issuer');
  const name = text(issuer);
  const keys = keysOf(rule);
  const secretKey = secretKeyOf(at(rule, 'jwks'));
  const parameters = parametersOf(resource, rule);
  resource.emit('mesh.token-rule', {
    span: rule.span,
    place: configuration(),
    by: 'Istio',
    resource: nameOf(resource),
    at: issuer ? placeOf(issuer) : rule.span,
    audiences: asksForAudience(rule),
    repeated: (firstWithout(resource, name) ?? rule) !== rule,
    ...(name === undefined ? {} : { issuer: name }),
    ...(keys ? { keys } : {}),
    ...(secretKey ? { secretKey } : {}),
    ...(parameters ? { parameters } : {}),
  });
}

const asksForAudience = (rule: YamlNode): boolean | undefined => {
  const audiences = at(rule, 'audiences');
  return audiences?.kind === 'unknown' ? undefined : items(audiences).length > 0;
};

/** The first rule of the file that takes tokens of an issuer, for whomever they are. */
function firstWithout({ file }: Resource, issuer: string | undefined): YamlNode | undefined {
  for (const { root } of file.documents) {
    const rules = items(at(root, 'spec', 'jwtRules'));
    const first = rules.find(it => text(at(it, 'issuer')) === issuer && asksForAudience(it) === false);
    if (first) return first;
  }
  return undefined;
}

/** Parts of an address that something replaces: `OIDC_PROVIDER`, `{domain}`, `<host>`, `$HOST`. */
const placeholder = /[{}<>$]|\b[A-Z]+_[A-Z_]+\b/;

/** Without an address of keys, Istio asks the issuer for it: OpenID Connect discovery. */
function keysOf(rule: YamlNode): TokenRule['keys'] {
  const own = at(rule, 'jwksUri') ?? at(rule, 'jwks_uri');
  const issuer = at(rule, 'jwks') ? undefined : at(rule, 'issuer');
  const node = own ?? issuer;
  const url = text(node);
  if (!node || url === undefined || !/^https?:\/\//i.test(url) || placeholder.test(url)) return undefined;
  const edit = own && write(own, url.replace(/^http:/i, 'https:'));
  const mend = edit && { title: 'Fetch the keys over HTTPS', edits: [edit] };
  const host = addressOf(known(url, node.span))?.host ?? '';
  return { url, at: placeOf(node), inside: isPrivateHost(host) || isLocalHost(host), ...(mend ? { mend } : {}) };
}

/** The part of a key set that signs: of symmetric keys the key itself, of others the private exponent. */
function secretKeyOf(node: YamlNode | undefined): Span | undefined {
  if (node?.kind !== 'scalar') return undefined;
  const content = node.content();
  const found = /"(?:k|d)"\s*:\s*"([\w-]{16,}={0,2})"/.exec(content?.text ?? '');
  if (!content || !found) return undefined;
  const start = found.index + found[0].length - 1 - found[1]!.length;
  return content.span(start, start + found[1]!.length);
}

function parametersOf({ file }: Resource, rule: YamlNode): TokenRule['parameters'] {
  const entry = entryAt(rule, 'fromParams');
  const names = items(entry?.value).flatMap(it => text(it) || []);
  if (!entry || names.length === 0) return undefined;
  const removal = removeEntry(file, entry);
  return { names, at: entry.span, ...(removal ? { removal } : {}) };
}
