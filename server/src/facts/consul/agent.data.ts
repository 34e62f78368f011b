import type { ConsulTrait } from './setting';

/** Names that only the configuration of a Consul agent has. */
export const agentNames: ReadonlySet<string> = new Set(
  (
    'bootstrap_expect retry_join retry_join_wan client_addr encrypt encrypt_verify_incoming encrypt_verify_outgoing primary_datacenter ' +
    'acl_datacenter acl_default_policy acl_master_token acl_agent_token enable_script_checks enable_local_script_checks disable_remote_exec ' +
    'verify_incoming verify_incoming_rpc verify_incoming_https verify_outgoing verify_server_hostname auto_encrypt auto_config ui_config ' +
    'advertise_addr_wan check_update_interval enable_central_service_config dns_config'
  ).split(' '),
);

/** Names that say that a file is of another program: Nomad, Vault, Terraform, Packer, consul-template. */
export const foreignNames: ReadonlySet<string> = new Set(
  'job plugin storage listener seal resource variable provider module source build template exec vault consul nomad client locals'.split(
    ' ',
  ),
);

/** A boolean that weakens Consul, and its good value. */
export interface Switch {
  readonly path: readonly string[];
  readonly bad: boolean;
  readonly trait: ConsulTrait;
  readonly title: string;
}

/**
 * Switches of an agent, those before 1.12 among them. Source: developer.hashicorp.com consul/docs/reference/agent/configuration-file
 * (tls, acl, encryption, general); agent/config/builder.go of Consul. `verify_incoming` is read apart.
 */
export const switches: readonly Switch[] = [
  {
    path: ['tls', 'defaults', 'verify_outgoing'],
    bad: false,
    trait: 'calls unchecked',
    title: 'Check whom the agent talks to',
  },
  {
    path: ['tls', 'internal_rpc', 'verify_outgoing'],
    bad: false,
    trait: 'calls unchecked',
    title: 'Check whom the agent talks to',
  },
  { path: ['verify_outgoing'], bad: false, trait: 'calls unchecked', title: 'Check whom the agent talks to' },
  {
    path: ['tls', 'internal_rpc', 'verify_server_hostname'],
    bad: false,
    trait: 'servers unchecked',
    title: 'Ask servers for a certificate of a server',
  },
  {
    path: ['tls', 'defaults', 'verify_server_hostname'],
    bad: false,
    trait: 'servers unchecked',
    title: 'Ask servers for a certificate of a server',
  },
  {
    path: ['verify_server_hostname'],
    bad: false,
    trait: 'servers unchecked',
    title: 'Ask servers for a certificate of a server',
  },
  { path: ['encrypt_verify_incoming'], bad: false, trait: 'gossip', title: 'Take encrypted messages only' },
  { path: ['encrypt_verify_outgoing'], bad: false, trait: 'gossip', title: 'Send encrypted messages only' },
  { path: ['acl', 'enabled'], bad: false, trait: 'no tokens', title: 'Ask for tokens' },
  {
    path: ['enable_script_checks'],
    bad: true,
    trait: 'registered commands',
    title: 'Take commands from local files only',
  },
  { path: ['disable_remote_exec'], bad: false, trait: 'sent commands', title: 'Take no commands' },
];

/** Settings that hold a secret. Source: as above, acl.tokens and its predecessors. */
export const secretPaths: readonly (readonly string[])[] = [
  ['encrypt'],
  ...'initial_management agent_recovery agent default replication config_file_service_registration dns master agent_master managed_service_provider'
    .split(' ')
    .map(name => ['acl', 'tokens', name]),
  ['acl_token'],
  ['acl_master_token'],
  ['acl_agent_token'],
  ['acl_agent_master_token'],
  ['acl_replication_token'],
  ['auto_config', 'intro_token'],
  ['connect', 'ca_config', 'token'],
  ['connect', 'ca_config', 'private_key'],
];
