import { bytesOfBase64, textOfUtf16 } from '../../base/base64';
import type { XmlElement } from '../../syntax/xml/model';
import { child, elements, textAt } from '../../syntax/xml/read';
import { isGuessable, isLiteralSecret } from '../credential/secret';
import type { Place } from '../fact';
import type { Emit } from '../facts';

/** Elements that hold a password: as text, or with `Value` and `PlainText` below. */
const holders: ReadonlySet<string> = new Set([
  'Password',
  'AdministratorPassword',
  'DomainAdminPassword',
  'MachinePassword',
  'SafeModeAdministratorPassword',
]);

/** Reads the passwords of an answer file. Where it says that they are no plain text they are base64, which hides nothing. */
export function readUnattendPasswords(root: XmlElement, place: Place, emit: Emit): void {
  for (const outer of elements(root)) {
    for (const element of outer.children) {
      if (!holders.has(element.name)) continue;
      const content = (child(element, 'Value') ?? element).content();
      const isEncoded = /^(?:false|0)$/i.test(textAt(element, 'PlainText') ?? '');
      const secret = isEncoded ? decoded(content.text, element.name) : content.text;
      if (!secret || !isLiteralSecret(secret)) continue;
      emit('credential', {
        span: element.span,
        place,
        form: outer.name === 'AutoLogon' ? 'auto logon' : 'account',
        name: nameOf(outer, element),
        at: content.span(0, content.text.length),
        guessable: isGuessable(secret),
      });
    }
  }
}

/** What the password lets in, as far as the file says. */
function nameOf(outer: XmlElement, { name }: XmlElement): string {
  const user = textAt(outer, 'Username') ?? textAt(outer, 'Name');
  return user && /^[\w.\\ -]+$/.test(user) ? user : name === 'Password' ? outer.name : name;
}

/** The base64 of UTF-16 that setup writes: the password with the name of its element behind it. */
function decoded(text: string, name: string): string | undefined {
  const bytes = text.length > 2000 ? undefined : bytesOfBase64(text);
  const secret = bytes && textOfUtf16(bytes);
  return secret?.endsWith(name) ? secret.slice(0, -name.length) : secret;
}
