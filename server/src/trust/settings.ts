/** What a user allows, and nobody else: none of it can be set by a workspace. Plain data. */
export interface TrustSettings {
  /** `off`: nothing is looked up; `cache`: what was fetched before is used, nothing is fetched; `online`. */
  readonly mode: 'off' | 'cache' | 'online';
  /** Registries that may be asked, by the name in references (`docker.io`); `*` for all. */
  readonly registries: readonly string[];
  /** `host` or `host:port` of registries that are loopback, link-local, private or bare addresses, and may be asked all the same. */
  readonly privateRegistries: readonly string[];
  /** `host` or `host:port` of registries that may be asked over plain http. */
  readonly insecureRegistries: readonly string[];
  /** Where the content of a registry may be fetched from instead: `docker.io` to `https://mirror.example`. */
  readonly mirrors: Readonly<Record<string, readonly string[]>>;
  /** Whether the user's Docker configuration and credential helpers are used. */
  readonly credentials: boolean;
  /** Whether OCSP responders and revocation lists named in certificates are asked. */
  readonly revocation: boolean;
  /** `http://proxy.example:3128`; the environment's (`HTTPS_PROXY`, `NO_PROXY`) when absent. */
  readonly proxy?: string;
  /** Files with further certificates of authorities for TLS (PEM). */
  readonly certificateFiles: readonly string[];
  /** Built-in policies that the user chose. */
  readonly presets: readonly string[];
  /** The user's own `trustpolicy.json`; that of the Notation configuration folder when absent. */
  readonly trustPolicy?: string;
  /** Files with statements about Sigstore signers and Notary v1 servers. */
  readonly signerFiles: readonly string[];
  /** Fingerprints of policies of workspaces that the user accepted. */
  readonly acceptedPolicies: readonly string[];
  /** The folder for what is kept between runs. */
  readonly cacheFolder: string;
}
