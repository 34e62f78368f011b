import { lookUp } from '../../base/look-up';
import { dotnetReleaseOf, windowsReleaseOf } from './lifecycle';
import type { ParsedReference } from './parse';

const microsoft = 'mcr.microsoft.com';

/** What of a reference tells what is in the image. */
export type ImageName = Pick<ParsedReference, 'registry' | 'repository' | 'tag'>;

/** What is known of a Windows image from its name alone. */
export interface WindowsImage {
  /** Which of Microsoft's base images it is or is built on, as its name says. */
  readonly family: 'nanoserver' | 'servercore' | 'server' | 'windows' | 'host-process';
  /** The account that runs when no USER is set; absent where the name does not tell. */
  readonly user?: 'ContainerUser' | 'ContainerAdministrator';
  /** Whether Windows PowerShell is in it; absent where the name does not tell. */
  readonly powershell?: boolean;
  /** It sets PowerShell as the SHELL of what is built on it. */
  readonly powershellInForce?: boolean;
  /** Its entry point is ServiceMonitor, which needs an administrator to watch IIS. */
  readonly serviceMonitor?: boolean;
}

/** Repositories whose service needs an administrator: IIS under ServiceMonitor. */
const serviceMonitored: ReadonlySet<string> = new Set([
  'windows/servercore/iis',
  'dotnet/framework/aspnet',
  'dotnet/framework/wcf',
  'dotnet/framework/samples',
  'microsoft/iis',
  'microsoft/aspnet',
  'microsoft/wcf',
]);

const hostProcess = 'oss/kubernetes/windows-host-process-containers-base-image';

/**
 * What the name of an image tells of Windows in it; `undefined` when it tells nothing.
 * Sources: Virtualization-Documentation `manage-containers/container-base-images.md`; the tags and Dockerfiles of
 * dotnet/dotnet-docker, microsoft/dotnet-framework-docker, PowerShell/PowerShell-Docker, docker-library.
 */
export function windowsImage(image: ImageName): WindowsImage | undefined {
  const { registry, repository, tag = '' } = image;
  const own = registry === microsoft;
  if (own && repository === hostProcess) return { family: 'host-process' };
  if (own && repository.startsWith('dotnet/framework/')) return core(repository);
  const words = `${repository}/${tag}`.toLowerCase().split(/[-_/.]|(?<=nanoserver|servercore)(?=\d)/);
  if (words.includes('nanoserver')) return nano(image);
  if (words.some(it => it === 'servercore' || it === 'windowsservercore')) return core(repository);
  const retired = registry === 'docker.io' && repository.startsWith('microsoft/');
  if (retired && serviceMonitored.has(repository)) return core(repository);
  if (retired && repository.startsWith('microsoft/dotnet-framework')) return core(repository);
  // SQL Server starts as a service, which takes an administrator.
  if (retired && repository.startsWith('microsoft/mssql-server-windows')) return core(repository, false);
  if (own && /^windows\/server(?:\/insider)?$/.test(repository)) return { ...core(repository), family: 'server' };
  if (own && /^windows(?:-insider|\/insider)?$/.test(repository)) return { ...core(repository), family: 'windows' };
  if (/(?:^|-)(?:ltsc|sac)20\d\d(?:$|-)/.test(tag)) return core(repository, false);
  if (words.includes('windows')) return { family: 'servercore' };
  return undefined;
}

function core(repository: string, certain = true): WindowsImage {
  return {
    family: 'servercore',
    ...(certain && base(repository) ? { user: 'ContainerAdministrator' } : {}),
    powershell: true,
    // docker-library: golang, openjdk, python, mongo.
    ...(repository.startsWith('library/') ? { powershellInForce: true } : {}),
    ...(serviceMonitored.has(repository) ? { serviceMonitor: true } : {}),
  };
}

/** Nano Server of 2016 ran as administrator and still had Windows PowerShell; no later one has either. */
function nano(image: ImageName): WindowsImage {
  const { repository, tag = 'latest' } = image;
  const release = windowsReleaseOf(image)?.release;
  const old = release?.build === 14393 || (repository === 'microsoft/nanoserver' && tag === 'latest');
  if (old) return { family: 'nanoserver', user: 'ContainerAdministrator', powershell: true };
  // Old tags of Docker Hub, such as `golang:1.8-nanoserver`, do not say which release they stand on.
  const isVague = repository.startsWith('library/') && release === undefined;
  return {
    family: 'nanoserver',
    ...(base(repository) && !isVague ? { user: 'ContainerUser', powershell: false } : {}),
  };
}

/** Repositories whose default user is the one of the base image they are built on. */
const base = (repository: string): boolean =>
  /^(?:windows(?:\/|$)|dotnet\/|powershell$|library\/|microsoft\/)/.test(repository);

/** Official images of Docker Hub and other well-known ones that exist for Linux only. */
const linuxRepository =
  /^(?:library\/(?:alpine|debian|ubuntu|busybox|fedora|centos|amazonlinux|archlinux|rockylinux|almalinux|oraclelinux|opensuse|nginx|redis|postgres|mysql|mariadb|httpd|rabbitmq|bash)$|mssql(?:-tools)?(?:\/|$)|azurelinux\/|cbl-mariner\/|distroless\/|tonistiigi\/|curlimages\/)/;
const linuxWord =
  /(?:^|[-_/.])(?:linux|alpine|debian|ubuntu|jessie|stretch|buster|bullseye|bookworm|trixie|slim|bionic|focal|jammy|noble|ubi\d*|centos\d*|fedora\d*|rhel\d*|mariner|distroless|azurelinux|musl)(?:$|[-_/.\d])/i;

/** Whether the name of an image says that it is for Linux. */
export const isLinuxImage = ({ repository, tag = '' }: ImageName): boolean =>
  linuxRepository.test(repository) || linuxWord.test(`${repository}/${tag}`);

/** Whether the publisher of an image signs it so that anyone can verify it. */
export type Signing = 'signed' | 'unsigned' | 'personal' | 'unknown';

const signed: Readonly<Record<string, RegExp>> = {
  // Notation: techcommunity "Announcing Image Signing for Windows Containers" (2023-04-11); dotnet/dotnet-docker
  // `documentation/image-signatures.md` (2026-04-14); learn.microsoft.com/java/openjdk/containers.
  [microsoft]:
    /^(?:windows|windows\/(?:servercore|nanoserver|server)|dotnet\/(?:sdk|aspnet|runtime|runtime-deps|monitor|monitor\/base|aspire-dashboard)|openjdk\/jdk|azurelinux\/base\/core)$/,
  // cosign, keyless: chainguard-dev/edu.
  'cgr.dev': /^chainguard\//,
  // cosign, with a key: docs.docker.com/dhi/how-to/verify.md.
  'dhi.io': /./,
};

/**
 * The signed image of the same release, for one that is not signed: of a nightly build of .NET, where that release is out.
 * Nothing is guessed beyond that; names that Microsoft gave up have a successor (`retiredName`).
 */
export function signedName(image: ImageName): string | undefined {
  const part = /^dotnet\/nightly\/(sdk|aspnet|runtime|runtime-deps)$/.exec(image.repository)?.[1];
  if (image.registry !== microsoft || !part || /(?:^|-)(?:preview|rc)(?:$|[-.\d])/.test(image.tag ?? ''))
    return undefined;
  return dotnetReleaseOf(image) ? `${microsoft}/dotnet/${part}` : undefined;
}

/** Vendors whose images on Docker Hub are their official ones. */
const vendors: ReadonlySet<string> = new Set([
  'library',
  'microsoft',
  'docker',
  'moby',
  'jenkins',
  'jetbrains',
  'grafana',
  'prom',
  'hashicorp',
  'gitlab',
  'elastic',
  'envoyproxy',
  'istio',
  'antrea',
  'calico',
  'rancher',
  'fluent',
  'portainer',
  'sitecore',
  'swiftlang',
  'chocolatey',
]);

/** How the publisher of an image stands to signatures; `unknown` where nothing is documented. */
export function signingOf({ registry, repository }: ImageName): Signing {
  if (lookUp(signed, registry)?.test(repository)) return 'signed';
  // dotnet/dotnet-docker, discussion 7150.
  if (registry === microsoft && repository.startsWith('dotnet/nightly/')) return 'unsigned';
  if (registry === 'docker.io' && !vendors.has(repository.split('/')[0]!)) return 'personal';
  return 'unknown';
}

/**
 * Where Microsoft's images went, by former name. A name without successor maps to nothing.
 * Sources: the "featured tags" notices of the former Docker Hub pages; microsoft/dotnet-framework-docker and
 * dotnet/dotnet-docker READMEs; Virtualization-Documentation `manage-containers/container-base-images.md`.
 */
const moved: Readonly<Record<string, string>> = {
  'docker.io/microsoft/windowsservercore': 'windows/servercore',
  'docker.io/microsoft/windowsservercore-insider': 'windows/servercore/insider',
  'docker.io/microsoft/nanoserver': 'windows/nanoserver',
  'docker.io/microsoft/nanoserver-insider': 'windows/nanoserver/insider',
  'docker.io/microsoft/windows': 'windows/server',
  'docker.io/microsoft/iis': 'windows/servercore/iis',
  'docker.io/microsoft/aspnet': 'dotnet/framework/aspnet',
  'docker.io/microsoft/wcf': 'dotnet/framework/wcf',
  'docker.io/microsoft/dotnet-framework-build': 'dotnet/framework/sdk',
  'docker.io/microsoft/aspnetcore': 'dotnet/aspnet',
  'docker.io/microsoft/aspnetcore-build': 'dotnet/sdk',
  'docker.io/microsoft/powershell': 'powershell',
  [`${microsoft}/windowsservercore`]: 'windows/servercore',
  [`${microsoft}/windowsservercore-insider`]: 'windows/servercore/insider',
  [`${microsoft}/windows/servercore-insider`]: 'windows/servercore/insider',
  [`${microsoft}/nanoserver`]: 'windows/nanoserver',
  [`${microsoft}/nanoserver-insider`]: 'windows/nanoserver/insider',
  [`${microsoft}/windows/nanoserver-insider`]: 'windows/nanoserver/insider',
  [`${microsoft}/windows-insider`]: 'windows/server/insider',
};

/** A name that its publisher gave up. */
export interface RetiredName {
  /** The full name that took its place, when there is one. */
  readonly successor?: string;
}

/** Whether Microsoft gave up the name of this image, and for which. */
export function retiredName({ registry, repository, tag = '' }: ImageName): RetiredName | undefined {
  const name = `${registry}/${repository}`;
  if (name === 'docker.io/microsoft/dotnet') return { successor: `${microsoft}/dotnet/${dotnetPart(tag)}` };
  if (name === 'docker.io/microsoft/dotnet-framework') {
    return { successor: `${microsoft}/dotnet/framework/${/(?:^|-)sdk(?:$|-)/.test(tag) ? 'sdk' : 'runtime'}` };
  }
  const successor = lookUp(moved, name);
  if (successor) return { successor: `${microsoft}/${successor}` };
  return name.startsWith('docker.io/microsoft/') ? {} : undefined;
}

/** The image of today that corresponds to a tag of `microsoft/dotnet`. */
function dotnetPart(tag: string): string {
  if (/(?:^|-)aspnetcore-runtime(?:$|-)/.test(tag)) return 'aspnet';
  if (/(?:^|-)runtime-deps(?:$|-)/.test(tag)) return 'runtime-deps';
  return /(?:^|-)runtime(?:$|-)/.test(tag) ? 'runtime' : 'sdk';
}
