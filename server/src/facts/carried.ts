import type { MappedText } from '../base/mapped-text';
import { readCmd } from './cmd/script';
import { readConsulHcl, readConsulJson } from './consul/document';
import type { Place } from './fact';
import type { Emit } from './facts';
import { readTemplate } from './inf/template';
import { looksLikeCredentialSpec, readCredentialSpecText } from './kubernetes/credential-spec';
import { policyTextWrites } from './lgpo/policy';
import { readPowerShell } from './powershell/script';
import { emitFileWrites } from './registry/meanings';
import { readRegistryText } from './registry/text';
import { looksLikeSpire } from './spire/look';
import { readSpireText } from './spire/reader';
import { readTomlText } from './toml/file';
import { readTopics } from './topics';
import { looksLikeTrustPolicy, readTrustPolicyText } from './trust-policy/carried';
import { readXmlText } from './xml/file';

/**
 * Reads the text of a file that another file carries: in a ConfigMap, in what cloud-init writes, in a task that copies it.
 * @param name the file's name, whose ending says what it is
 */
export function readCarried(name: string, text: MappedText, place: Place, emit: Emit): void {
  const inner: Place = { ...place, encode: text.encode };
  switch (/\.(\w+)$/.exec(name)?.[1]?.toLowerCase()) {
    case 'ps1':
    case 'psm1':
      readTopics({ text, place: inner, events: readPowerShell(text, inner).events }, emit);
      break;
    case 'cmd':
    case 'bat':
      readTopics({ text, place: inner, events: readCmd(text, inner, undefined, true).events }, emit);
      break;
    case 'reg':
      readRegistryText(text, inner, emit);
      break;
    case 'inf':
      readTemplate(text, inner, emit);
      break;
    case 'lgpo':
      emitFileWrites(policyTextWrites(text, inner), emit);
      break;
    case 'conf':
    case 'cfg':
    case 'json':
    case 'hcl':
      if (looksLikeSpire(text.text)) readSpireText(text, inner, emit);
      else if (looksLikeCredentialSpec(text.text)) readCredentialSpecText(text, inner, emit);
      else if (looksLikeTrustPolicy(text.text)) readTrustPolicyText(name, text, inner, emit);
      else if (/\.json$/i.test(name)) readConsulJson(text, emit);
      else readConsulHcl(text, emit);
      break;
    case 'toml':
      readTomlText(name, text, inner, emit);
      break;
    case 'xml':
    case 'config':
      readXmlText(text, { path: name, place: inner, emit });
  }
}
