import { storeTypes } from './document';
import { overlaps, readSubject, type Subject, subjectPrefix } from './identity';
import { meantWord, oneOf, type PolicyPath, quoted, type State, type Texts } from './issue';
import { microsoftSigned } from './known.data';
import { isRepository, meantRepository } from './scope';

/** So many identities of a statement are compared with the others. */
const mostCompared = 200;

/** Checks `trustStores` of a statement. @param path the statement */
export function checkStores(list: Texts | undefined, path: PolicyPath, state: State): void {
  if (!list || list.texts.length === 0) {
    state(list?.path ?? path, 'The statement names no `trustStores`, so it trusts nobody.', { missing: 'trustStores' });
    return;
  }
  for (const { text, at } of list.texts) {
    const colon = text.indexOf(':');
    const type = text.slice(0, Math.max(colon, 0));
    const near = meantWord(type, storeTypes);
    if (colon < 0)
      state(at, `${quoted(text)} does not say of which type the store is, such as \`ca:${text || 'acme'}\`.`);
    else if (!storeTypes.some(it => it === type))
      state(at, `${quoted(type)} is no type of trust stores; it is ${oneOf(storeTypes)}.`, {
        ...(near ? { instead: [near + text.slice(colon)] } : {}),
      });
    else if (!/^[a-zA-Z0-9_.-]+$/.test(text.slice(colon + 1)))
      state(at, `${quoted(text.slice(colon + 1))} is no name of a trust store: letters, digits, \`_.-\`.`);
  }
  if (list.texts.every(it => it.text.startsWith('tsa:')))
    state(list.path, 'Only stores of timestamps are named, so no signature is trusted.', { tolerated: true });
}

/** Checks `trustedIdentities` of a statement. @param path the statement */
export function checkIdentities(list: Texts | undefined, path: PolicyPath, state: State): void {
  if (!list || list.texts.length === 0) {
    state(list?.path ?? path, 'The statement names no `trustedIdentities`, so it trusts nobody.', {
      missing: 'trustedIdentities',
    });
    return;
  }
  const subjects: { readonly subject: Subject; readonly at: PolicyPath; readonly text: string }[] = [];
  for (const { text, at } of list.texts) {
    if (text === '*') {
      if (list.texts.length > 1) state(at, '`*` trusts any identity, so there must be no other beside it.');
      continue;
    }
    const colon = text.indexOf(':');
    const prefix = text.slice(0, Math.max(colon, 0));
    const bare = text.replace(/^x509\.subject\s+/i, '');
    if (colon < 0)
      state(at, `${quoted(text)} does not say what it is; identities begin with \`x509.subject:\`.`, {
        ...(typeof readSubject(bare) === 'string' ? {} : { instead: [`${subjectPrefix}: ${bare}`] }),
      });
    else if (prefix === subjectPrefix) {
      const subject = readSubject(text.slice(colon + 1));
      if (typeof subject === 'string') state(at, `${quoted(text)} names no subject: ${subject}.`);
      else {
        // Nobody names so many that the comparison of each with each would matter.
        const other = subjects.slice(0, mostCompared).find(it => overlaps(it.subject, subject));
        if (other) state(at, `${quoted(text)} overlaps with \`${other.text}\`.`, { other: other.at });
        subjects.push({ subject, at, text });
      }
    } else if (prefix.trim().toLowerCase() === subjectPrefix)
      state(at, `${quoted(prefix)} is no kind of identity that notation compares, \`x509.subject\` is.`, {
        instead: [subjectPrefix + text.slice(colon)],
        tolerated: true,
      });
  }
}

/** Checks `registryScopes` of a statement. @param taken the scopes so far, over all statements */
export function checkScopes(
  list: Texts | undefined,
  path: PolicyPath,
  taken: Map<string, PolicyPath>,
  state: State,
): void {
  if (!list || list.texts.length === 0) {
    state(list?.path ?? path, 'The statement names no `registryScopes`, so it speaks of no image.', {
      missing: 'registryScopes',
    });
    return;
  }
  for (const { text, at } of list.texts) {
    if (text === '*' && list.texts.length > 1)
      state(at, '`*` means every repository, so there must be no other scope beside it.');
    else if (text !== '*' && !isRepository(text)) checkScope(text, at, state);
    else if (text.startsWith('library/'))
      state(at, `${quoted(text)} is not the repository of Docker Hub, whose name is written in full.`, {
        instead: [`docker.io/${text}`],
        tolerated: true,
      });
    const other = taken.get(text);
    if (other) state(at, `${quoted(text)} is a scope already; a repository belongs to one statement.`, { other });
    else taken.set(text, at);
  }
}

function checkScope(text: string, at: PolicyPath, state: State): void {
  if (text.includes('*')) {
    const known = microsoftSigned.filter(it => text.endsWith('/*') && it.startsWith(text.slice(0, -1)));
    state(at, `${quoted(text)} has a wildcard; scopes are single repositories, or \`*\` alone.`, {
      ...(known.length > 0 ? { instead: known } : {}),
    });
    return;
  }
  const repository = meantRepository(text);
  state(at, `${quoted(text)} is no repository in full, such as \`${repository ?? 'registry.example/app'}\`.`, {
    ...(repository ? { instead: [repository] } : {}),
  });
}
