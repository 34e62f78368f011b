const names =
  /\b(?:bootstrap_expect|retry_join|client_addr|enable_script_checks|verify_(?:incoming|outgoing|server_hostname)|acl_default_policy|default_policy|internal_rpc)\b/;

/** Whether a text that a script writes may be a configuration of Consul; its reader decides. */
export const looksLikeConsul = (text: string): boolean => names.test(text);
