import type { YamlNode } from '../../syntax/yaml/model';
import { at, entries, items, text } from '../../syntax/yaml/read';
import { looksLikeCredentialSpec, readCredentialSpecText } from '../kubernetes/credential-spec';
import { configuration, type YamlContext } from '../yaml/context';

const raw = 'credentialspec=raw://';

/**
 * Reads the credential specs that a compose file carries: in `configs`, which `credential_spec` names, and in
 * `security_opt`. Sources: docs.docker.com/reference/compose-file/services; moby/moby daemon/oci_windows.go.
 */
export function readCredentialSpecs(root: YamlNode, { emit }: YamlContext): void {
  const place = configuration('windows');
  for (const { value } of entries(at(root, 'configs'))) {
    const node = at(value, 'content');
    const content = node?.kind === 'scalar' ? node.content() : undefined;
    if (content && looksLikeCredentialSpec(content.text)) readCredentialSpecText(content, place, emit);
  }
  for (const { value } of entries(at(root, 'services'))) {
    for (const option of items(at(value, 'security_opt'))) {
      const content = option.kind === 'scalar' && text(option)?.startsWith(raw) ? option.content() : undefined;
      if (content) readCredentialSpecText(content.slice(raw.length, content.text.length), place, emit);
    }
  }
}
