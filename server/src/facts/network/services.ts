import type { Severity } from '../../base/severity';
import { includes, type PortRange } from './ports';

/** What usually listens on a port, and what it means that anyone can reach it. */
export interface PortService {
  readonly name: string;
  readonly severity: Severity;
  /** How far the name may be trusted where the operating system is not known; `node`: no container listens there. */
  readonly kind: 'windows' | 'administration' | 'data' | 'node';
  /** One clause: what it gives to whoever reaches it. */
  readonly gives: string;
}

const service = (name: string, severity: Severity, kind: PortService['kind'], gives: string): PortService => ({
  name,
  severity,
  kind,
  gives,
});

const files = 'reads and writes files, and runs programs, with a stolen password or hash';
const directory = 'lists and changes directory data';
const database = 'lets passwords be guessed against a database';
const noPassword = 'asks for no password unless one was set up';

const smb = service('SMB', 'critical', 'windows', files);
const netBios = service('NetBIOS', 'high', 'windows', 'gives away names and sessions of the machine');
const ftp = service('FTP', 'high', 'administration', 'sends passwords in clear text');
const ldap = service('LDAP', 'high', 'administration', directory);
/** No container can be a domain controller. */
const globalCatalog = service('the global catalog of Active Directory', 'high', 'node', directory);
const kerberos = service('Kerberos', 'medium', 'administration', 'lets accounts be listed and passwords be guessed');
const snmp = service('SNMP', 'medium', 'administration', 'sends its community string in clear text');
const elastic = service('Elasticsearch', 'high', 'data', noPassword);
/** Envoy lets one choose its port. */
export const envoyAdmin = service(
  'the Envoy admin interface',
  'high',
  'administration',
  'reads secrets and stops the proxy',
);
/** The Docker API without TLS. */
export const plainDocker = service(
  'the Docker API',
  'critical',
  'administration',
  'gives control of the host without a password',
);
const consul = service('Consul', 'high', 'data', 'gives away and changes the service catalogue');

/**
 * Ports at which a machine is administered or gives away data. HTTP, HTTPS, application ports, and the ports with rules
 * of their own (RDP, WinRM) are not in it. Sources: Docker daemon docs (2375, 2376), Kubernetes docs (10250, 10255, 6443), Envoy admin docs (9901), Win32 and Windows Server docs; the rest are IANA
 * assignments. RDP and WinRM have rules of their own.
 */
const services: ReadonlyMap<number, PortService> = new Map([
  [20, ftp],
  [21, ftp],
  [22, service('SSH', 'medium', 'administration', 'gives a shell for a guessed password or a stolen key')],
  [23, service('Telnet', 'critical', 'administration', 'gives a shell and sends its password in clear text')],
  [69, service('TFTP', 'high', 'administration', 'hands out files without a password')],
  [88, kerberos],
  [111, service('the RPC portmapper', 'high', 'administration', 'lists and reaches RPC services')],
  [135, service('the RPC endpoint mapper', 'high', 'windows', 'leads to WMI, DCOM and the service manager')],
  [137, netBios],
  [138, netBios],
  [139, smb],
  [161, snmp],
  [162, snmp],
  [389, ldap],
  [445, smb],
  [464, kerberos],
  [593, service('RPC over HTTP', 'high', 'windows', 'leads to DCOM')],
  [636, ldap],
  [1433, service('SQL Server', 'high', 'data', database)],
  [1434, service('SQL Server Browser', 'medium', 'data', 'lists the database instances')],
  [1521, service('Oracle', 'high', 'data', database)],
  [2049, service('NFS', 'high', 'data', 'hands out files to whoever names a user')],
  [2375, plainDocker],
  [2376, service('the Docker API', 'medium', 'administration', 'gives control of the host to any trusted certificate')],
  [2377, service('Swarm management', 'medium', 'administration', 'joins and steers the cluster')],
  [2379, service('etcd', 'critical', 'data', 'gives away and changes all cluster state')],
  [2380, service('etcd', 'critical', 'data', 'gives away and changes all cluster state')],
  [3268, globalCatalog],
  [3269, globalCatalog],
  [3306, service('MySQL', 'high', 'data', database)],
  [5432, service('PostgreSQL', 'high', 'data', database)],
  [5900, service('VNC', 'critical', 'administration', 'shows and steers the desktop')],
  [5901, service('VNC', 'critical', 'administration', 'shows and steers the desktop')],
  [5984, service('CouchDB', 'high', 'data', noPassword)],
  [6379, service('Redis', 'high', 'data', noPassword)],
  [6443, service('the Kubernetes API', 'medium', 'administration', 'steers the cluster')],
  [8172, service('Web Deploy', 'high', 'administration', 'replaces web sites for a guessed password')],
  [8500, consul],
  [9042, service('Cassandra', 'high', 'data', noPassword)],
  [9200, elastic],
  [9300, elastic],
  [9389, service('AD Web Services', 'high', 'node', directory)],
  [9901, envoyAdmin],
  [
    10250,
    service('the kubelet API', 'medium', 'node', 'runs commands in every container of the node for whom it trusts'),
  ],
  [10255, service('the read-only kubelet API', 'high', 'node', 'gives away all pods of the node')],
  [11211, service('memcached', 'high', 'data', noPassword)],
  [15000, envoyAdmin],
  [27017, service('MongoDB', 'high', 'data', noPassword)],
]);

/** Ports at which something answers by UDP; at those of the second set nothing answers by TCP. Source: IANA. */
const udpPorts: ReadonlySet<number> = new Set([69, 88, 111, 137, 138, 161, 162, 389, 464, 1434, 2049, 11211]);
const onlyUdp: ReadonlySet<number> = new Set([69, 137, 138, 161, 162]);

/** The services at the ports of a range that speak the protocol, by ascending port. */
export const servicesIn = (range: PortRange, protocol: 'tcp' | 'udp' | 'any' = 'any'): readonly PortService[] =>
  [...services]
    .filter(([port]) => includes(range, port) && (protocol !== 'udp' || udpPorts.has(port)))
    .filter(([port]) => protocol !== 'tcp' || !onlyUdp.has(port))
    .map(([, it]) => it);
