import type { YamlNode } from '../../syntax/yaml/model';
import { boolean, items, placeOf, text } from '../../syntax/yaml/read';
import { mendBy } from '../fix';
import { configuration, write, type YamlContext } from '../yaml/context';
import { field, fieldEntry } from './envoy-fields';

/** How a peer's certificate is judged. Source: common.proto CertificateValidationContext. */
export function readValidation(validation: YamlNode | undefined, hasAuthority: boolean, { emit }: YamlContext): void {
  const base = { place: configuration(), who: 'Envoy' } as const;
  const trust = field(validation, 'trust_chain_verification');
  if (trust && text(trust) === 'ACCEPT_UNTRUSTED') {
    // Without an authority there is no chain to verify.
    const edit = hasAuthority || isAuthorityNamed(validation) ? write(trust, 'VERIFY_TRUST_CHAIN') : undefined;
    emit('tls.validation-off', {
      ...base,
      span: trust.span,
      text: 'ACCEPT_UNTRUSTED',
      at: placeOf(trust),
      ...mendBy('Check the certificate', edit),
    });
  }
  const expired = fieldEntry(validation, 'allow_expired_certificate');
  if (!expired || boolean(expired.value) !== true) return;
  const edit = write(expired.value, 'false');
  emit('tls.validation-off', {
    ...base,
    span: expired.span,
    text: `${expired.key}: true`,
    at: expired.span,
    weight: 'part',
    ...mendBy('Refuse expired certificates', edit),
  });
}

/** Whether untrusted certificates are let in. */
export const acceptsUntrusted = (validation: YamlNode | undefined): boolean =>
  text(field(validation, 'trust_chain_verification')) === 'ACCEPT_UNTRUSTED';

/** Whether an authority is named, or a validator of its own does the work. */
export const isAuthorityNamed = (validation: YamlNode | undefined): boolean =>
  ['trusted_ca', 'ca_certificate_provider_instance', 'system_root_certs', 'custom_validator_config'].some(
    key => field(validation, key) !== undefined,
  );

/** Whether the certificate itself is named: by its hash or that of its key. */
export const isPinned = (validation: YamlNode | undefined): boolean =>
  ['verify_certificate_spki', 'verify_certificate_hash'].some(key => isFilled(field(validation, key)));

/** Whether names that the certificate must bear are stated; `verify_subject_alt_name` is that of version 2. */
export const namesSubjects = (validation: YamlNode | undefined): boolean =>
  ['match_typed_subject_alt_names', 'match_subject_alt_names', 'verify_subject_alt_name'].some(key =>
    isFilled(field(validation, key)),
  );

const isFilled = (node: YamlNode | undefined): boolean =>
  node !== undefined && (node.kind !== 'list' || node.open || items(node).length > 0);

/** Trusts what the system trusts: every public authority. Source: envoyproxy.io arch_overview/security/ssl. */
export const isPublic = (validation: YamlNode | undefined): boolean =>
  field(validation, 'system_root_certs') !== undefined ||
  /^(?:\/usr\/local)?\/etc\/(?:ssl|pki)\/(?:.*\/)?(?:ca-certificates\.crt|cert\.pem|ca-bundle\.(?:crt|pem)|tls-ca-bundle\.pem)$/.test(
    text(field(validation, 'trusted_ca', 'filename')) ?? '',
  );
