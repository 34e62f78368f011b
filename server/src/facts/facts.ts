import type { PolicyAllow, PolicyOption } from './app-control/policy';
import type { CertificateStored, CertificateTrait } from './certificate/certificate';
import type {
  InjectedWindows,
  OpenManagementPort,
  OverriddenDenial,
  PeerTrap,
  RefusedPod,
  StrayHost,
  StrayPolicyPort,
  StrayPort,
  StrayReference,
  StraySelector,
  TlsConflict,
  UnaskedToken,
  UnkeptPolicy,
  UnkeptTls,
  WidenedGrant,
} from './cluster/fact';
import type { Command } from './command/command';
import type { Superseded, Unresolved } from './command/script';
import type { ComposeNetworks } from './compose/networks';
import type { ComposeService } from './compose/service';
import type { ConsulSetting } from './consul/setting';
import type { Credential } from './credential/credential';
import type { Download } from './download/download';
import type { FirewallProfile, FirewallReset, FirewallRule, FirewallUse } from './firewall/rule';
import type { CheckedImage } from './image/checked';
import type { MadeImage } from './image/made';
import type { ImageOption } from './image/option';
import type { ImageReference } from './image/reference';
import type { RegistryAccess } from './image/registry-access';
import type { RuntimeHandler } from './image/runtime-handler';
import type { ScriptRun } from './image/script-run';
import type { Stage } from './image/stage';
import type { ContentTrust } from './image/trust';
import type { IpsecAlgorithm, IpsecDemand } from './ipsec/ipsec';
import type { RoleBinding } from './kubernetes/binding';
import type { ComponentOption } from './kubernetes/component';
import type { CredentialSpec } from './kubernetes/credential-spec';
import type { CredentialUse, SharedSubject } from './kubernetes/credential-use';
import type { NetworkPolicy } from './kubernetes/network-policy';
import type { Container, Pod } from './kubernetes/pod';
import type { PodSecurity } from './kubernetes/pod-security';
import type { RuntimeClass } from './kubernetes/runtime-class';
import type { SidecarMemory } from './kubernetes/sidecar';
import type { LdapBind } from './ldap/bind';
import type { LostSource } from './logging/log-monitor';
import type { RecordLoss } from './logging/loss';
import type { MeshApi, ProtectionOff, TokenRule, WithoutEffect } from './mesh/enforcement';
import type { Authorization, ClientTls, GatewayServer, MutualTls, ProxyBypass } from './mesh/mesh';
import type { PlaintextEntry, PlaintextMirror, SharedWithAll } from './mesh/traffic';
import type { AccessList } from './network/acl';
import type { Exposure } from './network/exposure';
import type { NatNetwork } from './network/nat';
import type { AdapterSwitch } from './network/switch';
import type { RegistryWrite } from './registry/write';
import type { GroupMember, UserRight } from './rights/right';
import type { ServiceChange } from './services/change';
import type { ServiceTrait } from './services/trait';
import type { Setting } from './settings/setting';
import type { SharedFolder, ShareGrant } from './share/grant';
import type { Lifetime, SpiffeName, SpireAddress, SpireConfig, UnverifiedBootstrap } from './spire/config';
import type { ForeignDomain, PodIdentity, SpireEntry, UntoldSelector } from './spire/entry';
import type { Suppression } from './suppression/suppression';
import type { AlgorithmSwitch, IneffectiveSetting, PartialHardening } from './tls/algorithm';
import type { HttpBinding, UrlReservation } from './tls/http-binding';
import type { OptionalClient, TlsOption } from './tls/option';
import type { CipherSuites } from './tls/suites';
import type { ValidationOff } from './tls/validation';
import type { VersionSwitch } from './tls/version';
import type { AcceptedIdentity, PassedImages } from './trust-policy/accepted';
import type { TrustPolicyIssue, TrustStatement } from './trust-policy/statement';

/**
 * Every fact that a rule can visit, by kind. A fact states what a file does, whatever language it was written in; each
 * kind is described where its type is declared. Adding a line here types `visit` in all rules.
 */
export interface Facts {
  command: Command;
  unresolved: Unresolved;
  superseded: Superseded;
  'registry.write': RegistryWrite;
  setting: Setting;
  'share.folder': SharedFolder;
  'share.grant': ShareGrant;
  'user.right': UserRight;
  'group.member': GroupMember;
  'ldap.bind': LdapBind;
  'tls.version': VersionSwitch;
  'tls.suites': CipherSuites;
  'tls.algorithm': AlgorithmSwitch;
  'tls.ineffective': IneffectiveSetting;
  'tls.partial': PartialHardening;
  'tls.validation-off': ValidationOff;
  'tls.option': TlsOption;
  'tls.optional-client': OptionalClient;
  'http.binding': HttpBinding;
  'http.reservation': UrlReservation;
  'certificate.trait': CertificateTrait;
  'certificate.stored': CertificateStored;
  download: Download;
  credential: Credential;
  'network.acl': AccessList;
  'network.adapter': AdapterSwitch;
  'network.exposure': Exposure;
  'network.nat': NatNetwork;
  'firewall.rule': FirewallRule;
  'firewall.profile': FirewallProfile;
  'firewall.reset': FirewallReset;
  'firewall.use': FirewallUse;
  'ipsec.algorithm': IpsecAlgorithm;
  'ipsec.demand': IpsecDemand;
  'service.change': ServiceChange;
  'service.trait': ServiceTrait;
  'record.loss': RecordLoss;
  'logging.source': LostSource;
  'app-control.option': PolicyOption;
  'app-control.allow': PolicyAllow;
  'mesh.mtls': MutualTls;
  'mesh.client-tls': ClientTls;
  'mesh.gateway-server': GatewayServer;
  'mesh.authorization': Authorization;
  'mesh.mirror': PlaintextMirror;
  'mesh.plaintext-entry': PlaintextEntry;
  'mesh.shared': SharedWithAll;
  'mesh.without-effect': WithoutEffect;
  'mesh.protection-off': ProtectionOff;
  'mesh.api': MeshApi;
  'mesh.token-rule': TokenRule;
  'mesh.bypass': ProxyBypass;
  'consul.setting': ConsulSetting;
  'cluster.widened-grant': WidenedGrant;
  'cluster.overridden-denial': OverriddenDenial;
  'cluster.stray-reference': StrayReference;
  'cluster.unasked-token': UnaskedToken;
  'cluster.unkept-tls': UnkeptTls;
  'cluster.unkept-policy': UnkeptPolicy;
  'cluster.stray-port': StrayPort;
  'cluster.open-management-port': OpenManagementPort;
  'cluster.stray-policy-port': StrayPolicyPort;
  'cluster.stray-selector': StraySelector;
  'cluster.stray-host': StrayHost;
  'cluster.tls-conflict': TlsConflict;
  'cluster.peer-trap': PeerTrap;
  'cluster.injected-windows': InjectedWindows;
  'cluster.refused-pod': RefusedPod;
  'kubernetes.pod': Pod;
  'kubernetes.container': Container;
  'kubernetes.runtime-class': RuntimeClass;
  'gmsa.credential-spec': CredentialSpec;
  'gmsa.use': CredentialUse;
  'gmsa.shared-subject': SharedSubject;
  'kubernetes.sidecar': SidecarMemory;
  'kubernetes.network-policy': NetworkPolicy;
  'kubernetes.pod-security': PodSecurity;
  'kubernetes.binding': RoleBinding;
  'kubernetes.component': ComponentOption;
  'spire.config': SpireConfig;
  'spire.unverified-bootstrap': UnverifiedBootstrap;
  'spire.lifetime': Lifetime;
  'spire.name': SpiffeName;
  'spire.address': SpireAddress;
  'spire.entry': SpireEntry;
  'spire.pod-identity': PodIdentity;
  'spire.untold-selector': UntoldSelector;
  'spire.foreign-domain': ForeignDomain;
  'compose.networks': ComposeNetworks;
  'compose.service': ComposeService;
  'image.stage': Stage;
  'image.script-run': ScriptRun;
  'image.reference': ImageReference;
  'image.made': MadeImage;
  'image.option': ImageOption;
  'image.registry': RegistryAccess;
  'runtime.handler': RuntimeHandler;
  'image.content-trust': ContentTrust;
  'trust-policy.identity': AcceptedIdentity;
  'trust-policy.issue': TrustPolicyIssue;
  'trust-policy.passed': PassedImages;
  'trust-policy.statement': TrustStatement;
  /** Made by the engine, of what registries, the lock file and the settings say of an image. */
  'image.checked': CheckedImage;
  /** Made by the engine, out of comments. */
  suppression: Suppression;
}

export type FactKind = keyof Facts;

/** Hands a fact on to the rules. */
export type Emit = <K extends FactKind>(kind: K, fact: Facts[K]) => void;
